"""OpenCC asked for one text: the converted text, and where its dictionaries left a choice.

To see where no phrase of OpenCC's decides, the same dictionaries are loaded with one more before
the last: it turns each character that has several candidates into a private-use one, which stands
in the converted text only where no phrase was found. `schema/ambiguous.json` lists them.

OpenCC is asked as little as can be. Most texts are simplified already: a line with none of the
characters of `schema/touched.json` goes to simplified characters without it. Else it is given the
runs that a phrase could decide (`phrase_runs`); what every other character is converted to was
asked once. A line with an ideographic description (⿰亻尔) is an exception, for OpenCC leaves what
is described as it is, up to where a description is whole: it is converted by itself. An OpenCC of
another version than the one that the tables were read from sees all.

A kernel, where it was built, finds the runs in one way through a text, and puts what they became
between the other characters in a second; then OpenCC is asked once for runs that are alike.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import opencc

from juku import compiled, data
from juku.text.forms import phrase_runs
from juku.text.forms.phrase_runs import BEYOND, runs

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from numpy.typing import NDArray

    Marked = tuple[str, NDArray[np.int64]]

TO_SIMPLIFIED = "t2s"
TO_TRADITIONAL = "s2t"
PRIVATE = 0xE000
"""The first private-use character; text that has any of its own takes a second call."""

_KERNEL = compiled.kernel("conversion")

_FEED = ord("\n")
_NONE = np.zeros(0, np.int64)
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_DESCRIBING = range(0x2FF0, 0x3000)
_DESCRIBED_LINE = re.compile(r"^(.*[\u2ff0-\u2fff].*)$", re.MULTILINE)


def versions() -> dict[str, str]:
    """Configuration → what identifies it: two that are equal convert alike."""
    return {name: f"opencc-{opencc.__version__}-{name}" for name in (TO_SIMPLIFIED, TO_TRADITIONAL)}


@lru_cache(maxsize=2)
def marked(config: str, text: str) -> Marked:
    """``text`` converted, and the places in the result that no phrase decided.

    Words, votes and forms ask for the same batch one after another, and may not write to it.
    """
    way = _plainly if _KERNEL is None or not _listed() else partial(_by_kernel, _KERNEL)
    converted, places = way(config, text)
    places.setflags(write=False)
    return converted, places


def _plainly(config: str, text: str) -> Marked:
    """``text`` converted without a kernel."""
    codes = _codes(text)
    if np.any((codes >= _DESCRIBING.start) & (codes < _DESCRIBING.stop)):
        return _in_parts(_undescribed, config, text)
    return _undescribed(config, text)


def _by_kernel(kernel: ModuleType, config: str, text: str) -> Marked:
    """The same where no text is described, OpenCC asked once for each run that differs."""
    if len(text) < 2:
        return _all(config, text)
    table = _signed(config)
    seen, given, found = kernel.runs(text, table.signs, table.pairs)
    if seen & _HALF:
        text.encode("utf-32-le")  # which says where half a character stands
    if seen & _DESCRIBED:
        return _in_parts(partial(_by_kernel, kernel), config, text)
    if not seen & _TURNED and not given:
        return text, _NONE
    converted, marks = _all(config, given) if given else (given, _NONE)
    if len(converted) != len(given):
        return _all(config, text)
    made, places = kernel.put(text, table.signs, table.alone, found, converted, marks)
    return made, np.frombuffer(places, np.int64)


def _in_parts(way: Callable[[str, str], Marked], config: str, text: str) -> Marked:
    """``text`` converted: a line that has a description by itself, what is between by ``way``."""
    made, places, size = [], [_NONE], 0
    for number, part in enumerate(_DESCRIBED_LINE.split(text)):
        converted, marks = _all(config, part) if number % 2 else way(config, part)
        made.append(converted)
        places.append(marks + size)
        size += len(converted)
    return "".join(made), np.concatenate(places)


def _undescribed(config: str, text: str) -> Marked:
    if not _listed():
        return _all(config, text)
    return _touched_alone(text) if config == TO_SIMPLIFIED else _runs_alone(config, text)


@cache
def _listed() -> bool:
    """Whether the installed OpenCC is the one whose dictionaries the tables were read from."""
    return all(data.load(name)["opencc"] == opencc.__version__ for name in ("phrases", "touched"))


def _touched_alone(text: str) -> Marked:
    """``text`` simplified, of which OpenCC sees only the lines that it could change or mark."""
    starts, ends = _touched_lines(_codes(text))
    lines = "\n".join([text[start:end] for start, end in zip(starts, ends, strict=True)])
    converted, places = _runs_alone(TO_SIMPLIFIED, lines)
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


def _runs_alone(config: str, text: str) -> Marked:
    """``text`` converted, of which OpenCC sees only the runs that a phrase could decide."""
    codes = _codes(text)
    if len(codes) < 2:
        return _all(config, text)
    table, known = _alone(config), np.minimum(codes, np.uint32(BEYOND))
    made, marked = table.converted[known], table.marked[known]
    # OpenCC is given the runs, and a line feed for what stands between two of them.
    inside, after = _places(*runs(config, known), len(codes))
    between = made[after], marked[after]
    given = codes.copy()
    given[after] = _FEED
    converted, places = _all(config, given[inside].tobytes().decode("utf-32-le"))
    if len(converted) != len(inside):
        return _all(config, text)
    made[inside] = _codes(converted)
    marked[inside] = False
    marked[inside[places]] = True
    made[after], marked[after] = between
    return made.tobytes().decode("utf-32-le"), np.flatnonzero(marked)


def _places(
    starts: NDArray[np.int64], ends: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places in runs and right behind one, and those of them that are only behind one."""
    turns = np.zeros(size + 1, np.int8)
    turns[starts] += 1
    turns[ends] -= 1
    inside = np.cumsum(turns, dtype=np.int8)
    after = ends[(inside[ends] == 0) & (ends < size)]
    inside[after] = 1
    return np.flatnonzero(inside), after


@dataclass(frozen=True, slots=True)
class _Alone:
    converted: NDArray[np.uint32]
    """What each code point up to ``BEYOND`` is converted to by itself."""
    marked: NDArray[np.bool_]
    """Whether it then has other candidates."""


@cache
def _alone(config: str) -> _Alone:
    """Asked at once of all that OpenCC may convert: in Unicode, what is not private or half of one.

    An ideographic description is left out, for it would take what follows with it.
    """
    codes = np.arange(BEYOND + 1, dtype=np.uint32)
    table = _Alone(codes.copy(), np.zeros(BEYOND + 1, np.bool_))
    none = (codes >= 0xD800) & (codes < 0xF900)  # halves, and private use
    describing = (codes >= _DESCRIBING.start) & (codes < _DESCRIBING.stop)
    asked = codes[~none & ~describing]
    lines = np.full(2 * len(asked), _FEED, np.uint32)
    lines[::2] = asked
    converted, places = _all(config, lines.tobytes().decode("utf-32-le"))
    table.converted[asked] = _codes(converted)[::2]
    table.marked[asked[places // 2]] = True
    return table


_CHANGED, _MARKED, _DESCRIBED, _HALF = (np.uint8(1 << n) for n in range(2, 6))
_TURNED = _CHANGED | _MARKED


@dataclass(frozen=True, slots=True)
class _Signed:
    signs: NDArray[np.uint8]
    """Those of ``phrase_runs`` for each code point up to ``BEYOND``, and whether it is another by
    itself, is marked by itself, is of a description, or is half of a character."""
    pairs: NDArray[np.uint8]
    """A bit for each hash of two characters, as in ``phrase_runs``."""
    alone: NDArray[np.uint32]
    """What each code point up to ``BEYOND`` is converted to by itself."""


@cache
def _signed(config: str) -> _Signed:
    """All that a kernel asks about characters, in one table."""
    phrases, alone = phrase_runs.table(config), _alone(config)
    signs = phrases.signs.copy()
    signs[alone.converted != np.arange(BEYOND + 1)] |= _CHANGED
    signs[alone.marked] |= _MARKED
    signs[_DESCRIBING.start : _DESCRIBING.stop] |= _DESCRIBED
    signs[0xD800:0xE000] |= _HALF
    return _Signed(signs, np.packbits(phrases.pairs, bitorder="little"), alone.converted)


def simplified(text: str) -> str:
    """One text simplified, quicker than with the places where it is short.

    >>> simplified("頭髮")
    '头发'
    """
    if _listed() and _touching().isdisjoint(text):
        return text  # so that for pages in simplified characters no more of OpenCC is loaded
    return str(converter(TO_SIMPLIFIED).convert(text))


@cache
def _touching() -> frozenset[str]:
    """The characters of ``schema/touched.json``, and those of ideographic descriptions."""
    return frozenset(data.load("touched")[TO_SIMPLIFIED]).union(map(chr, _DESCRIBING))


@cache
def _touched() -> NDArray[np.bool_]:
    """Of each code point, whether it is in ``schema/touched.json``."""
    table = np.zeros(sys.maxunicode + 1, np.bool_)
    table[_codes(data.load("touched")[TO_SIMPLIFIED])] = True
    return table


def _all(config: str, text: str) -> Marked:
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
    candidates = data.load("ambiguous")[config]
    characters = sorted(candidates)
    if _listed():  # so that OpenCC need not be loaded a second time
        chosen = "".join(candidates[each][0] for each in characters)
    else:
        chosen = "".join(converter(config).convert(each) for each in characters)
    entries = {character: chr(PRIVATE + n) for n, character in enumerate(characters)}
    with tempfile.TemporaryDirectory() as folder:
        # OpenCC reads a configuration from a file alone; it keeps nothing open.
        path = Path(folder) / "marker.json"
        path.write_text(json.dumps(_configuration(config, entries)), "utf-8")
        return _Marker(opencc.OpenCC(str(path)), _codes(chosen))


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
