/* Where numerals stand in joined texts: as `juku.text.numbers.amounts.CANDIDATE` finds them.
 *
 * Those of the common forms are told here: digits with their decimals, and Chinese figures side by
 * side or alone. For all others the pattern is asked at their place.
 */

#ifndef JUKU_NUMERALS_H
#define JUKU_NUMERALS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

/* What a character is, as `quantity_signs.SIGNS` says of each of the first plane. */
enum {
    DIGIT = 1 << 0,
    FIGURE = 1 << 1,       /* A Chinese figure. */
    OPENS = 1 << 2,        /* Opens a numeral of some other kind, before one that FOLLOWS. */
    FOLLOWS = 1 << 3,
    SCALES = 1 << 4,       /* Goes on a numeral of digits. */
    BEHIND_ONE = 1 << 5,   /* Behind 一 alone it may be a numeral; behind another, BEHIND_SOME. */
    BEHIND_SOME = 1 << 6,
    RULED = 1 << 7,        /* Before a numeral of which the tables do not tell. */
    MAY_COUNT = 1 << 8,    /* Behind a numeral that may count; 多 and 余 are MORE. */
    MORE = 1 << 9,
    PROPORTION = 1 << 10,
    ASKED_BARE = 1 << 11,  /* Before a numeral without a unit of which the tables do not tell. */
    REIGN = 1 << 12,       /* Ends the name of a reign, before its year. */
    IDIOM = 1 << 13,       /* Begins the half of an idiom. */
    JOINT = 1 << 14,       /* Stands before the last of a list. */
    RATIO = 1 << 15,
    AFTER = 1 << 16,       /* Begins what may stand behind a unit, as AFTER_PAIRS do. */
    NOT_ALONE = 1 << 17,   /* May count behind a numeral without being a unit. */
    APPROXIMATE = 1 << 18, /* Ends what makes the numeral behind it approximate. */
};

enum { PLANE = 0x10000, NONE = -1, FAILED = -2 };
enum { ONE = 0x4E00, ORDINAL = 0x7B2C, POINT = 0x70B9, MILLIONS = 0x5146,
       PIECE = 0x4E2A, WIDE_OPEN = 0xFF08 };
typedef struct {
    PyObject *view;
    const uint32_t *codes; /* Those of the view. */
    Py_ssize_t size;
    const uint32_t *signs;
    PyObject *match; /* Of the pattern. */
} Joined;

typedef struct {
    Py_ssize_t start, end;
} Place;

/* Places outside the text have a mark, as its ends have: no rule reads over it. */
static inline uint32_t code(const Joined *texts, Py_ssize_t at)
{
    return at < 0 || at >= texts->size ? 0 : texts->codes[at];
}

static inline unsigned sign(const Joined *texts, Py_ssize_t at)
{
    uint32_t one = code(texts, at);
    return one < PLANE ? texts->signs[one] : 0;
}

static Py_ssize_t run_end(const Joined *texts, Py_ssize_t at, unsigned kind)
{
    while (sign(texts, at) & kind)
        at++;
    return at;
}

/* Where the pattern says that the numeral at this place ends; NONE, or FAILED. */
static Py_ssize_t matched_end(const Joined *texts, Py_ssize_t at)
{
    PyObject *found = PyObject_CallFunction(texts->match, "On", texts->view, at);
    if (found == NULL)
        return FAILED;
    if (found == Py_None) {
        Py_DECREF(found);
        return NONE;
    }
    PyObject *end = PyObject_CallMethod(found, "end", NULL);
    Py_DECREF(found);
    if (end == NULL)
        return FAILED;
    Py_ssize_t value = PyLong_AsSsize_t(end);
    Py_DECREF(end);
    if (value == -1 && PyErr_Occurred())
        return FAILED;
    if (value <= at || value > texts->size) {
        PyErr_SetString(PyExc_ValueError, "a numeral ends outside the text");
        return FAILED;
    }
    return value;
}

static Py_ssize_t arabic_end(const Joined *texts, Py_ssize_t at)
{
    Py_ssize_t end = run_end(texts, at + 1, DIGIT);
    uint32_t next = code(texts, end);
    if (next == ',' && sign(texts, end + 1) & DIGIT)
        return matched_end(texts, at);
    if (next == '.' && sign(texts, end + 1) & DIGIT)
        end = run_end(texts, end + 2, DIGIT);
    return sign(texts, end) & SCALES ? matched_end(texts, at) : end;
}

/* A single figure is one only where something countable may follow, or behind 第. */
static Py_ssize_t single_end(const Joined *texts, Py_ssize_t at)
{
    uint32_t before = code(texts, at - 1);
    if (before == ORDINAL)
        return at + 1;
    if ((before == '(' || before == WIDE_OPEN) && code(texts, at - 2) == ORDINAL)
        return at + 1;
    int one = code(texts, at) == ONE;
    if (one && code(texts, at + 1) == PIECE)
        return matched_end(texts, at);
    return sign(texts, at + 1) & (one ? BEHIND_ONE : BEHIND_SOME) ? at + 1 : NONE;
}

static Py_ssize_t numeral_end(const Joined *texts, Py_ssize_t at, unsigned kind)
{
    if (kind & DIGIT)
        return arabic_end(texts, at);
    if (kind & FIGURE) {
        Py_ssize_t end = run_end(texts, at + 1, FIGURE);
        uint32_t next = code(texts, end);
        if (next == POINT || next == MILLIONS)
            return matched_end(texts, at);
        return end == at + 1 ? single_end(texts, at) : end;
    }
    return sign(texts, at + 1) & FOLLOWS ? matched_end(texts, at) : NONE;
}

/* The next numeral from a place on: 1, 0 where there is none, -1 and an error. */
static int next_numeral(const Joined *texts, Py_ssize_t at, Place *place)
{
    for (; at < texts->size; at++) {
        unsigned kind = sign(texts, at);
        if (!(kind & (DIGIT | FIGURE | OPENS)))
            continue;
        Py_ssize_t end = numeral_end(texts, at, kind);
        if (end == FAILED)
            return -1;
        if (end != NONE) {
            *place = (Place){at, end};
            return 1;
        }
    }
    return 0;
}

#endif
