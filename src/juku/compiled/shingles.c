/* Shingles of texts and sketches of them: juku.text.arrays.shingles says what they are.
 *
 * The same 64-bit arithmetic as there, a text at a time, so that nothing is written down of a
 * shingle but the least hash of its bin.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdint.h>

enum { BINS = 256, BANDS = 128, ROUNDS = 64, OFFSETS = 3 };

static const int OFFSET[OFFSETS] = {0, 85, 171};
static const uint64_t EMPTY = UINT64_MAX;

/* The finaliser of SplitMix64. */
static uint64_t mix(uint64_t key)
{
    key = (key ^ (key >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    key = (key ^ (key >> 27)) * UINT64_C(0x94D049BB133111EB);
    return key ^ (key >> 31);
}

/* Whether a character counts: most are ideographs, which need not be looked up. */
static int counts(Py_UCS4 code)
{
    return (code >= 0x4E00 && code < 0x9FA6) || Py_UNICODE_ISALNUM(code);
}

/* The last characters of a text that count, 21 bits each, the latest uppermost. */
typedef struct {
    uint64_t last;
    Py_ssize_t met;
} Run;

/* Whether a shingle ends at this character; `run->last` is then its key. */
static int ends_at(Run *run, Py_UCS4 code)
{
    if (!counts(code)) {
        return 0;
    }
    run->last = run->last >> 21 | (uint64_t)code << 42;
    return ++run->met >= 3;
}

/* The least hash of each bin; how many shingles the text has. */
static Py_ssize_t fill(PyObject *text, uint64_t *least)
{
    const int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    Run run = {0, 0};
    for (int bin = 0; bin < BINS; bin++) {
        least[bin] = EMPTY;
    }
    for (Py_ssize_t at = 0; at < length; at++) {
        if (ends_at(&run, PyUnicode_READ(kind, data, at))) {
            const uint64_t hash = mix(run.last);
            uint64_t *bin = &least[hash >> 56];
            *bin = hash < *bin ? hash : *bin;
        }
    }
    return run.met > 2 ? run.met - 2 : 0;
}

/* What an empty bin borrows: of the first donor that has something, else of the first bin that has.
 */
static uint64_t borrowed(const uint64_t *own, int bin, const uint8_t *donors)
{
    for (int round = 0; round < ROUNDS; round++) {
        const uint64_t lent = own[donors[round * BINS + bin]];
        if (lent != EMPTY) {
            return lent;
        }
    }
    for (int other = 0; other < BINS; other++) {
        if (own[other] != EMPTY) {
            return own[other];
        }
    }
    return EMPTY;
}

/* Every bin as it is, or as it borrows where it is empty. */
static void densify(const uint64_t *own, const uint8_t *donors, uint64_t *full)
{
    for (int bin = 0; bin < BINS; bin++) {
        full[bin] = own[bin] != EMPTY ? own[bin] : borrowed(own, bin, donors);
    }
}

/* Which bin each one asks in each round; the same for every text. */
static void choose_donors(uint8_t *donors)
{
    for (int place = 0; place < ROUNDS * BINS; place++) {
        donors[place] = (uint8_t)(mix((UINT64_C(1) << 40) + (uint64_t)place) >> 56);
    }
}

/* The bands of one text, which is a column among those of `many`, and eight bits of each bin. */
static void keep(const uint64_t *full, uint32_t *bands, Py_ssize_t many, uint8_t *bins)
{
    for (int band = 0; band < BANDS; band++) {
        uint64_t key = 0;
        for (int one = 0; one < OFFSETS; one++) {
            key = mix(key * 31 + full[(2 * band + OFFSET[one]) % BINS]);
        }
        bands[band * many] = (uint32_t)key;
    }
    for (int bin = 0; bin < BINS; bin++) {
        bins[bin] = (uint8_t)mix(full[bin]);
    }
}

/* Sketch each text of a list into arrays that have room for all; -1 with an error set. */
static int sketch_all(PyObject *texts, Py_ssize_t many, uint32_t *bands, uint8_t *bins,
                      int32_t *sizes)
{
    uint8_t donors[ROUNDS * BINS];
    uint64_t least[BINS], full[BINS];
    choose_donors(donors);
    for (Py_ssize_t at = 0; at < many; at++) {
        PyObject *text = PyList_GET_ITEM(texts, at);
        if (!PyUnicode_Check(text)) {
            PyErr_SetString(PyExc_TypeError, "a text is a str");
            return -1;
        }
        const Py_ssize_t size = fill(text, least);
        if (size > INT32_MAX) {
            PyErr_SetString(PyExc_OverflowError, "a text has more shingles than an int32 counts");
            return -1;
        }
        densify(least, donors, full);
        keep(full, bands + at, many, bins + at * BINS);
        sizes[at] = (int32_t)size;
    }
    return 0;
}

static PyObject *sketch(PyObject *module, PyObject *args)
{
    PyObject *texts;
    Py_buffer bands, bins, sizes;
    if (!PyArg_ParseTuple(args, "O!w*w*w*", &PyList_Type, &texts, &bands, &bins, &sizes)) {
        return NULL;
    }
    const Py_ssize_t many = PyList_GET_SIZE(texts);
    int failed = 1;
    if (bands.len / BANDS / 4 < many || bins.len / BINS < many || sizes.len / 4 < many) {
        PyErr_SetString(PyExc_ValueError, "there is no room for the sketches of all texts");
    }
    else {
        failed = sketch_all(texts, many, bands.buf, bins.buf, sizes.buf);
    }
    PyBuffer_Release(&bands);
    PyBuffer_Release(&bins);
    PyBuffer_Release(&sizes);
    if (failed) {
        return NULL;
    }
    Py_RETURN_NONE;
}

/* The hash of every shingle of a text, in order, as bytes of 64-bit numbers. */
static PyObject *hashes(PyObject *module, PyObject *text)
{
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "a text is a str");
        return NULL;
    }
    const int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    uint64_t *found = length > PY_SSIZE_T_MAX / 8 ? NULL : PyMem_Malloc((size_t)length * 8);
    if (found == NULL) {
        return PyErr_NoMemory();
    }
    Run run = {0, 0};
    Py_ssize_t many = 0;
    for (Py_ssize_t at = 0; at < length; at++) {
        if (ends_at(&run, PyUnicode_READ(kind, data, at))) {
            found[many++] = mix(run.last);
        }
    }
    PyObject *made = PyBytes_FromStringAndSize((const char *)found, many * 8);
    PyMem_Free(found);
    return made;
}

static PyMethodDef methods[] = {
    {"sketch", sketch, METH_VARARGS,
     "sketch(texts, bands, bins, sizes): fill arrays of uint32, uint8 and int32."},
    {"hashes", hashes, METH_O, "hashes(text): of every shingle, in order, as bytes of uint64."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "juku.compiled.shingles", .m_methods = methods,
    .m_slots = slots};

PyMODINIT_FUNC PyInit_shingles(void)
{
    return PyModuleDef_Init(&definition);
}
