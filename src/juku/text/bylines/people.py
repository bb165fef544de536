"""Who wrote and who took the pictures, as a byline's words say it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from juku.text.bylines.byline_names import are_names, split
from juku.text.vocabulary.names import PLACES

_HAN = "\u3400-\u9fff"
_RANK = (
    r"(?:首席|特派|特约|特聘|见习|实习|全媒体?|融媒体?|新媒体|高级|资深|主任|驻站|驻京|前方|专职|随行|联合|"
    r"文字|视频|数据|体育|财经|时政|校园|科学|科技|文化|教育|健康|社会|经济|国际|法治|军事|农业|本刊|本版|小)"
)
_WROTE_BEFORE = "文字|采写|撰文|撰稿|撰写|编写|编译|整理|供稿|采访|执笔|参与采写|参与记者"
_WRITER = (
    rf"(?:(?:本[版文期]\s*)?(?:{_WROTE_BEFORE}|参与采写记者|文)\s*[:：/／丨|｜]?\s*"
    rf"|主持人?\s*[:：]\s*(?=本[报刊]|[记記]者))?{_RANK}*"
    rf"(?:[驻赴][{_HAN}]{{1,8}}?)?{_RANK}*"
    r"(?:(?:本文)?(?:[记記]者(?![会证站团节])|通讯员|通訊員|报道员|特派员(?!公署)|实习生|评论员|撰稿人|(?<=特[约邀])撰稿|作者|编译|特写))\s*[:：/／丨|｜]?"
    rf"|(?:本[版文期]\s*)?(?:{_WROTE_BEFORE}|报道|文)\s*[:：/／丨|｜](?!\s*[图摄])"
)
_PHOTOGRAPHER = (
    r"(?:本版\s*)?(?:摄影(?:记者|报道)?|摄像|供图|图片|图|摄)\s*[:：/／丨|｜](?!\s*文)|(?:本版\s*)?摄影记者\s*"
    rf"|(?:本版\s*)?摄影[ \u3000]+(?=[{_HAN}])"
    r"|(?:本[版组文]|以上|上述)(?:图片|照片)[均都]?[由为]"
)
_EDITOR = (
    r"(?:责任编辑|值班编辑|编辑|责编|校对|审校|审核|统筹|策划|监制|剪辑|设计|海报|出镜|口述)"
    r"(?:\s*[:：/／丨|｜]|[ \u3000]+)"
)
ROLES = rf"{_PHOTOGRAPHER}|{_WRITER}"
"""A pattern of the words that say what a person did."""
ROLE = re.compile(rf"(?P<photographer>{_PHOTOGRAPHER})|(?P<writer>{_WRITER})|(?P<editor>{_EDITOR})")
_TOOK = r"摄影|摄|攝影|攝|供图|(?<=[/／])图片?"
_BOTH = r"摄影报[道导]|采写[/／、]?摄影|文[/／、]?[图摄]|图[/／、]?文|文并摄"
_WROTE = r"综合报道|综合报导|报[道导]|参与采写|采写|供稿|整理|编译|摘编|撰稿"
_SUFFIX = re.compile(
    rf"\s*[/／]?\s*(?:(?P<both>{_BOTH})|(?P<took>{_TOOK})|(?P<wrote>{_WROTE}|(?<=[\s/／])文))(?=[\s，、；;)）]|$)"
)
_BOTH_BEFORE = re.compile(rf"(?:本版)?(?:{_BOTH})\s*[:：/／丨|｜]?\s*(?=\S)")
_SENT_FROM = re.compile(rf"\s*发自\s*(?P<place>[{_HAN}]{{2,6}})$")
_BLANKS = " \t\u3000"
_OUTLET = re.compile(rf"\s*[{_HAN}]{{2,6}}")
_REPORTER = ("记者", "記者")
"""Right behind it: 采写：南都记者张三."""


@dataclass(slots=True)
class People:
    """What some words of a byline say of people."""

    reporters: list[str] = field(default_factory=list)
    photographers: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.reporters or self.photographers)


def read(text: str, *, bare: bool = False) -> People | None:
    """The people of a byline, or None if ``text`` says anything but who they are.

    With ``bare`` names may stand without a word that says what they did.

    >>> read("特派记者 张 三 李小四 摄影 王五六"), read("记者从会上获悉此事")
    ... # doctest: +NORMALIZE_WHITESPACE
    (People(reporters=['张三', '李小四'], photographers=['王五六'], places=[]), None)
    """
    made = People()
    text = text.strip(" \t\u3000，,、；;。")
    if not text:
        return made
    both = _BOTH_BEFORE.match(text)
    if both:
        rest = text[both.end() :]
        if not ROLE.search(rest) and _names(rest, "both", made, placed=False):
            return made
        named = read(rest, bare=True)
        return named and People(named.reporters, named.reporters, named.places)
    roles = list(ROLE.finditer(text))
    first = roles[0].start() if roles else len(text)
    if text[:first].strip() and not _group(text[:first], None, made, bare=bare):
        return None
    hand: str | None = None
    for number, role in enumerate(roles):
        end = roles[number + 1].start() if number + 1 < len(roles) else len(text)
        said = text[role.end() : end]
        if _OUTLET.fullmatch(said) and text.startswith(_REPORTER, end):
            continue
        # Of 摄影：本报记者张三 the first word says what was done, the second who is meant.
        hand = "photographer" if hand else role.lastgroup
        apart = role[0][-1:].isspace()
        if not _group(said, hand, made, bare=bare, apart=apart):
            return None
        hand = "photographer" if hand == "photographer" and not said.strip(_BLANKS) else None
    return made


def _group(text: str, role: str | None, made: People, *, bare: bool, apart: bool = False) -> bool:
    """Names that share a role; False if there is something else among them."""
    text = text.strip(" \t\u3000，,、；;：:。/／")
    if not text:
        return role is not None
    sent = _SENT_FROM.search(text)
    if sent:
        made.places.append(sent["place"])
        text = text[: sent.start()]
    start = 0
    for found in _SUFFIX.finditer(text):
        part, did = text[start : found.start()], found.lastgroup
        if found[did or 0] == "文" and _is_of_name(part, text[found.end() :]):
            continue
        if found[0] == "文摄" and len((split(part) or [""])[-1]) == 2:
            # 建文 is a name: with no blank before 文, three characters are one.
            part, did = f"{part}文", "took"
        if not _names(part, _hands(role, did), made, placed=did == "wrote"):
            return False
        start = found.end()
    rest = text[start:].strip(" \t\u3000，,、；;。")
    if not rest:
        return True
    if role is None and not bare:
        return False
    hands = _hands(role, None)
    return _names(rest, hands, made, placed=False, bare=role is None, apart=apart)


def _is_of_name(before: str, after: str) -> bool:
    """Whether 文 is of a name of two characters with a blank in it: 江 文, 文 超."""
    beside = (split(before) or [""])[-1], (after.split() or [""])[0]
    return any(len(part) == 1 for part in beside)


def _hands(role: str | None, did: str | None) -> str:
    """Who the names are: what stands behind them says more than what stands before."""
    if did in ("both", "took"):
        return did
    return {"photographer": "took", "editor": "edited"}.get(role or "", "wrote")


def _names(
    text: str, hand: str, made: People, *, placed: bool, bare: bool = False, apart: bool = False
) -> bool:
    names = split(text)
    while hand in ("took", "both") and len(names) > 1 and names[0] in PLACES:
        made.places.append(names.pop(0))
    if placed:
        made.places += _less_places(names)
    if not are_names(names, bare=bare, apart=apart):
        return False
    if hand in ("wrote", "both"):
        made.reporters += [name for name in names if name not in made.reporters]
    if hand in ("took", "both"):
        made.photographers += [name for name in names if name not in made.photographers]
    return True


def _less_places(names: list[str]) -> list[str]:
    """The places that stand behind the names of a list, taken off it: 张三 北京报道."""
    places: list[str] = []
    while len(names) > 1 and names[-1] in PLACES:
        places.insert(0, names.pop())
    last = names[-1] if names and not places else ""
    if len(last) > 3 and last[2:] in PLACES:
        places, names[-1] = [last[2:]], last[:2]
    return places
