/* The kernel of text/ud: words, parts of speech, and the slots in which keys of both are found. */

#include "ud.h"

/* Give every key of an array a free slot, from that of its hash on. */
static PyObject *index_keys(PyObject *module, PyObject *args)
{
    PyObject *keys, *slots;
    Views all = {.count = 0};
    Index index;
    uint32_t *own;
    Py_ssize_t size, count;
    if (!PyArg_ParseTuple(args, "OO", &keys, &slots)) {
        return NULL;
    }
    if (look_at(&all, keys, sizeof(uint64_t), PyBUF_SIMPLE, &index.keys, &count) < 0
        || look_at(&all, slots, sizeof(uint32_t), PyBUF_WRITABLE, &own, &size) < 0
        || shape_index(&index, size, count) < 0) {
        let_go(&all);
        return NULL;
    }
    memset(own, 0, (size_t)size * sizeof(uint32_t));
    for (Py_ssize_t place = 0; place < count; place++) {
        uint64_t hash = index.keys[place] * MULTIPLIER, slot = hash >> index.shift;
        while (own[slot] != 0) {
            slot = (slot + 1) & (index.size - 1);
        }
        own[slot] = mark_of(&index, hash) | (uint32_t)(place + 1);
    }
    let_go(&all);
    Py_RETURN_NONE;
}

static PyMethodDef METHODS[] = {
    {"cut", ud_cut, METH_VARARGS, "How many words there are, whose starts and ends it fills in."},
    {"index", index_keys, METH_VARARGS, "Fill in slots, in which keys are found."},
    {"tag", ud_tag, METH_VARARGS, "Fill in the part of speech of each word."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {PyModuleDef_HEAD_INIT, "ud", NULL, 0, METHODS};

PyMODINIT_FUNC PyInit_ud(void)
{
    return PyModule_Create(&MODULE);
}
