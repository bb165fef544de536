/* Strings of a small table by their places in it, as the buffers of an Arrow array.

   Its home is juku.build.rows.columns. Arrow's own `take` does it for strings of any length; tags
   are so short that copying eight bytes, whatever the length, is most of what there is to do. */

#include "arrow.h"

#define SHORT 8 /* bytes that are copied in one step; there are as many behind what is copied */

/* A table, its data followed by bytes that may be read, and how long each string is. */
typedef struct {
    Array array;
    char *data;
    int64_t *starts, *sizes; /* a null's size is negative */
} Table;

/* The strings' places are looked at here, once; later they are known to be good. */
static int measure(Table *table)
{
    const Array *array = &table->array;
    for (Py_ssize_t at = 0; at < array->length; at++) {
        int64_t start = 0, end = -1;
        if (!is_null(array->valid.buf, array->offset + at) &&
            !span(array->plain.buf, array->width, array->offset + at, array->data.len, &start,
                  &end)) {
            PyErr_SetString(PyExc_ValueError, "a string lies outside of its bytes");
            return 0;
        }
        table->starts[at] = start;
        table->sizes[at] = end - start;
    }
    return 1;
}

static int open_table(PyObject *told, Table *table)
{
    memset(table, 0, sizeof *table);
    if (!read_array(told, &table->array, 1))
        return 0;
    if (table->array.kind != 's') {
        PyErr_SetString(PyExc_ValueError, "a table is of strings");
        return 0;
    }
    size_t size = (size_t)table->array.data.len, count = (size_t)table->array.length;
    table->data = PyMem_Calloc(size + SHORT, 1);
    table->starts = PyMem_Calloc(count + 1, sizeof *table->starts);
    table->sizes = PyMem_Calloc(count + 1, sizeof *table->sizes);
    if (!table->data || !table->starts || !table->sizes) {
        PyErr_NoMemory();
        return 0;
    }
    if (size)
        memcpy(table->data, table->array.data.buf, size);
    return measure(table);
}

static void close_table(Table *table)
{
    PyMem_Free(table->data);
    PyMem_Free(table->starts);
    PyMem_Free(table->sizes);
    let_go(&table->array);
}

/* The bytes of all that codes name, and how many are null; false where a code names nothing. */
static int count_bytes(const int32_t *codes, Py_ssize_t count, const Table *table, int64_t *bytes,
                       Py_ssize_t *nulls)
{
    for (Py_ssize_t at = 0; at < count; at++) {
        if (codes[at] < 0 || codes[at] >= table->array.length) {
            PyErr_SetString(PyExc_IndexError, "a code is not in its table");
            return 0;
        }
        int64_t size = table->sizes[codes[at]];
        *nulls += size < 0;
        *bytes += size < 0 ? 0 : size;
    }
    return 1;
}

/* Where there are no nulls, there are no bits. */
static void put_all(const int32_t *codes, Py_ssize_t count, const Table *table, char *bits,
                    int32_t *offsets, char *first)
{
    char *to = first;
    *offsets++ = 0;
    for (Py_ssize_t at = 0; at < count; at++) {
        int64_t size = table->sizes[codes[at]];
        if (size < 0)
            bits[at >> 3] &= (char)~(1 << (at & 7));
        else {
            memcpy(to, table->data + table->starts[codes[at]], size > SHORT ? (size_t)size : SHORT);
            to += size;
        }
        *offsets++ = (int32_t)(to - first);
    }
}

/* (bits or None, offsets, data); None where offsets of 32 bits cannot point into the data. */
static PyObject *made_of(const int32_t *codes, Py_ssize_t count, const Table *table)
{
    int64_t bytes = 0;
    Py_ssize_t nulls = 0;
    if (!count_bytes(codes, count, table, &bytes, &nulls))
        return NULL;
    if (bytes > INT32_MAX)
        Py_RETURN_NONE;
    PyObject *bits = PyBytes_FromStringAndSize(NULL, nulls ? (count + 7) / 8 : 0);
    PyObject *offsets = PyBytes_FromStringAndSize(NULL, 4 * (count + 1));
    PyObject *data = PyBytes_FromStringAndSize(NULL, bytes + SHORT), *made = NULL;
    if (bits && offsets && data) {
        memset(PyBytes_AS_STRING(bits), 0xFF, (size_t)PyBytes_GET_SIZE(bits));
        put_all(codes, count, table, PyBytes_AS_STRING(bits),
                (void *)PyBytes_AS_STRING(offsets), PyBytes_AS_STRING(data));
        if (_PyBytes_Resize(&data, bytes) == 0)
            made = PyTuple_Pack(3, nulls ? bits : Py_None, offsets, data);
    }
    Py_XDECREF(bits);
    Py_XDECREF(offsets);
    Py_XDECREF(data);
    return made;
}

PyDoc_STRVAR(take_doc,
"take(table, codes)\n--\n\n"
"Strings by their places, int32, in a table that is told of as rowtext makes it.\n\n"
"Gives bits, or None if none is null, offsets and data; None where those have no room for these.");

static PyObject *take(PyObject *module, PyObject *args)
{
    PyObject *told, *made = NULL;
    Py_buffer codes;
    Table table;
    if (!PyArg_ParseTuple(args, "Oy*", &told, &codes))
        return NULL;
    if (open_table(told, &table))
        made = made_of(codes.buf, codes.len / 4, &table);
    close_table(&table);
    PyBuffer_Release(&codes);
    return made;
}

static PyMethodDef METHODS[] = {
    {"take", take, METH_VARARGS, take_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    PyModuleDef_HEAD_INIT, "coded", "Strings by their places in a table.", 0, METHODS, NULL, NULL,
    NULL, NULL,
};

PyMODINIT_FUNC PyInit_coded(void)
{
    return PyModuleDef_Init(&MODULE);
}
