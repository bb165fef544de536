/* The bytes of parts of a text, one after another, without a string object for each: what
 * `Slices.utf8` of `juku.text.arrays.flat` says.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    int kind;
    const void *data;
    Py_ssize_t size;
} Text;

/* What is written; `at` is NULL once half of a character was met. */
typedef unsigned char *Place;

static inline Place write_code(Place at, Py_UCS4 code)
{
    if (code < 0x80) {
        *at++ = (unsigned char)code;
    } else if (code < 0x800) {
        *at++ = (unsigned char)(0xC0 | code >> 6);
        *at++ = (unsigned char)(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        if (code >= 0xD800 && code < 0xE000)
            return NULL;
        *at++ = (unsigned char)(0xE0 | code >> 12);
        *at++ = (unsigned char)(0x80 | (code >> 6 & 0x3F));
        *at++ = (unsigned char)(0x80 | (code & 0x3F));
    } else {
        *at++ = (unsigned char)(0xF0 | code >> 18);
        *at++ = (unsigned char)(0x80 | (code >> 12 & 0x3F));
        *at++ = (unsigned char)(0x80 | (code >> 6 & 0x3F));
        *at++ = (unsigned char)(0x80 | (code & 0x3F));
    }
    return at;
}

static inline Place write_in(int kind, const void *data, int64_t start, int64_t end, Place at)
{
    for (; start < end && at != NULL; start++)
        at = write_code(at, PyUnicode_READ(kind, data, start));
    return at;
}

static Place write_part(const Text *text, int64_t start, int64_t end, Place at)
{
    switch (text->kind) { /* so that the loop is made for each width of a character */
    case PyUnicode_1BYTE_KIND:
        return write_in(PyUnicode_1BYTE_KIND, text->data, start, end, at);
    case PyUnicode_2BYTE_KIND:
        return write_in(PyUnicode_2BYTE_KIND, text->data, start, end, at);
    default:
        return write_in(PyUnicode_4BYTE_KIND, text->data, start, end, at);
    }
}

/* Whether no half of a character stands between parts, where nothing is written. */
static int whole(const Text *text, int64_t start, int64_t end)
{
    for (; start < end; start++)
        if ((PyUnicode_READ(text->kind, text->data, start) & ~0x7FFu) == 0xD800)
            return 0;
    return 1;
}

static int64_t number(const Py_buffer *numbers, Py_ssize_t n)
{
    int64_t value; /* bytes need not lie where an int64 may */
    memcpy(&value, (const char *)numbers->buf + 8 * n, 8);
    return value;
}

/* How many bytes the parts can need, or -1: a part is not within the text, or they are too many. */
static Py_ssize_t most_bytes(const Text *text, const Py_buffer *starts, const Py_buffer *ends)
{
    int64_t most = 0, each = text->kind == 1 ? 2 : text->kind == 2 ? 3 : 4, done = 0;
    for (Py_ssize_t n = 0; n < starts->len / 8; n++) {
        int64_t start = number(starts, n), end = number(ends, n);
        if (start < done || end < start || end > text->size) {
            PyErr_SetString(PyExc_ValueError, "a part is not within the text, or not in order");
            return -1;
        }
        most += each * (end - start);
        done = end;
    }
    return (Py_ssize_t)most;
}

/* Writes the parts and where each ends; the end of the last, or NULL. */
static Place write_all(const Text *text, const Py_buffer *starts, const Py_buffer *ends, Place made,
                       int32_t *offsets)
{
    Place at = made;
    int64_t done = 0;
    offsets[0] = 0;
    for (Py_ssize_t n = 0; n < starts->len / 8; n++) {
        int64_t start = number(starts, n), end = number(ends, n);
        at = whole(text, done, start) ? write_part(text, start, end, at) : NULL;
        if (at == NULL)
            return NULL;
        if (at - made > INT32_MAX) {
            PyErr_SetString(PyExc_OverflowError, "more than 2 GiB of text in one array");
            return NULL;
        }
        offsets[n + 1] = (int32_t)(at - made);
        done = end;
    }
    return whole(text, done, text->size) ? at : NULL;
}

/* The error that Python gives for a text with half of a character in it. */
static void refuse(PyObject *text)
{
    PyObject *none = PyErr_Occurred() ? NULL : PyUnicode_AsUTF8String(text);
    Py_XDECREF(none);
}

static PyObject *answer_of(PyObject *text, const Py_buffer *starts, const Py_buffer *ends)
{
    Text read = {(int)PyUnicode_KIND(text), PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text)};
    Py_ssize_t count = starts->len / 8, most = -1;
    if (starts->len != ends->len)
        PyErr_SetString(PyExc_ValueError, "not as many ends as starts");
    else
        most = most_bytes(&read, starts, ends);
    if (most < 0)
        return NULL;
    PyObject *offsets = PyBytes_FromStringAndSize(NULL, 4 * (count + 1));
    PyObject *made = PyBytes_FromStringAndSize(NULL, most);
    if (offsets != NULL && made != NULL) {
        Place begin = (Place)PyBytes_AS_STRING(made);
        int32_t *places = (int32_t *)(void *)PyBytes_AS_STRING(offsets);
        Place end = write_all(&read, starts, ends, begin, places);
        if (end == NULL)
            refuse(text);
        else if (_PyBytes_Resize(&made, end - begin) == 0)
            return Py_BuildValue("NN", offsets, made);
    }
    Py_XDECREF(offsets);
    Py_XDECREF(made);
    return NULL;
}

PyDoc_STRVAR(slices_doc, "slices(text, starts, ends)\n--\n\n"
"Where the bytes of each part begin, and the last end, as bytes of int32; and those bytes.\n\n"
"starts and ends (int64) are in order, no part over another.");

static PyObject *slices(PyObject *self, PyObject *args)
{
    PyObject *text;
    Py_buffer starts, ends;
    if (!PyArg_ParseTuple(args, "Uy*y*:slices", &text, &starts, &ends))
        return NULL;
    PyObject *answer = answer_of(text, &starts, &ends);
    PyBuffer_Release(&starts);
    PyBuffer_Release(&ends);
    return answer;
}

static PyMethodDef methods[] = {
    {"slices", slices, METH_VARARGS, slices_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "utf8", "Bytes of parts of a text.", 0, methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_utf8(void)
{
    return PyModuleDef_Init(&module);
}
