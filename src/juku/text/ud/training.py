"""Training: the same sentences and the same seed give the same model, byte for byte.

Both halves are linear models over the keys of their templates, fitted by Adam (Kingma and Ba
2015) with features dropped at random, in double precision, one thread, and sums in a fixed order.
Needs scipy, which segmenting does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.text.ud import weights
from juku.text.ud.features import shifted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.text.ud.features import AnyKeys, Template

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


MEAN, SQUARE = 0.9, 0.999
"""How much of the running mean of gradients, and of their squares, each step keeps."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how boldly to fit; ``batch`` counts sentences or words.

    The model is fitted once a seed, and its weights are the mean: what one order of batches and
    one choice of dropped features did by chance is evened out.
    """

    epochs: int
    batch: int
    rate: float = 0.02
    dropout: float = 0.5
    seeds: tuple[int, ...] = (1, 2, 3, 4)


class Features:
    """The keys of the training data that are kept, and a column for each of their weights.

    A key is kept when it was met ``least`` times or, where a template has a ``size``, once.
    """

    def __init__(self, templates: Sequence[Template], keys: Sequence[AnyKeys], least: int) -> None:
        self.templates = templates
        self.kept = [
            _kept(own, 1 if template.size else least)
            for template, own in zip(templates, keys, strict=True)
        ]
        widths = [
            len(own) * len(template.offsets)
            for template, own in zip(templates, self.kept, strict=True)
        ]
        self.bases = np.cumsum([1, *widths])
        self.size = int(self.bases[-1])
        self._lookups = [*map(weights.Lookup, templates, self.kept)]

    def columns(self, keys: Sequence[AnyKeys]) -> NDArray[np.int32]:
        """For every place, the columns of the weights that count for it; 0 for none."""
        out = []
        for number, template in enumerate(self.templates):
            found = self._lookups[number].find(keys[number]).astype(np.int64)
            first = (found - 1) * len(template.offsets) + self.bases[number]
            for column, offset in enumerate(template.offsets):
                out.append(shifted(np.where(found > 0, first + column, 0), -offset))
        return np.stack(out, axis=1).astype(np.int32)

    def tables(self, fitted: Floats, scale: float) -> list[weights.Table]:
        """The fitted weights (columns, labels) as tables of whole numbers."""
        rounded = np.clip(np.rint(fitted * scale), -127, 127).astype(np.int16)
        out = []
        for number, template in enumerate(self.templates):
            own = rounded[self.bases[number] : self.bases[number + 1]]
            own = own.reshape(-1, len(template.offsets), fitted.shape[1])
            live = own.any(axis=(1, 2))
            out.append(weights.Table.of(template, self.kept[number][live], own[live]))
        return out


def _kept(keys: AnyKeys, least: int) -> NDArray[np.uint64]:
    distinct, counts = np.unique(keys, return_counts=True)
    return distinct[counts >= least].astype(np.uint64)


class Adam:
    """Adam with a rate that falls in a line to a tenth; changes its parameters in place.

    A step costs as much as the rows that its batch touches, not as all: what a row's mean would
    have moved it in the steps since it was last touched is made up when it is touched again (a
    geometric series, as its gradient was 0), and for all rows by :meth:`finish`.
    """

    def __init__(self, parameters: Floats, rate: float, steps: int) -> None:
        self._parameters, self._rate, self._steps = parameters, rate, steps
        self._mean = np.zeros_like(parameters)
        self._square = np.zeros_like(parameters)
        self._touched = np.zeros(len(parameters), np.int64)
        self._step = 0

    def move(self, rows: Ints, gradient: Floats) -> None:
        """One step of the parameters at ``rows``, which are distinct and up to date."""
        self._step += 1
        mean = MEAN * self._mean[rows] + (1 - MEAN) * gradient
        square = SQUARE * self._square[rows] + (1 - SQUARE) * gradient * gradient
        self._mean[rows], self._square[rows] = mean, square
        self._touched[rows] = self._step
        self._parameters[rows] -= self._ratio(mean, square, self._step) * self._pace(self._step)

    def catch_up(self, rows: Ints) -> None:
        """Bring ``rows`` to where they would be now with gradients of 0 since last touched."""
        behind = self._touched[rows] < self._step
        rows = rows[behind & (self._touched[rows] > 0)]
        last = self._touched[rows][:, None]
        missed = self._step - last
        mean, square = self._mean[rows], self._square[rows]
        decay = MEAN / np.sqrt(SQUARE)
        series = decay * (1 - decay**missed) / (1 - decay)
        self._parameters[rows] -= self._ratio(mean, square, last) * self._pace(last) * series
        self._mean[rows], self._square[rows] = mean * MEAN**missed, square * SQUARE**missed
        self._touched[rows] = self._step

    def finish(self) -> None:
        """Bring all rows up to date."""
        self.catch_up(np.arange(len(self._parameters)))

    def _pace(self, step: Any) -> Any:
        return self._rate * (1 - 0.9 * step / self._steps) / (1 - MEAN**step)

    @staticmethod
    def _ratio(mean: Floats, square: Floats, step: Any) -> Floats:
        out: Floats = mean / (np.sqrt(square / (1 - SQUARE**step)) + 1e-6)
        return out


def dropped(
    columns: NDArray[np.int32], dropout: float, random: np.random.Generator
) -> tuple[Ints, Any]:
    """The columns that a batch has, and which of them stand where, some left out at random.

    Returns the distinct columns, and a sparse matrix (places, distinct columns).
    """
    from scipy.sparse import csr_matrix

    left = random.random(columns.shape) >= dropout
    left &= columns > 0
    distinct, local = np.unique(columns[left], return_inverse=True)
    ends = np.concatenate([[0], np.cumsum(left.sum(axis=1))])
    data = np.full(len(local), 1.0 / (1.0 - dropout))
    shape = (len(columns), len(distinct))
    return distinct.astype(np.int64), csr_matrix((data, local, ends), shape=shape)
