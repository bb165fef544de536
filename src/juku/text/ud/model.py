"""The shipped model: weights, dictionary and tagset in one file of arrays."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.text.ud import features, tag_features, weights
from juku.text.ud.dictionary import Entries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

FILE = "model.npz"


@dataclass(frozen=True, slots=True)
class Model:
    """All that segmenting needs; ``moves`` weighs label after label, ``upos`` names the tags."""

    words: Sequence[weights.Table]
    moves: NDArray[np.int32]
    upos: tuple[str, ...]
    forms: Sequence[weights.Table]
    pairs: Sequence[weights.Table]
    entries: Entries

    def to_bytes(self) -> bytes:
        """The file; the same model gives the same bytes."""
        entries = self.entries
        arrays = {
            **weights.save(self.words, "words"),
            **weights.save([*self.forms, *self.pairs], "tags"),
            "moves": self.moves,
            "upos": _bytes(json.dumps(self.upos)),
            "entries.words": _bytes("\n".join(entries.words)),
            "entries.tags": _bytes(json.dumps(entries.tags)),
            "entries.tag_of": entries.tag_of,
            "entries.ranks": entries.ranks,
        }
        return _packed(arrays)

    @classmethod
    def from_bytes(cls, data: bytes) -> Model:
        """The model of a file's bytes."""
        with np.load(io.BytesIO(data)) as arrays:
            entries = Entries(
                _text(arrays["entries.words"]).split("\n"),
                tuple(json.loads(_text(arrays["entries.tags"]))),
                arrays["entries.tag_of"],
                arrays["entries.ranks"],
            )
            return cls(
                weights.load(features.TEMPLATES, "words", arrays),
                arrays["moves"],
                tuple(json.loads(_text(arrays["upos"]))),
                weights.load(tag_features.OF_FORMS, "tags", arrays),
                weights.load(tag_features.OF_PAIRS, "tags", arrays),
                entries,
            )


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def _text(array: NDArray[Any]) -> str:
    return array.tobytes().decode()


def _packed(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """An ``.npz`` of ``arrays``; numpy's own writer leaves headers that differ between Pythons."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, array in arrays.items():
            entry = io.BytesIO()
            np.lib.format.write_array(entry, np.asanyarray(array), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy")
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, entry.getvalue())
    return out.getvalue()


@cache
def shipped() -> tuple[Model, str]:
    """The model in this package, and the first twelve hex digits of its file's SHA-256."""
    data = files("juku.text.ud").joinpath(FILE).read_bytes()
    return Model.from_bytes(data), hashlib.sha256(data).hexdigest()[:12]
