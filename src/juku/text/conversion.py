"""OpenCC asked for one text: the converted text, and where its dictionaries left a choice.

To see where no phrase of OpenCC's decides, the same dictionaries are loaded with one more before
the last: it turns each character that has several candidates into a private-use one, which stands
in the converted text only where no phrase was found. `schema/ambiguous.json` lists them.

Most texts are simplified already: a line with none of the characters of `schema/touched.json`
goes to simplified characters without OpenCC.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import opencc

from juku import data

if TYPE_CHECKING:
    from numpy.typing import NDArray

TO_SIMPLIFIED = "t2s"
TO_TRADITIONAL = "s2t"
PRIVATE = 0xE000
"""The first private-use character; text that has any of its own takes a second call."""

_FEED = ord("\n")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


def versions() -> dict[str, str]:
    """Configuration → what identifies it: two that are equal convert alike."""
    return {name: f"opencc-{opencc.__version__}-{name}" for name in (TO_SIMPLIFIED, TO_TRADITIONAL)}


@lru_cache(maxsize=2)
def marked(config: str, text: str) -> tuple[str, NDArray[np.int64]]:
    """``text`` converted, and the places in the result that no phrase decided.

    Words, votes and forms ask for the same batch one after another.
    """
    return _touched_alone(text) if config == TO_SIMPLIFIED else _all(config, text)


def _touched_alone(text: str) -> tuple[str, NDArray[np.int64]]:
    """``text`` simplified, of which OpenCC sees only the lines that it could change or mark."""
    starts, ends = _touched_lines(_codes(text))
    lines = "\n".join([text[start:end] for start, end in zip(starts, ends, strict=True)])
    converted, places = _all(TO_SIMPLIFIED, lines)
    if len(converted) != len(lines):
        return _all(TO_SIMPLIFIED, text)
    made, at, begins = [], 0, np.zeros(len(starts) + 1, np.int64)
    np.cumsum(ends - starts + 1, out=begins[1:])
    for start, end, begin in zip(starts, ends, begins[:-1], strict=True):
        made += [text[at:start], converted[begin : begin + end - start]]
        at = end
    made.append(text[at:])
    owner = np.searchsorted(begins, places, side="right") - 1
    return "".join(made), places + (starts - begins[:-1])[owner]


def _touched_lines(codes: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and ends of the lines that have a character of ``schema/touched.json``."""
    feeds = np.concatenate(([-1], np.flatnonzero(codes == _FEED), [len(codes)]))
    lines = np.unique(np.searchsorted(feeds, np.flatnonzero(_touched()[codes])))
    return feeds[lines - 1] + 1, feeds[lines]


def simplified(text: str) -> str:
    """One text simplified, quicker than with the places where it is short.

    >>> simplified("頭髮")
    '头发'
    """
    return str(converter(TO_SIMPLIFIED).convert(text))


@cache
def _touched() -> NDArray[np.bool_]:
    """Of each code point, whether it is in ``schema/touched.json``."""
    table = np.zeros(sys.maxunicode + 1, np.bool_)
    table[_codes(data.load("touched")[TO_SIMPLIFIED])] = True
    return table


def _all(config: str, text: str) -> tuple[str, NDArray[np.int64]]:
    """All of ``text`` converted by OpenCC, and the places in the result that no phrase decided."""
    marker = _marker(config)
    codes = _codes(marker.converter.convert(text)).copy()
    places = np.flatnonzero((codes >= PRIVATE) & (codes < PRIVATE + len(marker.defaults)))
    if _PRIVATE_USE.search(text):
        converted = converter(config).convert(text)
        own = _codes(converted)
        return converted, places[own[places] != codes[places]] if len(own) == len(codes) else places
    codes[places] = marker.defaults[codes[places] - PRIVATE]
    return codes.tobytes().decode("utf-32-le"), places


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), "<u4")


@cache
def converter(config: str) -> Any:
    """OpenCC itself, its dictionaries loaded once a process."""
    return opencc.OpenCC(config)


@dataclass(frozen=True, slots=True)
class _Marker:
    converter: Any
    """OpenCC, with the n-th ambiguous character going to the n-th private-use one."""
    defaults: NDArray[np.uint32]
    """What the n-th ambiguous character is converted to where no phrase decides."""


@cache
def _marker(config: str) -> _Marker:
    table = data.load("ambiguous")
    characters = sorted(table[config])
    defaults = _codes("".join(converter(config).convert(each) for each in characters))
    entries = {character: chr(PRIVATE + n) for n, character in enumerate(characters)}
    with tempfile.TemporaryDirectory() as folder:
        # OpenCC reads a configuration from a file alone; it keeps nothing open.
        path = Path(folder) / "marker.json"
        path.write_text(json.dumps(_configuration(config, entries)), "utf-8")
        return _Marker(opencc.OpenCC(str(path)), defaults)


def _configuration(config: str, entries: dict[str, str]) -> dict[str, Any]:
    """OpenCC's own configuration, with ``entries`` before its last dictionary."""
    folder = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
    settings: dict[str, Any] = json.loads((folder / f"{config}.json").read_text("utf-8"))
    group = settings["conversion_chain"][-1]["dict"]["dicts"]
    group.insert(len(group) - 1, {"type": "inline", "entries": entries})
    _point_to(settings, folder)
    return settings


def _point_to(node: Any, folder: Path) -> None:
    """Make every dictionary's file an absolute path."""
    if isinstance(node, dict):
        if "file" in node:
            node["file"] = str(folder / node["file"])
        for value in node.values():
            _point_to(value, folder)
    elif isinstance(node, list):
        for value in node:
            _point_to(value, folder)
