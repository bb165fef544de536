"""Authors in brackets of whom nothing is said but their names: （唐文静）, （张三 李四光）."""

from __future__ import annotations

import re

from juku.text.bylines.byline_names import falls_apart, is_surely_one, split
from juku.text.bylines.byline_signs import plain
from juku.text.forms import conversion
from juku.text.vocabulary import transliteration
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.jieba_dictionary import frequency, tagged
from juku.text.vocabulary.names import PLACES, SOUNDS
from juku.text.vocabulary.person_words import NO_NAMES, TITLES
from juku.text.vocabulary.surnames import COMPOUND_IN_BYLINES, IN_BYLINES

_MAY_BE = re.compile(
    "[\u3400-\u9fff]{2,4}|(?:[\u3400-\u9fff]{1,4}[\\s、，,]+){1,7}[\u3400-\u9fff]{1,4}"
)
_NEVER_LAST = frozenset(
    "县区市镇省街站队社部局院校馆所处店厂篇版图表元集期届号页章节条款项类式化性组团会党奖榜班级"
)
"""Characters that end the names of places, bodies and parts of a work, and of no person."""
_KNOWN = 10
"""How often the dictionary has met a word that a reader takes for a word, not for a name."""
_ROUND = "（("
_LONGEST_ALONE = 16
_MOST_ALONE = 3
"""Names of a line that no word and no bracket says to be of authors."""
_FROM = re.compile(r"\s*[/／](?:[\u3400-\u9fff]{1,5}[市县省区镇乡](?:[（(][^（()）]{1,8}[)）])?)$")
"""Where a reader writes from, as letters in Taiwan have it: 王思涵／新北市（教師）."""
_BODIES = (
    "办公[室厅]",
    "委员会|管委会|[居村常]委会|[市县区省州]委|[市县区省州乡镇]?政府|指挥部|(?:宣传|组织|统战)部",
    "局|厅|公司|集团|大学|学院|[中小]学|学校|医院|编辑部|杂志社|出版社|派出所|车站|供电所|研究所|图书馆|文化馆",
    "博物馆|工会|协会|学会|联合会|合作社|中心|大队|支队|法院|检察院",
)
_PLACES_END = "[省市县区镇乡村旗州盟屯寨庄]|社区|街道|新村|小区"
_UNITS_END = "[厂矿所队站处科部社店室连]|车间|部队|银行"
_BODY = re.compile(f"[\u3400-\u9fff]{{3,20}}(?:{'|'.join(_BODIES)})")
_NO_BODY = re.compile(
    "[不是他她我你谁请]|均[为由]|[位毕]于|毕业|就读|包括|以[上下]|咨询|作者|地点|详情|报名|主办|因为|其中|[左右]为"
    "|^[原现今即][为名的今]"
)
"""What is said of a body, or beside it, and is no part of its name."""
_WHERE = re.compile(
    rf"(?:[\u3400-\u9fff]{{2,10}}(?:{_PLACES_END})|(?:{'|'.join(sorted(PLACES))}){{1,2}}"
    rf"|[\u3400-\u9fff]{{2,18}}(?:{'|'.join(_BODIES)}|{_UNITS_END}|社员|{'|'.join(TITLES)}))"
    "(?:[ \u3000]*读者)?"
)
"""What stands before the name of whoever writes to a paper: from where, of what body, a calling."""
_UNNAMED = re.compile(
    "(?:一[名位个個]?|[几幾数數多]名|部分|全体|全體)(?:老|[热熱]心|普通)?"
    "(?:村民|市民|居民|[读讀]者|[职職]工|工人|[农農]民|教[师師]|[学學]生|"
    "家[长長]|乘客|[业業]主|患者|消[费費]者|群[众眾])"
)
_READER = re.compile("(?:[一本][名位报]?|热心)?读者")
_PLACED = re.compile("(\\S+(?:[ \u3000]+读者)?)[ \u3000]+(\\S.*)")
_SET_WIDE = re.compile("[\u3400-\u9fff][ \u3000]+[\u3400-\u9fff]")
"""A name of two characters with a blank between them, which no word has."""
_BY = re.compile(r"(?:撰?文|图文)\s*[/／:：]\s*")
"""What may stand before both: 文／家醫科醫師 蔡佩君."""
_LONGEST_PLACED = 30
_PART = re.compile("[\u3400-\u9fff]{1,6}")
_FOREIGN = transliteration.IN_WORDS | transliteration.IN_PROSE
_FROM_ABROAD = re.compile(
    "[\\[（(〔【][\u3400-\u9fff]{1,8}[\\]）)〕】]\\s*([\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8}){1,3})"
)
_BULLETED = re.compile("[■□◆◇●○◎〇★☆][ \u3000]*([\u3400-\u9fff]{2,3})")
_WROTE = re.compile(r"[\s/／]+(?:著|文|撰文?)$")


def of(inside: str, bracket: str) -> tuple[str, ...]:
    """The authors whom what stands in a bracket names, none if it says anything else.

    >>> of("唐文静", "（"), of("张三 李四光", "（"), of("高铁", "（"), of("广州 深圳", "（")
    (('唐文静',), ('张三', '李四光'), (), ())

    Alone a name is known in round brackets only: others hold the labels of columns.

    >>> of("唐文静", "【"), of("艾力·买买提", "（")
    ((), ('艾力·买买提',))
    """
    if bracket in _ROUND and is_transliterated(inside):
        return (inside,)
    if _MAY_BE.fullmatch(inside) is None:
        return placed(inside) if bracket in _ROUND else ()
    names = split(inside)
    if not all(map(has_form, names)):
        return placed(inside) if bracket in _ROUND else ()
    if _SET_WIDE.fullmatch(inside):
        return tuple(names) if bracket in _ROUND else ()
    if len(names) > 1:
        return () if all(map(is_said, names)) else tuple(names)
    return tuple(names) if bracket in _ROUND and not is_word(names[0]) else ()


def placed(text: str) -> tuple[str, ...]:
    """The writers whom a folded text names behind where they are from or what they are.

    >>> placed("湖江省沅城市 柯玉梅"), placed("前进合作社社员 赵有田"), placed("读者 冯大庆")
    (('柯玉梅',), ('赵有田',), ('冯大庆',))
    >>> placed("江苏省 无锡市"), placed("前进的步伐 高铁")
    ((), ())
    """
    text = plain(text)
    if len(text) > _LONGEST_PLACED:
        return ()
    by = _BY.match(text)
    found = _PLACED.fullmatch(text, by.end() if by else 0)
    if found is None or not (_WHERE.fullmatch(found[1]) or _READER.fullmatch(found[1])):
        return ()
    names = split(found[2])
    if not 0 < len(names) <= _MOST_ALONE or not all(map(has_form, names)):
        return ()
    wide = _SET_WIDE.fullmatch(found[2]) is not None
    return tuple(names) if wide or not any(map(is_word, names)) else ()


def is_reader(text: str) -> bool:
    """Whether a folded line is a reader's name behind the word: 读者 冯大庆.

    >>> is_reader("读者 冯大庆"), is_reader("读者 来信"), is_reader("读者冯大庆说")
    (True, False, False)
    """
    found = _PLACED.fullmatch(text)
    return found is not None and _READER.fullmatch(found[1]) is not None and bool(placed(text))


def is_unnamed(text: str) -> bool:
    """Whether readers sign who do not give their names.

    >>> is_unnamed("一位老读者"), is_unnamed("部分家长"), is_unnamed("家长")
    (True, True, False)
    """
    return _UNNAMED.fullmatch(text) is not None


def is_body(text: str) -> bool:
    """Whether what stands in brackets is the name of a body that may have written.

    >>> is_body("丰埠市政府办公室"), is_body("公安局"), is_body("地点在市图书馆")
    (True, False, False)
    """
    return _BODY.fullmatch(text) is not None and _NO_BODY.search(text) is None


def alone(text: str) -> tuple[str, ...]:
    """The authors whom a line without brackets names, none if it says anything else.

    >>> alone("□ 周晓枫"), alone("林 子 力"), alone("杜远山 著"), alone("高铁"), alone("高 铁")
    (('周晓枫',), ('林子力',), ('杜远山',), (), ('高铁',))
    """
    if len(text) > _LONGEST_ALONE:
        return ()
    text = _WROTE.sub("", _FROM.sub("", plain(fold(text))))
    if not text or not all(char.isspace() or "\u3400" <= char <= "\u9fff" for char in text):
        return ()
    found = split(text)
    if not 0 < len(found) <= _MOST_ALONE or not all(map(_may_be_one, found)):
        return ()
    # Of several one may end as words do: 章, 图, 元.
    if not any(map(has_form, found)) and not any(map(sounds, found)):
        return ()
    wide = len(found) == 1 and _SET_WIDE.fullmatch(text) is not None
    return () if all(map(is_word, found)) and not wide else tuple(found)


def signed(text: str) -> tuple[str, ...]:
    """The author whom a line names behind a bullet, under any name, or behind where he is from.

    >>> signed("◎江南"), signed("[墨西哥]玛丽亚·洛佩斯"), signed("江南")
    (('江南',), ('玛丽亚·洛佩斯',), ())
    """
    abroad = _FROM_ABROAD.fullmatch(fold(text))
    if abroad is not None:
        return (abroad[1],)
    bulleted = _BULLETED.fullmatch(text)
    return (bulleted[1],) if bulleted is not None and has_form(bulleted[1]) else ()


def _may_be_one(name: str) -> bool:
    return (
        len(name) > 1 and is_surely_one(name) and (len(name) < 4 or has_form(name) or sounds(name))
    )


def sounds(name: str) -> bool:
    """Whether parts of a name of another people are heard in it.

    >>> sounds("扎西才让"), sounds("何其相似")
    (True, False)
    """
    return len(name) < 6 and sum(part in name for part in SOUNDS) > 1


def is_transliterated(name: str) -> bool:
    """Whether a name in parts sounds foreign, or has only characters that such are written with.

    >>> [is_transliterated(name) for name in ("艾力·买买提", "伯纳斯·李", "新闻·观察")]
    [True, True, False]
    """
    parts = name.split("·")
    if len(parts) == 1 or not all(_PART.fullmatch(part) for part in parts):
        return False
    return any(part in name for part in SOUNDS) or all(map(_FOREIGN.issuperset, parts))


def begins_as_word(name: str) -> bool:
    """Whether what has the form of a name is two words, or begins with one.

    >>> begins_as_word("江南雨"), begins_as_word("扎西才让")
    (True, False)
    """
    return not sounds(name) and falls_apart(name)


def has_form(name: str) -> bool:
    """Whether a word has the form of a Chinese name: a surname and one or two characters.

    >>> has_form("欧阳秋实"), has_form("何云"), has_form("广州"), has_form("发展")
    (True, True, False, False)
    """
    surname = 2 if name[:2] in COMPOUND_IN_BYLINES else 1
    if surname == 1 and name[0] not in IN_BYLINES:
        return False
    return 1 <= len(name) - surname <= 2 and not (name[-1] in _NEVER_LAST or name in PLACES)


def is_word(name: str) -> bool:
    """Whether a reader takes a word that has the form of a name for a word: 高铁, 方言.

    >>> is_word("高铁"), is_word("高洋")
    (True, False)
    """
    return name in NO_NAMES or frequency(conversion.simplified(name)) >= _KNOWN


def is_said(name: str) -> bool:
    """The same where several stand together, or with what they did: the known are persons then.

    >>> is_word("李四光"), is_said("李四光"), is_said("方言")
    (True, False, True)
    """
    return is_word(name) and tagged(conversion.simplified(name), guess=True) != [(name, "nr")]
