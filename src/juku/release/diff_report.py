"""A difference as text, as the Data heading of a changelog, and as one self-contained page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from juku.errors import so_many
from juku.query.answers.tables import show
from juku.release.diff import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juku.release.diff import Diff, Example
    from juku.release.hits import HitDiff

_MOST = 160
"""Characters of a value that a report shows."""

_BEFORE = 20
"""Characters that stand before the first that differs, where it would not be shown otherwise."""


def text(diff: Diff) -> str:
    """The difference for a terminal."""
    parts = [*_head(diff), *_sentences(diff), *_others(diff), *_hits(diff.hits)]
    return "".join(f"{show(line)}\n" for line in "\n".join(parts).split("\n"))


def changelog(diff: Diff) -> str:
    """The bullets under *Data* of a release's entry in CHANGELOG.md."""
    lines = [
        f"- {so_many(count, 'sentences')} {kind}: {CLASSES[kind]}."
        for kind, count in diff.classes.items()
    ]
    for name, table in diff.tables.items():
        if table.added or table.removed or table.changed:
            lines.append(
                f"- {name}: {table.added:,} added, {table.removed:,} removed, "
                f"{table.changed:,} changed."
            )
    for name, columns in diff.columns_added.items():
        lines.append(f"- {name}: columns {', '.join(f'`{c}`' for c in columns)} added.")
    for name, columns in diff.columns_removed.items():
        lines.append(f"- {name}: columns {', '.join(f'`{c}`' for c in columns)} removed.")
    lines += [f"- Rule `{r}`: {old:,} → {new:,}." for r, (old, new) in diff.rules.items()]
    if not lines:
        lines = ["- The same rows; files written again."]
    same = f"{so_many(diff.same, 'sentences')} {'is' if diff.same == 1 else 'are'} the same"
    return "\n".join([*lines, f"- {same}.", ""])


def _head(diff: Diff) -> Iterator[str]:
    for side, rows in ((diff.before, diff.rows_before), (diff.after, diff.rows_after)):
        size = so_many(rows, "sentences")
        yield f"{side['name']} {side['version']}  {side['identity'][:12]}…  {size}"
    yield ""
    yield f"{diff.same:>12,}  same"


def _sentences(diff: Diff) -> Iterator[str]:
    for kind, count in diff.classes.items():
        yield f"{count:>12,}  {kind} ({CLASSES[kind]})"
    for kind, examples in diff.examples.items():
        yield f"\n{kind}, {len(examples)} of {diff.classes[kind]:,}:"
        for example in examples:
            yield from _example(example)


def _example(example: Example) -> Iterator[str]:
    ids = " → ".join(dict.fromkeys(name for name in (example.before_id, example.after_id) if name))
    yield f"  {ids}  {_short(example.text)}"
    for column in example.after:
        old, new = narrowed(example.before[column], example.after[column])
        yield f"    {column}: {_short(old)}"
        yield f"    {' ' * len(column)}→ {_short(new)}"


def _others(diff: Diff) -> Iterator[str]:
    for name, table in diff.tables.items():
        yield (
            f"\n{name}: {table.added:,} added, {table.removed:,} removed, {table.changed:,} changed"
        )
        for column, count in table.by_column.items():
            yield f"{count:>12,}  {column}"
    if diff.rules:
        yield "\nrules, before → after:"
        for rule, (old, new) in diff.rules.items():
            yield f"  {rule}: {old:,} → {new:,}"
    for what, tables in (("added", diff.columns_added), ("removed", diff.columns_removed)):
        for name, columns in tables.items():
            yield f"\n{name}: columns {what}: {', '.join(columns)}"


def _hits(hits: HitDiff | None) -> Iterator[str]:
    if hits is None:
        return
    yield f"\nhits of {hits.query}: {hits.before:,} → {hits.after:,}, {hits.same:,} the same"
    for reason, count in hits.reasons.items():
        yield f"{count:>12,}  {reason}"
    for hit in hits.examples:
        yield f"  {hit.change} ({hit.reason}) {hit.sentence_id}: {_short(hit.shown)}"


def narrowed(old: Any, new: Any) -> tuple[Any, Any]:
    """Two values cut down to where they differ, so that what is shown of them shows it.

    Lists keep one item on either side; strings lose what they begin with alike where the first
    character that differs stands too far on.  Others stay as they are.

    >>> narrowed(["a", "b", "c", "d", "e"], ["a", "b", "x", "d", "e"])
    (['…', 'b', 'c', 'd', '…'], ['…', 'b', 'x', 'd', '…'])
    >>> narrowed("甲" * 200 + "乙", "甲" * 200)
    ('…甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲乙', '…甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲')
    """
    if isinstance(old, str) and isinstance(new, str):
        start = _alike(old, new) - _BEFORE
        late = start + _BEFORE >= _MOST
        return (f"…{old[start:]}", f"…{new[start:]}") if late else (old, new)
    if not (isinstance(old, list) and isinstance(new, list)):
        return old, new
    head = _alike(old, new)
    rest = min(len(old), len(new)) - head
    tail = _alike(old[::-1][:rest], new[::-1][:rest])
    return _window(old, head, tail), _window(new, head, tail)


def _alike(old: Sequence[Any], new: Sequence[Any]) -> int:
    """How many items both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))


def _window(values: list[Any], head: int, tail: int) -> list[Any]:
    start, end = max(head - 1, 0), min(len(values) - tail + 1, len(values))
    before, after = ["…"] if start else [], ["…"] if end < len(values) else []
    return [*before, *values[start:end], *after]


def _short(value: Any) -> str:
    shown = " ".join(map(_plain, value)) if isinstance(value, list) else _plain(value)
    shown = shown.replace("\n", "⏎")
    return shown if len(shown) <= _MOST else f"{shown[:_MOST]}…"


def _plain(value: Any) -> str:
    """A value, or the sign that tables have where there is none."""
    return show(None) if value is None else str(value)


def page(diff: Diff) -> str:
    """The difference as one HTML page that needs nothing else."""
    title = f"{diff.after['name']} {diff.before['version']} → {diff.after['version']}"
    counts = {"same": diff.same, **diff.classes}
    parts = [
        f"<h1>{escape(title)}</h1>",
        _table(("sentences", "what became of them", ""), (
            (f"{count:,}", kind, CLASSES.get(kind, "")) for kind, count in counts.items()
        )),
        *(_page_examples(kind, examples) for kind, examples in diff.examples.items()),
        "<h2>Articles and blocks</h2>",
        _table(("table", "added", "removed", "changed", "by column"), (
            (n, t.added, t.removed, t.changed, _pairs(t.by_column)) for n, t in diff.tables.items()
        )),
        "<h2>Rules</h2>",
        _table(("rule", "before", "after"), ((r, *both) for r, both in diff.rules.items())),
        "<h2>Columns</h2>",
        _table(("table", "added", "removed"), _columns(diff)),
        *([_page_hits(diff.hits)] if diff.hits is not None else []),
    ]  # fmt: skip
    return _PAGE.format(title=escape(title), body="\n".join(parts))


def _columns(diff: Diff) -> Iterator[tuple[str, str, str]]:
    both = diff.columns_added, diff.columns_removed
    for name in dict.fromkeys(name for side in both for name in side):
        added, removed = (", ".join(side.get(name, ())) for side in both)
        yield name, added, removed


def _pairs(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _table(head: tuple[str, ...], rows: Any) -> str:
    lines = ["<table><tr>", *(f"<th>{escape(h)}</th>" for h in head), "</tr>"]
    for row in rows:
        cells = "".join(f"<td>{escape(show(cell))}</td>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return "".join([*lines, "</table>"])


def _page_examples(kind: str, examples: Any) -> str:
    lines = [f"<details open><summary>{escape(kind)}: {escape(CLASSES[kind])}</summary>"]
    for one in examples:
        ids = " → ".join(dict.fromkeys(n for n in (one.before_id, one.after_id) if n))
        lines.append(f'<p lang="zh"><code>{escape(ids)}</code> {escape(one.text)}</p>')
        if one.after:
            both = ((c, narrowed(one.before[c], v)) for c, v in one.after.items())
            rows = ((c, _short(old), _short(new)) for c, (old, new) in both)
            lines.append(_table(("column", "before", "after"), rows))
    return "".join([*lines, "</details>"])


def _page_hits(hits: HitDiff) -> str:
    return "".join([
        f"<h2>Hits of <code>{escape(hits.query)}</code></h2>",
        f"<p>{hits.before:,} before, {hits.after:,} after, {hits.same:,} the same</p>",
        _table(("hits", "why"), ((n, reason) for reason, n in hits.reasons.items())),
        _table(("change", "why", "sentence", "hit"), (
            (h.change, h.reason, h.sentence_id, h.shown) for h in hits.examples
        )),
    ])  # fmt: skip


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto }}
table {{ border-collapse: collapse; margin: .5rem 0 }}
th, td {{ border: 1px solid #999; padding: .2rem .6rem; text-align: left; vertical-align: top }}
summary {{ font-weight: bold; margin-top: 1rem; cursor: pointer }}
@media (prefers-color-scheme: dark) {{ body {{ background: #111; color: #eee }} }}
</style></head><body>
{body}
</body></html>
"""
