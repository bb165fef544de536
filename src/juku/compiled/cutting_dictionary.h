/* The dictionary that text is cut with: a trie of its words, and how it is made. */

#ifndef JUKU_CUTTING_DICTIONARY_H
#define JUKU_CUTTING_DICTIONARY_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cutting_model.h"

#define BMP 0x10000
#define ROOT 0x110000u /* parent of characters beyond the BMP; above it stand the slots */
#define PARENT ((uint64_t)1 << 63)
#define AHEAD 32 /* characters: how far before its use a slot is fetched */

#if defined(__GNUC__) || defined(__clang__)
#define FETCH(address) __builtin_prefetch(address)
#else
#define FETCH(address) ((void)0)
#endif

/* A node of the trie, in a hash table by its parent and its character. */
typedef struct {
    uint64_t key;  /* 0 where there is none; with PARENT where words go on */
    double weight; /* logarithm of the word's probability; not a number where no word ends */
} Slot;

typedef struct {
    PyObject_HEAD
    Slot *slots;
    double *one;    /* weights of words of one character, by code point */
    double *model;  /* rows of B, E, M, S: at first, after each of them, of each character */
    size_t mask;
    size_t nodes;
    size_t words;
    int shift;
    double total;   /* of all frequencies */
    double unknown; /* weight of a character that begins no word */
    double same_known, same_unknown; /* weights where all words have one frequency */
} Dictionary;

static size_t home_of(const Dictionary *d, uint64_t key)
{
    return (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> d->shift);
}

static uint64_t key_of(size_t parent, Py_UCS4 character)
{
    return ((uint64_t)parent << 21 | character) + 1;
}

/* The place of a node, or the free place where it would be. */
static size_t place_of(const Dictionary *d, uint64_t key)
{
    size_t place = home_of(d, key);
    while (d->slots[place].key && (d->slots[place].key & ~PARENT) != key)
        place = (place + 1) & d->mask;
    return place;
}

static double first_weight(const Dictionary *d, Py_UCS4 character)
{
    if (character < BMP)
        return d->one[character];
    const Slot *slot = &d->slots[place_of(d, key_of(ROOT, character))];
    return slot->key ? slot->weight : NAN;
}

/* Whether these characters are a word. */
static int is_word(const Dictionary *d, const Py_UCS4 *text, Py_ssize_t length)
{
    double weight = first_weight(d, text[0]);
    size_t parent = text[0];
    for (Py_ssize_t i = 1; i < length; i++) {
        size_t place = place_of(d, key_of(parent, text[i]));
        if (!d->slots[place].key)
            return 0;
        weight = d->slots[place].weight;
        parent = ROOT + 1 + place;
    }
    return !isnan(weight);
}

/* ---- the dictionary is made ---- */

/* The place for the frequency of a word; NULL when the table is full. */
static double *frequency_of(Dictionary *d, const Py_UCS4 *word, Py_ssize_t length)
{
    size_t parent = word[0], place = 0;
    Py_ssize_t i = 1;
    if (length == 1 && word[0] < BMP)
        return &d->one[word[0]];
    if (length == 1) {
        parent = ROOT;
        i = 0;
    }
    for (; i < length; i++) {
        uint64_t key = key_of(parent, word[i]);
        if (parent > ROOT)
            d->slots[place].key |= PARENT;
        place = place_of(d, key);
        if (!d->slots[place].key) {
            if (++d->nodes > d->mask / 8 * 5)
                return NULL;
            d->slots[place].key = key;
            d->slots[place].weight = NAN;
        }
        parent = ROOT + 1 + place;
    }
    return &d->slots[place].weight;
}

static int make_room(Dictionary *d, size_t words)
{
    size_t size = 1 << 10;
    d->shift = 64 - 10;
    while (size < words * 2) {
        size *= 2;
        d->shift--;
    }
    free(d->slots);
    d->slots = calloc(size, sizeof(Slot));
    if (!d->slots || d->shift < 34) {
        PyErr_NoMemory();
        return -1;
    }
    d->mask = size - 1;
    d->nodes = d->words = 0;
    d->total = 0;
    for (size_t i = 0; i < BMP; i++)
        d->one[i] = NAN;
    return 0;
}

/* A row of "word frequency tag": 0 at the end of the text, -1 where it is no such row. */
static int next_row(PyObject *rows, Py_ssize_t *at, Py_UCS4 *word, Py_ssize_t *length, double *freq)
{
    int kind = PyUnicode_KIND(rows);
    const void *data = PyUnicode_DATA(rows);
    Py_ssize_t stop = PyUnicode_GET_LENGTH(rows), i = *at;
    int64_t number = 0;
    if (i >= stop)
        return 0;
    for (*length = 0; i < stop && PyUnicode_READ(kind, data, i) > ' '; i++) {
        if (*length == 64)
            return -1;
        word[(*length)++] = PyUnicode_READ(kind, data, i);
    }
    for (i++; i < stop && PyUnicode_READ(kind, data, i) - '0' <= 9u && number < 1 << 30; i++)
        number = number * 10 + (int)(PyUnicode_READ(kind, data, i) - '0');
    if (!*length || number < 1 || (i < stop && PyUnicode_READ(kind, data, i) > ' '))
        return -1;
    while (i < stop && PyUnicode_READ(kind, data, i) != '\n')
        i++;
    *freq = (double)number;
    *at = i + 1;
    return 1;
}

/* A word that was there has its last frequency, and that alone is of the total. */
static void set_frequency(Dictionary *d, double *place, double freq)
{
    d->total += freq - (isnan(*place) ? 0 : *place);
    d->words += isnan(*place) != 0;
    *place = freq;
}

/* Reads rows: 1 when the table is full. */
static int read_rows(Dictionary *d, PyObject *rows)
{
    Py_UCS4 word[64];
    Py_ssize_t at = 0, length;
    double freq;
    int found;
    while ((found = next_row(rows, &at, word, &length, &freq)) > 0) {
        double *place = frequency_of(d, word, length);
        if (!place)
            return 1;
        set_frequency(d, place, freq);
    }
    if (found < 0)
        PyErr_Format(PyExc_ValueError, "not a word and a frequency: row at %zd", at);
    return found;
}

static int add_words(Dictionary *d, PyObject *added)
{
    PyObject *text;
    Py_ssize_t freq;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(added); i++) {
        PyObject *pair = PyTuple_GET_ITEM(added, i);
        if (!PyTuple_Check(pair)) {
            PyErr_SetString(PyExc_TypeError, "an added word is a tuple of it and its frequency");
            return -1;
        }
        if (!PyArg_ParseTuple(pair, "Un", &text, &freq))
            return -1;
        Py_ssize_t length = PyUnicode_GET_LENGTH(text);
        if (!length || freq < 1) {
            PyErr_SetString(PyExc_ValueError, "a word without characters or frequency");
            return -1;
        }
        Py_UCS4 *word = PyUnicode_AsUCS4Copy(text);
        if (!word)
            return -1;
        double *place = frequency_of(d, word, length);
        PyMem_Free(word);
        if (!place)
            return 1;
        set_frequency(d, place, (double)freq);
    }
    return 0;
}

/* Frequencies become weights. */
static void weigh(Dictionary *d, double same)
{
    double all = log(d->total), all_same = log(same * (double)d->words);
    for (size_t i = 0; i < BMP; i++)
        d->one[i] = log(d->one[i]) - all;
    for (size_t i = 0; i <= d->mask; i++)
        if (d->slots[i].key)
            d->slots[i].weight = log(d->slots[i].weight) - all;
    d->unknown = 0.0 - all;
    d->same_known = log(same) - all_same;
    d->same_unknown = 0.0 - all_same;
}

static int fill(Dictionary *d, PyObject *rows, PyObject *added)
{
    size_t words = (size_t)PyTuple_GET_SIZE(added) + 1;
    int kind = PyUnicode_KIND(rows), full = 1;
    const void *data = PyUnicode_DATA(rows);
    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(rows); i++)
        words += PyUnicode_READ(kind, data, i) == '\n';
    for (; full > 0; words *= 2) {
        if (make_room(d, words) < 0)
            return -1;
        full = read_rows(d, rows);
        if (!full)
            full = add_words(d, added);
    }
    if (!full && !d->words) {
        PyErr_SetString(PyExc_ValueError, "a dictionary with no word");
        return -1;
    }
    return full;
}

static int dictionary_make(Dictionary *d, PyObject *rows, PyObject *added, Py_ssize_t same,
                           const Py_buffer *model)
{
    if (model->len != MODEL_ROWS * STATES * (Py_ssize_t)sizeof(double) || same < 1) {
        PyErr_SetString(PyExc_ValueError, "a model of another shape, or a frequency below 1");
        return -1;
    }
    d->one = malloc(BMP * sizeof(double));
    d->model = malloc((size_t)model->len);
    if (!d->one || !d->model) {
        PyErr_NoMemory();
        return -1;
    }
    memcpy(d->model, model->buf, (size_t)model->len);
    if (fill(d, rows, added) < 0)
        return -1;
    weigh(d, (double)same);
    return 0;
}

#endif
