/* What cutting words and tagging them share: arrays of Python, keys found by hash, the trie.

   The model stands in arrays of numpy, which stay where they are and are looked at anew in every
   call; so nothing is kept here, and nothing is believed of them that is not checked. */

#ifndef JUKU_UD_H
#define JUKU_UD_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define FETCH(place) __builtin_prefetch(place)
#else
#define FETCH(place) ((void)(place))
#endif

enum { MOST_VIEWS = 96, MOST_OFFSETS = 8, WIDEST = 8 };
enum { BLANK = 0, CLOSED = 7, KINDS = 11, LENGTHS = 7, MADE = 62, TAGS = 64, RANKS = 16 };

static const uint64_t MULTIPLIER = UINT64_C(0x9E3779B97F4A7C15);
static const uint64_t BASE = UINT64_C(0xD1342543DE82EF95);
static const uint64_t SEED = UINT64_C(0x2545F4914F6CDD1D);

/* The arrays that a call looks at, to be let go at its end. */
typedef struct {
    Py_buffer held[MOST_VIEWS];
    int count;
} Views;

static inline void let_go(Views *all)
{
    while (all->count > 0) {
        PyBuffer_Release(&all->held[--all->count]);
    }
}

/* An array in one piece, of items of one size: where it is and how many it has. */
static inline int look_at(Views *all, PyObject *array, size_t item, int flags, void *at,
                          Py_ssize_t *count)
{
    if (all->count == MOST_VIEWS) {
        PyErr_SetString(PyExc_ValueError, "more arrays than a model has");
        return -1;
    }
    Py_buffer *view = &all->held[all->count];
    if (PyObject_GetBuffer(array, view, PyBUF_C_CONTIGUOUS | flags) < 0) {
        return -1;
    }
    all->count++;
    if (view->itemsize != (Py_ssize_t)item) {
        PyErr_Format(PyExc_ValueError, "items of %zd bytes where %zu are wanted", view->itemsize,
                     item);
        return -1;
    }
    memcpy(at, &view->buf, sizeof(view->buf));
    *count = view->len / view->itemsize;
    return 0;
}

/* The same for one that is read, and has a known number of items or any (-1). */
static inline int read_from(Views *all, PyObject *array, size_t item, void *at, Py_ssize_t wanted)
{
    Py_ssize_t count;
    if (look_at(all, array, item, PyBUF_SIMPLE, at, &count) < 0) {
        return -1;
    }
    if (wanted >= 0 && count != wanted) {
        PyErr_Format(PyExc_ValueError, "%zd items where %zd are wanted", count, wanted);
        return -1;
    }
    return 0;
}

/* The place of each of some keys, counted from 1. A slot has it, and in the bits above it as many
   of the key's hash as there is room for: so that most keys that are not there are known by one
   look at a small array. Where `slots` is NULL, keys are few and each is its own place. */
typedef struct {
    const uint32_t *slots;
    const uint64_t *keys; /* `apart` from each other */
    Py_ssize_t apart, count;
    uint64_t size;
    int shift;
    uint32_t mark;
} Index;

/* What of a slot is of the hash, and where slots of a hash begin. */
static inline int shape_index(Index *index, Py_ssize_t size, Py_ssize_t count)
{
    if (size < 2 || (size & (size - 1)) != 0 || count >= size || count >= INT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "slots are a power of two, more than keys");
        return -1;
    }
    index->size = (uint64_t)size;
    index->count = count;
    index->mark = UINT32_MAX;
    index->shift = 64;
    for (Py_ssize_t left = size; left > 1; left >>= 1) {
        index->shift--;
    }
    for (Py_ssize_t left = count; left > 0; left >>= 1) {
        index->mark <<= 1;
    }
    return 0;
}

/* The slots of keys that have been set, or None. */
static inline int index_of(Views *all, PyObject *slots, Index *out)
{
    Py_ssize_t size;
    out->slots = NULL;
    if (slots == Py_None) {
        return 0;
    }
    if (look_at(all, slots, sizeof(uint32_t), PyBUF_SIMPLE, &out->slots, &size) < 0
        || shape_index(out, size, out->count) < 0) {
        return -1;
    }
    for (Py_ssize_t slot = 0; slot < size; slot++) {
        if (out->slots[slot] == 0) {
            return 0;
        }
    }
    PyErr_SetString(PyExc_ValueError, "no slot is free");
    return -1;
}

static inline uint32_t mark_of(const Index *index, uint64_t hash)
{
    return (uint32_t)(hash << (64 - index->shift) >> 32) & index->mark;
}

/* One plus the place of a key, 0 for one that is not there. */
static inline int32_t find(const Index *index, uint64_t key)
{
    uint64_t hash = key * MULTIPLIER, slot = hash >> index->shift;
    uint32_t mark = mark_of(index, hash), found;
    while ((found = index->slots[slot]) != 0) {
        Py_ssize_t place = (Py_ssize_t)(found & ~index->mark) - 1;
        if ((found & index->mark) == mark && place >= 0 && place < index->count
            && index->keys[place * index->apart] == key) {
            return (int32_t)place + 1;
        }
        slot = (slot + 1) & (index->size - 1);
    }
    return 0;
}

/* The same for many, `step` from each other; whether all are places up to `count`. The slots are
   asked for before the first is looked at, so that they come side by side. */
static inline int find_all(const Index *index, const uint64_t *keys, Py_ssize_t step,
                           int32_t *found, Py_ssize_t count)
{
    int sound = 1;
    if (index->slots == NULL) {
        for (Py_ssize_t number = 0; number < count; number++) {
            uint64_t key = keys[number * step];
            sound &= key <= (uint64_t)index->count;
            found[number] = (int32_t)key;
        }
        return sound;
    }
    for (Py_ssize_t number = 0; number < count; number++) {
        FETCH(index->slots + (keys[number * step] * MULTIPLIER >> index->shift));
    }
    for (Py_ssize_t number = 0; number < count; number++) {
        found[number] = find(index, keys[number * step]);
    }
    return 1;
}

/* The hash of a prefix grown by one more character. */
static inline uint64_t step(uint64_t state, uint64_t code)
{
    uint64_t mixed = (state ^ code) * BASE;
    return mixed ^ (mixed >> 29);
}

static inline uint64_t hash_of(const uint32_t *codes, Py_ssize_t length)
{
    uint64_t state = SEED;
    for (Py_ssize_t place = 0; place < length; place++) {
        state = step(state, codes[place]);
    }
    return state;
}

/* The dictionary: by the hash of a word or prefix a record of that hash and a number, which is
   twice (one plus the value, or 0), and 1 more where longer words begin so. */
typedef struct {
    Index index;
} Trie;

static inline int trie_of(Views *all, PyObject *records, PyObject *slots, Trie *out)
{
    Py_ssize_t count;
    if (look_at(all, records, sizeof(uint64_t), PyBUF_SIMPLE, &out->index.keys, &count) < 0) {
        return -1;
    }
    out->index.apart = 2;
    out->index.count = count / 2;
    if (index_of(all, slots, &out->index) < 0) {
        return -1;
    }
    if (out->index.slots == NULL) {
        PyErr_SetString(PyExc_ValueError, "a trie is found in by hash");
        return -1;
    }
    return 0;
}

/* The number of a record, whose value is at most what tags and ranks can make. */
static inline uint32_t number_of(const Trie *trie, int32_t found)
{
    uint64_t number = found > 0 ? trie->index.keys[(found - 1) * 2 + 1] : 0;
    return number < 2 * TAGS * RANKS + 2 ? (uint32_t)number : 0;
}

/* The characters of a batch, folded. */
typedef struct {
    const uint32_t *plain, *shape;
    const uint8_t *kind;
    Py_ssize_t size;
} Text;

static inline int text_of(Views *all, PyObject *plain, PyObject *shape, PyObject *kind, Text *out)
{
    if (look_at(all, kind, 1, PyBUF_SIMPLE, &out->kind, &out->size) < 0
        || read_from(all, plain, sizeof(uint32_t), &out->plain, out->size) < 0) {
        return -1;
    }
    return read_from(all, shape, sizeof(uint32_t), &out->shape, out->size);
}

/* The places that a key of a table counts for, relative to its own. */
static inline int offsets_of(PyObject *numbers, Py_ssize_t *offsets, Py_ssize_t *width)
{
    *width = PyTuple_Check(numbers) ? PyTuple_GET_SIZE(numbers) : 0;
    if (*width < 1 || *width > MOST_OFFSETS) {
        PyErr_SetString(PyExc_ValueError, "offsets are a tuple of a few");
        return -1;
    }
    for (Py_ssize_t column = 0; column < *width; column++) {
        offsets[column] = PyLong_AsSsize_t(PyTuple_GET_ITEM(numbers, column));
        if (offsets[column] == -1 && PyErr_Occurred()) {
            return -1;
        }
        if (offsets[column] < -WIDEST || offsets[column] > WIDEST) {
            PyErr_SetString(PyExc_ValueError, "an offset is wider than any window");
            return -1;
        }
    }
    return 0;
}

PyObject *ud_cut(PyObject *module, PyObject *args);
PyObject *ud_tag(PyObject *module, PyObject *args);

#endif
