"""Write the newspaper that docs/asking.md asks, eight made articles, as a release to ask along.

python scripts/tour.py dist/news-1.0.0
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from juku import contract, store
from juku.release import checksums

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWS = Path(__file__).parents[1] / "tests" / "cases" / "asking" / "news.json"
BLANK = {"string": "", "int32": 0, "int8": 0, "float64": 0.0, "date32": dt.date(2024, 1, 1)}
VOTES = 3


def main() -> None:
    """Read the arguments, write the two tables and what a release says of itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the folder that becomes the release")
    out = parser.parse_args().out
    if out.exists():
        sys.exit(f"tour: {out}: is there already; name a new folder")
    articles = json.loads(NEWS.read_text("utf-8"))["articles"]
    names = [
        f"{article['publisher']}-{article['published'].replace('-', '')}-{number:08d}"
        for number, article in enumerate(articles)
    ]
    told = [_told(name, article, names) for name, article in zip(names, articles, strict=True)]
    made = [
        list(_sentences(one, article["lines"])) for one, article in zip(told, articles, strict=True)
    ]
    counted = [one | _counts(rows) for one, rows in zip(told, made, strict=True)]
    _write(out, "sentences", [row for rows in made for row in rows])
    _write(out, "articles", counted)
    record = {"name": "news", "version": "1.0.0", "identity": "f" * 64}
    (out / "provenance.json").write_text(json.dumps(record), "utf-8")
    checksums.write(out)
    print(f"{out}: {len(articles)} articles")


def _told(name: str, article: dict[str, Any], names: list[str]) -> dict[str, Any]:
    first = article.get("reprint_of")
    return {
        "article_id": name,
        "publisher": article["publisher"],
        "published": dt.date.fromisoformat(article["published"]),
        "title": article["title"],
        "reprint_of": None if first is None else names[first],
    }


def _sentences(told: dict[str, Any], lines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for ordinal, line in enumerate(lines, start=1):
        cut = [token.rsplit("/", 2) for token in line["tokens"].split()]
        words, xpos, upos = (list(column) for column in zip(*cut, strict=True))
        text = "".join(words)
        yield told | {
            "sentence_id": f"{told['article_id']}.{ordinal:04d}",
            "ordinal": ordinal,
            "paragraph": line.get("paragraph", 1),
            "role": line.get("role", "body"),
            "text": text,
            "text_norm": text,
            "tokens": words,
            "token_start": [len("".join(words[:at])) for at in range(len(words))],
            "boundary_votes": line.get("votes", [VOTES] * len(words)),
            "xpos": xpos,
            "upos": upos,
        }


def _counts(sentences: list[dict[str, Any]]) -> dict[str, Any]:
    text = "".join(row["text"] for row in sentences)
    return {
        "text": text,
        "n_sentences": len(sentences),
        "n_tokens": sum(len(row["tokens"]) for row in sentences),
        "n_characters": len(text),
    }


def _write(out: Path, table: str, rows: list[dict[str, Any]]) -> None:
    """One shard, blank where nothing is made up."""
    fields = contract.table(table).fields
    blank = {
        field.name: [] if "<" in field.type else None if field.nullable else BLANK[field.type]
        for field in fields
    }
    full = [{name: row.get(name, value) for name, value in blank.items()} for row in rows]
    path = out / store.FOLDERS[table] / store.shard_name(0, 1)
    path.parent.mkdir(parents=True)
    store.write(pa.Table.from_pylist(full, schema=contract.schema(table)), table, path)


if __name__ == "__main__":
    main()
