"""One sentence replayed: from the bytes of its page to its row, and beside what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juku.build.corpus import curation, manifest
from juku.build.reading.pagetexts import PageTexts
from juku.build.rows import stages
from juku.build.rows.kit import Options
from juku.build.running import settings
from juku.build.running.finish import base_id
from juku.errors import EvidenceError, ReleaseError, so_many
from juku.release import record, rows, show, withhold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

    from juku.records import Page

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage made of the sentence, by which rule or version."""

    name: str
    by: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The stages in order, and the columns in which the replay differs from the stored row."""

    sentence_id: str
    stages: tuple[Stage, ...]
    differs: Mapping[str, tuple[Any, Any]]
    """Column → stored, replayed."""

    def text(self) -> str:
        """For a terminal."""
        lines = [self.sentence_id]
        for number, stage in enumerate(self.stages, 1):
            lines.append(f"\n{number}. {stage.name} ({stage.by})")
            lines += [f"   {line}" for line in stage.lines]
        lines.append("")
        if not self.differs:
            lines.append("Every column is as it is stored in the release.")
        for column, (stored, replayed) in self.differs.items():
            lines += [f"{column} differs:", f"   stored   {stored}", f"   replayed {replayed}"]
        return "\n".join(lines) + "\n"


def explain(root: Path, sentence_id: str, corpus: Path) -> Explanation:
    """Replay the sentence called ``sentence_id`` of the release at ``root`` from its page.

    Raises:
        ReleaseError: the release has no such sentence, or its page no longer gives it.
        EvidenceError: the corpus is not as its manifest says.
    """
    about = record.load(root)
    stored = find(root, "sentences", sentence_id)
    article = find(root, "articles", stored["article_id"])
    if not (corpus / manifest.MANIFEST).is_file():
        raise EvidenceError(f"{corpus}: is no corpus; name by --corpus that of the release")
    there = manifest.load(corpus)
    page = PageTexts(there).page(stored["source"])
    options = Options.from_record(about.raw.get("options", {}))
    asked = settings.Settings(corpus, options)
    kit = settings.kit(asked, curation.Sources(there))
    made = stages.process([page], kit)
    replay = _Replay(page, made, article["ordinal"], stored)
    withheld = withhold.from_record(about.raw)
    replayed = _as_stored(replay.row, stored, made["sentences"].schema, withheld)
    found = list(_stages(replay, there, settings.versions(kit), about.raw.get("engines", {})))
    if told := withheld.told(stored):
        found.append(Stage("withholding", f"--text {withheld.text}, takedowns", (told,)))
    differs = {c: (stored[c], replayed[c]) for c in stored if stored[c] != replayed.get(c)}
    return Explanation(sentence_id, tuple(found), differs)


def find(root: Path, table: str, name: str) -> Row:
    """The row of a table that is called ``name``.

    Raises:
        ReleaseError: there is none.
        ContractError: its Parquet is not what the contract says.
    """
    if (found := rows.find(root, table, name)) is not None:
        return found
    key = rows.KEYS[table]
    ask = f"juku sql {root} 'FROM {table} SELECT {key}'"
    raise ReleaseError(f"{root}: {table}: has no {key} {name!r}; `{ask}` lists what it has")


class _Replay:
    """The rows that the page gives now, about one sentence."""

    def __init__(self, page: Page, made: Mapping[str, pa.Table], ordinal: int, stored: Row) -> None:
        self.page = page
        articles = [r for r in made["articles"].to_pylist() if r["ordinal"] == ordinal]
        own = {row["article_id"] for row in articles}
        self.sentences = [r for r in made["sentences"].to_pylist() if r["article_id"] in own]
        same = [row for row in self.sentences if row["ordinal"] == stored["ordinal"]]
        if not same:
            raise ReleaseError(
                f"{stored['source']}: gives no sentence {stored['ordinal']} in its article "
                f"{ordinal} any more; `juku verify --corpus` says what else changed"
            )
        self.article, self.row = articles[0], same[0]
        self.blocks = made["blocks"].to_pylist()

    def own_blocks(self) -> list[Row]:
        """The blocks that the sentence was printed in."""
        runs = list(zip(self.row["source_start"], self.row["source_end"], strict=True))
        return [b for b in self.blocks if any(s < b["end"] and b["start"] < e for s, e in runs)]


def _as_stored(replayed: Row, stored: Row, schema: pa.Schema, withheld: withhold.Withheld) -> Row:
    """The replayed row as a release keeps it: with its article's number, without withheld text."""
    import pyarrow as pa

    row = dict(replayed)
    if base_id(stored["article_id"]) == row["article_id"]:
        row["article_id"] = stored["article_id"]
        row["sentence_id"] = f"{row['article_id']}.{row['ordinal']:04d}"
    kept: Row = withhold.table(
        pa.Table.from_pylist([row], schema=schema), "sentences", withheld
    ).to_pylist()[0]
    return kept


def _stages(
    replay: _Replay, corpus: manifest.Corpus, now: Mapping[str, str], then: Mapping[str, str]
) -> Iterator[Stage]:
    row, page = replay.row, replay.page
    yield _evidence(page, corpus)
    yield Stage("decoding", page.encoding, (f"{len(page.text):,} code points",))
    yield Stage("layout", "rules of the ledger", tuple(_layout(replay)))
    yield Stage("mending", "runs of the page, joined", tuple(_runs(row, page)))
    yield Stage("sentences", f"paragraph {row['paragraph']}, {row['role']}", tuple(_split(replay)))
    yield Stage("normal form", "width and punctuation", tuple(_edits(row)))
    yield Stage("script", f"{now['t2s']}, {now['s2t']}", tuple(_script(row)))
    yield Stage("words and tags", now["segmenter"], tuple(_words(row)))
    yield Stage("readings", "rules", tuple(_readings(row)))
    changed = sorted(n for n in now.keys() | then.keys() if now.get(n) != then.get(n))
    if changed:
        lines = (f"{n}: then {then.get(n, 'absent')}, now {now.get(n, 'absent')}" for n in changed)
        yield Stage("versions", "other than when the release was built", tuple(lines))


def _evidence(page: Page, corpus: manifest.Corpus) -> Stage:
    size = (corpus.root / page.source.partition("#")[0]).stat().st_size
    return Stage(
        "evidence",
        f"{manifest.MANIFEST}, SHA-256 proved",
        (
            f"{page.source}: {size:,} bytes, {page.sha256}",
            f"{page.publisher}, {page.published} ({page.published_evidence})",
        ),
    )


def _layout(replay: _Replay) -> Iterator[str]:
    own = replay.own_blocks()
    names = {block["block_id"] for block in own}
    for block in own:
        joins = f", joins {block['joins']}" if block["joins"] else ""
        yield f"{block['start']}:{block['end']} {block['kind']}, by {block['rule']}{joins}"
    for block in replay.blocks:
        if block["repeat_of"] in names:
            yield f"{block['start']}:{block['end']} repeats it, by {block['rule']}: set aside"


def _runs(row: Row, page: Page) -> Iterator[str]:
    for start, end in zip(row["source_start"], row["source_end"], strict=True):
        yield f"{start}:{end} {page.text[start:end]}"


def _split(replay: _Replay) -> Iterator[str]:
    together = [r for r in replay.sentences if r["paragraph"] == replay.row["paragraph"]]
    same = [r for r in together if r["role"] == replay.row["role"]]
    place = same.index(replay.row) + 1
    yield f"sentence {place} of {len(same)}, {replay.row['ordinal']} of its article"
    yield replay.row["text"]


def _edits(row: Row) -> Iterator[str]:
    columns = (row[f"edit_{part}"] for part in ("start", "end", "to", "rule"))
    for start, end, to, rule in zip(*columns, strict=True):
        yield f"{start}:{end} {row['text'][start:end]!r} → {to!r}, by {rule}"
    yield row["text_norm"] if row["edit_start"] else "no edit"


def _script(row: Row) -> Iterator[str]:
    yield f"simplified   {row['text_hans']}"
    yield f"traditional  {row['text_hant']}"
    if row["ambiguous"]:
        yield f"a choice: {' '.join(row['text'][place] for place in row['ambiguous'])}"


def _words(row: Row) -> Iterator[str]:
    columns = (row[name] for name in ("tokens", "token_start", "xpos", "upos", "boundary_votes"))
    for token, start, xpos, upos, votes in zip(*columns, strict=True):
        agreed = so_many(votes, "boundary votes")
        yield f"{start:>4} {token}  {upos} ({xpos or 'no own tag'}), {agreed}"


def _readings(row: Row) -> Iterator[str]:
    found = list(show.readings(row))
    for name, start, end, values in found:
        yield f"{name} {start}:{end} {row['text'][start:end]} ({values})"
    if not found:
        yield "none"
