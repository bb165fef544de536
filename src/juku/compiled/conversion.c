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

/* Signs of a character; others that `conversion` has mean nothing here. */
enum { DECIDED = 1, ODD = 2, MARKED = 8 };

/* So that a loop is made for each width of a character. */
#define BY_WIDTH(loop, kind, ...)                                                                  \
    ((kind) == PyUnicode_1BYTE_KIND   ? loop(PyUnicode_1BYTE_KIND, __VA_ARGS__)                    \
     : (kind) == PyUnicode_2BYTE_KIND ? loop(PyUnicode_2BYTE_KIND, __VA_ARGS__)                    \
                                      : loop(PyUnicode_4BYTE_KIND, __VA_ARGS__))

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
        Run *items = runs->items;
        if (PyMem_Resize(items, Run, room) == NULL) {
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
    Py_UCS4 one = known(PyUnicode_READ(kind, data, at - 1)), two = known(PyUnicode_READ(kind, data, at));
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
        uint8_t sign = signs[known(PyUnicode_READ(kind, data, at))];
        seen |= sign;
        if (!(sign & DECIDED)) {
            at++;
            continue;
        }
        Py_ssize_t start = at, end = at + 1;
        while (start > 0 && tied(kind, data, start, signs, pairs))
            start--;
        for (; end < text->size && tied(kind, data, end, signs, pairs); end++)
            seen |= signs[known(PyUnicode_READ(kind, data, end))];
        if (end - start > 1 && add_run(runs, start, end) < 0)
            return -1;
        at = end;
    }
    return seen;
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
    while (count--)
        hash = (hash ^ (uint8_t)*bytes++) * 1099511628211u;
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
        run->begin = slots[slot] ? other->begin : size;
        size += slots[slot] ? 0 : (Py_ssize_t)(run->end - run->start) + 1;
        slots[slot] = n + 1;
    }
    PyMem_Free(slots);
    return size;
}

/* What OpenCC is given: `size` characters. */
static PyObject *given_of(const Text *text, const Runs *runs, Py_ssize_t size)
{
    size_t width = (size_t)text->kind;
    char *made = PyMem_Calloc((size_t)size, width);
    if (made == NULL)
        return PyErr_NoMemory();
    Py_ssize_t done = 0;
    for (Py_ssize_t n = 0; n < runs->count; n++) {
        const Run *run = runs->items + n;
        if (run->begin != done)
            continue;
        memcpy(made + (size_t)done * width, bytes_of(text, run), bytes_in(text, run));
        done += (Py_ssize_t)(run->end - run->start);
        PyUnicode_WRITE(text->kind, made, done++, '\n');
    }
    PyObject *given = PyUnicode_FromKindAndData(text->kind, made, size);
    PyMem_Free(made);
    return given;
}

static PyObject *runs_of(const Text *text, const uint8_t *signs, const uint8_t *pairs)
{
    Runs runs = {NULL, 0, 0};
    PyObject *answer = NULL;
    int seen = BY_WIDTH(find_in, text->kind, text, signs, pairs, &runs);
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

/* What is written: characters as wide as those of the text, and the marked places among them. */
typedef struct {
    void *data;
    Py_UCS4 bits; /* every bit that some character has, so that what is too wide is seen */
    int64_t *places;
    Py_ssize_t marks;
} Made;

/* Cut to the width of the text: `bits` says where that lost something, and all is written anew.
 * Python's own macro takes no character that is too wide, where it is asked to look. */
static inline void write_cut(int kind, void *data, Py_ssize_t at, Py_UCS4 code)
{
    if (kind == PyUnicode_1BYTE_KIND)
        ((Py_UCS1 *)data)[at] = (Py_UCS1)code;
    else if (kind == PyUnicode_2BYTE_KIND)
        ((Py_UCS2 *)data)[at] = (Py_UCS2)code;
    else
        ((Py_UCS4 *)data)[at] = code;
}

/* Characters that stand in no run. One in three changes, so that asking whether costs more. */
static inline void alone_in(int kind, const void *data, Py_ssize_t start, Py_ssize_t end,
                            const uint8_t *signs, const uint32_t *alone, Made *made)
{
    int64_t *place = made->places + made->marks;
    Py_UCS4 bits = 0;
    for (Py_ssize_t at = start; at < end; at++) {
        Py_UCS4 code = PyUnicode_READ(kind, data, at), own = known(code), other = alone[own];
        code = own < BEYOND ? other : code;
        bits |= code;
        write_cut(kind, made->data, at, code);
        *place = at;
        place += (signs[own] & MARKED) != 0;
    }
    made->bits |= bits;
    made->marks = place - made->places;
}

static void put_run(const Text *text, const Text *given, const uint8_t *marked, const Run *run,
                    Made *made)
{
    Py_ssize_t from = (Py_ssize_t)run->begin;
    for (Py_ssize_t at = (Py_ssize_t)run->start; at < run->end; at++, from++) {
        Py_UCS4 code = PyUnicode_READ(given->kind, given->data, from);
        made->bits |= code;
        write_cut(text->kind, made->data, at, code);
        if (marked[from])
            made->places[made->marks++] = at;
    }
}

/* What `put` is given. */
typedef struct {
    Text text, given;
    const uint8_t *signs, *marked; /* of code points; of the characters of `given` */
    const uint32_t *alone;
    const Run *runs;
    Py_ssize_t count;
} Asked;

/* The text with its runs as they were given back; 0 where a run is not within either. */
static int put_all(const Asked *asked, const Text *text, Made *made)
{
    Py_ssize_t done = 0, back = asked->given.size;
    made->bits = 0;
    made->marks = 0;
    for (Py_ssize_t n = 0; n < asked->count; n++) {
        Run run;
        memcpy(&run, asked->runs + n, sizeof run); /* bytes need not lie where an int64 may */
        if (run.start < done || run.end < run.start || run.end > text->size || run.begin < 0 ||
            run.end - run.start > back || run.begin > back - (run.end - run.start)) {
            PyErr_SetString(PyExc_ValueError, "a run is not within the texts, or not in order");
            return 0;
        }
        BY_WIDTH(alone_in, text->kind, text->data, done, (Py_ssize_t)run.start, asked->signs,
                 asked->alone, made);
        put_run(text, &asked->given, asked->marked, &run, made);
        done = (Py_ssize_t)run.end;
    }
    BY_WIDTH(alone_in, text->kind, text->data, done, text->size, asked->signs, asked->alone, made);
    return 1;
}

static Py_UCS4 widest(Py_UCS4 bits)
{
    return bits < 0x80 ? 0x7F : bits < 0x100 ? 0xFF : bits < 0x10000 ? 0xFFFF : 0x10FFFF;
}

/* The converted text where its characters are not as wide as those of the text. */
static PyObject *put_wide(const Asked *asked, PyObject *text, Made *made)
{
    Py_UCS4 *codes = PyUnicode_AsUCS4Copy(text);
    PyObject *answer = NULL;
    if (codes == NULL)
        return NULL;
    Text wide = {PyUnicode_4BYTE_KIND, codes, asked->text.size};
    made->data = codes; /* each is read before it is written */
    if (put_all(asked, &wide, made))
        answer = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, codes, wide.size);
    PyMem_Free(codes);
    return answer;
}

static PyObject *put_text(const Asked *asked, PyObject *text, Made *made)
{
    Py_UCS4 most = PyUnicode_MAX_CHAR_VALUE(text);
    PyObject *answer = PyUnicode_New(asked->text.size, most);
    if (answer == NULL || asked->text.size == 0)
        return answer;
    made->data = PyUnicode_DATA(answer);
    int put = put_all(asked, &asked->text, made);
    if (put && widest(made->bits) == most)
        return answer;
    Py_DECREF(answer);
    return put ? put_wide(asked, text, made) : NULL;
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

static PyObject *made_of(PyObject *text, Asked *asked, const Py_buffer *marks)
{
    PyObject *answer = NULL;
    uint8_t *marked = marked_of(&asked->given, marks);
    if (marked == NULL)
        return NULL;
    Made made = {NULL, 0, NULL, 0};
    if (asked->text.size < PY_SSIZE_T_MAX / 8)
        made.places = PyMem_Malloc(((size_t)asked->text.size + 1) * sizeof(int64_t));
    asked->marked = marked;
    if (made.places == NULL)
        PyErr_NoMemory();
    else
        answer = put_text(asked, text, &made);
    if (answer != NULL)
        answer = Py_BuildValue("Ny#", answer, (const char *)made.places, 8 * made.marks);
    PyMem_Free(marked);
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
        Asked asked = {text_of(text), text_of(given), signs.buf, NULL, alone.buf, runs.buf,
                       runs.len / (Py_ssize_t)sizeof(Run)};
        answer = made_of(text, &asked, &marks);
    }
    PyBuffer_Release(&signs);
    PyBuffer_Release(&alone);
    PyBuffer_Release(&runs);
    PyBuffer_Release(&marks);
    return answer;
}

static PyMethodDef methods[] = {{"runs", runs, METH_VARARGS, runs_doc},
                                {"put", put, METH_VARARGS, put_doc},
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "conversion", "What stands around OpenCC.",
                                    0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_conversion(void)
{
    return PyModuleDef_Init(&module);
}
