"""Rows as aligned text and as HTML; a Chinese character takes two columns of a terminal."""

from __future__ import annotations

import html
import math
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from juku.query.answers.values import in_json, nested

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_SHOWN = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    **dict.fromkeys((*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd"),  # no characters, and not allowed in an SVG
    **dict.fromkeys((0x0A, 0x2028, 0x2029), " "),
}
"""Signs that would move the cursor, colour the screen or turn the line round, and their stand-ins.

What a crawled page holds must not steer a terminal; every form but the table has it as it is.
"""


def steady(text: str) -> str:
    r"""Lines to be printed, in which nothing steers the terminal.

    >>> steady("甲\r\n乙\x1b[31m")
    '甲␍\n乙␛[31m'
    """
    return text.translate(_IN_LINES)


_IN_LINES = {code: shown for code, shown in _SHOWN.items() if code != ord("\n")}


def display_width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: 2 for wide and full-width, 0 for combining.

    >>> display_width("5G智慧")
    6
    """
    return sum(map(_columns, text))


@lru_cache(maxsize=1 << 16)
def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, width: int, *, right: bool = False) -> str:
    """``text`` filled with spaces to ``width`` columns, set to the right if so asked.

    >>> pad("新闻", 6), pad("7", 3, right=True)
    ('新闻  ', '  7')
    """
    fill = " " * max(width - display_width(text), 0)
    return fill + text if right else text + fill


def show(value: Any, *, grouped: bool = True) -> str:
    r"""A cell as a person reads it; ``grouped`` says to part the thousands of whole numbers.

    >>> show(1234567), show(0.03187), show(12.3456), show(None), show(["甲", "乙"])
    ('1,234,567', '0.0319', '12.35', '–', '甲 乙')
    >>> show("甲\n乙\x1b[31m")
    '甲 乙␛[31m'
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if grouped else str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, (list, tuple)) and not any(map(nested, value)):
        return " ".join(show(item, grouped=grouped) for item in value)
    return _text(value).translate(_SHOWN)


def _text(value: Any) -> str:
    if nested(value):
        return in_json(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def _number(value: float) -> str:
    if not math.isfinite(value):
        return "–" if math.isnan(value) else f"{value:+}".replace("inf", "∞")
    if value == 0:
        return "0"
    for bound, form in _FORMS:
        shown = format(value, form)
        if abs(float(shown.replace(",", ""))) < bound:  # as rounded: 999.999 is 1,000.0
            return shown
    return f"{value:.2e}"


_FORMS = ((0.001, ".2e"), (1, ".4f"), (1000, ".2f"), (1e15, ",.1f"))
"""How numbers below a bound are shown; a float has no more digits than the last gives."""


WIDEST = 1000
"""Columns of a terminal to which cells are filled up; one that takes more stands out.

A single cell of a million would else make every row as long.
"""


def text_table(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    right: Sequence[str] = (),
    *,
    grouped: bool = True,
) -> str:
    """Rows under their columns' names, aligned; numbers and the columns ``right`` to the right.

    ``grouped`` is that of `show`.

    >>> print(text_table(["word", "count"], [{"word": "发展", "count": 12}]))
    word  count
    发展     12
    """
    if not columns:
        return ""
    cells = [[show(row[c], grouped=grouped) for c in columns] for row in rows]
    to_right = [c in right or _numeric(row[c] for row in rows) for c in columns]
    widths = [
        min(max([display_width(name), *(display_width(line[i]) for line in cells)]), WIDEST)
        for i, name in enumerate(columns)
    ]
    lines = [list(columns), *cells]
    return "\n".join(
        "  ".join(
            pad(v, w, right=r) for v, w, r in zip(line, widths, to_right, strict=True)
        ).rstrip()
        for line in lines
    )


def _numeric(values: Any) -> bool:
    present = [v for v in values if v is not None]
    return bool(present) and all(
        isinstance(v, (int, float)) and not isinstance(v, bool) for v in present
    )


def html_table(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    caption: str,
    right: Sequence[str] = (),
    *,
    grouped: bool = True,
) -> str:
    """The same as an HTML table, for notebooks."""
    to_right = [c in right or _numeric(row[c] for row in rows) for c in columns]
    head = "".join(f"<th>{html.escape(c)}</th>" for c in columns)
    body = "".join(
        "<tr>"
        + "".join(
            _cell(show(row[c], grouped=grouped), to_the_right=r)
            for c, r in zip(columns, to_right, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{html.escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(text: str, *, to_the_right: bool) -> str:
    style = ' style="text-align:right"' if to_the_right else ""
    return f"<td{style}>{html.escape(text)}</td>"
