/* Numbers of forms in a text: juku.text.segmenting.form_codes says what they are.
 *
 * A form of one to three characters is looked up by the number that they make, in a table with
 * open addressing; the dictionary is asked for what is longer, or was met after the table was made.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdint.h>

static const int32_t UNKNOWN = -1;
static const uint64_t MULTIPLIER = UINT64_C(0x9E3779B97F4A7C15);

/* Keys by slot, a power of two of them, 0 where one is free; and the number of each. */
typedef struct {
    const uint64_t *keys;
    const int32_t *numbers;
    int bits;
} Table;

/* The number of a key, from its own slot on; a table without a free slot is gone round once. */
static int32_t looked_up(const Table *table, uint64_t key)
{
    const uint64_t mask = (UINT64_C(1) << table->bits) - 1;
    uint64_t slot = (key * MULTIPLIER) >> (64 - table->bits);
    for (uint64_t tried = 0; tried <= mask; tried++) {
        if (table->keys[slot] == key) {
            return table->numbers[slot];
        }
        if (table->keys[slot] == 0) {
            return UNKNOWN;
        }
        slot = (slot + 1) & mask;
    }
    return UNKNOWN;
}

/* What the dictionary says of one form; -2 with an error set. */
static int32_t asked(PyObject *codes, PyObject *text, int64_t start, int64_t end)
{
    PyObject *form = PyUnicode_Substring(text, (Py_ssize_t)start, (Py_ssize_t)end);
    if (form == NULL) {
        return -2;
    }
    PyObject *code = PyDict_GetItemWithError(codes, form);
    Py_DECREF(form);
    if (code == NULL) {
        return PyErr_Occurred() ? -2 : UNKNOWN;
    }
    const long number = PyLong_AsLong(code);
    if (number == -1 && PyErr_Occurred()) {
        return -2;
    }
    if (number < 0 || number > INT32_MAX) {
        PyErr_SetString(PyExc_OverflowError, "a number is not one of 0 to 2147483647");
        return -2;
    }
    return (int32_t)number;
}

/* The number that one to three characters make, 21 bits each. */
static uint64_t key_of(int kind, const void *data, int64_t start, int64_t end)
{
    uint64_t key = 0;
    for (int64_t at = end - 1; at >= start; at--) {
        key = key << 21 | ((uint64_t)PyUnicode_READ(kind, data, at) + 1);
    }
    return key;
}

/* The number of each form of a text into `found`; -1 with an error set. */
static int find_all(PyObject *text, const int64_t *starts, const int64_t *ends, Py_ssize_t many,
                    const Table *table, PyObject *codes, int whole, int32_t *found)
{
    const int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    const int64_t length = PyUnicode_GET_LENGTH(text);
    for (Py_ssize_t at = 0; at < many; at++) {
        const int64_t start = starts[at], end = ends[at];
        if (start < 0 || end <= start || end > length) {
            PyErr_SetString(PyExc_ValueError, "a form has no character, or is not of the text");
            return -1;
        }
        int32_t number = UNKNOWN;
        if (end - start <= 3) {
            number = looked_up(table, key_of(kind, data, start, end));
        }
        if (number == UNKNOWN && (end - start > 3 || !whole)) {
            number = asked(codes, text, start, end);
            if (number == -2) {
                return -1;
            }
        }
        found[at] = number;
    }
    return 0;
}

/* Whether arrays are as long as they have to be, with the bits of a slot's place; else an error. */
static int fits(const Py_buffer *starts, const Py_buffer *ends, const Py_buffer *found,
                const Py_buffer *keys, const Py_buffer *numbers, int *bits)
{
    const Py_ssize_t slots = keys->len / 8;
    *bits = 1;
    while (*bits < 40 && (Py_ssize_t)1 << *bits < slots) {
        (*bits)++;
    }
    if (starts->len != ends->len || starts->len / 8 != found->len / 4) {
        PyErr_SetString(PyExc_ValueError, "starts, ends and numbers are not as many");
        return 0;
    }
    if ((Py_ssize_t)1 << *bits != slots || numbers->len / 4 != slots) {
        PyErr_SetString(PyExc_ValueError, "a table has a power of two slots, each with a number");
        return 0;
    }
    return 1;
}

static PyObject *find(PyObject *module, PyObject *args)
{
    PyObject *text, *codes;
    Py_buffer starts, ends, keys, numbers, found;
    int whole, bits, failed = 1;
    if (!PyArg_ParseTuple(args, "Uy*y*y*y*O!pw*", &text, &starts, &ends, &keys, &numbers,
                          &PyDict_Type, &codes, &whole, &found)) {
        return NULL;
    }
    if (fits(&starts, &ends, &found, &keys, &numbers, &bits)) {
        const Table table = {keys.buf, numbers.buf, bits};
        failed = find_all(text, starts.buf, ends.buf, starts.len / 8, &table, codes, whole,
                          found.buf);
    }
    PyBuffer_Release(&starts);
    PyBuffer_Release(&ends);
    PyBuffer_Release(&keys);
    PyBuffer_Release(&numbers);
    PyBuffer_Release(&found);
    if (failed) {
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"find", find, METH_VARARGS,
     "find(text, starts, ends, keys, numbers, codes, whole, found): fill an array of int32."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "juku.compiled.forms",
                                        .m_methods = methods, .m_slots = slots};

PyMODINIT_FUNC PyInit_forms(void)
{
    return PyModuleDef_Init(&definition);
}
