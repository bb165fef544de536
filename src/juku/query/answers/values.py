"""Values of any kind as JSON has them, and as one cell."""

from __future__ import annotations

import datetime as dt
import json
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def jsonable(value: Any) -> Any:
    """``value`` as JSON has it: dates in ISO form, what is not a finite number as null.

    >>> jsonable({"day": dt.date(2024, 11, 4), "ratio": float("inf"), "sum": Decimal(12)})
    {'day': '2024-11-04', 'ratio': None, 'sum': 12}
    """
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return next((plain(value) for kind, plain in _PLAIN.items() if isinstance(value, kind)), value)


_PLAIN: dict[type, Callable[[Any], Any]] = {
    Decimal: lambda value: int(value) if value == value.to_integral_value() else float(value),
    dt.date: lambda value: value.isoformat(),  # also of a moment, which is a kind of day
    dt.time: dt.time.isoformat,
    bytes: bytes.hex,
}
"""Kinds of values that JSON has not, and what it has for them."""


def nested(value: Any) -> bool:
    """Whether a value holds others."""
    return isinstance(value, (dict, list, tuple))


def in_json(value: Any) -> str:
    """``value`` as one line of JSON.

    >>> in_json({"day": dt.date(2024, 11, 4), "names": ["李四", None]})
    '{"day": "2024-11-04", "names": ["李四", null]}'
    """
    return json.dumps(jsonable(value), ensure_ascii=False, allow_nan=False)
