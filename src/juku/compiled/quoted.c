/* Paragraphs as quotations are looked for in them: their quotation marks paired, what stands inside
 * masked, and where sentences start. One pass over all characters; in Python, pairing the marks of
 * a damaged page and masking what is in them took a fifth of all that quotations cost.
 *
 * quote_signs.py is its home and has the same in Python; it gives the tables, a number for every
 * code point of the basic plane. No other code point is a mark, a stop, or folded.
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

#define PLANE 0x10000
#define MASK 0x25A1 /* narrative.MASK */
#define FAMILIES 4

/* Bits of a kind; quote_signs.py has the same. */
enum {
    NUMBER = 31, /* of a mark: 1 to 7 open, 8 to 14 close the same, those above do both */
    CLOSERS = 7,
    OF_WORDS = 14,
    FAMILY_SHIFT = 5,
    FAMILY = 3,
    SINGLE = 1 << 7,
    LETS = 1 << 8,   /* a quotation may start right behind it */
    FOLDED = 1 << 9, /* is another character in a narrative */
    START = 1 << 10, /* a sentence starts behind it */
    ENDS = 1 << 11   /* a closing mark may stand behind it */
};

typedef struct {
    const uint16_t *kinds, *folds;
} Tables;

typedef struct {
    Py_ssize_t at;
    unsigned kind;
} Mark;

typedef struct {
    Py_ssize_t start, end;
} Pair;

/* One paragraph, and room for what is found in it, which the next one uses again. */
typedef struct {
    int width;
    const void *data;
    Py_ssize_t size;
    Mark *marks;
    Py_ssize_t n_marks, marks_room;
    Pair *pairs;
    Py_ssize_t n_pairs, pairs_room;
    Py_UCS4 *view;
    Py_ssize_t view_room;
    Py_ssize_t open; /* -1 where none is */
    int folds, may_start;
} Paragraph;

static inline unsigned kind_of(const Tables *tables, Py_UCS4 character)
{
    return character < PLANE ? tables->kinds[character] : 0;
}

/* Room for one more item; 0 with an error set where there is none. */
static int grow(void **items, Py_ssize_t *room, Py_ssize_t needed, size_t size)
{
    if (needed <= *room)
        return 1;
    Py_ssize_t wanted = needed < 64 ? 64 : needed + needed / 2;
    if ((size_t)wanted > (size_t)PY_SSIZE_T_MAX / size) {
        PyErr_NoMemory();
        return 0;
    }
    void *larger = PyMem_Realloc(*items, (size_t)wanted * size);
    if (larger == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    *items = larger;
    *room = wanted;
    return 1;
}

static int find_marks(Paragraph *text, const Tables *tables)
{
    text->n_marks = 0;
    text->folds = text->may_start = 0;
    for (Py_ssize_t at = 0; at < text->size; at++) {
        unsigned kind = kind_of(tables, PyUnicode_READ(text->width, text->data, at));
        if (!(kind & (NUMBER | FOLDED)))
            continue;
        if (kind & FOLDED)
            text->folds = 1;
        unsigned number = kind & NUMBER;
        if (number == 0)
            continue;
        if (!grow((void **)&text->marks, &text->marks_room, text->n_marks + 1, sizeof(Mark)))
            return 0;
        text->marks[text->n_marks++] = (Mark){at, kind};
        if (number <= CLOSERS || number > OF_WORDS)
            text->may_start |= at == 0 || (kind_of(tables, PyUnicode_READ(text->width, text->data,
                                                                         at - 1)) & LETS);
    }
    return 1;
}

static int is_latin_letter(const Paragraph *text, Py_ssize_t at)
{
    Py_UCS4 character = PyUnicode_READ(text->width, text->data, at) | 0x20;
    return character >= 'a' && character <= 'z';
}

/* Whether a single mark stands inside a Latin word (Xi’an). */
static int is_apostrophe(const Paragraph *text, Py_ssize_t at)
{
    return at > 0 && at + 1 < text->size && is_latin_letter(text, at - 1) &&
           is_latin_letter(text, at + 1);
}

/* Whether two marks that close what mark `index` opens follow it at once. */
static int is_inner(const Paragraph *text, Py_ssize_t index)
{
    unsigned closer = (text->marks[index].kind & NUMBER) + CLOSERS;
    return index + 2 < text->n_marks && (text->marks[index + 1].kind & NUMBER) == closer &&
           (text->marks[index + 2].kind & NUMBER) == closer;
}

/* Whether opening mark `index` was printed where a closing one belongs. */
static int closes(const Paragraph *text, const Tables *tables, Py_ssize_t index)
{
    Py_ssize_t at = text->marks[index].at;
    if (at == 0 ||
        !(kind_of(tables, PyUnicode_READ(text->width, text->data, at - 1)) & ENDS))
        return 0;
    return index + 1 == text->n_marks || (text->marks[index + 1].kind & NUMBER) <= CLOSERS;
}

/* The outermost pairs of all marks, and an opening one left open: quote_marks.paired. */
static int pair(Paragraph *text, const Tables *tables)
{
    unsigned families[FAMILIES];
    Py_ssize_t opened[FAMILIES];
    int depths = 0;
    text->n_pairs = 0;
    for (Py_ssize_t index = 0; index < text->n_marks; index++) {
        Mark mark = text->marks[index];
        if ((mark.kind & SINGLE) && is_apostrophe(text, mark.at))
            continue;
        unsigned number = mark.kind & NUMBER, family = (mark.kind >> FAMILY_SHIFT) & FAMILY;
        int opens = number <= CLOSERS, depth = 0;
        while (depth < depths && families[depth] != family)
            depth++;
        if (depth == depths) {
            if (opens || number > OF_WORDS) {
                families[depths] = family;
                opened[depths++] = mark.at;
            }
        } else if (opens && is_inner(text, index)) {
            index++;
        } else if (opens && !closes(text, tables, index)) {
            opened[depth] = mark.at;
            depths = depth + 1;
        } else {
            if (depth == 0) {
                if (!grow((void **)&text->pairs, &text->pairs_room, text->n_pairs + 1,
                          sizeof(Pair)))
                    return 0;
                text->pairs[text->n_pairs++] = (Pair){opened[0], mark.at};
            }
            depths = depth;
        }
    }
    text->open = depths ? opened[0] : -1;
    return 1;
}

static PyObject *masked(Paragraph *text, const Tables *tables, PyObject *whole)
{
    if (text->n_pairs == 0 && !text->folds)
        return Py_NewRef(whole);
    if (!grow((void **)&text->view, &text->view_room, text->size, sizeof(Py_UCS4)))
        return NULL;
    for (Py_ssize_t at = 0; at < text->size; at++) {
        Py_UCS4 character = PyUnicode_READ(text->width, text->data, at);
        text->view[at] = character < PLANE ? tables->folds[character] : character;
    }
    for (Py_ssize_t index = 0; index < text->n_pairs; index++)
        for (Py_ssize_t at = text->pairs[index].start + 1; at < text->pairs[index].end; at++)
            text->view[at] = MASK;
    return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, text->view, text->size);
}

static PyObject *pairs_of(const Paragraph *text)
{
    PyObject *pairs = PyList_New(text->n_pairs);
    for (Py_ssize_t index = 0; pairs != NULL && index < text->n_pairs; index++) {
        PyObject *one = Py_BuildValue("nn", text->pairs[index].start, text->pairs[index].end);
        if (one == NULL)
            Py_CLEAR(pairs);
        else
            PyList_SET_ITEM(pairs, index, one);
    }
    return pairs;
}

/* Adds where sentences start up to `end`, from `at` on; 0 with an error set. */
static int add_starts(const Paragraph *text, const Tables *tables, PyObject *starts,
                      Py_ssize_t at, Py_ssize_t end)
{
    for (; at < end; at++) {
        if (!(kind_of(tables, PyUnicode_READ(text->width, text->data, at)) & START))
            continue;
        PyObject *start = PyLong_FromSsize_t(at + 1);
        int failed = start == NULL || PyList_Append(starts, start) < 0;
        Py_XDECREF(start);
        if (failed)
            return 0;
    }
    return 1;
}

/* Where sentences start, stops inside marks left out. */
static PyObject *starts_of(const Paragraph *text, const Tables *tables)
{
    PyObject *starts = PyList_New(0);
    Py_ssize_t at = 0;
    for (Py_ssize_t index = 0; starts != NULL && index < text->n_pairs; index++) {
        if (!add_starts(text, tables, starts, at, text->pairs[index].start))
            Py_CLEAR(starts);
        at = text->pairs[index].end;
    }
    if (starts != NULL && !add_starts(text, tables, starts, at, text->size))
        Py_CLEAR(starts);
    return starts;
}

/* The paragraph's view, pairs, open mark and starts; None where no quotation may start. */
static PyObject *read_one(Paragraph *text, const Tables *tables, PyObject *whole)
{
    if (!PyUnicode_Check(whole)) {
        PyErr_SetString(PyExc_TypeError, "texts are str");
        return NULL;
    }
    text->width = PyUnicode_KIND(whole);
    text->data = PyUnicode_DATA(whole);
    text->size = PyUnicode_GET_LENGTH(whole);
    if (!find_marks(text, tables))
        return NULL;
    if (!text->may_start)
        Py_RETURN_NONE;
    if (!pair(text, tables))
        return NULL;
    if (text->n_pairs == 0 && text->open < 0)
        Py_RETURN_NONE;
    PyObject *view = masked(text, tables, whole);
    PyObject *pairs = pairs_of(text);
    PyObject *open = text->open < 0 ? Py_NewRef(Py_None) : PyLong_FromSsize_t(text->open);
    PyObject *starts = starts_of(text, tables);
    PyObject *made = NULL;
    if (view != NULL && pairs != NULL && open != NULL && starts != NULL)
        made = PyTuple_Pack(4, view, pairs, open, starts);
    Py_XDECREF(view);
    Py_XDECREF(pairs);
    Py_XDECREF(open);
    Py_XDECREF(starts);
    return made;
}

static PyObject *read_all(PyObject *texts, const Tables *tables)
{
    PyObject *items = PySequence_Tuple(texts);
    if (items == NULL)
        return NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(items);
    PyObject *found = PyList_New(count);
    Paragraph text = {0};
    for (Py_ssize_t index = 0; found != NULL && index < count; index++) {
        PyObject *one = read_one(&text, tables, PyTuple_GET_ITEM(items, index));
        if (one == NULL)
            Py_CLEAR(found);
        else
            PyList_SET_ITEM(found, index, one);
    }
    PyMem_Free(text.marks);
    PyMem_Free(text.pairs);
    PyMem_Free(text.view);
    Py_DECREF(items);
    return found;
}

static int is_table(const Py_buffer *buffer)
{
    return buffer->len == (Py_ssize_t)(PLANE * sizeof(uint16_t)) &&
           (uintptr_t)buffer->buf % sizeof(uint16_t) == 0;
}

static PyObject *quoted_read(PyObject *module, PyObject *args)
{
    PyObject *texts, *found = NULL;
    Py_buffer kinds, folds;
    if (!PyArg_ParseTuple(args, "Oy*y*", &texts, &kinds, &folds))
        return NULL;
    if (is_table(&kinds) && is_table(&folds)) {
        Tables tables = {kinds.buf, folds.buf};
        found = read_all(texts, &tables);
    } else {
        PyErr_SetString(PyExc_ValueError, "a table has 65,536 numbers of 16 bits");
    }
    PyBuffer_Release(&kinds);
    PyBuffer_Release(&folds);
    return found;
}

static PyMethodDef methods[] = {
    {"read", quoted_read, METH_VARARGS,
     "read(texts, kinds, folds) -> of each text (view, pairs, open, starts), or None"},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "quoted", .m_size = 0, .m_methods = methods,
    .m_slots = slots};

PyMODINIT_FUNC PyInit_quoted(void)
{
    return PyModuleDef_Init(&definition);
}
