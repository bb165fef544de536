"""Treebank files as sentences of words: CoNLL-U, the older CoNLL form, and words between blanks.

Pure functions on the text of a file; who opens it says where it came from. Training and
evaluation read gold data through here; segmenting does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juku.errors import EvidenceError, Findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class GoldWord:
    """One word as a treebank has it; ``upos`` is empty where the source has no tags."""

    form: str
    upos: str = ""
    xpos: str = ""
    deprel: str = ""
    space_after: bool = False


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """The words of one sentence and the identifier of its document."""

    document: str
    words: tuple[GoldWord, ...]

    @property
    def text(self) -> str:
        """The words joined, with a blank where one stood."""
        return "".join(word.form + " " * word.space_after for word in self.words).rstrip(" ")


def read(text: str, name: str) -> list[GoldSentence]:
    """Sentences of a file's ``text``; the form is told by the suffix of its ``name``.

    ``.conllu`` and ``.conll`` are ten columns a word, with blank lines between sentences;
    ``.tsv`` is a document's identifier, a tab, and words with blanks between.

    Raises:
        EvidenceError: with every line that is not of the form.
    """
    suffix = name.rpartition(".")[2]
    if suffix in {"conllu", "conll"}:
        return _read_conll(text, name)
    if suffix == "tsv":
        return _read_lines(text, name)
    message = f"{name}: suffix .{suffix} names no known form; use .conllu, .conll or .tsv"
    raise EvidenceError(message)


def _read_conll(text: str, name: str) -> list[GoldSentence]:
    found = Findings()
    sentences: list[GoldSentence] = []
    document, words = "", list[GoldWord]()
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            document = value.strip() if key.strip() == "newdoc id" else document
        elif line:
            words.extend(_word(line, f"{name}:{number}", found))
        elif words:
            sentences.append(GoldSentence(document, _spaced(words)))
            words = []
    found.raise_as(EvidenceError)
    return sentences


def _word(line: str, where: str, found: Findings) -> Iterator[GoldWord]:
    """The word of a line; none for the range of a multi-word token or an empty node."""
    cells = line.split("\t")
    if len(cells) != 10:
        found.add(where, f"has {len(cells)} columns, not 10", "bring the file again")
    elif cells[0].isdecimal():
        form, upos, xpos, deprel, misc = (cells[place] for place in (1, 3, 4, 7, 9))
        # The older form says nothing of blanks: None there, settled when all words are known.
        known = misc != "_" or cells[2] != "_"
        spaced = known and "SpaceAfter=No" not in misc.split("|")
        yield GoldWord(form, upos, xpos, deprel, space_after=spaced)


def _spaced(words: Sequence[GoldWord]) -> tuple[GoldWord, ...]:
    """The words, with blanks between those in Latin letters or digits where none are told."""
    if any(word.space_after for word in words):
        return tuple(words)
    out = []
    for word, after in zip(words, [*words[1:], GoldWord("")], strict=True):
        both = word.form[-1:].isascii() and word.form[-1:].isalnum() and after.form[:1].isascii()
        spaced = both and after.form[:1].isalnum()
        out.append(
            GoldWord(word.form, word.upos, word.xpos, word.deprel, space_after=spaced),
        )
    return tuple(out)


def _read_lines(text: str, name: str) -> list[GoldSentence]:
    found = Findings()
    sentences = []
    for number, line in enumerate(text.splitlines(), start=1):
        document, tab, rest = line.partition("\t")
        if not tab:
            found.add(f"{name}:{number}", "has no tab", "write document, tab, words")
        elif rest.split():
            words = [GoldWord(form) for form in rest.split()]
            sentences.append(GoldSentence(document, _spaced(words)))
    found.raise_as(EvidenceError)
    return sentences
