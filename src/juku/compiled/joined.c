/* Loops over the code points of joined texts, for `juku.text.vocabulary.joined`: the folded view
 * and the places where shapes start. Tables are of the first plane, with one place behind it
 * for all characters beyond.
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

enum { PLANE = 0x10000 };

/* Places as they are found. */
typedef struct {
    int64_t *items;
    Py_ssize_t count, room;
} Places;

static int put(Places *places, Py_ssize_t place)
{
    if (places->count == places->room) {
        Py_ssize_t room = places->room ? 2 * places->room : 1024;
        int64_t *items = PyMem_Realloc(places->items, (size_t)room * sizeof(int64_t));
        if (items == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        places->items = items;
        places->room = room;
    }
    places->items[places->count++] = place;
    return 0;
}

static PyObject *taken(const Places *places)
{
    /* Bytes of nothing may not be asked of where there is nothing. */
    const char *raw = places->count ? (const char *)places->items : "";
    return PyBytes_FromStringAndSize(raw, places->count * (Py_ssize_t)sizeof(int64_t));
}

static uint32_t cell(uint32_t code)
{
    return code < PLANE ? code : PLANE;
}

/* Whether a buffer has so many items of such a size; an error where not. */
static int holds(const Py_buffer *buffer, Py_ssize_t size, Py_ssize_t count)
{
    if (buffer->len % size == 0 && (count < 0 || buffer->len / size == count))
        return 1;
    PyErr_SetString(PyExc_ValueError, "a table or the code points are of another size");
    return 0;
}

static PyObject *fold_text(PyObject *text, const uint32_t *folds)
{
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    PyObject *codes = PyBytes_FromStringAndSize(NULL, size * (Py_ssize_t)sizeof(uint32_t));
    if (codes == NULL)
        return NULL;
    uint32_t *folded = (uint32_t *)(void *)PyBytes_AS_STRING(codes);
    for (Py_ssize_t at = 0; at < size; at++) {
        uint32_t code = PyUnicode_READ(kind, data, at);
        folded[at] = code < PLANE ? folds[code] : code;
    }
    PyObject *view = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, folded, size);
    PyObject *both = view == NULL ? NULL : PyTuple_Pack(2, view, codes);
    Py_XDECREF(view);
    Py_DECREF(codes);
    return both;
}

static PyObject *fold(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *text, *both = NULL;
    Py_buffer folds;
    if (!PyArg_ParseTuple(args, "Uy*", &text, &folds))
        return NULL;
    if (holds(&folds, sizeof(uint32_t), PLANE))
        both = fold_text(text, folds.buf);
    PyBuffer_Release(&folds);
    return both;
}

/* Whether some shape starts at a place: one whose every character is of its kind there. */
static int starts_shape(const uint32_t *codes, Py_ssize_t size, Py_ssize_t at,
                        const uint64_t *kinds, Py_ssize_t length)
{
    uint64_t shapes = ~(uint64_t)0;
    for (Py_ssize_t distance = 0; distance < length && shapes; distance++) {
        if (at + distance >= size)
            return 0;
        shapes &= kinds[distance * (PLANE + 1) + cell(codes[at + distance])];
    }
    return shapes != 0;
}

static PyObject *shapes_of(const Py_buffer *codes, const Py_buffer *starts, const Py_buffer *kinds)
{
    const uint32_t *code = codes->buf;
    const uint8_t *is_start = starts->buf;
    Py_ssize_t size = codes->len / 4, length = kinds->len / 8 / (PLANE + 1);
    Places places = {0};
    PyObject *found = NULL;
    for (Py_ssize_t at = 0; at < size; at++) {
        if (!is_start[cell(code[at])] || !starts_shape(code, size, at, kinds->buf, length))
            continue;
        if (put(&places, at) < 0)
            goto done;
    }
    found = taken(&places);
done:
    PyMem_Free(places.items);
    return found;
}

static PyObject *shapes(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_buffer codes, starts, kinds;
    PyObject *found = NULL;
    if (!PyArg_ParseTuple(args, "y*y*y*", &codes, &starts, &kinds))
        return NULL;
    if (holds(&codes, 4, -1) && holds(&starts, 1, PLANE + 1)
        && holds(&kinds, 8 * (Py_ssize_t)(PLANE + 1), -1))
        found = shapes_of(&codes, &starts, &kinds);
    PyBuffer_Release(&codes);
    PyBuffer_Release(&starts);
    PyBuffer_Release(&kinds);
    return found;
}

static PyMethodDef METHODS[] = {
    {"fold", fold, METH_VARARGS, "fold(text, folds) -> (view, its code points as bytes)"},
    {"shapes", shapes, METH_VARARGS, "shapes(codes, starts, kinds) -> places as bytes of int64"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    PyModuleDef_HEAD_INIT, "joined", NULL, 0, METHODS, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_joined(void)
{
    return PyModuleDef_Init(&MODULE);
}
