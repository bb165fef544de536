/* The numerals of a text, and what tables alone tell of them: the loop of
 * `juku.text.numbers.quantities.find_all`, which says what all of this means.
 *
 * Here are only the numerals of the common forms, and those of them that the tables of
 * `quantity_plain` tell. Where a numeral is written in another way its pattern is asked, and where
 * the tables do not tell, Python is: so there is no rule here that can be wrong by itself.
 */

#include "numerals.h"

enum { LONGEST_UNIT = 4, FIELDS = 7, YEAR = 0x5E74 };

typedef struct {
    Joined joined;
    PyObject *text; /* Of which the view is the folded view. */
    Py_ssize_t longest; /* Characters of a numeral that tables tell of. */
    PyObject *halves, *afters, *begun, *cardinal, *ratio;
    PyObject *numeral, *plain, *rules, *listed;
    PyTypeObject *made;
} Texts;

/* Who tells what a numeral is: an error, all the rules, the tables here, or all of them. */
enum { RAISED = -1, RULES = 0, TOLD = 1, TABLES = 2 };

/* Whether a set has a slice of the view; -1 and an error where that cannot be told. */
static int has(const Texts *texts, PyObject *set, Py_ssize_t start, Py_ssize_t end)
{
    PyObject *slice = PyUnicode_Substring(texts->joined.view, start, end);
    if (slice == NULL)
        return -1;
    int found = PySet_Contains(set, slice);
    Py_DECREF(slice);
    return found;
}

/* Borrowed: what the units behind a numeral say of a slice of the view, a `_Behind`. */
static PyObject *unit_of(const Texts *texts, PyObject *units, Py_ssize_t start, Py_ssize_t end)
{
    PyObject *name = PyUnicode_Substring(texts->joined.view, start, end);
    if (name == NULL)
        return NULL;
    PyObject *found = PyDict_GetItemWithError(units, name);
    Py_DECREF(name);
    if (found != NULL && !(PyTuple_Check(found) && PyTuple_GET_SIZE(found) == 3)) {
        PyErr_SetString(PyExc_TypeError, "a unit is told by three fields");
        return NULL;
    }
    return found;
}

/* Whether a rule asks for what stands behind a unit; -1 and an error. Behind a space that is only
 * the other end of a range. */
static int is_asked(const Texts *texts, PyObject *asked, Py_ssize_t at)
{
    if (code(&texts->joined, at) == ' ')
        at++;
    else if (sign(&texts->joined, at) & AFTER) {
        int after = has(texts, texts->afters, at, at + 2);
        if (after != 0)
            return after;
    }
    return has(texts, asked, at, at + 1);
}

/* Where the unit at this place ends behind which no rule asks for more; NONE, or FAILED. */
static Py_ssize_t unit_end(const Texts *texts, PyObject *units, Py_ssize_t at, PyObject **behind)
{
    for (Py_ssize_t stop = at + 1; stop <= at + LONGEST_UNIT && stop < texts->joined.size; stop++) {
        PyObject *found = unit_of(texts, units, at, stop);
        if (found == NULL && PyErr_Occurred())
            return FAILED;
        int asked = found == NULL || is_asked(texts, PyTuple_GET_ITEM(found, 0), stop);
        if (asked < 0)
            return FAILED;
        *behind = found;
        if (!asked)
            return stop;
    }
    return NONE;
}

/* Whether what is at this place surely is no unit: 3月, 一部分; -1 and an error. */
static int is_no_unit(const Texts *texts, Py_ssize_t at)
{
    if (sign(&texts->joined, at) & NOT_ALONE)
        return 0;
    PyObject *other = NULL;
    Py_ssize_t end = at;
    for (Py_ssize_t stop = at + 1; stop < texts->joined.size; stop++) {
        PyObject *begun = PyUnicode_Substring(texts->joined.view, at, stop);
        if (begun == NULL)
            return -1;
        PyObject *its = PyDict_GetItemWithError(texts->begun, begun);
        Py_DECREF(begun);
        if (its == NULL)
            break;
        if (PyUnicode_Check(its)) {
            other = its;
            end = stop;
        }
    }
    if (PyErr_Occurred())
        return -1;
    if (other == NULL)
        return 1;
    Py_ssize_t length = PyUnicode_GET_LENGTH(other);
    Py_ssize_t found = PyUnicode_FindChar(other, code(&texts->joined, end), 0, length, 1);
    return found == -2 ? -1 : found >= 0;
}

/* New: a `Quantity` of a numeral with the unit that stands in `unit`. */
static PyObject *quantity(const Texts *texts, PyObject *numeral, Place place, Place unit)
{
    int ratio = (sign(&texts->joined, unit.start) & RATIO) != 0;
    Py_ssize_t inner = PyLong_AsSsize_t(PyTuple_GET_ITEM(numeral, 4));
    if (inner == -1 && PyErr_Occurred())
        return NULL;
    PyObject *name = ratio ? texts->joined.view : texts->text;
    PyObject *fields[FIELDS] = {NULL};
    fields[0] = PyLong_FromSsize_t(place.start);
    fields[1] = PyLong_FromSsize_t(unit.end);
    fields[2] = Py_NewRef(PyTuple_GET_ITEM(numeral, 0));
    fields[3] = PyUnicode_Substring(name, unit.start, unit.end);
    fields[4] = Py_NewRef(ratio ? texts->ratio : texts->cardinal);
    if (inner > 0)
        fields[5] = PyUnicode_Substring(texts->text, place.start, place.start + inner);
    else
        fields[5] = Py_NewRef(Py_None);
    fields[6] = Py_NewRef(PyTuple_GET_ITEM(numeral, 1));
    PyObject *made = NULL;
    if (fields[0] && fields[1] && fields[3] && fields[5])
        made = texts->made->tp_alloc(texts->made, FIELDS);
    for (int n = 0; n < FIELDS; n++) {
        if (made != NULL)
            PyTuple_SET_ITEM(made, n, fields[n]);
        else
            Py_XDECREF(fields[n]);
    }
    return made;
}

/* Who tells what a numeral with such a unit is; `made` is the quantity, if the tables do. */
static int told_with(const Texts *texts, PyObject *numeral, Place place, Place unit,
                     PyObject *behind, PyObject **made)
{
    Py_ssize_t start = place.start;
    if (sign(&texts->joined, start - 1) & REIGN && code(&texts->joined, unit.start) == YEAR)
        return RULES;
    if (sign(&texts->joined, start) & IDIOM) {
        int half = has(texts, texts->halves, start, start + 2);
        if (half != 0)
            return half < 0 ? RAISED : RULES;
    }
    int counts = PyObject_IsTrue(PyTuple_GET_ITEM(behind, 1));
    if (counts < 0)
        return RAISED;
    if (!counts) {
        int asked = has(texts, PyTuple_GET_ITEM(behind, 2), start - 1, start);
        return asked < 0 ? RAISED : asked ? RULES : TOLD;
    }
    *made = quantity(texts, numeral, place, unit);
    return *made == NULL ? RAISED : TOLD;
}

/* Who tells what a numeral is that is read whole; `made` as in `told_with`. */
static int told_of(const Texts *texts, PyObject *numeral, Place place, PyObject **made)
{
    Py_ssize_t end = place.end, at = end + (code(&texts->joined, end) == ' ');
    unsigned first = sign(&texts->joined, at);
    if (first & MORE && at == end)
        return TABLES;
    if (first & MAY_COUNT) {
        PyObject *behind = NULL;
        PyObject *units = PyTuple_GET_ITEM(numeral, 2);
        Py_ssize_t stop = unit_end(texts, units, at, &behind);
        if (stop >= 0)
            return told_with(texts, numeral, place, (Place){at, stop}, behind, made);
        int none = stop == FAILED ? -1 : is_no_unit(texts, at);
        if (none <= 0)
            return none < 0 ? RAISED : RULES;
    }
    int bare = PyObject_IsTrue(PyTuple_GET_ITEM(numeral, 3));
    if (bare < 0)
        return RAISED;
    if (first & PROPORTION)
        return RULES;
    if (bare)
        return TABLES;
    return sign(&texts->joined, place.start - 1) & ASKED_BARE ? RULES : TOLD;
}

/* Who tells what the numeral at a place is; `made` as in `told_with`. */
static int told(const Texts *texts, Place place, PyObject **made)
{
    unsigned before = sign(&texts->joined, place.start - 1);
    if (before & RULED || place.end - place.start > texts->longest)
        return RULES;
    if (before & APPROXIMATE)
        return TABLES;
    PyObject *run = PyUnicode_Substring(texts->joined.view, place.start, place.end);
    if (run == NULL)
        return RAISED;
    PyObject *numeral = PyObject_CallOneArg(texts->numeral, run);
    Py_DECREF(run);
    if (numeral == NULL)
        return RAISED;
    int teller = RULES;
    if (PyTuple_Check(numeral) && PyTuple_GET_SIZE(numeral) > 4
        && PyDict_Check(PyTuple_GET_ITEM(numeral, 2))) {
        teller = told_of(texts, numeral, place, made);
    } else if (numeral != Py_None) {
        PyErr_SetString(PyExc_TypeError, "a numeral is told by a tuple with its units third");
        teller = RAISED;
    }
    Py_DECREF(numeral);
    return teller;
}

/* The start and the end of a reading, a tuple that begins with them. */
static int place_of(PyObject *reading, Place *place)
{
    if (!PyTuple_Check(reading) || PyTuple_GET_SIZE(reading) < 2) {
        PyErr_SetString(PyExc_TypeError, "a reading is a tuple that begins with its span");
        return -1;
    }
    place->start = PyLong_AsSsize_t(PyTuple_GET_ITEM(reading, 0));
    place->end = PyLong_AsSsize_t(PyTuple_GET_ITEM(reading, 1));
    return PyErr_Occurred() ? -1 : 0;
}

/* New: the quantity of the numeral at a place, or None. */
static PyObject *read_at(const Texts *texts, Place place)
{
    PyObject *made = NULL;
    int teller = told(texts, place, &made);
    if (teller == RAISED)
        return NULL;
    if (teller == TOLD)
        return made != NULL ? made : Py_NewRef(Py_None);
    return PyObject_CallFunction(teller == TABLES ? texts->plain : texts->rules, "OOnn",
                                 texts->joined.view, texts->text, place.start, place.end);
}

/* Adds the quantity of a numeral that no date holds, which is from `days.end` to `days.start`;
 * where that ends, 0 without one, -1 and an error. */
static Py_ssize_t add(const Texts *texts, Place place, Place days, PyObject *found)
{
    Place its;
    PyObject *one = read_at(texts, place);
    if (one == NULL || one == Py_None) {
        Py_XDECREF(one);
        return one == NULL ? -1 : 0;
    }
    Py_ssize_t end = -1;
    if (place_of(one, &its) < 0)
        goto done;
    end = 0;
    if (its.start < days.end || its.end > days.start)
        goto done;
    if (sign(&texts->joined, its.start - 1) & JOINT) {
        PyObject *listed = PyObject_CallFunction(texts->listed, "OOOOn", texts->joined.view,
                                                 texts->text, one, found, days.end);
        Py_SETREF(one, listed);
    }
    if (one == NULL || place_of(one, &its) < 0 || PyList_Append(found, one) < 0)
        end = -1;
    else
        end = its.end;
done:
    Py_XDECREF(one);
    return end;
}

/* Adds the quantities of all texts that are between the days. */
static int add_all(const Texts *texts, PyObject *days, PyObject *found)
{
    Place place, day = {0, 0};
    Py_ssize_t next_day = 0, last_day = 0, at = 0, from = 1;
    int more;
    while ((more = next_numeral(&texts->joined, from, &place)) > 0) {
        from = place.end;
        if (place.start < at) {
            /* A quantity ended within: from there the next is looked for. */
            from = at < place.end ? at : place.end;
            continue;
        }
        while (day.end <= place.start) {
            last_day = day.end;
            if (next_day == PyList_GET_SIZE(days))
                day = (Place){PY_SSIZE_T_MAX, PY_SSIZE_T_MAX};
            else if (place_of(PyList_GET_ITEM(days, next_day++), &day) < 0)
                return -1;
        }
        if (day.start <= place.start)
            continue;
        Py_ssize_t end = add(texts, place, (Place){day.start, last_day}, found);
        if (end < 0)
            return -1;
        at = end > 0 ? end : at;
    }
    return more;
}

/* An error unless the texts are as `joined.join` makes them and the signs are of a plane. */
static int check(const Texts *texts, const Py_buffer *codes, const Py_buffer *signs)
{
    int whole = codes->itemsize == 4 && codes->len / 4 == PyUnicode_GET_LENGTH(texts->joined.view)
        && PyUnicode_GET_LENGTH(texts->text) == PyUnicode_GET_LENGTH(texts->joined.view);
    if (!whole || signs->itemsize != 4 || signs->len != 4 * (Py_ssize_t)PLANE) {
        PyErr_SetString(PyExc_ValueError, "texts, their codes and signs differ in size");
        return -1;
    }
    if (!PyType_IsSubtype(texts->made, &PyTuple_Type)) {
        PyErr_SetString(PyExc_TypeError, "a quantity is a tuple");
        return -1;
    }
    return 0;
}

static PyObject *find_between(Texts *texts, PyObject *days)
{
    PyObject *found = PyList_New(0);
    texts->cardinal = PyUnicode_InternFromString("cardinal");
    texts->ratio = PyUnicode_InternFromString("ratio");
    int failed = found == NULL || texts->cardinal == NULL || texts->ratio == NULL
        || add_all(texts, days, found) < 0;
    Py_XDECREF(texts->cardinal);
    Py_XDECREF(texts->ratio);
    if (failed)
        Py_CLEAR(found);
    return found;
}

static PyObject *find(PyObject *Py_UNUSED(module), PyObject *args)
{
    Texts texts = {0};
    Py_buffer codes, signs;
    PyObject *days;
    if (!PyArg_ParseTuple(args, "(UUy*)O!(y*O!O!O!n)(OOOOO)O!", &texts.joined.view, &texts.text,
                          &codes, &PyList_Type, &days, &signs, &PyFrozenSet_Type, &texts.halves,
                          &PyFrozenSet_Type, &texts.afters, &PyDict_Type, &texts.begun,
                          &texts.longest, &texts.joined.match, &texts.numeral, &texts.plain,
                          &texts.rules, &texts.listed, &PyType_Type, &texts.made))
        return NULL;
    texts.joined.codes = codes.buf;
    texts.joined.size = codes.len / 4;
    texts.joined.signs = signs.buf;
    PyObject *found = NULL;
    if (check(&texts, &codes, &signs) == 0)
        found = find_between(&texts, days);
    PyBuffer_Release(&codes);
    PyBuffer_Release(&signs);
    return found;
}

static PyMethodDef METHODS[] = {
    {"find", find, METH_VARARGS,
     "find((view, text, codes), days, (signs, halves, afters, begun, longest), "
     "(match, numeral, plain, rules, listed), made) -> list of made"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    PyModuleDef_HEAD_INIT, "quantities", NULL, 0, METHODS, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_quantities(void)
{
    return PyModuleDef_Init(&MODULE);
}
