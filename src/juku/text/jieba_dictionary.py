"""jieba's dictionary without any curator's words: what rules ask of a word or a few characters."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import rjieba

from juku.errors import SegmenterError


def words() -> list[str]:
    """The words of jieba's dictionary."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise SegmenterError("jieba: its dictionary is not there; pip install jieba")
    # By its path, because importing jieba sets up a logger.
    rows = Path(spec.origin).with_name("dict.txt").read_text("utf-8").splitlines()
    return [row.split(" ", 1)[0] for row in rows]


@lru_cache(maxsize=1)
def alone() -> rjieba.Jieba:
    """As it is compiled; whoever holds it adds no word."""
    return rjieba.Jieba()


def tagged(text: str, *, guess: bool) -> list[tuple[str, str]]:
    """The words of ``text`` with jieba's tags: its dictionary's, and with ``guess`` its model's.

    >>> tagged("民警大喝一声", guess=False)
    [('民警', 'n'), ('大喝一声', 'i')]
    """
    return alone().tag(text, guess)


def cut_by_dictionary(text: str) -> list[str]:
    """The words of ``text`` that its dictionary finds the likeliest, without its model."""
    return alone().cut(text, hmm=False)


def frequency(word: str) -> int:
    """How often a word of the dictionary was seen where it was made; 1 for any other character.

    >>> frequency("工作") > frequency("路向") > 1
    True
    """
    return alone().suggest_freq(word)
