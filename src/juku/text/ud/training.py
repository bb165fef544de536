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


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how boldly to fit; ``batch`` counts sentences or words."""

    epochs: int
    batch: int
    rate: float = 0.02
    dropout: float = 0.5
    seed: int = 1


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
    """Adam with a rate that falls in a line to a tenth; changes its parameters in place."""

    def __init__(self, parameters: Sequence[Floats], rate: float, steps: int) -> None:
        self._parameters, self._rate, self._steps = parameters, rate, steps
        self._means = [np.zeros_like(own) for own in parameters]
        self._squares = [np.zeros_like(own) for own in parameters]
        self._step = 0

    def move(self, gradients: Sequence[Floats]) -> None:
        """One step; the gradients' memory is used up."""
        self._step += 1
        rate = self._rate * (1 - 0.9 * self._step / self._steps) / (1 - 0.9**self._step)
        for place, gradient in enumerate(gradients):
            mean, square = self._means[place], self._squares[place]
            np.multiply(mean, 0.9, out=mean)
            np.add(mean, 0.1 * gradient, out=mean)
            np.multiply(gradient, gradient, out=gradient)
            np.multiply(square, 0.999, out=square)
            np.add(square, 0.001 * gradient, out=square)
            np.divide(square, 1 - 0.999**self._step, out=gradient)
            np.sqrt(gradient, out=gradient)
            np.add(gradient, 1e-6, out=gradient)
            np.divide(mean, gradient, out=gradient)
            np.multiply(gradient, rate, out=gradient)
            np.subtract(self._parameters[place], gradient, out=self._parameters[place])


def dropped(columns: NDArray[np.int32], size: int, dropout: float, random: Any) -> Any:
    """A sparse matrix (places, ``size``) of the columns that are left, the others at random out."""
    from scipy.sparse import csr_matrix

    left = random.random(columns.shape) >= dropout
    left &= columns > 0
    data = left.ravel() / (1.0 - dropout)
    ends = np.arange(len(columns) + 1) * columns.shape[1]
    return csr_matrix((data, columns.ravel(), ends), shape=(len(columns), size))
