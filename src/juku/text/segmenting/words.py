"""Where a segmenter comes from: the engines by name, those of other packages, and `make`.

An engine gets texts in simplified characters. `make` wraps it so that any script goes in: the text
is simplified, cut, the boundaries are carried back onto the text as printed (``whole.py``), and
numbers, dates, names and Latin are joined (``joining.py``).
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, cast

from juku.errors import SegmenterError
from juku.text.segmenting.tokens import breaches
from juku.text.segmenting.whole import WholeSegmenter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.metadata import EntryPoint

    from juku.records import LexiconEntry
    from juku.text.segmenting.tokens import Segmenter, Tokens

ENTRY_POINTS = "juku.segmenters"
"""Group of entry points: a name → a callable that takes the lexicon and returns a `Segmenter`."""

ENGINES: dict[str, tuple[str, str]] = {
    "rjieba": ("juku.text.segmenting.words_jieba:RjiebaSegmenter", "pip install juku"),
    "jieba": ("juku.text.segmenting.words_jieba:JiebaSegmenter", "pip install juku"),
    "ud": ("juku.text.ud:UdSegmenter", "pip install juku"),
    "spacy": (
        "juku.text.segmenting.adapters:spacy",
        "pip install spacy, and its Chinese model",
    ),
    "stanza": ("juku.text.segmenting.adapters:stanza", "pip install stanza, and its zh-hans model"),
    "hanlp": ("juku.text.segmenting.adapters:hanlp", "pip install hanlp"),
    "ltp": ("juku.text.segmenting.adapters:ltp", "pip install ltp"),
}
"""Name → where its factory is, and what installs what it needs."""

THREADLESS = frozenset({"rjieba", "jieba", "ud"})
"""Engines that a process may have loaded when others are forked from it."""

WITH_MODELS = frozenset({"spacy", "stanza", "hanlp", "ltp"})
"""Engines whose model may be named behind a colon."""


def names() -> list[str]:
    """Every segmenter that can be asked for, those of other packages included."""
    return [*ENGINES, *sorted(point.name for point in entry_points(group=ENTRY_POINTS))]


def engine(name: str, lexicon: Sequence[LexiconEntry] = ()) -> Segmenter:
    """The bare engine called ``name``: simplified text in, its own words out, nothing joined.

    An engine that has models takes one behind a colon: ``spacy:zh_core_web_sm``.

    Raises:
        SegmenterError: if nothing has that name, or what it needs is not installed.
    """
    base, _, model = name.partition(":")
    factory, remedy = _factory(base)
    if model and base not in WITH_MODELS:
        raise SegmenterError(f"segmenter {base}: takes no model; leave out :{model}")
    try:
        return factory(tuple(lexicon), *([model] if model else []))
    except ImportError as error:
        raise SegmenterError(f"segmenter {name}: {error}; {remedy}") from error


def make(name: str, lexicon: Sequence[LexiconEntry] = (), *, joining: bool = True) -> Segmenter:
    """The segmenter called ``name``, for texts in any script.

    Args:
        name: one of `names`.
        lexicon: words that a curator wants kept whole, with their tags.
        joining: whether numbers, dates, names with a middle dot, Latin words and web addresses
            are put together by one rule, whatever the engine (docs/words.md).

    Raises:
        SegmenterError: if nothing has that name, or what it needs is not installed.
    """
    return WholeSegmenter(engine(name, lexicon), joining=joining)


def _factory(name: str) -> tuple[Callable[..., Segmenter], str]:
    """What makes the engine, and what to do when it cannot be imported."""
    if name in ENGINES:
        where, install = ENGINES[name]
        module, attribute = where.split(":")
        return cast("Any", _late(module, attribute)), install
    for point in entry_points(group=ENTRY_POINTS):
        if point.name == name:
            return _checked(point), f"see the package {point.value.split('.')[0]}"
    raise SegmenterError(f"segmenter {name}: there is none; take one of {', '.join(names())}")


def _late(module: str, attribute: str) -> Callable[..., Segmenter]:
    """A factory whose module is imported when it is called."""

    def factory(lexicon: tuple[LexiconEntry, ...], *model: str) -> Segmenter:
        made = getattr(importlib.import_module(module), attribute)(lexicon, *model)
        return cast("Segmenter", made)

    return factory


def _checked(point: EntryPoint) -> Callable[..., Segmenter]:
    """Another package's factory, whose tokens are held to the token law."""

    def factory(lexicon: tuple[LexiconEntry, ...]) -> Segmenter:
        return _Checked(cast("Any", point.load())(lexicon))

    return factory


@dataclass(frozen=True, slots=True)
class _Checked:
    """A segmenter that is not of this package."""

    engine: Segmenter

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def version(self) -> str:
        return self.engine.version

    def segment(self, texts: Sequence[str]) -> Tokens:
        tokens = self.engine.segment(texts)
        if found := breaches(tokens, texts):
            told = "; ".join(found[:5])
            raise SegmenterError(f"segmenter {self.name}: {told}; report it to its makers")
        return tokens
