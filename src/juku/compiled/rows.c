/* The canonical text of rows, written straight from Arrow's buffers.

   Its home is juku.rowtext, which says what the form is and makes the same of Arrow's own
   functions. There a column becomes a few arrays of strings that are joined row by row; here a
   row is written from left to right once, and nothing lies between the columns and the text. */

#include "arrow.h"

#define NUMBER 21 /* characters of the longest number, and a mark behind it */

/* Room for text: where the next goes, and where it ends. */
typedef struct {
    char *to, *end;
} Room;

enum { WRONG = -1, NO_ROOM = 0, DONE = 1 };

static int refuse(const char *fact)
{
    PyErr_SetString(PyExc_ValueError, fact);
    return WRONG;
}

/* ---- The forms of values, written where there is room; each says where the next one goes ---- */

static inline uint64_t unsigned_at(const uint8_t *from, int width)
{
    uint64_t value = (uint64_t)signed_at(from, width);
    return width == 8 ? value : value & ((UINT64_C(1) << 8 * width) - 1);
}

/* A float's bits: every NaN has the same, and so have both zeros. */
static inline int64_t bits_at(const uint8_t *from)
{
    double value;
    memcpy(&value, from, 8);
    if (value != value)
        return INT64_C(0x7FF8000000000000);
    return value == 0 ? 0 : signed_at(from, 8);
}

static inline char *put_digits(char *to, uint64_t value)
{
    int digits = 1;
    if (value < 10) {
        *to = (char)('0' + value);
        return to + 1;
    }
    if (value < 100) {
        to[0] = (char)('0' + value / 10);
        to[1] = (char)('0' + value % 10);
        return to + 2;
    }
    for (uint64_t more = value / 10; more; more /= 10)
        digits++;
    for (int at = digits; at--; value /= 10)
        to[at] = (char)('0' + value % 10);
    return to + digits;
}

static inline char *put_number(char *to, Places in, Py_ssize_t at, int kind, int width)
{
    const uint8_t *from = in.plain + at * width;
    if (is_null(in.bits, at)) {
        *to = '~';
        return to + 1;
    }
    if (kind == 'u')
        return put_digits(to, unsigned_at(from, width));
    int64_t value = kind == 'f' ? bits_at(from) : signed_at(from, width);
    if (value >= 0)
        return put_digits(to, (uint64_t)value);
    *to = '-';
    return put_digits(to + 1, -(uint64_t)value);
}

/* Kind and width are constants where this is called most, so the loop asks for neither. */
static inline char *put_each(char *to, const Array *items, int64_t start, int64_t end, int kind,
                             int width)
{
    Places in = places(items);
    for (Py_ssize_t at = items->offset + start; at < items->offset + end; at++) {
        to = put_number(to, in, at, kind, width);
        *to++ = ',';
    }
    return to;
}

static char *put_numbers(char *to, const Array *items, int64_t start, int64_t end)
{
    if (items->kind == 'i' && items->width == 1)
        return put_each(to, items, start, end, 'i', 1);
    if (items->kind == 'i' && items->width == 4)
        return put_each(to, items, start, end, 'i', 4);
    return put_each(to, items, start, end, items->kind, items->width);
}

/* The lengths of strings, a null's as its mark, and what they come to; NULL if some are not there.
   The width is a constant where this is called most. */
static inline char *put_lengths(char *to, const Array *items, int64_t start, int64_t end,
                                int width, Py_ssize_t *all)
{
    Places in = places(items);
    int64_t first, last;
    Py_ssize_t sum = 0, size = items->data.len;
    for (Py_ssize_t at = items->offset + start; at < items->offset + end; at++) {
        if (is_null(in.bits, at))
            *to++ = '~';
        else if (!span(in.plain, width, at, size, &first, &last) ||
                 last - first > PY_SSIZE_T_MAX - sum)
            return NULL;
        else {
            to = put_digits(to, (uint64_t)(last - first));
            sum += last - first;
        }
        *to++ = ',';
    }
    *all = sum;
    return to;
}

static inline char *put_bytes(char *to, const Array *strings, int64_t start, int64_t end)
{
    if (end > start) /* else there may be no bytes at all */
        memcpy(to, (const char *)strings->data.buf + start, (size_t)(end - start));
    return to + (end - start);
}

/* Past the values from one on that are none of them null. */
static inline Py_ssize_t past_run(const uint8_t *bits, Py_ssize_t at, Py_ssize_t past)
{
    if (!bits)
        return past;
    while (at < past && !is_null(bits, at))
        at++;
    return at;
}

/* The strings whose lengths were put, so that their places are known to be good. They lie one
   behind the other; only beneath nulls there may be bytes between them. */
static char *put_strings(char *to, const Array *items, int64_t start, int64_t end)
{
    Places in = places(items);
    Py_ssize_t past = items->offset + end;
    for (Py_ssize_t at = items->offset + start, run; at < past; at = run + 1) {
        run = past_run(in.bits, at, past);
        if (run > at)
            to = put_bytes(to, items, signed_at(in.plain + at * items->width, items->width),
                           signed_at(in.plain + run * items->width, items->width));
    }
    return to;
}

/* ---- The text of rows: WRONG, NO_ROOM or DONE ---- */

/* Whether there is room for so many bytes and a mark behind them. */
static inline int fits(const Room *room, Py_ssize_t bytes)
{
    return bytes < room->end - room->to;
}

static int write_string(Room *room, const Array *array, Py_ssize_t at)
{
    int64_t start, end;
    if (!span(array->plain.buf, array->width, at, array->data.len, &start, &end))
        return refuse("a string lies outside of its bytes");
    if (!fits(room, NUMBER + (end - start)))
        return NO_ROOM;
    char *to = put_digits(room->to, (uint64_t)(end - start));
    *to++ = ':';
    room->to = put_bytes(to, array, start, end);
    return DONE;
}

/* Strings after the bracket that is written, with another behind their lengths. */
static int write_strings(Room *room, const Array *items, int64_t start, int64_t end)
{
    Py_ssize_t all;
    char *to = items->width == 4 ? put_lengths(room->to, items, start, end, 4, &all)
                                 : put_lengths(room->to, items, start, end, 8, &all);
    if (!to)
        return refuse("a string lies outside of its bytes");
    to[-1] = ']';
    room->to = to;
    if (!fits(room, all))
        return NO_ROOM;
    room->to = put_strings(to, items, start, end);
    return DONE;
}

static int write_list(Room *room, const Array *array, Py_ssize_t at)
{
    const Array *items = array->items;
    int64_t start, end;
    if (!span(array->plain.buf, array->width, at, items->length, &start, &end))
        return refuse("a list lies outside of its items");
    if (!fits(room, 2 + NUMBER * (end - start)))
        return NO_ROOM;
    *room->to++ = '[';
    if (start == end)
        *room->to++ = ']';
    else if (items->kind == 's')
        return write_strings(room, items, start, end);
    else {
        room->to = put_numbers(room->to, items, start, end);
        room->to[-1] = ']'; /* where the last comma is */
    }
    return DONE;
}

static int write_value(Room *room, const Array *array, Py_ssize_t at)
{
    if (!is_null(array->valid.buf, at)) {
        if (array->kind == 's')
            return write_string(room, array, at);
        if (array->kind == 'l')
            return write_list(room, array, at);
    }
    if (!fits(room, NUMBER))
        return NO_ROOM;
    room->to = put_number(room->to, places(array), at, array->kind, array->width);
    return DONE;
}

static int write_row(Room *room, const Array *columns, Py_ssize_t count, Py_ssize_t row)
{
    for (const Array *one = columns; one < columns + count; one++) {
        int how = write_value(room, one, one->offset + row);
        if (how != DONE)
            return how;
        *room->to++ = ';';
    }
    return DONE;
}

/* Rows from `first` on, so many as have room; where each begins and the last ends. How many those
   are, or WRONG. */
static Py_ssize_t write_rows(const Py_buffer *texts, const Array *columns, Py_ssize_t count,
                             Py_ssize_t first, Py_ssize_t most, int64_t *starts)
{
    Room room = {texts->buf, (char *)texts->buf + texts->len};
    Py_ssize_t row = 0;
    starts[0] = 0;
    while (row < most) {
        int how = write_row(&room, columns, count, first + row);
        if (how == WRONG)
            return WRONG;
        if (how == NO_ROOM)
            break;
        starts[++row] = room.to - (char *)texts->buf;
    }
    return row;
}

/* ---- What Python calls ---- */

/* Arrays that are told of, so many as can be read; whether all can, and have the rows. */
static int read_columns(PyObject *told, Py_ssize_t rows, Array *columns)
{
    for (Py_ssize_t at = 0; at < PyTuple_GET_SIZE(told); at++) {
        if (!read_array(PyTuple_GET_ITEM(told, at), &columns[at], 0))
            return 0;
        if (columns[at].length < rows) {
            refuse("a column has fewer rows");
            return 0;
        }
    }
    return 1;
}

static PyObject *fill_from(PyObject *told, Py_ssize_t first, Py_ssize_t most,
                           const Py_buffer *starts, const Py_buffer *texts)
{
    Py_ssize_t count = PyTuple_GET_SIZE(told), rows = WRONG;
    Array *columns = PyMem_Calloc((size_t)count + 1, sizeof *columns);
    if (!columns)
        return PyErr_NoMemory();
    if (read_columns(told, first + most, columns))
        rows = write_rows(texts, columns, count, first, most, starts->buf);
    for (Py_ssize_t at = 0; at < count; at++)
        let_go(&columns[at]);
    PyMem_Free(columns);
    return rows == WRONG ? NULL : PyLong_FromSsize_t(rows);
}

PyDoc_STRVAR(fill_doc,
"fill(columns, first, end, starts, texts)\n--\n\n"
"Write texts of the rows from first to before end, so many as have room; say how many.\n\n"
"columns is a tuple of arrays, each told of by a tuple as rowtext makes it. Into texts goes UTF-8,\n"
"a row after the other, and into starts, of int64, where each begins and the last one ends.");

static PyObject *fill(PyObject *module, PyObject *args)
{
    PyObject *told, *rows = NULL;
    Py_ssize_t first, end;
    Py_buffer starts, texts;
    if (!PyArg_ParseTuple(args, "O!nnw*w*", &PyTuple_Type, &told, &first, &end, &starts, &texts))
        return NULL;
    Py_ssize_t most = starts.len / 8 - 1;
    if (first < 0 || first > end || most < 0)
        refuse("there are no such rows, or no room for where they start");
    else
        rows = fill_from(told, first, most < end - first ? most : end - first, &starts, &texts);
    PyBuffer_Release(&starts);
    PyBuffer_Release(&texts);
    return rows;
}

static PyMethodDef methods[] = {
    {"fill", fill, METH_VARARGS, fill_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "rows", "The canonical text of rows.", 0, methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_rows(void)
{
    return PyModuleDef_Init(&module);
}
