"""Lines of nothing but an author's name: right under a headline, or signing the text above it.

The byline's words do not tell such a line from any other short one; where it stands does.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from juku.text.articles import labels, placed_labels
from juku.text.blocks import headlines, notices, signatures
from juku.text.blocks.headlines import LONGEST_TITLE
from juku.text.bylines import bare_names
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.marks import DAY_IN_WORDS, is_final, is_stopped
from juku.text.vocabulary.person_words import NO_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.blocks.headlines import Style
    from juku.text.blocks.lines import Line

_LONGEST = 30
_BLANK = re.compile("[ \u3000]")
_PLACED = re.compile(
    "([\u3400-\u9fff]{2,10}(?:[ \u3000]+[读讀]者)?)[ \u3000]+"
    "([\u3400-\u9fff][\u3400-\u9fff \u3000]{1,4})"
)
"""How a reader signs a letter: 江苏无锡 顾晓岚."""
_TO_EDITORS = re.compile(
    "(?:编辑部?|编者|主编|总编辑?|记者)(?:的?(?:同志|先生|女士|朋友))?们?[：:]"
)
"""How a letter to a paper begins."""
_LETTER = 12
"""Paragraphs of a letter at most."""
_ANSWER = 4
"""Lines below a name in which whoever is interviewed has answered."""
_DAY = re.compile(rf"[0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日|{DAY_IN_WORDS}")
_IN_BRACKETS = re.compile("[（(]([\u3400-\u9fff]{2,3})[)）]")
_SURNAME_AND_TWO = re.compile("[\u3400-\u9fff]{3}")
"""As long as a name that no word of everyday has."""
_WROTE = re.compile("(?:撰?文|作者|图文|文图|诗)\\s*[:：/|｜丨]\\s*([\u3400-\u9fff]{2,4})")
"""Who wrote under any name: 文：水月."""
_TEAM = re.compile(
    "[\u3400-\u9fff]{2,24}(?:(?:课题|调研|编写|写作|报道|采访|调查|研究)组|党组|中心组|编辑部|评论员)"
)
"""Who writes together, or without a name: 某研究院课题组, 本报评论员."""
_ISSUERS = 3
"""Bodies that give a notice out together, each in a line of its own."""


def settle(flow: Sequence[Line], style: Style) -> None:
    """Make the author's line under a headline a credit, and the line that signs a text."""
    if not any(len(line.text) <= _LONGEST and line.kind == "paragraph" for line in flow):
        return
    lines = [line for line in flow if line.kind != "furniture" and not line.aside]
    for at, line in enumerate(lines):
        if line.kind != "paragraph" or len(line.text) > _LONGEST or line.dateline or line.forced:
            continue
        # A name ends with no stop, but where it is parted by a blank from who has it.
        if is_stopped(line.text) and _BLANK.search(line.text) is None:
            continue
        if (
            _is_under_headline(lines, at, style)
            or _signs(lines, at, style)
            or _signs_notice(lines, at, style)
            or _signs_with_day(lines, at)
            or _signs_in_brackets(lines, at)
        ):
            _make_credit(line)


def _is_under_headline(lines: Sequence[Line], at: int, style: Style) -> bool:
    """Whether an author is named between the headline of an article and its text."""
    if not (0 < at < len(lines) - 1 and _stands_under_headline(lines, at, style)):
        return False
    named = _named(lines[at].text) or _known(lines, at)
    if not named:
        return False
    after = lines[at + 1]
    # Above verse a line of verse may look like a name: 江南雨, 秋风起.
    if not _is_text(after) and any(map(bare_names.begins_as_word, named)):
        return False
    return not (bare_names.alone(after.text) or _answers(lines[at + 1 : at + 1 + _ANSWER], named))


def _stands_under_headline(lines: Sequence[Line], at: int, style: Style) -> bool:
    """Whether a line in the midst of a page stands where authors do, whatever it says."""
    after = lines[at + 1]
    headed = style.is_title(after) and not headlines.is_section_number(after.text)
    if after.kind == "credit" or headed:
        return False
    if style.plain_titles:
        return _heads_plainly(lines, at - 1) and _is_text(after)
    above = lines[at - 1]
    if at > 1 and not style.is_title(above) and headlines.is_subtitle(above, lines[at - 2]):
        above = lines[at - 2]
    return (
        style.is_title(above)
        or placed_labels.may_be(above, style)
        or (_is_label(lines, at - 1) and len(after.text) > LONGEST_TITLE)
    )


def _is_label(lines: Sequence[Line], at: int) -> bool:
    """Whether a few characters without a mark stand where an article begins."""
    return at > 0 and labels.is_short(lines[at]) and _ends(lines[at - 1])


def _ends(line: Line) -> bool:
    """Whether an article may end with a line."""
    return line.kind == "credit" or (line.kind == "paragraph" and is_final(line.text))


def _answers(lines: Sequence[Line], named: tuple[str, ...]) -> bool:
    """Whether one of those named answers in the lines below, and so is asked and no author."""
    answers = tuple(f"{name}{colon}" for name in named for colon in "：:")
    return any(line.text.startswith(answers) for line in lines)


def _named(text: str) -> tuple[str, ...]:
    """The authors whom a line names, perhaps behind where they are from or what they are."""
    folded = fold(text)
    written = _WROTE.fullmatch(folded)
    if written is not None:
        return (written[1],)
    if _TEAM.fullmatch(folded):
        return (folded,)
    return bare_names.signed(text) or bare_names.alone(text) or bare_names.placed(folded)


def _known(lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """The name that a line is, as the dictionary knows, where no text tells of who bears it."""
    name = lines[at].text
    formed = _SURNAME_AND_TWO.fullmatch(name) and bare_names.has_form(name)
    if not formed or bare_names.is_said(name) or not _is_text(lines[at + 1]):
        return ()
    return () if _is_told_of(name, lines) else (name,)


def _is_told_of(name: str, lines: Sequence[Line]) -> bool:
    return sum(name in line.text for line in lines) > 1


def _heads_plainly(lines: Sequence[Line], at: int) -> bool:
    """Whether a line without a mark stands where the headline of an article may stand.

    Subtitles with their dashes may stand below that.
    """
    while at >= 0 and _may_be_headline(lines[at]) and headlines.is_dashed(lines[at]):
        at -= 1
    if at < 0 or not _may_be_headline(lines[at]):
        return False
    if _may_begin(lines, at):
        return True
    above = lines[at - 1]
    return (labels.is_short(above) or _heads_under(above)) and _may_begin(lines, at - 1)


def _may_be_headline(line: Line) -> bool:
    return line.kind == "paragraph" and headlines.is_headline(line, LONGEST_TITLE)


def _may_begin(lines: Sequence[Line], at: int) -> bool:
    """Whether nothing stands above a line, or what may end an article or be broken by one."""
    if at == 0 or lines[at - 1].kind == "credit" or is_final(lines[at - 1].text):
        return True
    above = lines[at - 1]
    return above.kind == "paragraph" and headlines.han_length(above.text) > LONGEST_TITLE


def _is_text(line: Line) -> bool:
    """Whether a line is running text, or the number of the first section."""
    if line.kind == "heading" or headlines.is_section_number(line.text):
        return True
    return line.kind == "paragraph" and not headlines.is_headline(line, LONGEST_TITLE)


def _signs(lines: Sequence[Line], at: int, style: Style) -> bool:
    """Whether a line between the end of a text and a headline says where and who wrote that."""
    if at == 0 or lines[at - 1].kind != "paragraph" or not is_final(lines[at - 1].text):
        return False
    after = lines[at + 1] if at + 1 < len(lines) else None
    found = _PLACED.fullmatch(lines[at].text)
    if bare_names.placed(fold(lines[at].text)):
        return after is None or _may_head(lines, at + 1, style) or _closes_letter(lines, at)
    if found is None:
        marked = after is None or style.is_title(after)
        return marked and not style.plain_titles and bool(bare_names.alone(lines[at].text))
    named = bare_names.is_unnamed(found[2]) or bare_names.alone(found[2])
    return bool(named) and (after is None or _may_head(lines, at + 1, style))


def _signs_notice(lines: Sequence[Line], at: int, style: Style) -> bool:
    """Whether a line at the end of a notice names the body that gave it out."""
    after = lines[at + 1] if at + 1 < len(lines) else None
    if not (after is None or style.is_title(after)):
        return False
    if not signatures.is_issuers(lines[at]):
        return False
    above = next(
        (line for line in reversed(lines[max(at - _LETTER, 0) : at]) if line.kind != "paragraph"),
        None,
    )
    return above is not None and style.is_title(above) and notices.heads_notice(above.text)


def _signs_in_brackets(lines: Sequence[Line], at: int) -> bool:
    """Whether a line behind a text is a name in brackets, which may be a word too: （田埂）.

    On a page that closes other articles with brackets, and where the word stands nowhere else.
    """
    found = _IN_BRACKETS.fullmatch(lines[at].text)
    if found is None or at == 0 or not bare_names.has_form(found[1]) or found[1] in NO_NAMES:
        return False
    above = lines[at - 1]
    if above.kind != "paragraph" or not is_final(above.text) or _is_told_of(found[1], lines):
        return False
    return any(line.kind == "credit" and line.text[0] in "（(" for line in lines)


def _signs_with_day(lines: Sequence[Line], at: int) -> bool:
    """Whether a line behind a text names a body with a day right below, or is that day."""
    above = lines[at - 1] if at else None
    if above is None:
        return False
    signed = above.kind == "credit" and signatures.is_issuers(above)
    if signed and _is_day(lines[at]):
        return True
    if not signed and (above.kind != "paragraph" or not is_final(above.text)):
        return False
    bodies = takewhile(_is_body, lines[at : at + _ISSUERS])
    below = lines[at + sum(1 for _ in bodies) :]
    # Of a table the next body stands below the day.
    return (
        _is_body(lines[at]) and any(map(_is_day, below[:1])) and not any(map(_is_body, below[1:2]))
    )


def _is_body(line: Line) -> bool:
    plain = line.kind == "paragraph" and line.dateline is None
    return plain and bare_names.is_body(fold(line.text))


def _is_day(line: Line) -> bool:
    return line.kind == "paragraph" and _DAY.fullmatch(fold(line.text)) is not None


def _closes_letter(lines: Sequence[Line], at: int) -> bool:
    """Whether the text above a signature is a letter to the paper, and no other signature below.

    What stands below a letter may be a repeat, or the rest of another article.
    """
    if at + 1 < len(lines) and bare_names.placed(fold(lines[at + 1].text)):
        return False
    for line in reversed(lines[max(at - _LETTER, 0) : at]):
        if line.kind != "paragraph":
            return False
        if _TO_EDITORS.match(fold(line.text)):
            return True
    return False


def _may_head(lines: Sequence[Line], at: int, style: Style) -> bool:
    """Whether the line below a signature is a headline, or a label over one."""
    after = lines[at]
    then = lines[at + 1] if at + 1 < len(lines) else None
    if style.is_title(after) or (style.is_title(then) and labels.is_short(after)):
        return True
    if not style.plain_titles or then is None or _PLACED.fullmatch(after.text):
        return False
    if labels.is_over(after, then):
        return at + 2 < len(lines) and _is_text(lines[at + 2])
    return _heads_under(after) and _is_text(then)


def _heads_under(line: Line) -> bool:
    return line.kind == "paragraph" and headlines.is_headline(line)


def _make_credit(line: Line) -> None:
    line.kind = "credit"
    for piece in line.parts:
        piece.kind, piece.rule = "credit", "credit"
