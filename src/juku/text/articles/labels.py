"""What stands over a headline: labels of columns, and kickers, which belong to what follows.

A column's name is known from the curation, or shows itself by the brackets or bullets around it
where a headline follows at once; in the midst of a text such a line heads a section. What columns
of briefs are called is known where a brief with its dateline or a marked headline follows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.blocks import headlines, signatures, stacks
from juku.text.bylines import bare_names
from juku.text.mending import runs
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.marks import DASHES, is_final
from juku.text.vocabulary.tables import pattern
from juku.text.vocabulary.word_tables import lists

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.blocks.headlines import Style
    from juku.text.blocks.lines import Line

_BY_MARKS = re.compile(
    r"[【〖［\[「〈]\s*[^】〗］\]」〉。，！？：]{2,10}\s*[】〗］\]」〉]"
    r"|[■□◆◇●○★☆▲▼◎·•|｜]\s*[^。，！？：]{2,8}\s*[■□◆◇●○★☆▲▼◎·•|｜]?"
)

_WORDS = lists("furniture")
_BRIEFS = re.compile(
    f"(?:{pattern(_WORDS['sections'])}|{pattern(_WORDS['of_columns'])})*{pattern(_WORDS['columns'])}"
)
_SECTION_NEWS = re.compile(f"{pattern(_WORDS['sections'])}新闻")
_OF = (
    f"{pattern(_WORDS['sections'])}|{pattern(_WORDS['of_columns'])}|{pattern(_WORDS['of_genres'])}"
)
_GENRE = re.compile(
    f"(?:(?P<by>{pattern(_WORDS['of_genres_by'])})|{_OF}){{1,2}}{pattern(_WORDS['genres'])}"
    f"|{pattern(_WORDS['standing'])}"
)
_AROUND = "【】〖〗［］[]〔〕「」〈〉■□◆◇●○★☆▲▼◎·•|｜:： \u3000"
_LONGEST = 16
"""Characters of a label that marks or its words show to be one."""

_LONGEST_PART = 8
"""Characters on each side of the dot that parts a label: 新春走基层·回访."""
_SHORT = re.compile(
    "(?!.*(?:图片|[图圖]$|摄影|照片|漫画|资料|视觉|记者$|编辑$|来源|通讯$|日电|社发?$))[\u3400-\u9fff]{2,5}(?:·[\u3400-\u9fff]{2,5})?"
)
"""What no rest of a sentence is between a full stop and a headline: 微言, 读者反馈."""
_BARE = re.compile("[\u3400-\u9fff]+(?:·[\u3400-\u9fff]+)?")
_SHORT_TITLE = 4
"""Characters of what may as well be a subtitle: 写给母亲."""
_OF_WORK = re.compile(
    "第|[上中下首终]篇|[序尾]|[之其][一二三四五六七八九十]|[引结]语|引言|后记|附录|附表|续表|目录|编者按"
)


def by_marks(flow: Sequence[Line], style: Style, columns: AbstractSet[str]) -> set[int]:
    """Numbers of the lines that brackets or bullets show to be labels of the headline below.

    A headline is marked as one, or is a short line with a byline below it. A label of briefs needs
    no marks around it where a brief or a marked headline follows, nor does one of a kind of writing
    at the edge of an article, unless it is one of ``columns`` anyway. One may stand over another.
    """
    found: set[int] = set()
    short = [place for place, line in enumerate(flow[:-1]) if len(line.text) <= _LONGEST]
    for place in reversed(short):
        line, after = flow[place], flow[place + 1]
        if line.kind not in ("heading", "paragraph"):
            continue
        then = flow[place + 2] if place + 2 < len(flow) else None
        between = _BY_MARKS.fullmatch(line.text) is not None
        marked = between and (
            _is_headline(line, after, then, style) or signatures.is_authors(after)
        )
        if after.number in found or _may_be_brief(after, style):
            told = between or line.level > 0
            briefs = names_briefs(line.text) or (told and _names_section(line.text))
            over = after.number in found and between
            marked = marked or over or briefs
        if marked or _begins_by_name(flow, place, style, columns):
            found.add(line.number)
    return found


def _begins_by_name(
    flow: Sequence[Line], place: int, style: Style, columns: AbstractSet[str]
) -> bool:
    """Whether a line is the name of a kind of writing, and stands where an article begins."""
    line, above = flow[place], flow[place - 1] if place else None
    genre = None if line.text in columns else _genre(line.text)
    by = genre is not None and genre["by"] is not None
    return genre is not None and _begins(above, line, flow[place + 1], style, by=by)


def names_briefs(text: str) -> bool:
    """Whether a line is what a column of briefs is called, perhaps with blanks inside.

    >>> names_briefs("简　讯"), names_briefs("國內要聞"), names_briefs("【体坛快讯】")
    (True, True, True)
    >>> names_briefs("前线传来的快讯"), names_briefs("简讯三则"), names_briefs("南河快讯")
    (False, False, False)
    """
    return _BRIEFS.fullmatch(_bare(text)) is not None


def is_named(text: str) -> bool:
    """Whether a line is what a column of briefs, news or one kind of writing is called.

    >>> is_named("新华时评"), is_named("简讯"), is_named("我的家")
    (True, True, False)
    """
    return names_briefs(text) or _names_section(text) or _genre(text) is not None


def _genre(text: str) -> re.Match[str] | None:
    """What a column of one kind of writing is called, and ``by`` whom that is, if a line says it.

    >>> [_genre(text)["by"] for text in ("新华时评", "國際觀察", "【记者手记】", "新华全媒+")]
    [None, None, '记者', None]
    >>> [_genre(text) for text in ("观察", "记者调查发现", "南河时评")]
    [None, None, None]
    >>> [_genre(text) is not None for text in ("新春走基层·回访", "新方位·一线调研", "渡口·桥")]
    [True, True, False]
    """
    parts = _bare(text).split("·")
    if len(parts) > 2 or any(len(part) > _LONGEST_PART for part in parts):
        return None
    return next(filter(None, map(_GENRE.fullmatch, parts)), None)


def _bare(text: str) -> str:
    """A line without the signs around it and without blanks, folded."""
    return "".join(fold(text.strip(_AROUND)).split())


def _begins(above: Line | None, line: Line, after: Line, style: Style, *, by: bool) -> bool:
    """Whether the name of a kind of writing stands where an article begins.

    That is: right above its headline or right below it. If it is marked, that is also behind a
    credit, on top of the page, over a dateline, and, unless it says ``by`` whom it is, behind a
    whole paragraph: 记者手记 may head a section there.
    """
    if style.is_title(after) or style.is_title(above):
        return True
    if above is None or above.kind == "credit" or after.dateline is not None:
        return line.level > 0
    return line.level > 0 and not by and is_final(above.text)


def _names_section(text: str) -> bool:
    """Whether a line is what a section of news is called: 社会新闻, 国际新闻."""
    return _SECTION_NEWS.fullmatch(fold(text.strip(_AROUND))) is not None


def _may_be_brief(line: Line, style: Style) -> bool:
    """Whether a line begins a brief with its dateline, or is marked as the headline of one."""
    return line.dateline is not None or style.is_title(line)


def _is_headline(label: Line, line: Line, after: Line | None, style: Style) -> bool:
    if line.kind == "heading":
        return style.is_title(line) or label.level == line.level
    if label.level or not headlines.is_headline(line) or after is None:
        return False
    return style.plain_titles or after.kind == "credit" or after.dateline is not None


def is_short(line: Line) -> bool:
    """Whether a line right above a headline can hardly be but a label, and no author's name."""
    if _SHORT.fullmatch(line.text) is None or bare_names.alone(line.text):
        return False
    return not bare_names.is_transliterated(line.text)


def is_bare(text: str) -> bool:
    """Whether a line has nothing but Han characters, as what a column is called."""
    return _BARE.fullmatch(text) is not None


def length(text: str) -> int:
    """Characters of a label, of one in two parts of the longer: 新春走基层·回访.

    >>> length("新春走基层·回访"), length("记忆")
    (5, 2)
    """
    return max(map(len, text.split("·")))


def is_over(label: Line, line: Line) -> bool:
    """Whether a line without a mark can hardly be the headline of the longer ``line`` below it.

    The part of a work (上篇, 第一站) is no label.
    """
    longer = len(line.text) > max(len(label.text), _SHORT_TITLE)
    told = longer and label.level == line.level == 0 and is_short(label)
    if not told or runs.is_row(line.text):
        return False
    return headlines.is_headline(line) and not is_of_work(label.text)


def is_of_work(text: str) -> bool:
    """Whether a line is what a part of a work is called, which no column is.

    >>> is_of_work("上篇"), is_of_work("第一站"), is_of_work("结语"), is_of_work("茶座")
    (True, True, True, False)
    """
    return _OF_WORK.match(text) is not None


def kickers(flow: Sequence[Line], style: Style) -> set[int]:
    """Numbers of the lines right above a headline that is marked higher, or has dashes below."""
    dashed = [place for place, line in enumerate(flow) if line.text.startswith(DASHES)]
    over = {at - 2 for at in dashed if at > 1 and stacks.is_kicker(flow, at - 2)}
    if style.plain_titles:
        last = len(flow) - 1
        over |= {at for at in dashed if at < last and stacks.is_dashed_above(flow, at)}
    elif not style.bold_titles:
        level = style.title_level
        titles = [at for at, line in enumerate(flow) if line.level == level and at]
        over |= {at - 1 for at in titles if _may_stand_over(flow[at - 1], style)}
    return {flow[at].number for at in over}


def _may_stand_over(line: Line, style: Style) -> bool:
    if style.is_title(line):
        return False
    return line.kind == "heading" or (line.kind == "paragraph" and headlines.is_headline(line))
