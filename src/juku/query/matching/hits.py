"""What a query finds: spans of token positions, with labels and character offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juku.errors import so_many

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """The hits of one query, in order of their start, then their end."""

    query: str
    start: NDArray[np.int64]
    """Position of each hit's first token."""
    end: NDArray[np.int64]
    """Position after its last token."""
    labels: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    """Label → position of the token that it names in each hit, -1 where it names none."""
    char_start: NDArray[np.int64] | None = None
    """Of a character query: code points of the first token before the hit."""
    char_end: NDArray[np.int64] | None = None
    """Of a character query: code points of the last token up to the hit's end."""
    cuts_word: NDArray[np.bool_] | None = None
    """Of a character query: whether the hit starts or ends inside a word."""
    complete: bool = True
    """False where ``limit`` cut the hits off."""

    def __len__(self) -> int:
        return len(self.start)

    @property
    def nbytes(self) -> int:
        """Bytes that they take."""
        inside = (self.char_start, self.char_end, self.cuts_word)
        told = [column.nbytes for column in inside if column is not None]
        named = [places.nbytes for places in self.labels.values()]
        return self.start.nbytes + self.end.nbytes + sum(told) + sum(named)

    def __repr__(self) -> str:
        more = "" if self.complete else ", cut off by the limit"
        return f"<{so_many(len(self), 'hits')} of {self.query!r}{more}>"

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Hits:
        """Some of the hits, by place or mask."""

        def pick(values: NDArray[np.int64] | None) -> NDArray[np.int64] | None:
            return None if values is None else values[rows]

        return Hits(
            self.query,
            self.start[rows],
            self.end[rows],
            {name: values[rows] for name, values in self.labels.items()},
            pick(self.char_start),
            pick(self.char_end),
            None if self.cuts_word is None else self.cuts_word[rows],
            self.complete,
        )
