"""jieba's dictionary without any curator's words: what rules ask of a word or a few characters."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.errors import SegmenterError

if TYPE_CHECKING:
    import rjieba
    from numpy.typing import NDArray

_FIRST_OF_ROW = re.compile("^[^ \n]+", re.MULTILINE)
_COMPILED = "rjieba.rjieba"

_STATES = "BEMS"
"""Of a character in a word: begin, end, middle, single."""
_MODELLED = range(0x4E00, 0x9FD6)
_NEVER = -3.14e100


def engine() -> type[rjieba.Jieba]:
    """The class of rjieba, out of its compiled part.

    The package makes an instance of its own where it is imported, for a tenth of a second and as
    much memory as one that is used.
    """
    package = find_spec("rjieba")
    if _COMPILED not in sys.modules and package is not None:
        spec = PathFinder.find_spec(_COMPILED, package.submodule_search_locations)
        if spec is not None and spec.loader is not None:
            sys.modules[_COMPILED] = module = module_from_spec(spec)
            spec.loader.exec_module(module)
    if _COMPILED not in sys.modules:
        raise SegmenterError("rjieba: its compiled part is not there; pip install rjieba")
    made: type[rjieba.Jieba] = sys.modules[_COMPILED].Jieba
    return made


def words() -> list[str]:
    """The words of jieba's dictionary."""
    return _FIRST_OF_ROW.findall(rows())


def rows() -> str:
    """The dictionary as it is written: in each row a word, its frequency and its tag."""
    return (_folder() / "dict.txt").read_text("utf-8")


def model() -> NDArray[np.float64]:
    """The hidden Markov model as rjieba has it: logarithms, a column a state (B, E, M, S).

    The first row is of the beginning, four are of what comes after each state, and from there on
    each is of a character, from U+4E00 to U+9FD5. Of what a state emits rjieba has six digits.
    """
    begins, after, emits = (_probabilities(name) for name in ("start", "trans", "emit"))
    table = np.full((1 + len(_STATES) + len(_MODELLED), len(_STATES)), _NEVER)
    for column, state in enumerate(_STATES):
        table[0, column] = begins[state]
        for row, before in enumerate(_STATES, 1):
            table[row, column] = after[before].get(state, _NEVER)
        known = {ord(one): value for one, value in emits[state].items() if ord(one) in _MODELLED}
        rows = np.fromiter(known, np.int64, len(known)) - _MODELLED.start + 1 + len(_STATES)
        table[rows, column] = np.round(np.fromiter(known.values(), np.float64, len(known)), 6)
    return table


def _probabilities(name: str) -> dict[str, Any]:
    """One of the tables of jieba's model."""
    spec = PathFinder.find_spec(f"prob_{name}", [str(_folder() / "finalseg")])
    if spec is None or spec.loader is None:
        raise SegmenterError(f"jieba: of its model prob_{name} is not there; pip install jieba")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: dict[str, Any] = module.P
    return table


def _folder() -> Path:
    """Where jieba is; by their path its files are read, because importing it sets up a logger."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise SegmenterError("jieba: its dictionary is not there; pip install jieba")
    return Path(spec.origin).parent


@lru_cache(maxsize=1)
def alone() -> rjieba.Jieba:
    """As it is compiled; whoever holds it adds no word."""
    return engine()()


def tagged(text: str, *, guess: bool) -> list[tuple[str, str]]:
    """The words of ``text`` with jieba's tags: its dictionary's, and with ``guess`` its model's.

    >>> tagged("民警大喝一声", guess=False)
    [('民警', 'n'), ('大喝一声', 'i')]
    """
    return alone().tag(text, guess)


def cut_by_dictionary(text: str) -> list[str]:
    """The words of ``text`` that its dictionary finds the likeliest, without its model."""
    return alone().cut(text, hmm=False)


def is_known(word: str) -> bool:
    """Whether a word is one of the dictionary, or a figure or letters.

    A word that is less likely than its parts side by side is none.

    >>> is_known("山沟"), is_known("沟传")
    (True, False)
    """
    return len(cut_by_dictionary(word)) == 1


def frequency(word: str) -> int:
    """How often a word of the dictionary was seen where it was made; 1 for any other character.

    >>> frequency("工作") > frequency("路向") > 1
    True
    """
    return alone().suggest_freq(word)
