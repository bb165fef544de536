"""Whose a credit is that stands below a text by somebody else, or in the midst of a sentence.

On a page whose pieces were torn out of place a credit may stand under another article than its own.
An article that has its authors already is not signed by others; one that stops in mid-sentence is
not at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.records import Byline
from juku.text.articles import leaning
from juku.text.blocks import notices, signatures
from juku.text.bylines import byline
from juku.text.mending import telling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juku.text.articles.displaced import Part, Story
    from juku.text.articles.surroundings import Surroundings
    from juku.text.blocks.lines import Line


_ABOVE = 2
"""Paragraphs above a credit that are asked whose they are."""
_STORIES, _LAST = 24, 60
"""Stories that are asked, the latest, and lines at the end of one: some pages are long as books."""
_ENDS = 12
"""Lines at the head and at the end of a story that may name its authors."""


def credited(page: Surroundings, at: int, line: Line, story: Story) -> Story:
    """The story that a closing credit is of: the one at hand, or one that says so."""
    if len(page.stories) == 1:
        return story
    before = page.flow[at - 1] if at else None
    said = byline.read(None, (line.text,))
    if before is not None and before.kind == "credit" and before.article is not None:
        # The day below who gave a notice out, or the next who did.
        signed = page.stories[before.article]
        return signed if said == Byline() and signatures.is_issuers(before) else story
    if not story.bodies:
        return story
    if said == Byline():
        return _issued(page, line, story) or _said_of(page, line, story)
    return _signed_by(page, at, said, story)


def _issued(page: Surroundings, line: Line, story: Story) -> Story | None:
    """The one notice that a body gave out which signs below what is none."""
    if not signatures.is_issuers(line) or _is_notice(story):
        return None
    left = [one for one in leaning.open_stories(page) if _is_notice(one) and not _is_credited(one)]
    return left[0] if len(left) == 1 else None


def _said_of(page: Surroundings, line: Line, story: Story) -> Story:
    """Of whom a credit tells that names nobody, where a reporter wrote the story at hand."""
    if not signatures.is_told_of_author(line) or not _authors(story):
        return story
    signed = [one for one in _others(page, story) if _is_by_name_alone(one)]
    return signed[0] if len(signed) == 1 and not _is_by_name_alone(story) else story


def _signed_by(page: Surroundings, at: int, said: Byline, story: Story) -> Story:
    """The story of those whom a credit names, if others wrote the one at hand."""
    if said.photographers or signatures.names_helpers(page.flow[at]):
        return story
    authors, others = _authors(story), _others(page, story)
    if authors.isdisjoint(said.reporters) and authors and said.reporters:
        same = [one for one in others if not _authors(one).isdisjoint(said.reporters)]
        if len(same) == 1:
            return same[0]
        return _leant(page, at, story, others) if page.displaced else story
    left = [one for one in others if _is_unsigned(one)] if stops(page, story) else []
    return left[0] if len(left) == 1 and not stops(page, left[0]) else story


def begins_another(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether who wrote stands above the text of another article, whose headline is elsewhere.

    The one at hand is whole and by others, and prose stands right below.
    """
    if story.closed or not story.bodies or not story.is_whole() or page.single:
        return False
    if not (signatures.is_authors(line) and signatures.signs(page.flow, at)):
        return False
    if page.flow[at - 1] is not story.bodies[-1]:
        return False
    authors, said = _authors(story), byline.read(None, (line.text,))
    return bool(authors and said.reporters) and authors.isdisjoint(said.reporters)


def _others(page: Surroundings, story: Story) -> list[Story]:
    return [one for one in page.stories[-_STORIES:] if one is not story]


def stops(page: Surroundings, story: Story) -> bool:
    """Whether a story stops in mid-sentence, and its rest is known to stand farther down."""
    last = story.bodies[-1]
    rest = page.rests.get(last)
    turned = last.number in page.turned and max(page.back, default=-1) > last.number
    stops = turned or (rest is not None and rest.number > last.number)
    return stops and not story.closed and not story.is_whole()


def _leant(page: Surroundings, at: int, story: Story, others: Iterable[Story]) -> Story:
    """The story without a signature whose words the text above a credit has."""
    left = [one for one in others if _is_unsigned(one)]
    if not left:
        return story
    above = _above(page, at, story)
    last = story.lines[-_LAST:]
    here = telling.of_all(one.text for _, one in last if one not in above)
    told = "".join(line.text for line in above)
    leans = {one: telling.leans(told, leaning.words(page, one), here) for one in left}
    best = max(left, key=lambda one: leans[one])
    # What tells nothing leaves it to the one that may have it.
    return best if leans[best] > 0 or leans == {best: 0.0} else story


def _above(page: Surroundings, at: int, story: Story) -> list[Line]:
    """The last paragraphs right above a credit."""
    above: list[Line] = []
    for line in reversed(page.flow[max(at - _ABOVE, 0) : at]):
        if line.kind != "paragraph" or line.article != story.number:
            break
        above.append(line)
    return above


def _authors(story: Story) -> frozenset[str]:
    """Those who are named in the dateline and the credits of a story."""
    ends = _ends(story)
    dated = [line.dated() for _, line in ends if line.dateline is not None]
    credits_ = tuple(line.text or line.dated() for part, line in ends if part == "credit")
    read = [byline.read(one, ()) for one in dated] + [byline.read(None, credits_)]
    return frozenset(name for one in read for name in one.reporters)


def _ends(story: Story) -> list[tuple[Part, Line]]:
    """The lines of a story, of a long one the first and the last."""
    lines = story.lines
    return lines if len(lines) <= 2 * _ENDS else lines[:_ENDS] + lines[-_ENDS:]


def _is_notice(story: Story) -> bool:
    return any(part == "title" and notices.heads_notice(line.text) for part, line in _ends(story))


def _is_credited(story: Story) -> bool:
    return any(part == "credit" for part, _ in _ends(story))


def _is_unsigned(story: Story) -> bool:
    """Whether a story with a headline may be signed yet."""
    begun = story.titled and story.bodies and not story.closed
    return bool(begun) and not (_is_credited(story) or _authors(story))


def _is_by_name_alone(story: Story) -> bool:
    """Whether under its headline a story has the name of its author, and nothing else of him."""
    signed = [line for part, line in _ends(story) if part == "credit"]
    return len(signed) == 1 and signatures.is_readers(signed[0])
