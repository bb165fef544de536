"""Which lines head a story or a section, by what they say and by what stands around them."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from juku.text.articles import labels, leaning, sections
from juku.text.blocks import headlines, notices, signatures, stacks
from juku.text.blocks.headlines import LONGEST_TITLE
from juku.text.blocks.layout import BOLD
from juku.text.mending import runs, telling, topics
from juku.text.mending.topics import ECHO
from juku.text.vocabulary.marks import DASHES, is_final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.text.articles.displaced import Story
    from juku.text.articles.surroundings import Surroundings
    from juku.text.blocks.lines import Line

_MOST_LINES = 8
"""Of one headline."""
_OVER = 3
"""Characters on each side of where a headline is parted that the text has in one."""
_SECTION = 8
"""Lines of a section that somebody signs: a letter, an answer."""
_ROW, _ROW_LEAST, _ROW_TEXT = 3.0, (12.0, 6.0), 3
"""What it gives that two headings are made alike, of three steps each; what it takes to be of
another story than the one at hand; and how many paragraphs below are asked."""
_LAST = 60
"""Lines at the end of a story whose headings are compared: a page may be as long as a book."""


def _headings(story: Story) -> list[Line]:
    return [line for part, line in story.lines[-_LAST:] if part == "heading"]


def _alike(line: Line, story: Story) -> int:
    return max((sections.alike(line.text, one.text) for one in _headings(story)), default=0)


def begins(page: Surroundings, at: int, line: Line, after: Line) -> bool:
    """Whether what follows can only follow the headline of an article."""
    if after.dateline is not None or after.kind == "credit" or stacks.greets(after):
        return True
    if headlines.is_subtitle(after, line):
        return True
    if page.style.is_title(line) and page.labels(after):
        return not page.style.is_title(page.after(at + 1))
    return page.style.bold_titles and subtitle_and_text(page, at)


def announces(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a headline says what comes and nothing of what was."""
    ahead = "".join(page.ahead(at + 1))
    new, old = topics.echoed(line.text, ahead), topics.echoed(line.text, story.tail())
    return new >= ECHO > 3 * old


def says_what_follows(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a line above a headline says what its article says, and nothing of ``story``."""
    below = page.flow[at + 1].text + "".join(page.ahead(at + 2))
    new, old = topics.echoed(line.text, below), topics.echoed(line.text, story.tail())
    return new >= ECHO / 2 and new > 2 * old


def is_over_headline(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a line between the end of ``story`` and a headline is of that headline."""
    if not is_final(story.bodies[-1].text) or story.is_unsigned_notice():
        return False
    label = line.level == 0 and not page.seams.broken and labels.is_short(line)
    return label or says_what_follows(page, at, line, story)


def is_no_heading(page: Surroundings, at: int, line: Line) -> bool:
    """Whether a headline cannot be a heading: by its mark, or by a subtitle below it."""
    after = page.after(at)
    return line.level < BOLD or (after is not None and headlines.is_subtitle(after, line))


def says_what_was(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a line above a headline says what ``story`` says, rather than its article."""
    below = page.flow[at + 1].text + "".join(page.ahead(at + 2))
    old = topics.echoed(line.text, story.tail())
    return old >= ECHO and old > topics.echoed(line.text, below)


def is_second_line(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a headline goes on in a line right below it that bears the same ``#``.

    Or in one without a mark, if the text has the words that the two are parted in. No headline
    has very many: every sentence below has a copy of it.
    """
    part, above = story.lines[-1]
    if len(story.lines) >= _MOST_LINES and story.lines[-_MOST_LINES][0] == "title":
        return False
    if part == "title" and above.level == line.level == 0:
        over = above.text[-_OVER:] + line.text[:_OVER]
        return len(over) == 2 * _OVER and over in "".join(page.ahead(at + 1))
    alike = part == "title" and above.level == line.level < BOLD
    other = line.text != above.text and not line.text.startswith(DASHES)
    return alike and other and page.style.is_title(line)


def is_below_author(line: Line, story: Story) -> bool:
    """Whether a marked line stands below who wrote a story, as no subtitle does."""
    (part, signed), title = story.lines[-1], story.lines[0][1]
    below = part == "credit" and signatures.is_authors(signed)
    return below and line.level > title.level


def is_next_headline(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a headline with its own text stands below another's last subtitle or credit.

    It has a subtitle of dashes or a dateline, or says what follows. The text of the one above
    it is lost, or stands over it.
    """
    part, above = story.lines[-1]
    after = page.after(at)
    if not story.titled or after is None or not page.style.is_title(line) or line.level == BOLD:
        return False
    last = part == "subtitle" and (above.text.startswith(DASHES) or above.level > line.level)
    if not (last or part == "credit"):
        return False
    begins = after.dateline is not None or after.text.startswith(DASHES)
    return begins or _says_more(page, at, line, story)


def _says_more(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether what follows says what a headline does, and more than what the story's does."""
    ahead = "".join(page.ahead(at + 1))
    title = "".join(above.text for part, above in story.lines if part == "title")
    return topics.echoed(line.text, ahead) >= ECHO > 2 * topics.echoed(title, ahead)


def signed_before(page: Surroundings, at: int, line: Line) -> Story | None:
    """The closed story whose next section a heading heads, as of letters below one headline.

    Its last section is headed alike, and both end with who wrote them, who is no reporter.
    """
    story = page.story
    if story is None or not story.closed or not story.titled:
        return None
    (part, signed), title = story.lines[-1], story.lines[0][1]
    heads = [above for part, above in story.lines if part in ("heading", "subtitle")]
    if part != "credit" or not heads or not title.level < heads[-1].level == line.level:
        return None
    if not signatures.is_readers(signed) or story.bodies[0].dateline is not None:
        return None
    for below in page.flow[at + 1 : at + 1 + _SECTION]:
        if below.kind == "credit":
            return story if signatures.is_readers(below) else None
        if below.kind != "paragraph" or below.dateline is not None:
            return None
    return None


def of_row(page: Surroundings, at: int, line: Line, story: Story) -> Story | None:
    """The other unfinished story whose headings are made as a line, and whose text follows."""
    others = [one for one in leaning.open_stories(page) if one is not story and _headings(one)]
    if page.single or not others:
        return None
    texts = list(_section(page, at + 1))
    here = leaning.words(page, story)
    least = _alike(line, story)

    def speaks(one: Story) -> float:
        row = _ROW * (_alike(line, one) - least)
        if row <= _ROW and telling.leans("".join(texts[:1]), leaning.words(page, one), here) < 0:
            return -inf
        # Of the story at hand the last paragraphs may be of another, too.
        return row + max(telling.leans("".join(texts), leaning.words(page, one), here), -_ROW)

    told = {one: speaks(one) for one in others}
    best = max(others, key=lambda one: told[one])
    least_told = _ROW_LEAST[page.displaced] * leaning.by_chance(page, best, story)
    return best if told[best] >= least_told else None


def _section(page: Surroundings, at: int) -> Iterator[str]:
    """The paragraphs below a heading, up to the next one."""
    for line in page.flow[at : at + _ROW_TEXT]:
        if line.kind != "paragraph" or line.dateline is not None:
            break
        if headlines.is_headline(line):
            break
        yield line.text


def subtitle_and_text(page: Surroundings, at: int) -> bool:
    """Whether another headline follows, or a plain one and then a dateline."""
    after, then = page.after(at), page.after(at + 1)
    if after is None or then is None:
        return False
    plain = headlines.is_headline(after) and stacks.begins_story(page.flow, at + 2)
    if not plain and page.story is not None and not page.story.titled:
        return False
    return plain or (after.kind == "heading" and then.kind == "paragraph")


def heads_dated(page: Surroundings, at: int, before: Line, line: Line) -> bool:
    """Whether a line that could be a half is the headline of what a dateline begins."""
    after, then = page.after(at), page.after(at + 1)
    if after is None or not headlines.is_headline(line):
        return False
    if signatures.is_authors(after) and signatures.signs(page.flow, at + 1):
        return not page.seams.torn(before.text, line.text)
    under = then is not None and then.dateline is not None and after.text.startswith(DASHES)
    long = page.style.plain_titles and headlines.han_length(before.text) > LONGEST_TITLE
    apart = (long or headlines.is_headline(before)) and not page.seams.is_prose(line.text)
    stacked = apart and stacks.heads_story(page.flow, at, page.labels)
    stacked = stacked or are_two_behind(page, at, before)
    if after.dateline is None and not under and not stacked:
        return False
    return not page.seams.torn(before.text, line.text)


def are_two_behind(page: Surroundings, at: int, before: Line) -> bool:
    """Whether a headline and another below it, with no mark, stand behind a long half."""
    if not page.style.plain_titles or is_final(before.text):
        return False
    long = headlines.han_length(before.text) > LONGEST_TITLE
    two = long and stacks.are_two(page.flow, at)
    return two and not page.seams.is_prose(page.flow[at].text)


def heads_story(page: Surroundings, at: int, line: Line, after: Line) -> bool:
    """Whether a byline or a greeting follows, perhaps behind subtitles, or one of dashes."""
    if page.style.is_title(after) and page.seams.broken:
        return False
    dashes = headlines.is_subtitle(after, line) and not page.style.is_title(after)
    dashes = dashes and not page.style.is_title(page.after(at + 1))
    if after.dateline is None and after.kind != "credit" and not dashes:
        if not stacks.heads_story(page.flow, at, page.labels):
            return False
        if stacks.is_kicker(page.flow, at) and not may_be_kicker(page, at, line):
            return False
    return page.style.plain_titles or not page.seams.is_prose(line.text)


def may_be_kicker(page: Surroundings, at: int, line: Line) -> bool:
    """Whether a line without a mark that ends no story says what the headline below it says."""
    story = page.story
    if story is None or story.closed or not story.bodies:
        return True
    return says_what_follows(page, at, line, story)


def is_plain_headline(page: Surroundings, at: int, line: Line) -> bool:
    """Whether a line with no mark is a headline, a subtitle or a heading."""
    after, story = page.after(at), page.story
    if after is None or page.is_turned(line, story) or _is_row_of_notice(line, story):
        return False
    notice = notices.names_notice(line)
    if notice or page.in_list(at, line):
        return notice and after.kind == "paragraph"
    begins = above_text = story is None or story.closed or not story.bodies
    if story is not None and above_text and story.titled and not story.closed:
        begins = story.is_under_label(line)
    if after.kind == "credit":
        then = page.after(at + 1) if above_text else None
        opens = then is not None and (then.dateline is not None or signatures.is_authors(after))
        return headlines.is_headline(line) and (opens or signatures.signs(page.flow, at + 1))
    heads = headlines.is_headline(line, LONGEST_TITLE) or stacks.asks_over_dashes(line, after)
    if page.style.plain_titles and begins and heads:
        return not page.seams.torn(line.text, after.text)
    told = after.kind in ("paragraph", "heading") and headlines.is_headline(line)
    if told and story is not None and is_lost(page, line, story):
        return not page.seams.torn(line.text, after.text)
    two = story is not None and not above_text and are_two_behind(page, at, story.bodies[-1])
    return told and (two or not (_goes_on(page, at + 1, line) or page.joins(line, after)))


def _goes_on(page: Surroundings, at: int, half: Line) -> bool:
    """Whether the known rest of a half shows that it is one: behind a lone line, or by a word.

    ``at`` is the place of the line below the half.
    """
    rest, below = page.rests.get(half), page.after(at)
    if rest is None:
        return False
    lone = rest is below and not is_final(page.flow[at].text)
    return lone or page.seams.torn(half.text, rest.text)


def _is_row_of_notice(line: Line, story: Story | None) -> bool:
    """Whether a row stands right below what it is of: 今日天气, and then 市区：多云."""
    if story is None or story.closed or story.bodies or not story.titled:
        return False
    return story.is_unsigned_notice() and runs.is_row(line.text)


def is_lost(page: Surroundings, line: Line, story: Story) -> bool:
    """Whether a line says what a story says that has no headline yet, where none is marked."""
    return page.style.plain_titles and not story.titled and story.says(line)


def is_plain_heading(page: Surroundings, at: int, line: Line) -> bool:
    """Whether a short line heads a section: it stands alone among paragraphs, and once."""
    beside = (page.flow[place] for place in (at - 1, at + 1) if 0 <= place < len(page.flow))
    again = is_final(line.text) and page.texts[line.text] > 1
    if again or not headlines.is_heading(line):
        return False
    return not any(
        one.kind == "paragraph" and headlines.is_headline(one) and not is_row_below(page, at, one)
        for one in beside
    )


def is_row_below(page: Surroundings, at: int, one: Line) -> bool:
    """Whether a line stands below another that is none, as the first row of a table."""
    return one is page.after(at) and runs.is_row(one.text) and not runs.is_row(page.flow[at].text)


def numbers_section(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a line is a number and nothing else, between whole paragraphs."""
    after = page.after(at)
    if not headlines.is_section_number(line.text) or after is None or story.closed:
        return False
    begun = is_final(story.bodies[-1].text) if story.bodies else story.titled
    return begun and after.kind == "paragraph" and not headlines.is_headline(after)
