"""Documents with figures that are computed: the text between two markers is written by code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARKED = re.compile(r"(<!-- begin: ([\w-]+) -->\n)(.*?)(<!-- end: \2 -->)", re.DOTALL)


def passages(text: str) -> dict[str, str]:
    """What stands between the markers of ``text``, by name."""
    return {match[2]: match[3] for match in _MARKED.finditer(text)}


def fill(text: str, values: Mapping[str, str], where: str) -> str:
    r"""``text`` with what stands between each pair of markers replaced by the value of its name.

    >>> fill("<!-- begin: n -->\nold\n<!-- end: n -->", {"n": "new"}, "a.md")
    '<!-- begin: n -->\nnew\n<!-- end: n -->'

    Raises:
        ReleaseError: a marker has no value, or a begin has no end.
    """
    names = [match[2] for match in _MARKED.finditer(text)]
    unknown = [name for name in names if name not in values]
    if unknown:
        raise ReleaseError(
            f"{where}: nothing computes {', '.join(unknown)}; known are {', '.join(values)}"
        )
    if text.count("<!-- begin:") != len(names) or text.count("<!-- end:") != len(names):
        raise ReleaseError(f"{where}: a marker has no partner; write begin and end, each on a line")
    return _MARKED.sub(lambda m: f"{m[1]}{values[m[2]].rstrip()}\n{m[4]}", text)
