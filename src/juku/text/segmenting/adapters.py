"""spaCy, Stanza, HanLP and LTP as segmenters, each imported only when it is asked for.

The model is named behind a colon: ``spacy:zh_core_web_sm``, ``stanza:zh-hans``,
``hanlp:PATH_OR_URL``, ``ltp:LTP/small``. Nothing is downloaded by Stanza; the others load what
their own caches have or fetch it as they always do. Words of the curated lexicon that an engine
cuts in pieces are put together where its boundaries allow it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from juku import data
from juku.errors import SegmenterError
from juku.text.segmenting import joining
from juku.text.segmenting.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from juku.records import LexiconEntry

    Words = list[tuple[str, str | None, str]]
    """Word, native tag and Universal tag, in the order of the text."""

DEFAULT_MODELS = {
    "spacy": "zh_core_web_sm",
    "stanza": "zh-hans",
    "hanlp": "CLOSE_TOK_POS_NER_SRL_DEP_SDP_CON_ELECTRA_SMALL_ZH",
    "ltp": "LTP/small",
}


@dataclass(frozen=True, slots=True)
class Adapter:
    """Another library's pipeline behind the protocol of a segmenter."""

    name: str
    version: str
    read: Callable[[Sequence[str]], Iterator[Words]]
    """The words of each text that is not blank."""
    lexicon: tuple[LexiconEntry, ...]

    def segment(self, texts: Sequence[str]) -> Tokens:
        """The tokens of each text; a blank one is not sent to the pipeline.

        Raises:
            SegmenterError: the pipeline changed the text, so that its words are not slices.
        """
        full = [i for i, text in enumerate(texts) if text.strip()]
        found: list[Words] = [[] for _ in texts]
        for i, words in zip(full, self.read([texts[i] for i in full]), strict=True):
            found[i] = words
        tokens = align(self.name, texts, found)
        return joining.keep_whole(tokens, texts, self.lexicon, self)


def align(name: str, texts: Sequence[str], found: Sequence[Words]) -> Tokens:
    """Words of each text as tokens; white space may stand between them, or at their edges.

    Raises:
        SegmenterError: naming the first word that is not the next slice of its text.
    """
    words: list[str] = []
    starts: list[int] = []
    xpos: list[str | None] = []
    upos: list[str] = []
    offsets = [0]
    for text, pieces in zip(texts, found, strict=True):
        at = 0
        for piece, native, universal in pieces:
            word = piece.strip()
            start = text.find(word, at) if word else at
            if start < 0 or text[at:start].strip():
                raise SegmenterError(
                    f"segmenter {name}: gives {word!r} where the text has {text[at : at + 12]!r};"
                    " take a model that does not rewrite the text"
                )
            at = start + len(word)
            if word:
                words.append(word)
                starts.append(start)
                xpos.append(native or None)
                upos.append(universal)
        if text[at:].strip():
            raise SegmenterError(f"segmenter {name}: leaves out {text[at : at + 12]!r}")
        offsets.append(len(words))
    return Tokens(words, np.array(starts, np.int32), xpos, upos, np.array(offsets, np.int64))


def spacy(lexicon: tuple[LexiconEntry, ...], model: str = DEFAULT_MODELS["spacy"]) -> Adapter:
    """A spaCy pipeline: ``pos_`` is the Universal tag, ``tag_`` the native one."""
    library = import_module("spacy")

    try:
        pipeline = library.load(model)
    except OSError as error:
        raise SegmenterError(
            f"segmenter spacy: {error}; python -m spacy download {model}"
        ) from error

    def read(texts: Sequence[str]) -> Iterator[Words]:
        for document in pipeline.pipe(texts):
            yield [
                (token.text, token.tag_, token.pos_ or "X")
                for token in document
                if not token.is_space
            ]

    return _adapter("spacy", model, lexicon, read)


def stanza(lexicon: tuple[LexiconEntry, ...], model: str = DEFAULT_MODELS["stanza"]) -> Adapter:
    """A Stanza pipeline with tokenizer and tagger; ``model`` is its language code."""
    library = import_module("stanza")

    pipeline = library.Pipeline(
        model, processors="tokenize,pos", download_method=None, verbose=False
    )

    def read(texts: Sequence[str]) -> Iterator[Words]:
        documents = pipeline.bulk_process([library.Document([], text=text) for text in texts])
        for document in documents:
            yield [
                (word.text, word.xpos, word.upos or "X")
                for sentence in document.sentences
                for word in sentence.words
            ]

    return _adapter("stanza", model, lexicon, read)


def hanlp(lexicon: tuple[LexiconEntry, ...], model: str = DEFAULT_MODELS["hanlp"]) -> Adapter:
    """A HanLP multi-task model; ``model`` is a name in ``hanlp.pretrained.mtl`` or a path."""
    library = import_module("hanlp")

    pipeline = library.load(getattr(library.pretrained.mtl, model, model))

    def read(texts: Sequence[str]) -> Iterator[Words]:
        document = pipeline(list(texts), tasks=["tok/fine", "pos/ctb"])
        for words, tags in zip(document["tok/fine"], document["pos/ctb"], strict=True):
            yield _mapped(words, tags, "ctb")

    return _adapter("hanlp", model, lexicon, read)


def ltp(lexicon: tuple[LexiconEntry, ...], model: str = DEFAULT_MODELS["ltp"]) -> Adapter:
    """An LTP pipeline; ``model`` is a name on the hub or a folder."""
    library = import_module("ltp")

    pipeline = library.LTP(model)

    def read(texts: Sequence[str]) -> Iterator[Words]:
        output = pipeline.pipeline(list(texts), tasks=["cws", "pos"])
        for words, tags in zip(output.cws, output.pos, strict=True):
            yield _mapped(words, tags, "863")

    return _adapter("ltp", model, lexicon, read)


def _mapped(words: Sequence[str], tags: Sequence[str], tagset: str) -> Words:
    table = _tagset(tagset)
    return [(word, tag, table.get(tag, "X")) for word, tag in zip(words, tags, strict=True)]


def _adapter(
    name: str,
    model: str,
    lexicon: tuple[LexiconEntry, ...],
    read: Callable[[Sequence[str]], Iterator[Words]],
) -> Adapter:
    rows = "\n".join(f"{entry.word}\t{entry.upos}" for entry in lexicon)
    curated = hashlib.sha256(rows.encode()).hexdigest()[:12]
    # A path says nothing about a model beyond its name, and differs from machine to machine.
    short = re.split(r"[/\\]", model.rstrip("/\\"))[-1]
    return Adapter(name, f"{name}-{version(name)} {short} lexicon-{curated}", read, lexicon)


@cache
def _tagset(name: str) -> dict[str, str]:
    tables: dict[str, Any] = data.load("tagsets")
    return dict(tables[name])
