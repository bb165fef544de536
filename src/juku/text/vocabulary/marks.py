"""The marks at the ends of lines: which end a paragraph, and which leave it open."""

from __future__ import annotations

import re

from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.names import AGENCIES

DASHES = ("——", "──", "――", "--")
"""With what a subtitle or an item begins; papers of Taiwan draw the dashes."""
_DASH = "|".join(DASHES)
_FINAL = re.compile(
    r"(?:[。！？!?…｡；;]|[^\d.]\.|\.{3,})[”’」』）)〕】》\]\"'“]*(?:\[[0-9]{1,3}\])*$"
    rf"|(?:{_DASH})[”’」』]?$|[：:]$"
    r"|(?:[。！？!?）)\s]|[记記]者)(?:[\u3400-\u9fff]{2,4}、)?"
    r"(?:[\u3400-\u9fff]{2,4}|[\u3400-\u9fff][ \u3000]+[\u3400-\u9fff])\s*[/／]?\s*[摄攝]$"
    r"|[（(](?:摄影|攝影|供图|供圖)[:：/／][^（()）]{2,4}[)）]$"
    r"|[。！？]\s*[摄攝]影\s*[:：/／]\s*[\u3400-\u9fff]{2,4}$"
)
_TAKEN_BY = re.compile(r"[（(][^（()）]{1,18}(?<![拍航])\s*[摄攝]\s*[)）]$")
_SENT = frozenset("发發图圖")
_AGENCY = "|".join(name for name in AGENCIES if name.endswith("社"))
_SENT_BY = re.compile(
    rf"[。！？）)”]\s*(?:(?:{_AGENCY}|人民视觉|视觉中国|人民图片)(?:[/·][\u3400-\u9fff]{{2,4}})?(?:记者)?"
    r"(?:发|供图|图)|(?:受访者|[\u3400-\u9fff]{2,10}(?:委|部|局|院|馆|校|村|镇|乡|公司|集团))供图)$"
)
_LONGEST_SENT = 32
_SIGNED = re.compile("[。！？”][\u3400-\u9fff]{2,10}[ \u3000][\u3400-\u9fff]{2,4}$")
"""How a letter is signed behind its last sentence: 。护工 石小燕."""
_LONGEST_SIGNED = 16
PRINTED_BY = re.compile(r"(?<=[摄攝])\s*[（(][\u3400-\u9fffA-Za-z/／·]{2,10}[)）]$")
"""Behind who took a picture, for whom: 林晓摄（人民视觉）."""
_STOPS = frozenset("。！？")
_SAID = frozenset(("。”", "！”", "？”"))
"""How most paragraphs end, which needs no pattern."""
_TAKEN = re.compile("[摄攝]")
CLAUSE_END = re.compile(r"[，、,][”’」』]?$|[（(“‘「『《〈【\[·～~/+]$")
NO_BEGINNING = re.compile(
    r"[，。、；：！？）》〉」』”’】〕%％,;:!?)\]}·]|[起中后时前里内外间上下]，|以[来后前]，|时候|所述|报道[，说]|"
    r"(?:说|称|表示|指出|认为|显示|透露|强调|介绍)(?:[，：]|“[^”]*$|“[^”]*[，。！？]”)"
)
"""Marks and words with which no line begins: what they close or carry on stands before them."""
TORN_SIGNS = frozenset("，、；）》〉」』”,;)]")
"""With what a line only begins where a break tore it off."""
GOING_ON = TORN_SIGNS | {"“"}
"""With what alone a line may carry on one that could end: the rest of a sentence, or what is said.
"""
TORN_OFF = re.compile(rf"[{re.escape(''.join(sorted(TORN_SIGNS)))}](?!$)")
"""What cannot begin a line, even where the line before could end: the break tore it off."""
SALUTATION = re.compile(
    r"[^，。！？；]{0,12}(?:同志|朋友|先生|女士|同学|老师|乡亲|委员|代表|嘉宾|同胞|编辑|读者|同事)们?[：:]"
)
"""How a speech or a letter begins: no rest of a line above it."""
SAYING = re.compile(r"(?:说|道|表示|指出|强调|问|答|称|写道|介绍|认为|坦言|直言|感慨|回忆)[：:]$")
"""What a quotation follows in the same paragraph."""
_FIGURE_END = re.compile(r"[0-9０-９一二三四五六七八九十百千万亿两几]$")
_UNIT = re.compile(r"[.．][0-9]|[年月日号时分秒亿万名个项家人次元米吨岁多余%％.．]")
_DAY = re.compile(
    r"(?:[^0-9][0-9]{2,4}年|[^0-9年])[0-9]{1,2}月\n[0-9]{1,2}日|[^0-9][0-9]{2,4}年\n[0-9]{1,2}月"
)
"""A date in the midst of a line, torn behind its year or its month."""
_POINT_END = re.compile(r"\d[.．]$")
_FIGURE_REST = re.compile(r"[0-9]{1,3}(?![0-9月年.、．)）])")
"""The rest of a figure; not a date, with which a paragraph begins."""
MARKED = re.compile(
    r"[●■▲◆★◇□○※▶①-⑳㈠-㈩]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|"
    r"[一二三四五六七八九十0-9]{1,3}[、．)）]|"
    rf"[0-9]{{1,2}}\.(?!\d)|[A-Za-z][.)、．]|{_DASH}|[-*•·] |(?:问|答|记者|主持人)[：:]|"
    r"第[一二三四五六七八九十]+[章节条款]|[编編](?:[辑輯]|者|后|後)[^，。；：:]{0,6}[：:]"
)
"""What an item of a list, a rule of law, an answer or a letter to the editors begins with."""
_ASIDE = re.compile(
    "|".join(rf"{dash}[^，。\{dash[0]}]{{2,16}}{dash}[^\{dash[0]}]" for dash in DASHES)
)
"""What stands between two dashes, in the midst of a sentence."""
EDITORS_NOTE = re.compile(
    r"[【\[［（(]?\s*(?:[编編]者按|[编編]者的[话話]|[编編]前|[开開][栏欄]的[话話])(?:\s*[:：】\]］）)]|\s|$)"
)
"""With what the editors begin that say of an article why it is printed."""
DAY_IN_WORDS = (
    "[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
"""How a letter or a notice is dated: 一九八四年九月三日."""
BY_ITSELF = re.compile(
    r"[（(【\[][^（(【\[）)】\]]*[）)】\]]|[^，。；]{1,8}(?:[—–～~/→-][^，。；—–～~/→-]{1,8}){2,}"
    rf"|{DAY_IN_WORDS}"
    r"|此致|[\u3400-\u9fff]{2,10}[ \u3000]+[\u3400-\u9fff]{2,3}"
)
"""A line all in brackets, a route or a score, or one that ends, dates or signs a letter."""
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("「", "」"))
_WIDE = str.maketrans("()", "（）")
"""A bracket of full width is often closed by one of half width."""


def is_item(text: str) -> bool:
    """Whether a line begins as items of a list do, and not with what stands between two dashes.

    >>> is_item("——首次设立新材料专区。"), is_item("——尤其是首都——房价更高。")
    (True, False)
    """
    return MARKED.match(text) is not None and _ASIDE.match(text) is None


def is_final(text: str) -> bool:
    """Whether a paragraph may end with the last marks of ``text``, a caption with whose it is.

    >>> is_final("他说：“好。”"), is_final("明确了新时代社会工"), is_final("作出部署——")
    (True, False, True)
    >>> is_final("我对着河喊：“过河啰——”"), is_final("走在“一带一路”")
    (True, False)
    >>> is_final("图为村民在晒谷。林晓摄"), is_final("村民在晒谷。林晓摄（人民视觉）")
    (True, True)
    >>> is_final("希望路灯早点修好。护工 石小燕"), is_final("修好了。护工石小燕")
    (True, False)
    """
    if is_stopped(text) or is_sent(text):
        return True
    # Behind a Han character nothing is final but whose picture it is, and who signs a letter.
    if "\u3400" <= text[-1:] <= "\u9fff" and not _TAKEN.search(text, max(0, len(text) - 12)):
        return _SIGNED.search(text, max(0, len(text) - _LONGEST_SIGNED)) is not None
    if text.endswith(("）", ")")):
        if _TAKEN_BY.search(text, max(0, len(text) - 24)):
            return True
        text = PRINTED_BY.sub("", text)
    return _FINAL.search(text, max(0, len(text) - 12)) is not None


def is_stopped(text: str) -> bool:
    """Whether a text ends with a full stop, a question or an outcry, perhaps said by somebody.

    >>> is_stopped("他说：“走吧。”"), is_stopped("本报记者 张三")
    (True, False)
    """
    return text[-1:] in _STOPS or text[-2:] in _SAID


def is_sent(text: str) -> bool:
    """Whether a text ends, behind its last stop, with whose the picture is that it tells of.

    >>> is_sent("工人在清理地铁站。新华社发"), is_sent("社员在收割芦苇。县委宣传部供图")
    (True, True)
    >>> is_sent("新华社发"), is_sent("苇子都卖完了。合作社发")
    (False, False)
    """
    return text[-1:] in _SENT and _SENT_BY.search(fold(text[-_LONGEST_SENT:])) is not None


def are_parted(left: str, right: str) -> bool:
    """Whether a full stop and what follows it leave nothing to ask, as between most paragraphs.

    >>> are_parted("他走了。", "天黑了。"), are_parted("他说：“走吧。”", "天黑了。")
    (True, True)
    >>> are_parted("他走了。", "”她说。"), are_parted("他走了", "天黑了。")
    (False, False)
    """
    return (left[-1:] == "。" or left[-2:] == "。”") and right[:1] not in TORN_SIGNS


def is_open(left: str, right: str) -> bool:
    """A quotation or a bracket that ``left`` opens and ``right`` closes.

    >>> is_open("他说：“今年雨水好。", "菜也便宜。”"), is_open("他说：“好。", "“菜也便宜。”")
    (True, False)
    """
    if "(" in left or ")" in left:
        left = left.translate(_WIDE)
    for opening, closing in _PAIRS:
        if opening in left and left.rfind(opening) > left.rfind(closing):
            right = right.translate(_WIDE) if ")" in right or "(" in right else right
            place = right.find(closing)
            if 0 <= place < 300 and right.find(opening, 0, place) < 0:
                return True
    return False


def closes_unopened(left: str, right: str) -> bool:
    """Whether ``right`` closes a quotation or a bracket that neither it nor ``left`` opens.

    >>> left, right = "她说：“灯总会有人点", "下去的。”下课铃响了。"
    >>> closes_unopened(left, right), closes_unopened("灯总会有人点", right)
    (False, True)
    """
    for opening, closing in _PAIRS:
        place = right.find(closing)
        closes = place >= 0 and right.find(opening, 0, place) < 0
        if closes and left.rfind(opening) <= left.rfind(closing):
            return True
    return False


def are_paired(text: str) -> bool:
    """Whether a text closes what it opens, and opens what it closes, by how often it does.

    >>> are_paired("会议通过“十条”"), are_paired("会议通过“十条"), are_paired("十条”")
    (True, False, False)
    """
    return all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS)


def is_cut(left: str, right: str) -> bool:
    """Whether the marks or figures at the seam show that a clause goes on over it."""
    if CLAUSE_END.search(left[-2:]) or NO_BEGINNING.match(right) or is_open(left, right):
        return True
    if left.count("“") == left.count("”") + 1 and left.rfind("“") > left.rfind("”"):
        return True
    if left[-1].isascii() and left[-1].isalpha() and "a" <= right[0] <= "z":
        return True
    if right[0].isdigit() and _POINT_END.search(left[-3:]):
        return True
    if left[-1] in "年月":
        return _DAY.search(f"{left[-10:]}\n{right[:3]}") is not None
    return _FIGURE_END.search(left[-2:]) is not None and _in_figure(left, right)


def _in_figure(left: str, right: str) -> bool:
    """Whether a unit or the rest of a number follows a line that ends with a figure."""
    return _UNIT.match(right) is not None or (
        left[-1].isdigit() and _FIGURE_REST.match(right) is not None
    )
