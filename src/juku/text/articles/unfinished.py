"""Stories that stop in the midst of a page and go on behind others, and the lines that show it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from juku.text.articles import interviews, leaning
from juku.text.blocks import headlines
from juku.text.bylines import captions
from juku.text.mending import topics
from juku.text.mending.topics import ENOUGH
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.articles.displaced import Story
    from juku.text.articles.surroundings import Surroundings
    from juku.text.blocks.lines import Line

_FARTHER = 4.0
"""How much better than the next line a line behind another story must carry on a half."""
_TURNED = 4.0
"""What it gives that a half is said to go on elsewhere, and a line to come from elsewhere."""
_LEAVING = 4.0
"""How well it must, where the story at hand is left for it between two paragraphs."""
_TOLD, _MOST_TOLD = 30.0, 0.4
"""What it gives that two texts share all they say, and the share from which it gives no more."""
_SECTION_TEXT = 50
"""Characters of a paragraph that can tell so much by more than chance."""


def between_halves(page: Surroundings, story: Story, after: Line) -> bool:
    """Whether a heading stands where a break parted a sentence."""
    last = story.bodies[-1]
    if after.kind != "paragraph" or is_final(last.text) or last.number in page.listed:
        return False
    return page.seams.torn(last.text, after.text)


def is_caption_between(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a caption parts the halves of a sentence, of which it is neither."""
    if story.closed or not story.bodies:
        return False
    last, after = story.bodies[-1], page.after(at)
    if is_final(last.text) or not captions.is_caption(line.text):
        return False
    if after is None or after.kind != "paragraph":
        return False
    return page.joins(last, after) and not page.seams.torn(last.text, line.text)


def half_before(page: Surroundings, at: int, line: Line) -> Line | None:
    """The last line of this or of another unfinished story, if the line carries it on."""
    half = page.halves.get(line)
    if half is not None and _is_text(page, half):
        return half
    here = half_at_hand(page, page.story, line) if page.story else None
    rivals = [other for other in leaning.open_stories(page) if _takes(page, other, at, line)]
    if not rivals:
        return here
    ahead = "".join(page.ahead(at))
    best, most = here, _held(page, here, line, ahead)
    for other in rivals:
        last = other.bodies[-1]
        fits = page.seams.fit(last.text, line.text) + _told(page, other, ahead)
        fits += _TURNED * (last.number in page.turned and line.number in page.back)
        if fits > most:
            best, most = last, fits
    return best


def half_at_hand(page: Surroundings, story: Story, line: Line) -> Line | None:
    """The last line of the story at hand, if the line carries it on and no heading parts them.

    A half whose rest is known waits for that.
    """
    last = story.bodies[-1] if story.bodies and not story.closed else None
    if last is None or last in page.rests:
        return None
    part, above = story.lines[-1]
    parted = part == "heading" and above.number not in page.wedges
    return last if not parted and page.joins(last, line) else None


def _is_text(page: Surroundings, half: Line) -> bool:
    """Whether a half was given to a story as text, and not as a headline or a heading."""
    return half.article is not None and ("body", half) in page.stories[half.article].lines


def _takes(page: Surroundings, other: Story, at: int, line: Line) -> bool:
    """Whether a line may carry on an ``other`` open story than the one at hand."""
    last = other.bodies[-1]
    if other is page.story or is_final(last.text) or last.number in page.listed:
        return False
    if last in page.rests:
        return False
    if not page.joins(last, line):
        return False
    return page.seams.torn(last.text, line.text) or not (
        _is_below_headline(page) or _comes_back(page, last, at)
    )


def _is_below_headline(page: Surroundings) -> bool:
    """Whether the story at hand has a headline and nothing else yet."""
    return page.story is not None and page.story.titled and not page.story.bodies


def _comes_back(page: Surroundings, last: Line, at: int) -> bool:
    """Whether the page says that a half goes on elsewhere, and where that is: farther down."""
    here = page.flow[at].number
    return (
        last.number in page.turned and here not in page.back and max(page.back, default=-1) > here
    )


def _held(page: Surroundings, here: Line | None, line: Line, ahead: str) -> float:
    """How well a line fits the story at hand, whose last line it carries on if ``here``."""
    story = page.story
    if story is None or story.closed:
        return -inf
    if here is None:
        return _told(page, story, ahead) + (0.0 if is_set_out(page, line) else _LEAVING)
    return page.seams.fit(here.text, line.text) + _told(page, story, ahead) + _FARTHER


def is_set_out(page: Surroundings, line: Line) -> bool:
    """Whether a line is not set in as paragraphs are, so that it begins none."""
    return page.style.indented and not line.indented and not headlines.is_headline(line)


def _told(page: Surroundings, story: Story, text: str) -> float:
    """How much ``text`` tells of what a story tells, in the measure of `Seams.affinity`."""
    return _TOLD * min(topics.told(story.tail(), text, page.weights), _MOST_TOLD)


def goes_on(
    page: Surroundings, at: int, story: Story, least: float = topics.SAME, *, known: bool = True
) -> bool:
    """Whether the text from ``at`` tells what ``story`` tells; ``known`` where nothing says."""
    ahead = page.ahead(at)
    if any(map(story.names, topics.bare_speakers("\n".join(ahead)))):
        return True
    share = topics.shared(story.tail(), "".join(ahead))
    # The fewer paragraphs there are to compare, the less they need to share.
    seen = min(len(story.bodies), len(ahead), 3)
    return known if share is None else share >= least * seen / 3


def turned_back(page: Surroundings, at: int, line: Line) -> Story | None:
    """The story that a page turned from (下转第4版) and now comes back to (上接第1版)."""
    if line.number not in page.back:
        return None
    ahead = "".join(page.ahead(at))
    here = topics.shared(page.story.tail(), ahead) if page.story else None
    for story in leaning.open_stories(page):
        last = story.bodies[-1]
        if story is page.story or last.number not in page.turned:
            continue
        half = not is_final(last.text) and page.seams.carries_on(last.text, line.text)
        alone = (page.story is None or page.story.closed) and not is_final(last.text)
        if half or alone or (topics.shared(story.tail(), ahead) or 0.0) > (here or 0.0):
            return story
    return None


def resumed_by(page: Surroundings, at: int, line: Line, story: Story) -> Story | None:
    """The unfinished story of which the text right below a heading tells much more.

    The rest of a half that stands there is not what it heads.
    """
    after = page.after(at)
    if after is None or after.kind != "paragraph" or after.dateline or after in page.halves:
        return None
    if page.style.is_title(line) or len(after.text) < _SECTION_TEXT:
        return None
    return leaning.leant_to(page, after.text[:ENOUGH], story)


def visits(page: Surroundings, line: Line, story: Story) -> Story | None:
    """The unfinished story that a whole paragraph is of, in the midst of another."""
    if not story.bodies or not is_final(story.bodies[-1].text):
        return None
    spoken = interviews.asked_in(page, line, story) or spoken_of(page, [line.text], story)
    return spoken or leaning.leant_visit(page, line, story)


def spoken_of(page: Surroundings, texts: Sequence[str], story: Story) -> Story | None:
    """The one unfinished story that named those who speak in ``texts``, and ``story`` did not.

    Nobody speaks in a story without a word of who that is who was not named in it before.
    """
    others = [one for one in leaning.open_stories(page) if one is not story]
    # Most pages have one story at a time, and need not be searched for speakers.
    speakers = topics.bare_speakers("\n".join(texts)) if others else set()
    if not speakers or any(map(story.names, speakers)):
        return None
    named = [one for one in others if all(map(one.names, speakers))]
    return named[0] if len(named) == 1 and named[0].is_whole() else None


def told_by(page: Surroundings, text: str) -> Story | None:
    """The unfinished story that tells what ``text`` tells."""
    best, most = None, topics.SAME
    asks = interviews.is_asked(text)
    for story in leaning.open_stories(page):
        if asks and not interviews.asks(story):
            continue
        share = topics.shared(story.tail(), text)
        if share is not None and share >= most:
            best, most = story, share
    return best
