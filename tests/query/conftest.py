"""Small releases made in a test: rows of the contract from a few words of each sentence."""

from __future__ import annotations

import datetime as dt
import importlib.util
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from juku import contract, store

EMPTY = {"string": "", "int32": 0, "int8": 0, "float64": 0.0, "date32": dt.date(2024, 1, 1)}


@dataclass
class Line:
    """A sentence for `make_release`: ``"word/xpos/upos word/xpos/upos"`` or a list of triples.

    A word alone is ``word/x/X``. ``space`` puts a blank before every token but the first.
    """

    tokens: str | list[tuple[str, str, str]]
    paragraph: int = 1
    role: str = "body"
    section: str | None = None
    space: bool = False
    votes: list[int] | None = None

    def triples(self):
        if not isinstance(self.tokens, str):
            return self.tokens
        return [_triple(token) for token in self.tokens.split()]


def _triple(token):
    """``词/n/NOUN`` as a triple; a word alone is ``词/x/X``."""
    parts = token.rsplit("/", 2)
    return tuple(parts) if len(parts) == 3 else (token, "x", "X")


@dataclass
class Story:
    """An article for `make_release`: its sentences and any columns of its own."""

    lines: list[Line | str]
    article_id: str = ""
    columns: dict = field(default_factory=dict)


def _default(spec):
    if spec.type.startswith("list<"):
        return []
    return None if spec.nullable else EMPTY[spec.type]


def _row(table, **given):
    return {
        spec.name: given.get(spec.name, _default(spec)) for spec in contract.table(table).fields
    }


def _sentence(article, shared, ordinal, line):
    triples, text, starts = line.triples(), "", []
    for word, _, _ in triples:
        text += " " if line.space and text else ""
        starts.append(len(text))
        text += word
    return _row(
        "sentences",
        **shared,
        sentence_id=f"{article}.{ordinal:04d}",
        ordinal=ordinal,
        paragraph=line.paragraph,
        role=line.role,
        section=line.section,
        text=text,
        text_norm=text,
        tokens=[t[0] for t in triples],
        xpos=[t[1] for t in triples],
        upos=[t[2] for t in triples],
        token_start=starts,
        boundary_votes=line.votes if line.votes is not None else [1] * len(triples),
    )


def write_release(root, stories, shards=1):
    """A release directory with the tables ``sentences`` and ``articles``; returns ``root``."""
    sentences, articles = [], []
    for number, story in enumerate(stories):
        article = story.article_id or f"test-20240101-{number:08x}"
        shared = {"publisher": "新华社", "title": None, "published": dt.date(2024, 1, 1)}
        shared |= story.columns | {"article_id": article}
        lines = [s if isinstance(s, Line) else Line(s) for s in story.lines]
        rows = [_sentence(article, shared, i, line) for i, line in enumerate(lines, 1)]
        sentences += rows
        text = "".join(row["text"] for row in rows)
        n_tokens = sum(len(row["tokens"]) for row in rows)
        counted = {
            "text": text,
            "n_sentences": len(rows),
            "n_tokens": n_tokens,
            "n_characters": len(text),
        }
        articles.append(_row("articles", **(counted | shared)))
    for name, rows in (("sentences", sentences), ("articles", articles)):
        folder = root / store.FOLDERS[name]
        folder.mkdir(parents=True, exist_ok=True)
        table = pa.Table.from_pylist(rows, schema=contract.schema(name))
        count = shards if name == "sentences" else 1
        size = -(-table.num_rows // count)
        for shard in range(count):
            part = table.slice(shard * size, size)
            store.write(part, name, folder / store.shard_name(shard, count))
    return root


@pytest.fixture
def make_release(tmp_path):
    """``make_release(stories, shards=1)`` → the path of a new release; see `Story` and `Line`."""
    made = iter(range(1000))

    def make(stories, shards=1):
        return write_release(tmp_path / f"release-{next(made)}", stories, shards)

    make.Story, make.Line = Story, Line
    return make


@pytest.fixture
def open_made(make_release, tmp_path):
    """``open_made(stories)`` → the opened corpus of a new release."""
    from juku.query.opening import open_corpus

    def make(stories, shards=1):
        return open_corpus(make_release(stories, shards), cache=tmp_path / "cache")

    make.Story, make.Line = Story, Line
    return make


@pytest.fixture(scope="session")
def release_writer():
    """`write_release`, `Story` and `Line` for fixtures of a wider scope."""
    return SimpleNamespace(write=write_release, Story=Story, Line=Line)


@pytest.fixture(scope="session")
def oracle():
    """The module oracle.py, a matcher written from the definition."""
    spec = importlib.util.spec_from_file_location("oracle", Path(__file__).parent / "oracle.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["oracle"] = module
    spec.loader.exec_module(module)
    return module


WORDS = [
    "改革/vn/NOUN",
    "发展/vn/NOUN",
    "经济/n/NOUN",
    "社会/n/NOUN",
    "城市/n/NOUN",
    "人民/n/NOUN",
    "群众/n/NOUN",
    "推动/v/VERB",
    "坚持/v/VERB",
    "深化/v/VERB",
    "建设/v/VERB",
    "快/a/ADJ",
    "新/a/ADJ",
    "很/d/ADV",
    "也/d/ADV",
    "的/uj/PART",
    "在/p/ADP",
    "和/c/CCONJ",
    "我们/r/PRON",
    "，/x/PUNCT",
    "。/x/PUNCT",
    "5G/eng/X",
    "發展/vn/NOUN",
]


def news_stories(seed=5, count=40):
    """Stories of a made newspaper: three publishers, six months, reprints, votes of three."""
    draw = random.Random(seed)
    weights = [1 / (rank + 1) for rank in range(len(WORDS))]
    stories = []
    for number in range(count):
        lines = []
        for paragraph in range(1, draw.randint(2, 4)):
            for _ in range(draw.randint(1, 3)):
                words = draw.choices(WORDS, weights, k=draw.randint(1, 14))
                votes = [3] + [draw.randint(1, 3) for _ in words[1:]]
                spaced = draw.random() < 0.1
                lines.append(Line(" ".join(words), paragraph, space=spaced, votes=votes))
        day = dt.date(2023, 11, 3) + dt.timedelta(days=draw.randint(0, 170))
        columns = {
            "published": day,
            "publisher": draw.choice(["甲报", "乙报", "丙报"]),
            "title": draw.choice([None, f"题目{number}"]),
            "reprint_of": "test-20240101-00000000" if number and draw.random() < 0.2 else None,
        }
        stories.append(Story(lines, columns=columns))
    return stories


@pytest.fixture(scope="session")
def news(tmp_path_factory):
    """A made newspaper: ``path``, ``questions`` and its sentences as ``rows``."""
    import juku

    folder = tmp_path_factory.mktemp("news")
    path = write_release(folder / "news", news_stories(), shards=2)
    reprints = {
        row["article_id"]: row["reprint_of"] for row in store.read(path, "articles").to_pylist()
    }
    rows = store.read(path, "sentences").to_pylist()
    for row in rows:
        row["reprint"] = reprints[row["article_id"]] is not None
    questions = juku.open(path, cache=folder / "cache")
    return SimpleNamespace(path=path, questions=questions, rows=rows, folder=folder)
