/* Arrays of Arrow as a kernel reads them: their buffers are handed over by Python, and checked. */

#ifndef JUKU_ARROW_H
#define JUKU_ARROW_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* Its values lie from `offset` on. */
typedef struct Array {
    int kind;      /* 'i' signed, 'u' unsigned, 'f' float64, 's' strings, 'l' lists */
    int width;     /* bytes of a number; of strings and lists, of an offset */
    Py_ssize_t offset, length;
    Py_buffer valid, plain, data; /* bits; numbers or offsets; the strings' bytes */
    struct Array *items;          /* of lists */
} Array;

static inline void let_go(Array *array)
{
    if (array->items) {
        let_go(array->items);
        PyMem_Free(array->items);
    }
    PyBuffer_Release(&array->valid); /* does nothing to one that was never got */
    PyBuffer_Release(&array->plain);
    PyBuffer_Release(&array->data);
}

/* Arrow leaves out buffers that would be empty, and bits where nothing is null. */
static inline int get(PyObject *from, Py_buffer *buffer)
{
    return from == Py_None || PyObject_GetBuffer(from, buffer, PyBUF_SIMPLE) == 0;
}

/* What is wrong with an array; NULL if all its bits, and its numbers or offsets, are there. */
static inline const char *fault(const Array *array)
{
    int more = array->kind == 's' || array->kind == 'l'; /* an offset more than values */
    int whole = array->kind == 'i' || array->kind == 'u', width = array->width;
    if (!((whole && (width == 1 || width == 2)) || ((whole || more) && width == 4) ||
          ((whole || more || array->kind == 'f') && width == 8)))
        return "an array of no known kind";
    if (array->offset < 0 || array->length < 0 ||
        array->length > PY_SSIZE_T_MAX - 8 - array->offset)
        return "an array of impossible length";
    Py_ssize_t end = array->offset + array->length;
    if (array->length && end + more > array->plain.len / width)
        return "an array is longer than its buffer";
    if (array->valid.buf && (end + 7) / 8 > array->valid.len)
        return "an array is longer than its bits";
    return NULL;
}

/* (kind, bytes of a number or offset, offset, length, bits, numbers or offsets, data or items) */
static inline int read_array(PyObject *told, Array *array, int is_item)
{
    PyObject *bits, *plain, *more;
    const char *fact = "an array is told of by a tuple, and no list has lists";
    if (PyTuple_Check(told)) {
        if (!PyArg_ParseTuple(told, "CinnOOO", &array->kind, &array->width, &array->offset,
                              &array->length, &bits, &plain, &more) ||
            !get(bits, &array->valid) || !get(plain, &array->plain))
            return 0;
        if (array->kind != 'l' || !is_item)
            fact = fault(array);
    }
    if (fact) {
        PyErr_SetString(PyExc_ValueError, fact);
        return 0;
    }
    if (array->kind == 's')
        return get(more, &array->data);
    if (array->kind != 'l')
        return 1;
    array->items = PyMem_Calloc(1, sizeof *array->items);
    return array->items ? read_array(more, array->items, 1) : PyErr_NoMemory() != NULL;
}

/* ---- Values ---- */

/* Where values of an array lie; apart from it, as what is written might lie anywhere. */
typedef struct {
    const uint8_t *bits, *plain;
} Places;

static inline Places places(const Array *array)
{
    return (Places){array->valid.buf, array->plain.buf};
}

static inline int is_null(const uint8_t *bits, Py_ssize_t at)
{
    return bits && !(bits[at >> 3] >> (at & 7) & 1);
}

/* Buffers of other writers need not be aligned. */
#define GIVE(kind) \
    do { \
        kind value; \
        memcpy(&value, from, sizeof value); \
        return value; \
    } while (0)

static inline int64_t signed_at(const uint8_t *from, int width)
{
    if (width == 1)
        GIVE(int8_t);
    if (width == 2)
        GIVE(int16_t);
    if (width == 4)
        GIVE(int32_t);
    GIVE(int64_t);
}

/* Where a string or list lies in what it is cut from; false where that is not within. */
static inline int span(const uint8_t *plain, int width, Py_ssize_t at, Py_ssize_t size,
                       int64_t *start, int64_t *end)
{
    *start = signed_at(plain + at * width, width);
    *end = signed_at(plain + (at + 1) * width, width);
    return 0 <= *start && *start <= *end && *end <= size;
}

#undef GIVE

#endif
