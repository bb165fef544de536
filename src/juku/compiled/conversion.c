/* The two ways through a text that stand around OpenCC's: the runs of characters that a phrase
 * could decide are found, each that differs from the others once; and what OpenCC made of them is
 * put between what every other character is converted to. `juku.text.forms.conversion` says why
 * that gives what OpenCC gives.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* Stands for every code point from here on, as in `phrase_runs`. */
#define BEYOND 0xFFFFu
#define FACTOR 40503u
#define MASK ((1u << 21) - 1)

/* Signs of a character; those of `conversion` that are not here mean nothing to a kernel. */
enum { DECIDED = 1, ODD = 2, CHANGED = 4, MARKED = 8 };

typedef struct {
    int kind;
    const void *data;
    Py_ssize_t size;
} Text;

typedef struct {
    int64_t start, end; /* in the text */
    int64_t begin;      /* in what OpenCC is given */
} Run;

typedef struct {
    Run *items;
    Py_ssize_t count, room;
} Runs;

static Text text_of(PyObject *text)
{
    Text made = {(int)PyUnicode_KIND(text), PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text)};
    return made;
}

static inline Py_UCS4 read_at(int kind, const void *data, Py_ssize_t at)
{
    return PyUnicode_READ(kind, data, at);
}

static inline Py_UCS4 known(Py_UCS4 code)
{
    return code < BEYOND ? code : BEYOND;
}

static int sized(const Py_buffer *buffer, Py_ssize_t bytes, const char *name)
{
    if (buffer->len == bytes)
        return 1;
    PyErr_Format(PyExc_ValueError, "%s has %zd bytes, not %zd", name, buffer->len, bytes);
    return 0;
}

static int add_run(Runs *runs, Py_ssize_t start, Py_ssize_t end)
{
    if (runs->count == runs->room) {
        Py_ssize_t room = runs->room ? 2 * runs->room : 1024;
        Run *items = NULL;
        if (room <= PY_SSIZE_T_MAX / (Py_ssize_t)sizeof(Run))
            items = PyMem_Realloc(runs->items, (size_t)room * sizeof(Run));
        if (items == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        runs->items = items;
        runs->room = room;
    }
    Run one = {start, end, 0};
    runs->items[runs->count++] = one;
    return 0;
}

/* Whether a phrase may go on from the character before `at` to the one there. */
static inline int tied(int kind, const void *data, Py_ssize_t at, const uint8_t *signs,
                       const uint8_t *pairs)
{
    Py_UCS4 one = known(read_at(kind, data, at - 1)), two = known(read_at(kind, data, at));
    uint32_t hash = (one * FACTOR + two) & MASK;
    return ((signs[one] | signs[two]) & ODD) || (pairs[hash >> 3] >> (hash & 7) & 1);
}

/* All runs, and every sign that some character has; -1 without memory. What ties characters is
 * looked at only around one that a phrase may decide, which few are. */
static inline int find_in(int kind, const Text *text, const uint8_t *signs, const uint8_t *pairs,
                          Runs *runs)
{
    const void *data = text->data;
    int seen = 0;
    for (Py_ssize_t at = 0; at < text->size;) {
        uint8_t sign = signs[known(read_at(kind, data, at))];
        seen |= sign;
        if (!(sign & DECIDED)) {
            at++;
            continue;
        }
        Py_ssize_t start = at, end = at + 1;
        while (start > 0 && tied(kind, data, start, signs, pairs))
            start--;
        for (; end < text->size && tied(kind, data, end, signs, pairs); end++)
            seen |= signs[known(read_at(kind, data, end))];
        if (end - start > 1 && add_run(runs, start, end) < 0)
            return -1;
        at = end;
    }
    return seen;
}

static int find(const Text *text, const uint8_t *signs, const uint8_t *pairs, Runs *runs)
{
    switch (text->kind) { /* so that the loop is made for each width of a character */
    case PyUnicode_1BYTE_KIND:
        return find_in(PyUnicode_1BYTE_KIND, text, signs, pairs, runs);
    case PyUnicode_2BYTE_KIND:
        return find_in(PyUnicode_2BYTE_KIND, text, signs, pairs, runs);
    default:
        return find_in(PyUnicode_4BYTE_KIND, text, signs, pairs, runs);
    }
}

static const char *bytes_of(const Text *text, const Run *run)
{
    return (const char *)text->data + run->start * text->kind;
}

static size_t bytes_in(const Text *text, const Run *run)
{
    return (size_t)(run->end - run->start) * (size_t)text->kind;
}

static size_t hash_of(const char *bytes, size_t count)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (size_t n = 0; n < count; n++)
        hash = (hash ^ (uint8_t)bytes[n]) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

/* Gives every run its place in what OpenCC is given, where a line feed follows each; one that
 * stood before has the place that it had. Returns how long that is, -1 without memory. */
static Py_ssize_t place(const Text *text, Runs *runs)
{
    size_t room = 16;
    while (room < 2 * (size_t)runs->count)
        room *= 2;
    Py_ssize_t *slots = PyMem_Calloc(room, sizeof(Py_ssize_t)); /* one more than a run's number */
    if (slots == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    Py_ssize_t size = 0;
    for (Py_ssize_t n = 0; n < runs->count; n++) {
        Run *run = runs->items + n;
        const char *bytes = bytes_of(text, run);
        size_t count = bytes_in(text, run), slot = hash_of(bytes, count) & (room - 1);
        const Run *other = NULL;
        for (; slots[slot]; slot = (slot + 1) & (room - 1)) {
            other = runs->items + slots[slot] - 1;
            if (bytes_in(text, other) == count && !memcmp(bytes_of(text, other), bytes, count))
                break;
        }
        if (slots[slot]) {
            run->begin = other->begin;
            continue;
        }
        slots[slot] = n + 1;
        run->begin = size;
        size += (Py_ssize_t)(run->end - run->start) + 1;
    }
    PyMem_Free(slots);
    return size;
}

/* What OpenCC is given: `size` characters. */
static PyObject *given_of(const Text *text, const Runs *runs, Py_ssize_t size)
{
    size_t width = (size_t)text->kind;
    char *made = PyMem_Calloc((size_t)size + 1, width); /* one more, for none is no memory */
    if (made == NULL)
        return PyErr_NoMemory();
    Py_ssize_t done = 0;
    for (Py_ssize_t n = 0; n < runs->count; n++) {
        const Run *run = runs->items + n;
        if (run->begin != done)
            continue;
        memcpy(made + (size_t)done * width, bytes_of(text, run), bytes_in(text, run));
        done += (Py_ssize_t)(run->end - run->start);
        PyUnicode_WRITE(text->kind, made, done, '\n');
        done++;
    }
    PyObject *given = PyUnicode_FromKindAndData(text->kind, made, size);
    PyMem_Free(made);
    return given;
}

static PyObject *runs_of(const Text *text, const uint8_t *signs, const uint8_t *pairs)
{
    Runs runs = {NULL, 0, 0};
    PyObject *answer = NULL;
    int seen = find(text, signs, pairs, &runs);
    Py_ssize_t size = seen < 0 ? -1 : place(text, &runs);
    if (size >= 0) {
        PyObject *given = given_of(text, &runs, size);
        if (given != NULL)
            answer = Py_BuildValue("iNy#", seen, given, runs.count ? (const char *)runs.items : "",
                                   runs.count * (Py_ssize_t)sizeof(Run));
    }
    PyMem_Free(runs.items);
    return answer;
}

PyDoc_STRVAR(runs_doc, "runs(text, signs, pairs)\n--\n\n"
"Every sign that a character of text has; the runs that differ, a line feed behind each; and where\n"
"each run starts and ends in the text and begins there, as bytes of three int64 a run.\n\n"
"signs has a byte for each code point up to U+FFFF, pairs a bit for each hash of two characters.");

static PyObject *runs(PyObject *self, PyObject *args)
{
    PyObject *text, *answer = NULL;
    Py_buffer signs, pairs;
    if (!PyArg_ParseTuple(args, "Uy*y*:runs", &text, &signs, &pairs))
        return NULL;
    if (sized(&signs, BEYOND + 1, "signs") && sized(&pairs, (MASK + 1) / 8, "pairs")) {
        Text read = text_of(text);
        answer = runs_of(&read, signs.buf, pairs.buf);
    }
    PyBuffer_Release(&signs);
    PyBuffer_Release(&pairs);
    return answer;
}

/* What is written: code points, and the marked places among them. */
typedef struct {
    Py_UCS4 *codes;
    int64_t *places;
    Py_ssize_t marks;
} Made;

static inline void alone_in(int kind, const Text *text, Py_ssize_t start, Py_ssize_t end,
                            const uint8_t *signs, const uint32_t *alone, Made *made)
{
    for (Py_ssize_t at = start; at < end; at++) {
        Py_UCS4 code = read_at(kind, text->data, at);
        uint8_t sign = signs[known(code)];
        made->codes[at] = sign & CHANGED ? alone[known(code)] : code;
        if (sign & MARKED)
            made->places[made->marks++] = at;
    }
}

/* Characters that stand in no run. */
static void put_alone(const Text *text, Py_ssize_t start, Py_ssize_t end, const uint8_t *signs,
                      const uint32_t *alone, Made *made)
{
    switch (text->kind) {
    case PyUnicode_1BYTE_KIND:
        alone_in(PyUnicode_1BYTE_KIND, text, start, end, signs, alone, made);
        break;
    case PyUnicode_2BYTE_KIND:
        alone_in(PyUnicode_2BYTE_KIND, text, start, end, signs, alone, made);
        break;
    default:
        alone_in(PyUnicode_4BYTE_KIND, text, start, end, signs, alone, made);
    }
}

static void put_run(const Text *given, const uint8_t *marked, const Run *run, Made *made)
{
    Py_ssize_t from = (Py_ssize_t)run->begin;
    for (Py_ssize_t at = (Py_ssize_t)run->start; at < run->end; at++, from++) {
        made->codes[at] = read_at(given->kind, given->data, from);
        if (marked[from])
            made->places[made->marks++] = at;
    }
}

/* The text with its runs as they were given back; 0 where a run is not within either. */
static int put_all(const Text *text, const uint8_t *signs, const uint32_t *alone, const Text *given,
                   const uint8_t *marked, const Run *runs, Py_ssize_t count, Made *made)
{
    Py_ssize_t done = 0;
    for (Py_ssize_t n = 0; n < count; n++) {
        Run run;
        memcpy(&run, runs + n, sizeof run); /* bytes need not lie where an int64 may */
        if (run.start < done || run.end < run.start || run.end > text->size || run.begin < 0 ||
            run.end - run.start > given->size || run.begin > given->size - (run.end - run.start))
            return 0;
        put_alone(text, done, (Py_ssize_t)run.start, signs, alone, made);
        put_run(given, marked, &run, made);
        done = (Py_ssize_t)run.end;
    }
    put_alone(text, done, text->size, signs, alone, made);
    return 1;
}

/* A byte for each character of `given`: whether its place is among `marks`. */
static uint8_t *marked_of(const Text *given, const Py_buffer *marks)
{
    uint8_t *marked = PyMem_Calloc((size_t)given->size + 1, 1);
    if (marked == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    for (Py_ssize_t n = 0; n < marks->len / 8; n++) {
        int64_t mark;
        memcpy(&mark, (const char *)marks->buf + 8 * n, 8);
        if (mark < 0 || mark >= given->size) {
            PyErr_SetString(PyExc_ValueError, "a mark is not within what was given back");
            PyMem_Free(marked);
            return NULL;
        }
        marked[mark] = 1;
    }
    return marked;
}

static PyObject *made_of(const Text *text, const Py_buffer *signs, const Py_buffer *alone,
                         const Py_buffer *runs, const Text *given, const Py_buffer *marks)
{
    PyObject *answer = NULL;
    Made made = {NULL, NULL, 0};
    uint8_t *marked = marked_of(given, marks);
    if (marked == NULL)
        return NULL;
    if (text->size < PY_SSIZE_T_MAX / 8) {
        made.codes = PyMem_Malloc(((size_t)text->size + 1) * sizeof(Py_UCS4));
        made.places = PyMem_Malloc(((size_t)text->size + 1) * sizeof(int64_t));
    }
    if (made.codes == NULL || made.places == NULL)
        PyErr_NoMemory();
    else if (!put_all(text, signs->buf, alone->buf, given, marked, runs->buf,
                      runs->len / (Py_ssize_t)sizeof(Run), &made))
        PyErr_SetString(PyExc_ValueError, "a run is not within the texts, or not in order");
    else
        answer = Py_BuildValue(
            "Ny#", PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, made.codes, text->size),
            (const char *)made.places, made.marks * (Py_ssize_t)sizeof(int64_t));
    PyMem_Free(marked);
    PyMem_Free(made.codes);
    PyMem_Free(made.places);
    return answer;
}

PyDoc_STRVAR(put_doc, "put(text, signs, alone, runs, given, marks)\n--\n\n"
"text converted, and the places in it that no phrase decided, as bytes of int64.\n\n"
"alone is what each code point up to U+FFFF is converted to by itself (uint32), runs what the\n"
"function of that name gave, given what the runs were converted to, marks (int64) the places in\n"
"that which no phrase decided.");

static PyObject *put(PyObject *self, PyObject *args)
{
    PyObject *text, *given, *answer = NULL;
    Py_buffer signs, alone, runs, marks;
    if (!PyArg_ParseTuple(args, "Uy*y*y*Uy*:put", &text, &signs, &alone, &runs, &given, &marks))
        return NULL;
    if (sized(&signs, BEYOND + 1, "signs") && sized(&alone, 4 * (BEYOND + 1), "alone")) {
        Text read = text_of(text), back = text_of(given);
        answer = made_of(&read, &signs, &alone, &runs, &back, &marks);
    }
    PyBuffer_Release(&signs);
    PyBuffer_Release(&alone);
    PyBuffer_Release(&runs);
    PyBuffer_Release(&marks);
    return answer;
}

static PyMethodDef methods[] = {
    {"runs", runs, METH_VARARGS, runs_doc},
    {"put", put, METH_VARARGS, put_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "conversion", "What stands around OpenCC.", 0, methods, NULL, NULL, NULL,
    NULL,
};

PyMODINIT_FUNC PyInit_conversion(void)
{
    return PyModuleDef_Init(&module);
}
