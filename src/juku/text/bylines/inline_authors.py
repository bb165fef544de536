"""Authors at the head of a text, with a blank between them and it: 本报记者 张三 李四 清晨，….

Such a line has no word that ends a dateline. Who wrote stands in words of its own, parted by
blanks: a duty, names, perhaps more of both; the first word that is neither begins the text.
"""

from __future__ import annotations

import re

from juku.text.bylines import bare_names
from juku.text.bylines.byline_agencies import HAN, RANK, several
from juku.text.vocabulary.late import Late
from juku.text.vocabulary.names import PLACES
from juku.text.vocabulary.surnames import IN_BYLINES
from juku.text.vocabulary.tables import spelt_out

_BULLETS = "□■◎◇◆"
DUTIES = spelt_out("[记記]者|[评評][论論][员員]|[讯訊派][员員]|撰稿人|[实實][习習]生")
"""One of which a text names that begins with its authors, unless with a bullet."""
_DUTIES = re.compile(DUTIES)
_WITHIN = 26
"""Characters that the first duty of authors is in."""
_DUTY = Late(
    rf"(?P<of>{several(1)}\s*)?(?:(?:特约|特邀|特聘|本报|本刊|本版|{RANK}|[驻赴][{HAN}]{{2,6}}?){{0,3}}"
    rf"(?:记者|通讯员|实习生|特派员|撰稿人)|(?P<opinion>{RANK}(?:特约|特邀)?评论员))(?P<who>[{HAN}]{{2,4}})?"
)
_MORE = re.compile(
    "(?:特约|见习|实习|首席|本报|摄影)*(?:记者|通讯员|实习生|特派员|撰稿人|摄影)[:：]?(?P<who>[\u3400-\u9fff]{2,4})?"
)
"""A duty behind the names of another."""
_DID = re.compile("(?:综合|摄影|联合)?报道|文/[图摄]|[图摄]/文|采写|摄影|文|整理|综合")
_WORD = re.compile(r"\s*(\S+)")
_NO_TEXT = re.compile(
    r"[，。、；：:！？）)】]|(?:报[道导]|[采走专探]访|获悉|了解|走[进入近]|来到|赶[到往赴]|看到|发现|实地|问|说|摄|及|等|和|与|手记|"
    r"调查|观察|认为|表示|指出|荣获|同志(?![，！])|一行(?:.{1,3}人)?(?:来|前|到|抵|走)|分别(?!了?[多数几0-9一二三四五六七八九十])|从[^，。]{1,16}(?:获悉|了解)|在[^，。]{1,12}(?:看到|见到|采访|了解))"
)
"""What says that the words before it are the subject of a sentence, or none of a byline."""
_PERSON = re.compile(
    r"[男女](?=[，、\s])|第[0-9一二三四五六七八九十]{1,3}[集部场轮届]|[0-9]{1,3}岁|现任|原[是系任]|时任|曾任|系[^，]|生于|[0-9]{4}年[^，。]{0,6}生"
)
"""What is told of whom, or of what, a list names, behind a bullet."""
_PLACE = re.compile("..+[路街巷沟祠寺庙苑]")
"""What a list of places names behind a bullet, be it like a name: 包公祠."""
_TOLD = re.compile("[，。！？；：“”…]")
_LONG = 24
"""Characters of a text in which no mark need stand."""
_LEAST = 6
_MOST = 6
"""Names at most."""


def may_be(text: str) -> bool:
    """Whether a text, as printed, begins with a bullet or names a duty at its beginning."""
    return text[0] in _BULLETS or _DUTIES.search(text, 0, _WITHIN) is not None


def end(text: str) -> int:
    """How many characters of a folded text are the authors that stand before it, 0 for none.

    >>> end("本报记者 贺松年 尤晓岚 霜降刚过，砍刀声声。"), end("本报记者从会上获悉，粮食丰收。")
    (12, 0)
    >>> end("本报评论员 撒石灰定山界，这法子管用。"), end("□　闻人骏　接到电话，他正备课。")
    (5, 5)
    """
    bullet = text != "" and text[0] in _BULLETS
    if not bullet and _DUTIES.search(text) is None:
        return 0
    at = len(text) - len(text.lstrip(_BULLETS + " \u3000"))
    duty = _DUTY.match(text[at:])
    if duty is None and not bullet:
        return 0
    names: list[str] = []
    nameless = duty is not None and bool(duty["opinion"] and duty["of"]) and not duty["who"]
    if duty is not None:
        at += duty.end()
        if not _parted(text, at):
            return 0
        if duty["who"]:
            names.append(duty["who"])
    at, names = _read_names(text, at, names, sure=duty is not None)
    if not all(map(_may_be_one, names)) or not (names or nameless):
        return 0
    if duty is None and (len(names) > 3 or any(map(_is_no_person, names))):
        return 0
    return at if _begins_text(text[at:], bullet=duty is None) else 0


def _read_names(text: str, at: int, names: list[str], *, sure: bool) -> tuple[int, list[str]]:
    """Where the names of a list end, and the names, with the duties that stand among them."""
    while (word := _WORD.match(text, at)) is not None and len(names) < _MOST:
        said = word[1]
        more = _MORE.fullmatch(said) if sure and names else None
        following = _WORD.match(text, word.end())
        if len(said) == 1 and following and len(following[1]) == 1 and said in IN_BYLINES:
            names.append(said + following[1])
            at = following.end()
        elif more is not None:
            names += [more["who"]] if more["who"] else []
            at = word.end()
        elif sure and names and _DID.fullmatch(said):
            return word.end(), names
        elif _is_list(said) and not (names and bare_names.is_word(said) and _ends(text, word)):
            names += _listed(said)
            at = word.end()
        else:
            break
    return at, names


def _listed(said: str) -> list[str]:
    """The names of a list, which a blank may part behind its mark: 林晓、 陈海."""
    return [name for name in said.split("、") if name]


def _is_list(said: str) -> bool:
    names = _listed(said)
    return bool(names) and all(map(_may_be_one, names))


def _ends(text: str, word: re.Match[str]) -> bool:
    """Whether no name stands behind a word, so that it may as well begin the text: 金秋 十月."""
    following = _WORD.match(text, word.end())
    return following is None or not _is_list(following[1])


def _may_be_one(name: str) -> bool:
    if "·" in name:
        return len(name) > 3 and name.replace("·", "").isalpha()
    return (bare_names.has_form(name) or bare_names.sounds(name)) and name not in PLACES


def _is_no_person(name: str) -> bool:
    return _PLACE.fullmatch(name) is not None or bare_names.is_word(name)


def _parted(text: str, at: int) -> bool:
    return text[at : at + 1].isspace()


def _begins_text(rest: str, *, bullet: bool) -> bool:
    """Whether a blank stands first, and then what may be the beginning of a text."""
    text = rest.lstrip()
    if text == rest or len(text) < _LEAST or _NO_TEXT.match(text):
        return False
    if bullet and _PERSON.match(text):
        return False
    return len(text) >= _LONG or _TOLD.search(text) is not None
