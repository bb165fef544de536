"""jieba's dictionary without any curator's words: what rules ask of a word or a few characters."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING

from juku.errors import SegmenterError

if TYPE_CHECKING:
    import rjieba

_FIRST_OF_ROW = re.compile("^[^ \n]+", re.MULTILINE)
_COMPILED = "rjieba.rjieba"


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
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise SegmenterError("jieba: its dictionary is not there; pip install jieba")
    # By its path, because importing jieba sets up a logger.
    rows = Path(spec.origin).with_name("dict.txt").read_text("utf-8")
    return _FIRST_OF_ROW.findall(rows)


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
