"""What is known of each word before its tag is weighed.

Most of it belongs to the form alone and is worked out once a batch for each form; its weights
count for the word at ``offsets`` from it. The rest looks at neighbouring words together.

=========== =================================================================================
form        the word
last, last2 its last one and two characters
first, …    its first one and two characters
shape       its length and the kinds of its first and last characters
known       its part of speech and frequency class in the dictionary
known_last  its part of speech with its last character
parts       parts of speech of its first two and its last two characters, with its length
before      the word with the one before it; after, with the one after it
class_…     the same with the neighbour's class in place of the neighbour
classes…    the classes of three words in a row
=========== =================================================================================

A class is the dictionary's part of speech, or for words that it lacks the kind of character.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from juku.text.ud.dictionary import MADE, N_FREQUENCIES, N_TAGS
from juku.text.ud.features import Template, shifted
from juku.text.ud.fold import N_KINDS
from juku.text.ud.trie import hashes, step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from juku.text.ud.dictionary import Dictionary
    from juku.text.ud.features import AnyKeys
    from juku.text.ud.reading import Reading

    Ints = NDArray[np.int64]
    Keys = NDArray[np.uint64]

APART = 2
"""Empty words between two texts: as many as the widest window looks over."""
_LENGTHS = 6
_CLASSES = N_TAGS + N_KINDS

OF_FORMS = (
    Template("form", (-2, -1, 0, 1, 2)),
    Template("last", (-1, 0, 1)),
    Template("last2", (0,)),
    Template("first", (-1, 0)),
    Template("first2", (0,)),
    Template("shape", (-1, 0, 1), _LENGTHS * N_KINDS**2),
    Template("known", (-2, -1, 0, 1, 2), N_TAGS * N_FREQUENCIES),
    Template("known_last", (0,)),
    Template("parts", (0,), N_TAGS**2 * _LENGTHS),
)
OF_PAIRS = (
    Template("before", (0,)),
    Template("after", (0,)),
    Template("class_before", (0,)),
    Template("class_after", (0,)),
    Template("classes", (0,), _CLASSES**3),
    Template("classes_before", (0,), _CLASSES**3),
    Template("classes_after", (0,), _CLASSES**3),
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch, with :data:`APART` empty ones before, between and after the texts.

    ``places`` are where the batch's words stand in the padded row; ``forms`` numbers each place's
    form, 0 for the empty one; the keys of forms are by form, those of pairs by place.
    """

    places: Ints
    forms: Ints
    form_keys: list[AnyKeys]
    pair_keys: list[AnyKeys]


def words(
    reading: Reading,
    starts: Ints,
    lengths: Ints,
    text_of: Ints,
    dictionary: Dictionary,
    *,
    by_shape: bool = False,
) -> Words:
    """Keys of the words at ``starts``; ``text_of`` tells which text of the batch each is of.

    Two words of one shape (A and B, a wide comma and a narrow one) are looked up each for itself.
    ``by_shape`` gives both what the dictionary says of the one that stands first in the batch:
    what a word is told then depends on the others, and only the fitting of weights may ask for it.
    """
    plain, shape, kind = reading.plain, reading.shape, reading.kind
    own = hashes(shape if by_shape else plain, starts, lengths)
    _, example, numbers = np.unique(own, return_index=True, return_inverse=True)
    starts, lengths = starts[example], lengths[example]
    forms_own = hashes(shape, starts, lengths)
    tags, ranks = dictionary.look_up(plain, starts, lengths)
    class_ = np.where(tags == MADE, N_TAGS + kind[starts], tags)
    places = np.arange(len(own)) + APART * (text_of + 1)
    forms = np.zeros(int(places[-1]) + 1 + APART if len(places) else APART, np.int64)
    forms[places] = numbers + 1
    form_keys = _of_forms(reading, starts, lengths, forms_own, (tags, ranks))
    form_keys += _parts(plain, starts, lengths, dictionary)
    padded = [np.concatenate([np.zeros(1, keys.dtype), keys]) for keys in form_keys]
    pair_keys = _of_pairs(
        np.concatenate([[np.uint64(1)], forms_own])[forms], np.concatenate([[0], class_])[forms]
    )
    return Words(places, forms, padded, pair_keys)


def _of_forms(
    reading: Reading, starts: Ints, lengths: Ints, own: Keys, known: tuple[Ints, Ints]
) -> list[AnyKeys]:
    shape, kind, (tags, ranks) = reading.shape, reading.kind, known
    ends = starts + lengths - 1
    first, last = (shape[at].astype(np.uint64) + np.uint64(1) for at in (starts, ends))
    second = shape[np.minimum(starts + 1, ends)].astype(np.uint64)
    second_last = shape[np.maximum(ends - 1, starts)].astype(np.uint64)
    b21 = np.uint64(21)
    size = np.minimum(lengths, _LENGTHS) - 1
    return [
        own,
        last,
        second_last << b21 | last,
        first,
        second << b21 | first,
        (size * N_KINDS + kind[starts]) * N_KINDS + kind[ends],
        tags * N_FREQUENCIES + ranks,
        tags.astype(np.uint64) << b21 | last,
    ]


def _parts(
    plain: NDArray[np.uint32], starts: Ints, lengths: Ints, dictionary: Dictionary
) -> list[AnyKeys]:
    two = np.minimum(lengths, 2)
    first, _ = dictionary.look_up(plain, starts, two)
    last, _ = dictionary.look_up(plain, starts + lengths - two, two)
    return [(first * N_TAGS + last) * _LENGTHS + np.minimum(lengths, _LENGTHS) - 1]


def _of_pairs(form: Keys, class_: Ints) -> list[AnyKeys]:
    """Keys of each place of the padded row with its neighbours."""
    before, after = shifted(form, -1), shifted(form, 1)
    two_before, one_before = shifted(class_, -2), shifted(class_, -1)
    one_after, two_after = shifted(class_, 1), shifted(class_, 2)
    return [
        step(before, form),
        step(form, after),
        step(form, one_before + 1),
        step(form, one_after + 1),
        (one_before * _CLASSES + class_) * _CLASSES + one_after,
        (two_before * _CLASSES + one_before) * _CLASSES + class_,
        (class_ * _CLASSES + one_after) * _CLASSES + two_after,
    ]
