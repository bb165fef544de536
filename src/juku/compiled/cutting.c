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
    Py_ssize_t length; /* of the word that it begins with */
} Step;

/* One way of cutting: its steps through a block, and where its pieces end. */
typedef struct {
    int asked;
    Step *steps;
    int64_t *ends;
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

static int is_alphanumeric(Py_UCS4 c)
{
    return (c - '0') <= 9u || ((c | 0x20) - 'a') <= 25u;
}

static int is_connector(Py_UCS4 c)
{
    return c == '.' || c == '_' || c == '-';
}

/* ---- what is left as single characters is cut by the model ---- */

/* States of Han characters by the model; of two ways as likely, the one from the later state. */
static void decode(const double *model, const Py_UCS4 *text, Py_ssize_t n, uint8_t *states)
{
    static const uint8_t before[2][STATES] = {{END, BEGIN, BEGIN, END},
                                              {SINGLE, MIDDLE, MIDDLE, SINGLE}};
    const double *after = model + STATES, *of = model + STATES + STATES * STATES;
    double score[STATES], next[STATES];
    for (int y = 0; y < STATES; y++)
        score[y] = model[y] + of[(text[0] - FIRST_HAN) * STATES + y];
    for (Py_ssize_t t = 1; t < n; t++) {
        const double *emitted = of + (text[t] - FIRST_HAN) * STATES;
        unsigned chosen = 0;
        for (int y = 0; y < STATES; y++) {
            int from = before[0][y], other = before[1][y];
            double one = score[from] + after[from * STATES + y] + emitted[y];
            double two = score[other] + after[other * STATES + y] + emitted[y];
            next[y] = one > two ? one : two;
            chosen |= (unsigned)!(one > two) << y;
        }
        states[t] = (uint8_t)chosen;
        memcpy(score, next, sizeof score);
    }
    int state = score[END] > score[SINGLE] ? END : SINGLE;
    for (Py_ssize_t t = n - 1; t > 0; t--) {
        int earlier = before[states[t] >> state & 1][state];
        states[t] = (uint8_t)state;
        state = earlier;
    }
    states[0] = (uint8_t)state;
}

/* The length of letters and digits, with a connector between any two, and a sign of percent. */
static Py_ssize_t alphanumeric(const Py_UCS4 *text, Py_ssize_t n)
{
    Py_ssize_t i = 0;
    while (i < n && is_alphanumeric(text[i])) {
        i++;
        if (i + 1 < n && is_connector(text[i]) && is_alphanumeric(text[i + 1]))
            i++;
    }
    return i + (i < n && text[i] == '%');
}

static int is_of_model(Py_UCS4 c)
{
    return c >= FIRST_HAN && c <= LAST_HAN;
}

/* Cuts text that is no word by the model; `base` is where it stands. */
static void cut_by_model(Call *call, Way *way, const Py_UCS4 *text, Py_ssize_t n, int64_t base)
{
    for (Py_ssize_t i = 0, j; i < n; i = j) {
        j = i + 1;
        if (is_of_model(text[i])) {
            while (j < n && is_of_model(text[j]))
                j++;
            decode(call->d->model, text + i, j - i, call->states);
            for (Py_ssize_t k = i; k < j - 1; k++)
                if (call->states[k - i] == END || call->states[k - i] == SINGLE)
                    way->ends[way->count++] = base + k + 1;
        } else if (is_alphanumeric(text[i])) {
            j = i + alphanumeric(text + i, n - i);
        } else {
            while (j < n && !is_of_model(text[j]) && !is_alphanumeric(text[j]))
                j++;
        }
        way->ends[way->count++] = base + j;
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
        Step first = {-INFINITY, 0}, second = {-INFINITY, 0};
        double weight = first_weight(d, text[i]);
        size_t parent = text[i];
        int goes_on = 1;
        for (Py_ssize_t length = 1;; length++) {
            if (!isnan(weight)) {
                double one = weight + likeliest[i + length].score;
                double two = d->same_known + fewest[i + length].score;
                if (one >= first.score)
                    first = (Step){one, length};
                if (two >= second.score)
                    second = (Step){two, length};
            }
            if (i + length == n || !goes_on)
                break;
            size_t place = place_of(d, key_of(parent, text[i + length]));
            const Slot *slot = &d->slots[place];
            if (!slot->key)
                break;
            weight = slot->weight;
            parent = ROOT + 1 + place;
            goes_on = (slot->key & PARENT) != 0;
        }
        if (!first.length) {
            first = (Step){d->unknown + likeliest[i + 1].score, 1};
            second = (Step){d->same_unknown + fewest[i + 1].score, 1};
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
    while (x < y)
        way->ends[way->count++] = base + ++x;
}

static void tell_block(Call *call, Way *way, Py_ssize_t n, int64_t base)
{
    Py_ssize_t left = 0; /* from here to x all are single characters */
    for (Py_ssize_t x = 0, length; x < n; x += length) {
        length = way->steps[x].length;
        if (length == 1)
            continue;
        if (left < x)
            tell_singles(call, way, left, x, base);
        left = x + length;
        way->ends[way->count++] = base + left;
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
            if (!grow((void **)&way->ends, way->room, sizeof *way->ends))
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

static int cut(Call *call, int kind, const void *data, Py_ssize_t stop)
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
                way->ends[way->count++] = j;
        }
    }
    return DONE;
}

/* ---- what Python sees ---- */

static PyObject *told(const Call *call)
{
    PyObject *made = PyTuple_New(WAYS);
    for (int i = 0; made && i < WAYS; i++) {
        const Way *way = &call->ways[i];
        PyObject *one = Py_None;
        if (way->asked)
            one = PyBytes_FromStringAndSize((const char *)way->ends,
                                            (Py_ssize_t)(way->count * sizeof *way->ends));
        else
            Py_INCREF(one);
        if (!one)
            Py_CLEAR(made);
        else
            PyTuple_SET_ITEM(made, i, one);
    }
    return made;
}

static PyObject *dictionary_ends(PyObject *self, PyObject *args)
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
        made = told(&call);
    else if (status == NO_ROOM)
        PyErr_NoMemory();
    else if (PyUnicode_AsUTF8(text)) /* which says of lone surrogates what rjieba would say */
        PyErr_SetString(PyExc_ValueError, "text with a lone surrogate");
    free(call.block);
    free(call.states);
    for (Way *way = call.ways; way < call.ways + WAYS; way++) {
        free(way->steps);
        free(way->ends);
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
    {"ends", dictionary_ends, METH_VARARGS,
     "ends(text, likeliest, fewest): where pieces end, as bytes of int64, or None where not asked"},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot type_slots[] = {
    {Py_tp_new, dictionary_new},
    {Py_tp_dealloc, dictionary_free},
    {Py_tp_methods, methods},
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
