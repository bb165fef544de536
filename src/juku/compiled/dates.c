/* The loop of `juku.text.numbers.dates.find_all` over the places where a date may start, which
 * says what all of this means. Who may read something at a place is told here, by two characters;
 * what stands there only these readers tell.
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

enum { FIELDS = 6, SAID = 4 };

/* Places in order. */
typedef struct {
    const int64_t *items;
    Py_ssize_t count;
} Places;

typedef struct {
    PyObject *view, *references;
    Places words, starts, ends, rows; /* Words; runs of figures, and their ends; texts. */
    PyObject *numbered, *by_word, *by_unit, *every_ends, *goes_on;
    PyObject *tell, *every, *carried;
    PyTypeObject *made;
} Texts;

/* How far the loop is. */
typedef struct {
    Py_ssize_t word, run, row, end;
    PyObject *told; /* What the text has said so far. */
} State;

/* A place where a date may start, and that of the two characters that say who may read it. */
typedef struct {
    Py_ssize_t at, key;
} Start;

static int is_in(const Texts *texts, PyObject *characters, Py_ssize_t at)
{
    Py_UCS4 one = PyUnicode_READ_CHAR(texts->view, at);
    return PyUnicode_FindChar(characters, one, 0, PyUnicode_GET_LENGTH(characters), 1) >= 0;
}

/* Borrowed: what a table has of a slice of the view; NULL where nothing, or with an error. */
static PyObject *looked_up(const Texts *texts, PyObject *table, Py_ssize_t at, Py_ssize_t end)
{
    PyObject *slice = PyUnicode_Substring(texts->view, at, end);
    if (slice == NULL)
        return NULL;
    PyObject *found = PyDict_GetItemWithError(table, slice);
    Py_DECREF(slice);
    return found;
}

/* The next start that the loop has not passed: 1, 0 where there is none, -1 and an error. */
static int next_start(const Texts *texts, State *state, Start *start)
{
    int has_word = state->word < texts->words.count, has_run = state->run < texts->starts.count;
    if (!has_word && !has_run)
        return 0;
    int64_t word = has_word ? texts->words.items[state->word] : INT64_MAX;
    int64_t run = has_run ? texts->starts.items[state->run] : INT64_MAX;
    int64_t at = word < run ? word : run, key = word < run ? word : texts->ends.items[state->run];
    if (word < run)
        state->word++;
    else
        state->run++;
    if (at < 1 || key < at || key >= PyUnicode_GET_LENGTH(texts->view) - 1) {
        PyErr_SetString(PyExc_ValueError, "a date starts outside the texts");
        return -1;
    }
    *start = (Start){(Py_ssize_t)at, (Py_ssize_t)key};
    return 1;
}

/* Whether figures, or a word, look like the start of a date; -1 and an error. */
static int looks_like_one(const Texts *texts, Start start)
{
    if (start.key == start.at)
        return 1;
    PyObject *look = looked_up(texts, texts->numbered, start.key, start.key + 1);
    if (look == NULL)
        return PyErr_Occurred() ? -1 : 0;
    PyObject *found = PyObject_CallFunction(look, "On", texts->view, start.at);
    Py_XDECREF(found);
    return found == NULL ? -1 : found != Py_None;
}

/* Goes to the row that a place is in, of which nothing is told yet; -1 and an error. */
static int enter(const Texts *texts, State *state, Py_ssize_t at)
{
    Py_ssize_t row = state->row;
    while (row + 1 < texts->rows.count && texts->rows.items[row + 1] <= at)
        row++;
    if (row == state->row)
        return 0;
    if (row >= PyList_GET_SIZE(texts->references)) {
        PyErr_SetString(PyExc_ValueError, "a text has no reference");
        return -1;
    }
    PyObject *told = PyObject_CallOneArg(texts->tell, PyList_GET_ITEM(texts->references, row));
    Py_XSETREF(state->told, told);
    state->row = row;
    return told == NULL ? -1 : 0;
}

/* New: what is said at a start, which the first of its readers says that says anything; None. */
static PyObject *read_at(const Texts *texts, Start start, PyObject *told)
{
    PyObject *table = start.key == start.at ? texts->by_word : texts->by_unit;
    PyObject *readers = looked_up(texts, table, start.key, start.key + 2);
    if (readers == NULL && !PyErr_Occurred())
        readers = looked_up(texts, table, start.key, start.key + 1);
    if (PyErr_Occurred())
        return NULL;
    PyObject *said = Py_NewRef(Py_None), *at = PyLong_FromSsize_t(start.at);
    Py_ssize_t count = readers != NULL && PyTuple_Check(readers) ? PyTuple_GET_SIZE(readers) : 0;
    for (Py_ssize_t n = 0; at != NULL && said == Py_None && n < count; n++) {
        PyObject *reader = PyTuple_GET_ITEM(readers, n);
        Py_SETREF(said, PyObject_CallFunctionObjArgs(reader, texts->view, at, told, NULL));
    }
    if (at == NULL)
        Py_CLEAR(said);
    Py_XDECREF(at);
    return said;
}

/* Where something that was said ends; -1 and an error. */
static Py_ssize_t end_of(const Texts *texts, PyObject *said)
{
    if (!PyTuple_Check(said) || PyTuple_GET_SIZE(said) != SAID) {
        PyErr_SetString(PyExc_TypeError, "what is said has four fields");
        return -1;
    }
    Py_ssize_t end = PyLong_AsSsize_t(PyTuple_GET_ITEM(said, 0));
    if (end < 0 || end >= PyUnicode_GET_LENGTH(texts->view)) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "a date ends outside the texts");
        return -1;
    }
    return end;
}

/* New: the whole expression of which the first date is `said`, which is given away; None. */
static PyObject *expression(const Texts *texts, PyObject *said, PyObject *told)
{
    if (said == NULL || said == Py_None)
        return said;
    Py_ssize_t end = end_of(texts, said);
    if (end >= 0 && !is_in(texts, texts->goes_on, end))
        return said;
    PyObject *whole = end < 0 ? NULL
        : PyObject_CallFunctionObjArgs(texts->carried, texts->view, said, told, NULL);
    Py_DECREF(said);
    return whole;
}

/* Adds the date that was said at a place, and goes to its end; -1 and an error. */
static int add(const Texts *texts, State *state, Py_ssize_t at, PyObject *said, PyObject *found)
{
    Py_ssize_t end = end_of(texts, said);
    PyObject *period = end < 0 ? NULL : PyTuple_GET_ITEM(said, 1);
    int known = period != NULL && PyTuple_Check(period) && PyTuple_GET_SIZE(period) == 2;
    PyObject *place = end < 0 ? NULL : PyLong_FromSsize_t(at);
    PyObject *date = place == NULL ? NULL : texts->made->tp_alloc(texts->made, FIELDS);
    if (date == NULL) {
        Py_XDECREF(place);
        return -1;
    }
    PyTuple_SET_ITEM(date, 0, place);
    PyTuple_SET_ITEM(date, 1, Py_NewRef(PyTuple_GET_ITEM(said, 0)));
    PyTuple_SET_ITEM(date, 2, Py_NewRef(known ? PyTuple_GET_ITEM(period, 0) : Py_None));
    PyTuple_SET_ITEM(date, 3, Py_NewRef(known ? PyTuple_GET_ITEM(period, 1) : Py_None));
    PyTuple_SET_ITEM(date, 4, Py_NewRef(PyTuple_GET_ITEM(said, 2)));
    PyTuple_SET_ITEM(date, 5, Py_NewRef(PyTuple_GET_ITEM(said, 3)));
    state->end = end;
    int failed = PyList_Append(found, date);
    Py_DECREF(date);
    return failed;
}

/* Whether days of every year, month or week start at a place, which are passed; -1 and an error. */
static int is_of_every(const Texts *texts, State *state, Py_ssize_t at)
{
    if (!is_in(texts, texts->every_ends, at - 1))
        return 0;
    PyObject *end = PyObject_CallFunction(texts->every, "OnO", texts->view, at, state->told);
    if (end == NULL || end == Py_None) {
        Py_XDECREF(end);
        return end == NULL ? -1 : 0;
    }
    Py_ssize_t until = PyLong_AsSsize_t(end);
    Py_DECREF(end);
    if (until == -1 && PyErr_Occurred())
        return -1;
    state->end = until > state->end ? until : state->end;
    return 1;
}

/* Adds all dates; -1 and an error. */
static int add_all(const Texts *texts, State *state, PyObject *found)
{
    Start start;
    int more;
    while ((more = next_start(texts, state, &start)) > 0) {
        int is_one = start.at < state->end ? 0 : looks_like_one(texts, start);
        if (is_one < 0 || (is_one && enter(texts, state, start.at) < 0))
            return -1;
        int passed = is_one ? is_of_every(texts, state, start.at) : 1;
        if (passed < 0)
            return -1;
        if (passed)
            continue;
        PyObject *said = expression(texts, read_at(texts, start, state->told), state->told);
        int failed = said == NULL
            || (said != Py_None && add(texts, state, start.at, said, found) < 0);
        Py_XDECREF(said);
        if (failed)
            return -1;
    }
    return more;
}

static PyObject *find_at(const Texts *texts)
{
    State state = {.row = -1, .end = -1};
    PyObject *found = PyList_New(0);
    if (found != NULL && add_all(texts, &state, found) < 0)
        Py_CLEAR(found);
    Py_XDECREF(state.told);
    return found;
}

static Places places_of(const Py_buffer *buffer)
{
    return (Places){buffer->buf, buffer->len / (Py_ssize_t)sizeof(int64_t)};
}

static PyObject *find(PyObject *Py_UNUSED(module), PyObject *args)
{
    Texts texts;
    Py_buffer words, starts, ends, rows;
    if (!PyArg_ParseTuple(args, "(UO!)(y*y*y*y*)(O!O!O!UU)(OOO)O!", &texts.view, &PyList_Type,
                          &texts.references, &words, &starts, &ends, &rows, &PyDict_Type,
                          &texts.numbered, &PyDict_Type, &texts.by_word, &PyDict_Type,
                          &texts.by_unit, &texts.every_ends, &texts.goes_on, &texts.tell,
                          &texts.every, &texts.carried, &PyType_Type, &texts.made))
        return NULL;
    texts.words = places_of(&words);
    texts.starts = places_of(&starts);
    texts.ends = places_of(&ends);
    texts.rows = places_of(&rows);
    PyObject *found = NULL;
    if (texts.starts.count != texts.ends.count)
        PyErr_SetString(PyExc_ValueError, "runs have as many starts as ends");
    else if (!PyType_IsSubtype(texts.made, &PyTuple_Type))
        PyErr_SetString(PyExc_TypeError, "a date is a tuple");
    else
        found = find_at(&texts);
    PyBuffer_Release(&words);
    PyBuffer_Release(&starts);
    PyBuffer_Release(&ends);
    PyBuffer_Release(&rows);
    return found;
}

static PyMethodDef METHODS[] = {
    {"find", find, METH_VARARGS,
     "find((view, references), (words, starts, ends, rows), (numbered, by_word, by_unit, "
     "every_ends, goes_on), (tell, every, carried), made) -> list of made"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    PyModuleDef_HEAD_INIT, "dates", NULL, 0, METHODS, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_dates(void)
{
    return PyModuleDef_Init(&MODULE);
}
