"""Make a corpus of any size for measuring: the same size and seed give the same bytes.

Sentences come from the first corpus and, where it is at hand, from ntrex-zh-news.tsv; each is
varied by new figures and by names that are made as they are needed, so that the vocabulary grows
with the text as it does in newspapers. Article lengths are log-normal.

  python scripts/make_corpus.py made --characters 10000000 --ntrex gold/ntrex-zh-news.tsv
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

from juku.build import entering, incoming
from juku.build.corpus import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = Path(__file__).parents[1] / "corpus" / "pages"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
    "郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建文辉"
    "力健俊峰海燕雪飞鹏宇欣怡子涵梓轩浩然嘉诚思远"
)
PLACES = "东西南北上下新大小长安宁平江河湖海山川城州阳水石林沙金龙凤"
ENDS = "县市镇乡村区街港湾岭"
SAYS = ("表示，", "说，", "指出，", "介绍，", "告诉记者，", "认为，")

MEDIAN, SPREAD, SHORTEST, LONGEST = 700, 0.8, 80, 20_000
"""Of an article's length in characters; SPREAD is the standard deviation of its logarithm."""
DISCOUNT, STRENGTH = 0.6, 50.0
"""Of the Pitman-Yor process that says when a name is new: types grow as tokens to the 0.6."""


class Names:
    """Names of people and places: often one seen before, sometimes a new one."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.drawn: list[str] = []
        self.types = 0

    def draw(self) -> str:
        """The next name."""
        new = (STRENGTH + DISCOUNT * self.types) / (STRENGTH + len(self.drawn))
        if self.rng.random() < new:
            self.types += 1
            name = self._person() if self.rng.random() < 0.6 else self._place()
        else:
            name = self.rng.choice(self.drawn)
        self.drawn.append(name)
        return name

    def _person(self) -> str:
        given = self.rng.choices(GIVEN, k=self.rng.choice((1, 2, 2)))
        return self.rng.choice(SURNAMES) + "".join(given)

    def _place(self) -> str:
        return "".join(self.rng.sample(PLACES, 2)) + self.rng.choice(ENDS)


def sentences(ntrex: Path | None) -> list[str]:
    """The sentences that articles are made of."""
    pages = "".join(path.read_text("utf-8") for path in sorted(FIRST.glob("*.txt")))
    found = re.findall(r"[^\n#*。]{12,120}。", pages)
    if ntrex is not None:
        lines = ntrex.read_text("utf-8").splitlines()
        found += [line.split("\t", 1)[1] for line in lines]
    return list(dict.fromkeys(found))


def article(pool: list[str], names: Names, rng: random.Random) -> dict[str, str]:
    """One article as a record."""
    length = MEDIAN * math.exp(rng.gauss(0, SPREAD))
    length = min(max(length, SHORTEST), LONGEST)
    paragraphs: list[list[str]] = [[]]
    size = 0
    while size < length:
        paragraphs[-1].append(sentence(pool, names, rng))
        size += len(paragraphs[-1][-1])
        if rng.random() < 0.4:
            paragraphs.append([])
    lines = ["".join(parts) for parts in paragraphs if parts]
    title = f"{names.draw()}：{rng.choice(pool)[:16].strip('。，、')}"
    day = f"20{rng.randrange(10, 25)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    return {"headline": title, "content": "\n".join(lines), "pub_time": day}


def sentence(pool: list[str], names: Names, rng: random.Random) -> str:
    """A sentence of the pool with its figures changed, perhaps with somebody who says it."""
    text = re.sub(r"\d", lambda _: str(rng.randrange(1, 10)), rng.choice(pool))
    if rng.random() < 0.35:
        text = names.draw() + rng.choice(SAYS) + text
    return text


def records(characters: int, seed: int, ntrex: Path | None) -> Iterator[str]:
    """Lines of JSON that come to at least ``characters`` characters of text."""
    rng = random.Random(seed)
    pool, names = sentences(ntrex), Names(rng)
    made = 0
    while made < characters:
        row = article(pool, names, rng)
        made += len(row["headline"]) + len(row["content"])
        yield json.dumps(row, ensure_ascii=False) + "\n"


def main() -> None:
    """Make the corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="a folder that is not there yet")
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ntrex", type=Path, help="ntrex-zh-news.tsv")
    args = parser.parse_args()
    evidence.new(args.out)
    archive = args.out.with_name(f"{args.out.name}.made.jsonl")
    with archive.open("w", encoding="utf-8") as stream:
        stream.writelines(records(args.characters, args.seed, args.ntrex))
    source = incoming.Source(
        publisher="made",
        published="2024-11-04",
        published_evidence="stated: made for measuring",
        rights="made of sentences of the first corpus and of NTREX (CC BY-SA 4.0)",
        map="title=headline,text=content,date=pub_time",
    )
    entering.add(args.out, [archive], source)
    archive.unlink()


if __name__ == "__main__":
    main()
