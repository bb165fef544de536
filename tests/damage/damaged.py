"""Stories laid out as a page and damaged as newspapers do, with the truth beside the text."""

from __future__ import annotations

import itertools
import random
import re
from dataclasses import dataclass, field

from storybank import AGENCIES, COLUMNS, PLACES, Bank, Story, name, story


@dataclass(frozen=True)
class Level:
    """How often each damage befalls a page."""

    breaks: float
    """Share of long paragraphs that are broken."""
    cuts: int
    """Most breaks in one paragraph."""
    repeats: float
    """Repeated runs a page, on average."""
    between: float
    """Chance that what is inserted goes between the halves of a broken paragraph."""
    displaced: float
    """Chance that a headline moves into its own article."""
    interleaved: float
    """Chance that two neighbours are printed in turns."""
    furniture: float
    """Furniture lines a page, on average."""
    no_credit: float
    """Chance that a credit is missing."""
    plain: float = 0.0
    """Chance that a page marks neither headlines nor headings."""


LIGHT = Level(0.07, 1, 2.0, 0.3, 0.15, 0.0, 1.0, 0.2)
HEAVY = Level(0.25, 3, 4.0, 0.5, 0.3, 0.25, 4.0, 0.2, 0.15)
LEVELS = {"none": Level(0, 1, 0, 0, 0, 0, 0, 0), "light": LIGHT, "heavy": HEAVY}

FURNITURE = (
    "第01版：要闻",
    "第03版",
    "责任编辑：王小明",
    "责编：李华 校对：赵敏",
    "（下转第4版）",
    "（上接第1版）",
    "下转第二版",
    "【打印本页】",
    "分享到：微信 微博 QQ空间",
    "打印 分享 收藏",
    "本版责编 刘洋",
    "扫一扫 关注我们",
    "编辑：陈晨",
    "版式设计：周涛",
    "— 3 —",
    "上一篇：没有了",
    "转载请注明出处",
    "本报电话：010-65363636",
)


@dataclass
class Item:
    """One printed line and what it is."""

    kind: str
    text: str
    article: int | None = None
    paragraph: int | None = None
    """Which body entry of the story."""
    part: int = 0
    parts: int = 1
    dateline: str = ""
    """Printed before it on its line."""
    start: int = -1
    lead: int = 0
    """Characters of its line before it that are a dateline and its marks."""


@dataclass
class DamagedPage:
    """A page and its truth."""

    text: str
    items: list[Item]
    stories: list[Story]
    columns: frozenset[str] = field(default_factory=frozenset)


def damaged(seed: int, source: Bank, level: Level) -> DamagedPage:
    """The page of a seed: always the same for the same bank and level."""
    rng = random.Random(seed)
    styles = _Styles(rng, level)
    made = [story(rng, source, size=rng.randint(3, 12)) for _ in range(rng.randint(2, 5))]
    _distinct(made)
    for one in made:
        _byline(rng, one, level)
    runs = [_lay_out(rng, number, one, level) for number, one in enumerate(made)]
    for number in range(len(runs)):
        _displace(rng, runs, number, level)
    items = _interleave(rng, runs, level)
    items = _break(rng, items, level)
    items = _repeat(rng, items, level)
    items = _furnish(rng, items, level)
    return DamagedPage(styles.print(items), items, made, frozenset(COLUMNS))


def _distinct(made: list[Story]) -> None:
    """No paragraph, headline or heading twice by chance: what stands twice must be damage."""
    seen: set[str] = set()
    for one in made:
        body = []
        for kind, text in one.body:
            if text not in seen:
                body.append((kind, text))
            seen.add(text)
        while body and body[-1][0] == "heading":
            body.pop()
        one.body = [
            entry
            for at, entry in enumerate(body)
            if entry[0] != "heading" or (at and body[at + 1][0] != "heading")
        ] or [("paragraph", f"这是第{len(seen)}条消息，没有更多的内容。")]
        while one.title in seen:
            one.title += "（续）"
        if one.subtitle in seen:
            one.subtitle = None
        seen.update((one.title, one.subtitle or ""))


def _byline(rng: random.Random, one: Story, level: Level) -> None:
    """A dateline or a closing credit, or both, or (damage) neither."""
    agency, place = rng.choice(AGENCIES), rng.choice(PLACES)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    people = [name(rng) for _ in range(rng.randint(0, 3))]
    written = f"{month}月{day}日" if rng.random() < 0.7 else f"{_han(month)}月{_han(day)}日"
    listed = rng.choice((" ", "、")).join(people)
    where = f"{agency}{place}{written}电"
    opens = rng.random() < 0.4
    if opens:
        reporters = f"（记者{listed}）" if people and rng.random() < 0.6 else ""
        one.dateline = where + reporters
        if rng.random() < 0.2:
            one.dateline = f"本报讯（记者{listed}）" if people else "本报讯"
            agency, place, month, reporters = "本报", "", 0, listed
        one.agencies, one.places = [agency], [place] if place else []
        one.day = (month, day) if month else None
        one.reporters = people if reporters else []
    if (not opens or (people and not one.reporters)) and rng.random() >= level.no_credit:
        left, right = rng.choice(("()", "（）", "（）"))
        if opens:
            one.credit = f"{left}记者{listed}{right}"
        else:
            said = where + (f" 记者{listed}" if people else "")
            one.credit = left + said + right
            one.agencies, one.places, one.day = [agency], [place], (month, day)
        one.reporters = people


def _han(number: int) -> str:
    figures = "零一二三四五六七八九"
    if number < 10:
        return figures[number]
    tens, ones = divmod(number, 10)
    return (figures[tens] if tens > 1 else "") + "十" + (figures[ones] if ones else "")


def _lay_out(rng: random.Random, number: int, one: Story, level: Level) -> list[Item]:
    items: list[Item] = []
    if rng.random() < 0.2:
        one.column = COLUMNS[number % len(COLUMNS)]
        items.append(Item("column", one.column, number))
    items.append(Item("title", one.title, number))
    if one.subtitle:
        items.append(Item("subtitle", one.subtitle, number))
    for place, (kind, text) in enumerate(one.body):
        items.append(Item(kind, text, number, place))
        if one.dateline and not place:
            items[-1].dateline = one.dateline
    if one.credit:
        items.append(Item("credit", one.credit, number))
    return items


def _displace(rng: random.Random, runs: list[list[Item]], number: int, level: Level) -> None:
    """The headline goes into its own article, whose beginning something else still shows."""
    items = runs[number]
    if rng.random() >= level.displaced or len(items) < 5:
        return
    shown = number == 0 or runs[number - 1][-1].kind == "credit" or items[0].kind == "column"
    if not shown or any(item.kind == "subtitle" for item in items):
        return
    title = next(item for item in items if item.kind == "title")
    items.remove(title)
    bodies = [at for at, item in enumerate(items) if item.kind == "paragraph"]
    if len(bodies) > 2:
        items.insert(rng.choice(bodies[1:]) + 1, title)
    else:
        items.insert(1, title)


def _interleave(rng: random.Random, runs: list[list[Item]], level: Level) -> list[Item]:
    out: list[Item] = []
    at = 0
    while at < len(runs):
        first = runs[at]
        if at + 1 < len(runs) and rng.random() < level.interleaved and len(first) > 5:
            second = runs[at + 1]
            if second[-1].kind == "credit" and first[-1].kind == "credit":
                place = rng.randint(3, len(first) - 2)
                out += [*first[:place], *second, *first[place:]]
                at += 2
                continue
        out += first
        at += 1
    return out


_SENTENCE_END = re.compile(r"[。！？…!?.][”’」』）)》\"]*$")


def _break(rng: random.Random, items: list[Item], level: Level) -> list[Item]:
    out: list[Item] = []
    for item in items:
        long = item.kind == "paragraph" and len(item.text) >= 30
        if not long or rng.random() >= level.breaks:
            out.append(item)
            continue
        cuts = _cuts(rng, item.text, rng.randint(1, level.cuts))
        edges = [0, *cuts, len(item.text)]
        for part, (start, end) in enumerate(itertools.pairwise(edges)):
            out.append(
                Item(
                    item.kind,
                    item.text[start:end],
                    item.article,
                    item.paragraph,
                    part,
                    len(cuts) + 1,
                )
            )
            out[-1].dateline = item.dateline if part == 0 else ""
    return out


def _cuts(rng: random.Random, text: str, most: int) -> list[int]:
    places = [
        at
        for at in range(4, len(text) - 4)
        if not _SENTENCE_END.search(text[:at])
        and not text[at - 1].isspace()
        and not text[at].isspace()
        and text[at] not in "。！？”’）》，、；：…"
        and not (text[at - 1].isascii() and text[at].isascii())
        and text[at - 1] not in "：；"
    ]
    chosen: list[int] = []
    for at in rng.sample(places, len(places)):
        if all(abs(at - other) >= 8 for other in chosen):
            chosen.append(at)
        if len(chosen) == most:
            break
    return sorted(chosen)


def _repeat(rng: random.Random, items: list[Item], level: Level) -> list[Item]:
    """Runs of earlier paragraphs printed again, the first of them perhaps only in its tail."""
    out = list(items)
    for _ in range(_times(rng, level.repeats)):
        whole = [
            at
            for at, item in enumerate(out)
            if item.kind == "paragraph" and item.parts == 1 and len(item.text) >= 25
        ]
        if not whole:
            return out
        first = rng.choice(whole)
        copies: list[Item] = []
        while first < len(out) and len(copies) < rng.randint(1, 3):
            item = out[first]
            if item.kind != "paragraph" or item.parts > 1 or len(item.text) < 25:
                break
            copies.append(Item("repeat", item.text, item.article))
            first += 1
        if copies and rng.random() < 0.4:
            text = copies[0].text
            copies[0].text = text[rng.randint(2, max(3, len(text) - 9)) :].lstrip(
                "，、。：；！？”’）》 "
            )
        halves = [
            at
            for at in range(first + 1, len(out))
            if out[at].part > 0 and out[at - 1].part == out[at].part - 1
        ]
        ends = [at for at in range(first, len(out) + 1) if at == len(out) or out[at].part == 0]
        place = rng.choice(halves) if halves and rng.random() < level.between else rng.choice(ends)
        out[place:place] = copies
    return out


def _furnish(rng: random.Random, items: list[Item], level: Level) -> list[Item]:
    out = list(items)
    for _ in range(_times(rng, level.furniture)):
        out.insert(rng.randint(0, len(out)), Item("furniture", rng.choice(FURNITURE)))
    return out


def _times(rng: random.Random, mean: float) -> int:
    whole = int(mean)
    return rng.randint(0, 2 * whole) if whole else int(rng.random() < mean)


class _Styles:
    """How one page prints its kinds."""

    def __init__(self, rng: random.Random, level: Level) -> None:
        plain = rng.random() < level.plain
        self.title = "{}" if plain else rng.choice(("# {}", "# {}", "# {}", "**{}**"))
        self.heading = "{}" if plain else rng.choice(("**{}**", "**{}**", "## {}", "### {}"))
        if self.title == "**{}**":
            self.heading = "**{}**"
        self.subtitle = "{}" if plain else rng.choice(("## {}", "## {}", "**{}**", "{}"))
        self.column = "{}" if plain else rng.choice(("**{}**", "{}"))
        self.dateline = rng.choice(("**{}** ", "{} ", "{}　"))
        self.gap = rng.choice(("\n\n", "\n\n", "\n\n", "\n"))
        self.indent = rng.choice(("", "", "　　"))
        self.opened: set[int] = set()

    def print(self, items: list[Item]) -> str:
        """The page's text; each item learns where its own characters start."""
        text = ""
        for item in items:
            before, after = self._around(item)
            item.start = len(text) + len(before)
            item.lead = len(before.lstrip("*　 ")) if item.dateline else 0
            text += before + item.text + after + self.gap
        return text

    def _around(self, item: Item) -> tuple[str, str]:
        style = getattr(self, item.kind, None)
        if isinstance(style, str) and item.kind != "dateline":
            before, after = style.split("{}")
            return before, after
        if item.kind == "paragraph" and item.part == 0:
            return self.indent + (self.dateline.format(item.dateline) if item.dateline else ""), ""
        return "", ""
