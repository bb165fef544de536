"""Stories to print: sentences of news where they are at hand, and the articles of the corpus."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from crawled.signs import Byline

if TYPE_CHECKING:
    from random import Random

PAGES = Path(__file__).parents[3] / "corpus" / "pages"
COLUMNS = (
    "新华视点",
    "国际观察",
    "民生聚焦",
    "一线调研",
    "记者手记",
    "热点追踪",
    "经济随笔",
    "体育时空",
)
HEADS = (
    "夯实基础 稳中求进",
    "聚焦难点，打通最后一公里",
    "从“有没有”到“好不好”",
    "三个关键词看变化",
    "账本里的新意",
    "数字背后的力量",
    "“老字号”焕发新活力",
    "市场为何看好",
    "新机遇与新挑战",
    "专家怎么看",
    "下一步怎么走",
    "因地制宜，走特色发展之路",
    "多方合力破解难题",
    "把服务送到家门口",
    "未来可期",
    "让数据多跑路",
    "背景：十年之变",
    "“我们不怕慢，就怕站”",
    "合作 共赢 发展",
    "AI赋能 场景更广",
    "回应关切",
    "谁在受益？",
    "如何落地",
    "细节见真章",
    "守住底线，不留死角",
    "办实事 开新局",
    "小切口撬动大改革",
    "从田间到餐桌",
    "绿色转型提速",
    "保护与发展并重",
)
SUBTITLES = (
    "——写在新规实施一周年之际",
    "——来自一线的调查",
    "——专家解读最新数据",
    "各方反应不一 后续仍待观察",
    "多部门联合部署 年内见成效",
    "——一个边境小城的变迁",
    "业内人士：机遇大于挑战",
    "——走进大山深处",
)
_WHOLE = re.compile(r"[。！？…][”’]?$")
_PAIRS = ("“”", "（）", "《》", "()")


@dataclass(frozen=True)
class Source:
    """A headline and what stands under it: sentences, or paragraphs as they are."""

    title: str
    texts: tuple[str, ...]
    paragraphs: bool


@dataclass
class Story:
    """One article, as its writer handed it in."""

    title: str
    paragraphs: list[str]
    headings: dict[int, str] = field(default_factory=dict)
    """By the paragraph that each stands before."""
    subtitle: str = ""
    column: str = ""
    dateline: Byline = field(default_factory=Byline)
    credit: Byline = field(default_factory=Byline)


def bank(gold: Path | None) -> list[Source]:
    """All stories: the news of ``gold``, if it is there, and the pages of the corpus."""
    path = gold / "ntrex-zh-news.tsv" if gold else None
    news = _news(path) if path and path.exists() else []
    return news + [one for page in sorted(PAGES.glob("*.txt")) for one in _articles(page)]


def _news(path: Path) -> list[Source]:
    stories: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        name, sentence = line.split("\t")
        sentence = re.sub(r"\s+", " ", sentence.strip())
        sentence = re.sub(r"(?<=[\u4e00-\u9fff，。]) +(?=[\u4e00-\u9fff“])", "", sentence)
        stories.setdefault(name, []).append(sentence)
    made = []
    for title, *rest in stories.values():
        kept = tuple(one for one in rest if len(one) > 8 and _is_whole(one))
        if (
            len(kept) >= 6
            and 6 <= len(title) <= 34
            and title[-1] not in "。！？"
            and _paired(title)
        ):
            made.append(Source(title, kept, paragraphs=False))
    return made


def _is_whole(sentence: str) -> bool:
    fair = "。。" not in sentence and sentence[0] not in "。，"
    return fair and _paired(sentence) and _WHOLE.search(sentence) is not None


def _paired(sentence: str) -> bool:
    even = all(sentence.count(opening) == sentence.count(closing) for opening, closing in _PAIRS)
    return even and re.search("[\"']", sentence) is None


def _articles(path: Path) -> list[Source]:
    made: dict[str, list[str]] = {}
    texts: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            texts = made.setdefault(line[2:], [])
        elif len(line) > 30 and _WHOLE.search(line) and line[0] not in "#*—(" and line not in texts:
            texts.append(line)
    return [Source(title, tuple(texts), paragraphs=True) for title, texts in made.items()]


def story(draw: Random, source: Source) -> Story:
    """A story as it is to be printed, with headings and perhaps a subtitle."""
    take = draw.randint(5, 16)
    if source.paragraphs:
        start = draw.randint(0, max(0, len(source.texts) - take))
        paragraphs = list(source.texts[start : start + take])
    else:
        paragraphs = _put_together(draw, source.texts[: 3 * take])
    made = Story(source.title, list(dict.fromkeys(paragraphs)))
    count = len(made.paragraphs)
    if draw.random() < 0.35 and count > 5:
        places = sorted(draw.sample(range(1, count), min(draw.randint(1, 4), count // 3)))
        made.headings = dict(zip(places, draw.sample(HEADS, len(places)), strict=True))
    if draw.random() < 0.25:
        made.subtitle = draw.choice(SUBTITLES)
    return made


def _put_together(draw: Random, sentences: tuple[str, ...]) -> list[str]:
    made = []
    at = 0
    while at < len(sentences):
        size = draw.choice((1, 1, 2, 2, 3))
        made.append("".join(sentences[at : at + size]))
        at += size
    return made


def several(draw: Random, sources: list[Source], most: int) -> list[Story]:
    """Some stories of one page, none twice."""
    picked = draw.sample(sources, min(len(sources), draw.randint(2, most)))
    return [story(draw, source) for source in picked]
