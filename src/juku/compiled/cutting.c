/* Cuts text with a dictionary and a hidden Markov model as rjieba does, and tells where pieces end.
 *
 * Text falls into blocks of Han characters, letters, digits and + # & . _ % -; any other character
 * is a piece by itself, and so is \r\n. In a block the way through the dictionary's words is taken
 * whose probability is the highest; what that leaves as single characters side by side is cut by
 * the model. "Fewest" is the same with one frequency for every word.
 *
 * Sums are made of the same numbers in the same order as rjieba makes them, so that two ways that
 * are as likely fall the same way here and there.
 */

#include "cutting_dictionary.h"

enum { LIKELIEST, FEWEST, WAYS };

/* The best way from a character to the end of its block. */
typedef struct {
    double score;
    int32_t length; /* of the word that it begins with */
    int32_t number; /* of that word */
} Step;

/* One way of cutting: its steps through a block, and its pieces: where they end, and their numbers,
 * which are -1 where a piece has none. No two forms have the same number. */
typedef struct {
    int asked;
    Step *steps;
    int64_t *ends;
    int32_t *numbers;
    size_t count, room;
} Way;

/* What one call needs beside the dictionary. */
typedef struct {
    const Dictionary *d;
    Way ways[WAYS];
    Py_UCS4 *block;
    uint8_t *states;
    size_t room; /* characters that a block may have */
} Call;

static void add(Way *way, int64_t end, int32_t number)
{
    way->ends[way->count] = end;
    way->numbers[way->count++] = number;
}

static int is_of_block(Py_UCS4 c)
{
    static const uint32_t ascii[4] = {0, 0x03FF6868, 0x87FFFFFE, 0x07FFFFFE};
    if (c >= 0x4E00 && c <= 0x9FFF)
        return 1;
    if (c < 0x80)
        return ascii[c >> 5] >> (c & 31) & 1;
    if (c < 0x20000)
        return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF);
    return c <= 0x2A6DF || (c >= 0x2A700 && c <= 0x2EBEF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

/* The number of a piece that was not found as a word. */
static int32_t number_of(const Py_UCS4 *text, Py_ssize_t length)
{
    return length == 1 && text[0] < BMP ? (int32_t)text[0] : -1;
}

/* Cuts text that is no word by the model; `base` is where it stands. */
static void cut_by_model(Call *call, Way *way, const Py_UCS4 *text, Py_ssize_t n, int64_t base)
{
    for (Py_ssize_t i = 0, last = 0, j; i < n; i = last = j) {
        j = i + 1;
        if (is_of_model(text[i])) {
            while (j < n && is_of_model(text[j]))
                j++;
            decode(call->d->model, text + i, j - i, call->states);
            for (Py_ssize_t k = i; k < j - 1; k++) {
                if (call->states[k - i] == END || call->states[k - i] == SINGLE) {
                    add(way, base + k + 1, number_of(text + last, k + 1 - last));
                    last = k + 1;
                }
            }
        } else if (is_alphanumeric(text[i])) {
            j = i + alphanumeric(text + i, n - i);
        } else {
            while (j < n && !is_of_model(text[j]) && !is_alphanumeric(text[j]))
                j++;
        }
        add(way, base + j, number_of(text + last, j - last));
    }
}

/* ---- a block ---- */

/* The best steps from each character of the block, from the last to the first. A longer word goes
 * before a shorter one that is as good. */
static void choose(Call *call, Py_ssize_t n)
{
    const Dictionary *d = call->d;
    const Py_UCS4 *text = call->block;
    Step *likeliest = call->ways[LIKELIEST].steps, *fewest = call->ways[FEWEST].steps;
    likeliest[n].score = fewest[n].score = 0;
    for (Py_ssize_t i = n - 1; i >= 0; i--) {
        Step first = {-INFINITY, 0, -1}, second = {-INFINITY, 0, -1};
        double weight = first_weight(d, text[i]);
        size_t parent = text[i];
        int goes_on = 1;
        int32_t number = number_of(text + i, 1);
        for (int32_t length = 1;; length++) {
            if (!isnan(weight)) {
                double one = weight + likeliest[i + length].score;
                double two = d->same_known + fewest[i + length].score;
                if (one >= first.score)
                    first = (Step){one, length, number};
                if (two >= second.score)
                    second = (Step){two, length, number};
            }
            if (i + length == n || !goes_on)
                break;
            size_t place = place_of(d, key_of(parent, text[i + length]));
            const Slot *slot = &d->slots[place];
            if (!slot->key)
                break;
            weight = slot->weight;
            parent = ROOT + 1 + place;
            number = (int32_t)(BMP + place);
            goes_on = (slot->key & PARENT) != 0;
        }
        if (!first.length) {
            number = number_of(text + i, 1);
            first = (Step){d->unknown + likeliest[i + 1].score, 1, number};
            second = (Step){d->same_unknown + fewest[i + 1].score, 1, number};
        }
        likeliest[i] = first;
        fewest[i] = second;
    }
}

/* Characters x to y of the block, each of them a step. */
static void tell_singles(Call *call, Way *way, Py_ssize_t x, Py_ssize_t y, int64_t base)
{
    if (y - x > 1 && !is_word(call->d, call->block + x, y - x)) {
        cut_by_model(call, way, call->block + x, y - x, base + x);
        return;
    }
    for (; x < y; x++)
        add(way, base + x + 1, way->steps[x].number);
}

static void tell_block(Call *call, Way *way, Py_ssize_t n, int64_t base)
{
    Py_ssize_t left = 0; /* from here to x all are single characters */
    for (Py_ssize_t x = 0; x < n; x += way->steps[x].length) {
        if (way->steps[x].length == 1)
            continue;
        if (left < x)
            tell_singles(call, way, left, x, base);
        left = x + way->steps[x].length;
        add(way, base + left, way->steps[x].number);
    }
    if (left < n)
        tell_singles(call, way, left, n, base);
}

/* ---- a text ---- */

static int grow(void **array, size_t room, size_t size)
{
    void *larger = room > PTRDIFF_MAX / size ? NULL : realloc(*array, room * size);
    if (larger)
        *array = larger;
    return larger != NULL;
}

static int room_for_ends(Call *call, size_t more)
{
    for (Way *way = call->ways; way < call->ways + WAYS; way++) {
        if (way->asked && way->room - way->count < more) {
            way->room += way->room / 2 + more + 256;
            if (!grow((void **)&way->ends, way->room, sizeof *way->ends) ||
                !grow((void **)&way->numbers, way->room, sizeof *way->numbers))
                return 0;
        }
    }
    return 1;
}

static int room_for_block(Call *call)
{
    call->room = call->room * 2 + 256;
    return grow((void **)&call->block, call->room, sizeof *call->block) &&
           grow((void **)&call->states, call->room, sizeof *call->states) &&
           grow((void **)&call->ways[LIKELIEST].steps, call->room + 1, sizeof(Step)) &&
           grow((void **)&call->ways[FEWEST].steps, call->room + 1, sizeof(Step));
}

enum { DONE, NO_ROOM, NO_CHARACTER };

static inline int cut_kind(Call *call, int kind, const void *data, Py_ssize_t stop)
{
    const Dictionary *d = call->d;
    Py_UCS4 ahead = stop ? PyUnicode_READ(kind, data, 0) : 0;
    Py_ssize_t fetched = 0;
    for (Py_ssize_t i = 0, j; i < stop; i = j) {
        Py_UCS4 c = PyUnicode_READ(kind, data, i);
        Py_ssize_t n = 0;
        for (j = i; is_of_block(c);) {
            if ((size_t)n == call->room && !room_for_block(call))
                return NO_ROOM;
            call->block[n++] = c;
            if (++j == stop)
                break;
            c = PyUnicode_READ(kind, data, j);
        }
        if (c >= 0xD800 && c <= 0xDFFF)
            return NO_CHARACTER;
        if (!room_for_ends(call, n ? (size_t)n : 1))
            return NO_ROOM;
        while (fetched < j + AHEAD && ++fetched < stop) {
            Py_UCS4 next = PyUnicode_READ(kind, data, fetched);
            FETCH(&d->slots[home_of(d, key_of(ahead, next))]);
            ahead = next;
        }
        if (n)
            choose(call, n);
        else
            j = i + 1 + (c == '\r' && i + 1 < stop && PyUnicode_READ(kind, data, i + 1) == '\n');
        for (Way *way = call->ways; way < call->ways + WAYS; way++) {
            if (way->asked && n)
                tell_block(call, way, n, i);
            else if (way->asked)
                add(way, j, number_of(&c, j - i));
        }
    }
    return DONE;
}

/* Made for each kind by itself, so that no character asks which it is of. */
static int cut(Call *call, int kind, const void *data, Py_ssize_t stop)
{
    if (kind == PyUnicode_2BYTE_KIND)
        return cut_kind(call, PyUnicode_2BYTE_KIND, data, stop);
    if (kind == PyUnicode_1BYTE_KIND)
        return cut_kind(call, PyUnicode_1BYTE_KIND, data, stop);
    return cut_kind(call, PyUnicode_4BYTE_KIND, data, stop);
}

/* ---- what Python sees ---- */

static PyObject *bytes_of(const void *array, size_t count, size_t size)
{
    return PyBytes_FromStringAndSize(array, (Py_ssize_t)(count * size));
}

static PyObject *told(const Way *way)
{
    if (!way->asked)
        Py_RETURN_NONE;
    PyObject *made = PyTuple_New(2);
    if (!made)
        return NULL;
    PyTuple_SET_ITEM(made, 0, bytes_of(way->ends, way->count, sizeof *way->ends));
    PyTuple_SET_ITEM(made, 1, bytes_of(way->numbers, way->count, sizeof *way->numbers));
    if (!PyTuple_GET_ITEM(made, 0) || !PyTuple_GET_ITEM(made, 1))
        Py_CLEAR(made);
    return made;
}

/* Both ways as a pair; takes over what it is given, where it is given both. */
static PyObject *pair_of(PyObject *one, PyObject *two)
{
    PyObject *made = one && two ? PyTuple_Pack(2, one, two) : NULL;
    Py_XDECREF(one);
    Py_XDECREF(two);
    return made;
}

static PyObject *dictionary_cut(PyObject *self, PyObject *args)
{
    PyObject *text, *made = NULL;
    Call call = {(Dictionary *)self};
    int status;
    if (!PyArg_ParseTuple(args, "Upp", &text, &call.ways[LIKELIEST].asked,
                          &call.ways[FEWEST].asked))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    status = cut(&call, PyUnicode_KIND(text), PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text));
    Py_END_ALLOW_THREADS
    if (status == DONE)
        made = pair_of(told(&call.ways[LIKELIEST]), told(&call.ways[FEWEST]));
    else if (status == NO_ROOM)
        PyErr_NoMemory();
    else if (PyUnicode_AsUTF8(text)) /* which says of lone surrogates what rjieba would say */
        PyErr_SetString(PyExc_ValueError, "text with a lone surrogate");
    free(call.block);
    free(call.states);
    for (Way *way = call.ways; way < call.ways + WAYS; way++) {
        free(way->steps);
        free(way->ends);
        free(way->numbers);
    }
    return made;
}

static void dictionary_free(PyObject *self)
{
    Dictionary *d = (Dictionary *)self;
    PyTypeObject *type = Py_TYPE(self);
    free(d->slots);
    free(d->one);
    free(d->model);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyObject *dictionary_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"rows", "added", "same", "model", NULL};
    PyObject *rows, *added;
    Py_ssize_t same;
    Py_buffer model;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "UO!ny*", names, &rows, &PyTuple_Type, &added,
                                     &same, &model))
        return NULL;
    PyObject *made = type->tp_alloc(type, 0);
    if (made && dictionary_make((Dictionary *)made, rows, added, same, &model) < 0)
        Py_CLEAR(made);
    PyBuffer_Release(&model);
    return made;
}

static PyMethodDef methods[] = {
    {"cut", dictionary_cut, METH_VARARGS,
     "cut(text, likeliest, fewest): of both ways, None where it is not asked for, where pieces end "
     "as bytes of int64, and their numbers as bytes of int32"},
    {NULL, NULL, 0, NULL},
};

/* How many numbers pieces may have. */
static PyObject *dictionary_numbers(PyObject *self, void *unused)
{
    return PyLong_FromSize_t(BMP + ((Dictionary *)self)->mask + 1);
}

static PyGetSetDef attributes[] = {
    {"numbers", dictionary_numbers, NULL, "one more than the highest number of a piece", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot type_slots[] = {
    {Py_tp_new, dictionary_new},
    {Py_tp_dealloc, dictionary_free},
    {Py_tp_methods, methods},
    {Py_tp_getset, attributes},
    {Py_tp_doc, "Dictionary(rows, added, same, model): words, and a hidden Markov model"},
    {0, NULL},
};

static PyType_Spec spec = {"juku.compiled.cutting.Dictionary", sizeof(Dictionary), 0,
                           Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, type_slots};

static int module_exec(PyObject *module)
{
    PyObject *type = PyType_FromModuleAndSpec(module, &spec, NULL);
    if (!type || PyModule_AddObjectRef(module, "Dictionary", type) < 0) {
        Py_XDECREF(type);
        return -1;
    }
    Py_DECREF(type);
    return 0;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, module_exec}, {0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "cutting",
                                    "Cuts text with a dictionary and a model.", 0, NULL,
                                    module_slots};

PyMODINIT_FUNC PyInit_cutting(void)
{
    return PyModuleDef_Init(&module);
}
