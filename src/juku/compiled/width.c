/* Where the rules of `juku.text.forms.width` find something, in one way through a text. What each
 * rule finds is said there, by a pattern; here are the same rules, in the same order.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

/* Sets of characters, a bit each, in the order of `_SETS`. */
enum {
    SPACE = 1 << 0,
    INVISIBLE = 1 << 1,
    POINT = 1 << 2,
    STOP = 1 << 3,
    DOTS = 1 << 4,
    RAISED = 1 << 5,
    DASH = 1 << 6,
    LONG = 1 << 7,
    EM = 1 << 8,
    WIDE_HYPHEN = 1 << 9,
    WIDE = 1 << 10,
    MIDDOT = 1 << 11,
    QUOTE = 1 << 12,
    MARK = 1 << 13,
    COMPAT = 1 << 14,
    HAN = 1 << 15
};

#define CODE_POINTS 0x110000

typedef struct {
    int kind;
    const void *data;
    Py_ssize_t size;
    const uint16_t *sets; /* of each code point, those that it is in */
} Text;

/* The sets of the character at `at`; none before the text and behind it. */
static inline int sets_at(const Text *text, Py_ssize_t at)
{
    if (at < 0 || at >= text->size)
        return 0;
    return text->sets[PyUnicode_READ(text->kind, text->data, at)];
}

/* How many characters from `at` on are in a set. */
static Py_ssize_t row(const Text *text, Py_ssize_t at, int set)
{
    Py_ssize_t end = at;
    while (sets_at(text, end) & set)
        end++;
    return end - at;
}

/* The rules: each says how many characters it takes at `at`, where one stands of these sets. */
typedef Py_ssize_t (*Rule)(const Text *text, Py_ssize_t at, int sets);

static Py_ssize_t space(const Text *text, Py_ssize_t at, int sets)
{
    return (sets & SPACE) != 0;
}

static Py_ssize_t invisible(const Text *text, Py_ssize_t at, int sets)
{
    return sets & INVISIBLE ? row(text, at, INVISIBLE) : 0;
}

static Py_ssize_t dots(const Text *text, Py_ssize_t at, int sets)
{
    if (sets & RAISED)
        return row(text, at, RAISED);
    if (!(sets & (POINT | STOP | DOTS)))
        return 0;
    Py_ssize_t count = row(text, at, sets & (POINT | STOP | DOTS));
    int alone = count == 1 && sets & DOTS && !(sets_at(text, at - 1) & DOTS);
    return alone || count >= 3 ? count : 0;
}

static Py_ssize_t dashes(const Text *text, Py_ssize_t at, int sets)
{
    if (!(sets & DASH))
        return 0;
    Py_ssize_t count = row(text, at, DASH);
    if (count == 1)
        return sets & LONG && !(sets_at(text, at - 1) & DASH);
    return count == 2 && sets & sets_at(text, at + 1) & EM ? 0 : count;
}

static Py_ssize_t wide(const Text *text, Py_ssize_t at, int sets)
{
    Py_ssize_t end = at;
    for (; sets & WIDE; sets = sets_at(text, ++end)) {
        if (sets & WIDE_HYPHEN && sets_at(text, end + 1) & DASH)
            break;
        if (sets & POINT && sets_at(text, end + 1) & sets_at(text, end + 2) & POINT)
            break;
    }
    return end - at;
}

static Py_ssize_t mark(const Text *text, Py_ssize_t at, int sets)
{
    return sets & MARK && (sets_at(text, at - 1) | sets_at(text, at + 1)) & HAN;
}

static Py_ssize_t middot(const Text *text, Py_ssize_t at, int sets)
{
    return (sets & MIDDOT) != 0;
}

static Py_ssize_t quote(const Text *text, Py_ssize_t at, int sets)
{
    return (sets & QUOTE) != 0;
}

static Py_ssize_t compat(const Text *text, Py_ssize_t at, int sets)
{
    return (sets & COMPAT) != 0;
}

/* In the order in which they are tried. */
static const Rule RULES[] = {space, invisible, dots, dashes, wide, middot, quote, mark, compat};

#define COUNT ((int)(sizeof RULES / sizeof RULES[0]))

/* The next place from `at` on that is in a set of which a rule may find something. */
static inline Py_ssize_t next_in(int kind, const Text *text, Py_ssize_t at)
{
    while (at < text->size && !(text->sets[PyUnicode_READ(kind, text->data, at)] & ~HAN))
        at++;
    return at;
}

static Py_ssize_t next(const Text *text, Py_ssize_t at)
{
    switch (text->kind) { /* so that the loop is made for each width of a character */
    case PyUnicode_1BYTE_KIND:
        return next_in(PyUnicode_1BYTE_KIND, text, at);
    case PyUnicode_2BYTE_KIND:
        return next_in(PyUnicode_2BYTE_KIND, text, at);
    default:
        return next_in(PyUnicode_4BYTE_KIND, text, at);
    }
}

static int add(PyObject *found, Py_ssize_t start, Py_ssize_t end, int rule)
{
    PyObject *one = Py_BuildValue("nni", start, end, rule);
    int failed = one == NULL || PyList_Append(found, one) < 0;
    Py_XDECREF(one);
    return failed ? -1 : 0;
}

static PyObject *found_in(const Text *text)
{
    PyObject *found = PyList_New(0);
    Py_ssize_t at = 0;
    while (found != NULL && (at = next(text, at)) < text->size) {
        Py_ssize_t count = 0;
        int rule = 0, sets = sets_at(text, at);
        while (rule < COUNT && (count = RULES[rule](text, at, sets)) == 0)
            rule++;
        if (count && add(found, at, at + count, rule) < 0)
            Py_CLEAR(found);
        at += count ? count : 1;
    }
    return found;
}

PyDoc_STRVAR(find_doc, "find(text, sets)\n--\n\n"
"What the rules find in text, in order: start, end, and the number of the rule.\n\n"
"sets has an uint16 for each code point of Unicode, a bit for each set that it is in.");

static PyObject *find(PyObject *self, PyObject *args)
{
    PyObject *text, *found = NULL;
    Py_buffer sets;
    if (!PyArg_ParseTuple(args, "Uy*:find", &text, &sets))
        return NULL;
    if (sets.len == 2 * CODE_POINTS) {
        Text read = {(int)PyUnicode_KIND(text), PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text),
                     sets.buf};
        found = found_in(&read);
    } else {
        PyErr_Format(PyExc_ValueError, "sets has %zd bytes, not %d", sets.len, 2 * CODE_POINTS);
    }
    PyBuffer_Release(&sets);
    return found;
}

static PyMethodDef methods[] = {
    {"find", find, METH_VARARGS, find_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "width", "What the rules find.", 0, methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_width(void)
{
    return PyModuleDef_Init(&module);
}
