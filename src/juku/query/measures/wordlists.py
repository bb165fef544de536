"""Frequency lists to compare with: of a corpus, or from a file that any tool may have written."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import store
from juku.errors import ContractError, Findings, QueryError
from juku.query.indexing import arrow
from juku.query.matching.limits import FREE
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from juku.query.matching.limits import Budget
    from juku.query.measures.selection import Selection

_T = TypeVar("_T")

COUNT_NAMES = ("count", "freq", "frequency", "f", "n", "频次", "频数", "词频")
"""What the column of counts is called in lists of this and other tools."""

SIZE_NAMES = ("tokens", "word tokens", "size", "corpus_size", "corpus size", "n")
"""What a line ``# name: number`` calls the size of the corpus behind a list."""


MOST = 10**15
"""Tokens of a list at the most; no corpus has so many, and sums of more could turn over."""


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """Values with their counts, and the size of the corpus that they come from."""

    name: str
    values: pa.Array
    counts: NDArray[np.int64]
    tokens: int


def of_selection(name: str, chosen: Selection, attribute: str, budget: Budget = FREE) -> WordList:
    """The list of a corpus or a part of it."""
    counts = chosen.frequencies(attribute, budget)
    return _listed(name, chosen, attribute, counts, chosen.tokens)


def parted(
    part: Selection, whole: Selection, attribute: str, budget: Budget = FREE
) -> tuple[WordList, WordList]:
    """The lists of a part of ``whole`` and of the rest of it, counted once for both."""
    counts, tokens = part.frequencies(attribute, budget), part.tokens
    rest = whole.frequencies(attribute, budget) - counts
    return (
        _listed("the target", part, attribute, counts, tokens),
        _listed("the reference", part, attribute, rest, whole.tokens - tokens),
    )


def _listed(
    name: str, chosen: Selection, attribute: str, counts: NDArray[np.int64], tokens: int
) -> WordList:
    ids = np.flatnonzero(counts)
    values = chosen.index.lexicon(attribute).take(arrow.column(ids))
    return WordList(name, values, counts[ids], tokens)


def read(path: Path, tokens: int | None = None, budget: Budget = FREE) -> WordList:
    """A list from a Parquet, CSV or TSV file.

    The column of counts is the one with such a name (`COUNT_NAMES`), else the first that holds
    only whole numbers, and not those of the rows; the values are the first column that holds
    anything but numbers, or the first other one where none does. Lines that begin with ``#`` are
    comments, but for the row of a word below the first row, and one of them may give the corpus'
    size (``# tokens: 1000``). A value that stands there twice is counted together.

    Args:
        path: the file.
        tokens: the size of the corpus; by default what the file says, else the sum of its counts.
        budget: asked before the file is read, and as its lines are.

    Raises:
        QueryError: naming each line that cannot be read.
        LimitError: the budget is spent.
    """
    if not path.is_file():
        raise QueryError(f"{path}: is no file; give a frequency list or a release")
    budget.check(_A_BYTE * path.stat().st_size)
    if path.suffix == ".parquet":
        table = _table(path)
        told, lines = _told(path, table.schema.metadata), [(0, list(table.column_names))]
        columns = [column.to_pylist() for column in table.columns]
        lines += list(enumerate(map(list, zip(*columns, strict=True)), 1))
    else:
        told, lines = _lines(path, budget)
    budget.check()
    values, counts = _columns(path, lines, budget)
    grouped = (
        pa.table({"value": values, "count": counts}).group_by("value").aggregate([("count", "sum")])
    )
    numbers = grouped["count_sum"].to_numpy().astype(np.int64)
    size = tokens or told or int(numbers.sum())
    if size < numbers.max():
        raise QueryError(
            f"{path}: tokens: {size} is less than its highest count; give the corpus' whole size"
        )
    if size > MOST:
        raise QueryError(f"{path}: tokens: is more than {MOST:,}; give the size of a corpus")
    return WordList(path.name, grouped["value"].combine_chunks(), numbers, size)


def _table(path: Path) -> pa.Table:
    try:
        return store.read_file(path)
    except ContractError as error:
        raise QueryError(
            f"{path}: cannot be read as Parquet; fetch or write the list again"
        ) from error


def _told(path: Path, metadata: dict[bytes, bytes] | None) -> int | None:
    if not metadata or b"juku" not in metadata:
        return None
    try:
        about = json.loads(metadata[b"juku"])
        return int(about.get("figures", {}).get("size", about["tokens"]))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise QueryError(
            f"{path}: metadata juku: does not say the size; write the list again"
        ) from error


def _lines(path: Path, budget: Budget) -> tuple[int | None, list[tuple[int, list[Any]]]]:
    """The size that a comment gives, and the rows with their line numbers."""
    told: dict[str, int] = {}
    lines: list[tuple[int, list[Any]]] = []
    delimiter = ""
    for number, line in _paced(enumerate(_text(path).splitlines(), 1), budget):
        said = _comment(f"{path}:{number}", line) if line.startswith("#") else {}
        if said or not line.strip() or (line.startswith("#") and not lines):
            told |= said
            continue
        delimiter = delimiter or ("\t" if "\t" in line else ",")
        cells = _cells(line, delimiter)
        if not line.startswith("#") or _is_row(cells, lines[0][1]):
            lines.append((number, cells))
    size = told.get("figures", next((told[n] for n in SIZE_NAMES if n in told), None))
    return size, lines


def _is_row(cells: Sequence[str], first: Sequence[str]) -> bool:
    """Whether a line is the row of ``#``, or of a word that begins with it, and no comment."""
    return len(cells) == len(first) and any(_number(cell) is not None for cell in cells)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(
            f"{path}: byte {error.start}: is not UTF-8; give a list in UTF-8 (CSV, TSV) or "
            "Parquet, or a release directory"
        ) from error
    except OSError as error:
        raise QueryError(told(path, "cannot be read", error, "give another list")) from error


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line; in lists that quote nothing, a quotation mark is a word itself."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return line.split(delimiter)


def _comment(where: str, line: str) -> dict[str, int]:
    name, _, value = line.lstrip("# ").partition(":")
    name, value = name.strip().lower(), value.strip()
    if name == "figures":  # our own lists: the size of the part of the corpus that was counted
        try:
            figures = json.loads(value)
            return {"figures": int(figures["size"])} if "size" in figures else {}
        except (ValueError, TypeError, OverflowError) as error:
            raise QueryError(
                f"{where}: figures: is not what juku writes; write the list again or drop the line"
            ) from error
    size = _number(value.replace(" ", ""))
    return {} if size is None else {name: size}


_A_BYTE = 16
"""Bytes of work a byte of a list to part it into cells."""

_SOME = 1 << 16
"""Rows that are read before time is looked at again."""


def _paced(rows: Iterable[_T], budget: Budget) -> Iterator[_T]:
    """The same rows, the budget asked now and then."""
    for place, row in enumerate(rows):
        if place % _SOME == 0:
            budget.check()
        yield row


def _columns(
    path: Path, lines: Sequence[tuple[int, list[Any]]], budget: Budget
) -> tuple[list[str], list[int]]:
    if not lines:
        raise QueryError(f"{path}: is empty; give rows of a value and its count")
    head = [str(cell).strip().lower().rstrip(".") for cell in lines[0][1]]
    named = next((head.index(name) for name in COUNT_NAMES if name in head), None)
    header = named is not None or lines[0][0] == 0 or all(_number(cell) is None for cell in head)
    body = lines[1:] if header else lines
    columns = list(zip_longest(*(row for _, row in body)))
    if named is None:
        named = _of_counts(columns)
    item = None if named is None else _of_values(columns, named)
    if named is None or item is None:
        raise QueryError(
            f"{path}: has no column of values and one of counts; give rows of a word, a tab and "
            "its count"
        )
    found, values, counts = Findings(), [], []
    for number, row in _paced(body, budget):
        count = _number(row[named]) if len(row) > max(named, item) else None
        if count is None:
            found.add(f"{path}:{number}: count", "is no whole number", "give a value and its count")
            continue
        if not isinstance(row[item], str):
            kind = type(row[item]).__name__
            found.add(f"{path}:{number}: value", f"is {kind}, not text", "give a value as text")
            continue
        values.append(row[item])
        counts.append(count)
    found.raise_as(QueryError)
    if sum(counts) > MOST:
        raise QueryError(f"{path}: its counts come to more than {MOST:,}; give those of a corpus")
    return values, counts


def _of_counts(columns: Sequence[Sequence[Any]]) -> int | None:
    """Which column holds most whole numbers, and not those of the rows if another is such.

    The first row alone does not tell: the word there may be a year.
    """
    told = []
    for place, column in enumerate(columns):
        numbers = [_number(cell) for cell in column]
        many = len(numbers) - numbers.count(None)
        poor = 2 * many <= len(numbers) or numbers == list(range(1, len(numbers) + 1))
        if many:
            told.append((poor, -many, place))
    return min(told)[-1] if told else None


def _of_values(columns: Sequence[Sequence[Any]], counts: int) -> int | None:
    """The first column of text that is not all numbers, or the first but that of counts."""
    others = [place for place in range(len(columns)) if place != counts]
    words = (place for place in others if any(map(_is_word, columns[place])))
    return next(words, next(iter(others), None))


def _is_word(cell: Any) -> bool:
    """Whether a cell is text, and neither empty nor a number such as ``1,000`` or ``12.5``."""
    if not isinstance(cell, str) or not cell.strip():
        return False
    try:
        float(cell.replace(",", ""))
    except ValueError:
        return True
    return False


def _number(cell: Any) -> int | None:
    """A whole number that is not negative, else None."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell if cell >= 0 else None
    digits = str(cell).strip().replace(",", "")
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if len(digits) <= _DIGITS else MOST + 1


_DIGITS = 4000
"""Of a number at most: Python reads none that is longer; what is about so long is no count."""


def aligned(
    target: WordList, other: WordList
) -> tuple[pa.Array, NDArray[np.int64], NDArray[np.int64]]:
    """The values of both lists, and the counts of each in one and in the other."""
    places = pc.index_in(target.values, other.values)
    in_other = places.is_valid().to_numpy(zero_copy_only=False)
    matched = places.fill_null(0).to_numpy()
    counts = np.where(in_other, other.counts[matched] if len(other.counts) else 0, 0)
    only = np.ones(len(other.counts), bool)
    only[matched[in_other]] = False
    rest = np.flatnonzero(only)
    values = pa.concat_arrays(
        [
            target.values.cast(pa.large_string()),
            other.values.take(arrow.column(rest)).cast(pa.large_string()),
        ]
    )
    mine = np.concatenate([target.counts, np.zeros(len(rest), np.int64)])
    return values, mine, np.concatenate([counts, other.counts[rest]])
