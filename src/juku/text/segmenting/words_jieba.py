"""jieba's words and native tags: rjieba for speed, jieba itself as the reference.

Each segmenter has an instance of its own with the curated lexicon added to it; nothing global is
touched, nothing is written to disk, nothing logged.

rjieba tags by looking up the form, so that a form has one tag whatever stands around it. What
``tag`` once said of a form is therefore remembered, and a batch costs one ``cut`` and a look-up a
token. Forms not yet met are tagged by themselves, all in one call; one that is cut in pieces when
it stands alone is tagged in a text that it is in.
"""

from __future__ import annotations

import hashlib
import warnings
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from juku.errors import SegmenterError
from juku.text.arrays.flat import Coded, Slices, begins_of
from juku.text.forms import script
from juku.text.segmenting import jieba_cutting, tags
from juku.text.segmenting.form_codes import UNKNOWN, FormCodes, distinct
from juku.text.segmenting.jieba_cutting import Way
from juku.text.segmenting.tokens import Flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import jieba.posseg
    import rjieba
    from numpy.typing import NDArray

    from juku.records import LexiconEntry
    from juku.text.segmenting.tokens import Tokens

REMEMBERED = 300_000
"""Forms kept in memory; when there are more, all are forgotten and met anew."""

_BLANK = 0
"""The code of a form that is white space, which is no token."""


class RjiebaSegmenter:
    """jieba's algorithm, dictionary and model, as compiled in rjieba."""

    name = "rjieba"

    def __init__(self, lexicon: Sequence[LexiconEntry] = ()) -> None:
        self._forms = _Forms(lexicon)
        # Loads when something is to be cut: a process that only hands out work needs none.
        self._cutter = jieba_cutting.cutter(_words(self._forms.curated))
        self.version = _version("rjieba", lexicon)

    @property
    def _jieba(self) -> rjieba.Jieba:
        return self._cutter.jieba

    def segment(self, texts: Sequence[str]) -> Tokens:
        """The tokens of each text; the text in simplified characters."""
        ends, numbers = self._cutter.numbered(texts, Way.LIKELIEST)
        pieces = _pieces(texts, ends)
        codes = self._codes(pieces, numbers)
        if (codes < 0).any():
            if self._forms.full():
                self._forms.forget()
                codes = self._codes(pieces, numbers)
            self._meet(texts, pieces, codes)
        return _tokens(texts, pieces, codes, self._forms)

    def ends(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Where the pieces of all texts end, in all of them with a line feed after each."""
        return self._cutter.ends(texts, Way.LIKELIEST)

    def cut(self, texts: Sequence[str]) -> list[str]:
        """The pieces of all texts, each text's followed by a line feed, white space included."""
        return list(_pieces(texts, self.ends(texts)))

    def _codes(self, pieces: Slices, numbers: NDArray[np.int32] | None) -> NDArray[np.int32]:
        """The code of each piece's form, -1 for one not yet met."""
        if numbers is None:
            return self._forms.codes(pieces)
        return self._forms.codes_of_numbers(pieces, numbers, self._cutter.numbers)

    def _meet(self, texts: Sequence[str], pieces: Slices, codes: NDArray[np.int32]) -> None:
        """Learn the tags of the forms that ``codes`` does not know, and fill them in."""
        places = np.flatnonzero(codes < 0)
        unknown = pieces.take(places)
        new = distinct(unknown)
        pairs = self._jieba.tag("\n".join(sorted(new)))
        self._forms.learn(pair for pair in pairs if pair[0] in new)
        codes[places] = self._forms.codes(unknown)
        places = np.flatnonzero(codes < 0)
        if len(places):
            unknown = pieces.take(places)
            for text in _holding(texts, unknown):
                self._forms.learn(self._jieba.tag(text))
            codes[places] = self._forms.codes(unknown)


def _holding(texts: Sequence[str], pieces: Slices) -> Iterator[str]:
    """The texts that have these pieces in them."""
    limits = begins_of(texts)[1:]
    for text in np.unique(np.searchsorted(limits, pieces.ends, side="left")).tolist():
        yield texts[text]


class FewestWords:
    """rjieba with one frequency for every word of the dictionary: the way with fewest words.

    What frequencies decide, this decides by length, so that the two part where a reader may, too
    (对|此次 and 对此|次). It cuts only; it is a voice on boundaries, not a segmenter.
    """

    name = "rjieba-fewest"

    def __init__(self, lexicon: Sequence[LexiconEntry] = ()) -> None:
        self._cutter = jieba_cutting.cutter(_words(_curated(lexicon)))
        self.version = f"{_version('rjieba', lexicon)} jieba-{version('jieba')} fewest"

    def ends(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Where the pieces of all texts end, in all of them with a line feed after each."""
        return self._cutter.ends(texts, Way.FEWEST)

    def cut(self, texts: Sequence[str]) -> list[str]:
        """The pieces of all texts, each text's followed by a line feed, white space included."""
        return list(_pieces(texts, self.ends(texts)))


class JiebaSegmenter:
    """jieba itself: words and tags from one call of its part-of-speech tokenizer.

    That tokenizer's words differ from ``jieba.cut`` where its own hidden Markov model, which
    tags as it cuts, reads unknown characters otherwise.
    """

    name = "jieba"

    def __init__(self, lexicon: Sequence[LexiconEntry] = ()) -> None:
        self._forms = _Forms(lexicon)
        self._tagger = _tagger(self._forms.curated)
        self.version = _version("jieba", lexicon)

    def segment(self, texts: Sequence[str]) -> Tokens:
        """The tokens of each text; the text in simplified characters."""
        words: list[str] = []
        codes: list[int] = []
        for text in texts:
            for pair in self._tagger.cut(text):
                words.append(pair.word)
                codes.append(self._forms.code(pair.word, pair.flag))
            words.append("\n")
            codes.append(_BLANK)
        ends = np.cumsum(np.fromiter(map(len, words), np.int64, len(words)))
        return _tokens(texts, _pieces(texts, ends), np.array(codes, np.int32), self._forms)

    def cut(self, text: str) -> list[str]:
        """What ``jieba.cut`` gives, white space included: the reference for rjieba."""
        return list(self._tagger.tokenizer.cut(text))


class _Forms:
    """Forms met, and the codes of their tags."""

    def __init__(self, lexicon: Sequence[LexiconEntry]) -> None:
        self.curated = _curated(lexicon)
        self._of_numbers: NDArray[np.int32] | None = None
        self._code_of_tags: dict[tuple[str, str], int] = {("", ""): _BLANK}
        self.forget()

    def codes(self, pieces: Slices) -> NDArray[np.int32]:
        """The code of each form, -1 for one not yet met."""
        return self._met.find(pieces)

    def codes_of_numbers(
        self, pieces: Slices, numbers: NDArray[np.int32], stop: int
    ) -> NDArray[np.int32]:
        """The same of pieces whose forms have numbers below ``stop``, or -1 where they have none.

        The code of a number is remembered, so that its form is looked up but once.
        """
        if self._of_numbers is None:
            # The last is of the number -1.
            self._of_numbers = np.full(stop + 1, UNKNOWN, np.int32)
        codes = self._of_numbers.take(numbers, mode="wrap")
        left = np.flatnonzero(codes < 0)
        if len(left):
            codes[left] = self._met.find(pieces.take(left))
            told = left[(numbers[left] >= 0) & (codes[left] >= 0)]
            self._of_numbers[numbers[told]] = codes[told]
        return codes

    def full(self) -> bool:
        """Whether so many forms are kept that all should be forgotten."""
        return len(self._met) > REMEMBERED

    def forget(self) -> None:
        """Keep no form but the line feed that stands between texts."""
        self._met = FormCodes({"\n": _BLANK})
        self._of_numbers = None

    def learn(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep the code of each form."""
        met = self._met
        met.add({word: self.code(word, tag) for word, tag in pairs if word not in met})

    def code(self, word: str, tag: str) -> int:
        """The code of a form and its native tag."""
        if word.isspace():
            return _BLANK
        xpos, upos = self.curated.get(word) or (tag, tags.upos(tag, word))
        return self._code_of_tags.setdefault((xpos, upos), len(self._code_of_tags))

    def spell(self, codes: NDArray[np.int32]) -> tuple[Coded[str | None], Coded[str]]:
        """Native and Universal tags of codes."""
        return (
            Coded(codes, [xpos for xpos, _ in self._code_of_tags]),
            Coded(codes, [upos for _, upos in self._code_of_tags]),
        )


def _curated(lexicon: Sequence[LexiconEntry]) -> dict[str, tuple[str, str]]:
    """Curated words in simplified characters, and their two tags."""
    words = script.hans([entry.word for entry in lexicon])
    return {word: (entry.xpos, entry.upos) for word, entry in zip(words, lexicon, strict=True)}


def _words(curated: dict[str, tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Curated words and native tags, as a cutter takes them."""
    return tuple((word, xpos) for word, (xpos, _) in curated.items())


def _pieces(texts: Sequence[str], ends: NDArray[np.int64]) -> Slices:
    """Pieces of all texts, a line feed after each text, by where they end.

    Raises:
        SegmenterError: they are not the texts.
    """
    text = jieba_cutting.joined(texts)
    if len(texts) and ends[-1] != len(text):
        raise SegmenterError("jieba: its pieces are not the text; report the text to its makers")
    return Slices(text, np.append(0, ends)[:-1], ends)


def _tokens(
    texts: Sequence[str], pieces: Slices, codes: NDArray[np.int32], forms: _Forms
) -> Tokens:
    """Pieces of all texts, a line feed after each text, as tokens without white space."""
    kept = np.flatnonzero(codes != _BLANK)
    slices = Slices("\n".join(texts), pieces.starts.take(kept), pieces.ends.take(kept))
    return Flat(begins_of(texts), slices).tokens(*forms.spell(codes.take(kept)))


def _tagger(curated: dict[str, tuple[str, str]]) -> jieba.posseg.POSTokenizer:
    """A part-of-speech tokenizer of its own, its dictionary read without log or cache file."""
    with warnings.catch_warnings():
        # Its import warns of what its makers should mend, not of anything in the reader's hands.
        warnings.simplefilter("ignore")
        import jieba
        import jieba.posseg

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word, (xpos, _) in curated.items():
        tokenizer.add_word(word, None, xpos)
    return jieba.posseg.POSTokenizer(tokenizer)


def _version(package: str, lexicon: Sequence[LexiconEntry]) -> str:
    """Package (which holds the dictionary), tag tables and lexicon."""
    rows = "\n".join(f"{entry.word}\t{entry.xpos}\t{entry.upos}" for entry in lexicon)
    curated = hashlib.sha256(rows.encode()).hexdigest()[:12]
    return f"{package}-{version(package)} tags-{tags.digest()} lexicon-{curated}"
