/* From words to parts of speech: what text/ud/tagging.py does with numpy, in one call a batch.

   Most of what is known of a word belongs to its form alone: that is worked out where the form
   first stands in the batch, for each place around it that it counts for. What neighbours say
   together is looked up word by word, some words at a time. Sums are two bytes, as they are there. */

#include "ud.h"

enum { BLOCK = 64, FORM_TABLES = 9, PAIR_TABLES = 7, AROUND = 2, WINDOW = 5 };
enum { LONGEST = 6, CLASSES = TAGS + KINDS, MOST_LABELS = 64 };

/* A template's keys, and for each offset, for each key, a row of a weight for each label. */
typedef struct {
    Index index;
    const int16_t *rows;
    Py_ssize_t width, offsets[MOST_OFFSETS];
} Table;

/* What words around a form see of it, and where it first stands. */
typedef struct {
    uint64_t plain, shape, class;
    Py_ssize_t start, length;
} Form;

typedef struct {
    Text text;
    Trie trie;
    Table forms[FORM_TABLES], pairs[PAIR_TABLES];
    Py_ssize_t labels, words;
    const int64_t *starts, *lengths, *texts;
} Batch;

/* The forms of a batch, number 0 the empty one; `slots` has their numbers by hash. */
typedef struct {
    Form *forms;
    int16_t *weights; /* form by offset by label */
    int32_t *slots;
    Py_ssize_t count, room, size;
} Forms;

static int fail(const char *what)
{
    PyErr_SetString(PyExc_ValueError, what);
    return -1;
}

static void add(int16_t *total, const int16_t *row, Py_ssize_t labels)
{
    for (Py_ssize_t label = 0; label < labels; label++) {
        total[label] = (int16_t)(total[label] + row[label]);
    }
}

/* Add to each total the rows of a table that were found for it; `apart` is from total to total,
   and `middle` where in one the labels of offset 0 are. Row 0 is nothing but zeros. */
static void add_rows(const Table *table, const int32_t *found, Py_ssize_t count,
                     Py_ssize_t labels, int16_t *total, Py_ssize_t apart, Py_ssize_t middle)
{
    for (Py_ssize_t column = 0; column < table->width; column++) {
        const int16_t *rows = table->rows + column * (table->index.count + 1) * labels;
        int16_t *to = total + middle + table->offsets[column] * labels;
        for (Py_ssize_t number = 0; number < count; number++) {
            add(to + number * apart, rows + found[number] * labels, labels);
        }
    }
}

/* The keys of a form, of which the dictionary knows `known`: itself, its first two characters, its
   last two. tag_features.py says what each key is, in this order. */
static void keys_of(const Batch *batch, Form *form, const uint32_t *known, uint64_t *keys)
{
    const uint32_t *shape = batch->text.shape + form->start;
    const uint8_t *kind = batch->text.kind + form->start;
    Py_ssize_t length = form->length, end = length - 1, two = length < 2 ? length : 2;
    uint64_t tag[3];
    for (int part = 0; part < 3; part++) {
        tag[part] = known[part] > 1 ? (known[part] / 2 - 1) / RANKS : MADE;
    }
    uint64_t rank = known[0] > 1 ? (known[0] / 2 - 1) % RANKS : 0;
    uint64_t first = (uint64_t)shape[0] + 1, last = (uint64_t)shape[end] + 1;
    uint64_t second = shape[two - 1], second_last = shape[length - two];
    uint64_t size = (uint64_t)(length < LONGEST ? length : LONGEST) - 1;
    form->shape = hash_of(shape, length);
    form->class = tag[0] == MADE ? TAGS + (uint64_t)kind[0] : tag[0];
    keys[0] = form->shape;
    keys[1] = last;
    keys[2] = second_last << 21 | last;
    keys[3] = first;
    keys[4] = second << 21 | first;
    keys[5] = (size * KINDS + kind[0]) * KINDS + kind[end];
    keys[6] = tag[0] * RANKS + rank;
    keys[7] = tag[0] << 21 | last;
    keys[8] = (tag[1] * TAGS + tag[2]) * LONGEST + size;
}

/* The keys of some forms, all that is asked of the dictionary asked at once. */
static void keys_of_all(const Batch *batch, Form *forms, Py_ssize_t count, uint64_t *keys)
{
    uint64_t hashes[BLOCK * 3];
    int32_t found[BLOCK * 3];
    for (Py_ssize_t number = 0; number < count; number++) {
        const Form *form = forms + number;
        const uint32_t *plain = batch->text.plain + form->start;
        Py_ssize_t two = form->length < 2 ? form->length : 2;
        hashes[number * 3] = form->plain;
        hashes[number * 3 + 1] = hash_of(plain, two);
        hashes[number * 3 + 2] = hash_of(plain + form->length - two, two);
    }
    find_all(&batch->trie.index, hashes, 1, found, count * 3);
    for (Py_ssize_t number = 0; number < count; number++) {
        uint32_t known[3];
        for (int part = 0; part < 3; part++) {
            known[part] = number_of(&batch->trie, found[number * 3 + part]);
        }
        keys_of(batch, forms + number, known, keys + number * FORM_TABLES);
    }
}

/* The weights of forms that were just met. */
static int weigh_forms(const Batch *batch, Forms *all, Py_ssize_t first)
{
    uint64_t keys[BLOCK * FORM_TABLES];
    int32_t found[BLOCK];
    Py_ssize_t count = all->count - first, wide = WINDOW * batch->labels;
    int16_t *weights = all->weights + first * wide;
    keys_of_all(batch, all->forms + first, count, keys);
    memset(weights, 0, (size_t)(count * wide) * sizeof(int16_t));
    for (int number = 0; number < FORM_TABLES; number++) {
        const Table *table = &batch->forms[number];
        if (!find_all(&table->index, keys + number, FORM_TABLES, found, count)) {
            return fail("a table's arrays do not belong together");
        }
        add_rows(table, found, count, batch->labels, weights, wide, AROUND * batch->labels);
    }
    return 0;
}

/* Room for the forms of one block more. */
static int grow(Forms *all, Py_ssize_t labels)
{
    if (all->count + BLOCK <= all->room) {
        return 0;
    }
    Py_ssize_t room = all->room * 2;
    Form *forms = PyMem_Realloc(all->forms, (size_t)room * sizeof(Form));
    if (forms == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    all->forms = forms;
    size_t wide = (size_t)(WINDOW * labels) * sizeof(int16_t);
    int16_t *weights = PyMem_Realloc(all->weights, (size_t)room * wide);
    if (weights == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    all->weights = weights;
    all->room = room;
    return 0;
}

/* The number of a word's form, which is the next one where it is not yet met. */
static int32_t number_form(const Batch *batch, Forms *all, Py_ssize_t start, Py_ssize_t length)
{
    uint64_t plain = hash_of(batch->text.plain + start, length), mask = (uint64_t)all->size - 1;
    uint64_t slot = (plain * MULTIPLIER) >> 32 & mask;
    while (all->slots[slot] != 0 && all->forms[all->slots[slot]].plain != plain) {
        slot = (slot + 1) & mask;
    }
    if (all->slots[slot] == 0) {
        all->slots[slot] = (int32_t)all->count;
        all->forms[all->count++] = (Form){.plain = plain, .start = start, .length = length};
    }
    return all->slots[slot];
}

/* The number of the form of each word, and the weights of all forms. */
static int number_forms(const Batch *batch, Forms *all, int32_t *numbers)
{
    for (Py_ssize_t first = 0; first < batch->words; first += BLOCK) {
        Py_ssize_t end = first + BLOCK < batch->words ? first + BLOCK : batch->words;
        Py_ssize_t met = all->count;
        if (grow(all, batch->labels) < 0) {
            return -1;
        }
        for (Py_ssize_t word = first; word < end; word++) {
            int64_t start = batch->starts[word], length = batch->lengths[word];
            if (start < 0 || length < 1 || length > batch->text.size - start) {
                return fail("a word is not in the text");
            }
            numbers[word] = number_form(batch, all, start, length);
        }
        if (weigh_forms(batch, all, met) < 0) {
            return -1;
        }
    }
    return 0;
}

/* The numbers of the forms around a word, those of its text only; 0 for the others. */
static void around(const Batch *batch, const int32_t *numbers, Py_ssize_t word, int32_t *window)
{
    for (Py_ssize_t by = -AROUND; by <= AROUND; by++) {
        Py_ssize_t other = word + by;
        int same = other >= 0 && other < batch->words
                   && batch->texts[other] == batch->texts[word];
        window[by + AROUND] = same ? numbers[other] : 0;
    }
}

/* The keys of a word with its neighbours, in the order of tag_features.py. */
static void pair_keys(const Form *forms, const int32_t *window, uint64_t *keys)
{
    const Form *before = forms + window[1], *form = forms + window[2], *after = forms + window[3];
    uint64_t two_before = forms[window[0]].class, two_after = forms[window[4]].class;
    keys[0] = step(before->shape, form->shape);
    keys[1] = step(form->shape, after->shape);
    keys[2] = step(form->shape, before->class + 1);
    keys[3] = step(form->shape, after->class + 1);
    keys[4] = (before->class * CLASSES + form->class) * CLASSES + after->class;
    keys[5] = (two_before * CLASSES + before->class) * CLASSES + form->class;
    keys[6] = (form->class * CLASSES + after->class) * CLASSES + two_after;
}

static int32_t highest(const int16_t *total, Py_ssize_t labels)
{
    int32_t best = 0;
    for (int32_t label = 1; label < labels; label++) {
        best = total[label] > total[best] ? label : best;
    }
    return best;
}

/* The labels of some words: what forms around say, then what neighbours say together. */
static int tag_block(const Batch *batch, const Forms *all, const int32_t *numbers,
                     Py_ssize_t first, Py_ssize_t count, int32_t *out)
{
    Py_ssize_t labels = batch->labels;
    uint64_t keys[BLOCK * PAIR_TABLES];
    int16_t total[BLOCK * MOST_LABELS];
    int32_t window[WINDOW], found[BLOCK];
    memset(total, 0, (size_t)(count * labels) * sizeof(int16_t));
    for (Py_ssize_t word = 0; word < count; word++) {
        around(batch, numbers, first + word, window);
        pair_keys(all->forms, window, keys + word * PAIR_TABLES);
        for (Py_ssize_t by = 0; by < WINDOW; by++) {
            Py_ssize_t offset = WINDOW - 1 - by; /* who stands two before counts by its offset 2 */
            add(total + word * labels, all->weights + (window[by] * WINDOW + offset) * labels,
                labels);
        }
    }
    for (int number = 0; number < PAIR_TABLES; number++) {
        const Table *table = &batch->pairs[number];
        if (!find_all(&table->index, keys + number, PAIR_TABLES, found, count)) {
            return fail("a table's arrays do not belong together");
        }
        add_rows(table, found, count, labels, total, labels, 0);
    }
    for (Py_ssize_t word = 0; word < count; word++) {
        out[word] = highest(total + word * labels, labels);
    }
    return 0;
}

static int tag_words(const Batch *batch, Forms *all, int32_t *numbers, int32_t *out)
{
    all->forms[0] = (Form){.shape = 1};
    all->count = 1;
    memset(all->weights, 0, (size_t)(WINDOW * batch->labels) * sizeof(int16_t));
    if (number_forms(batch, all, numbers) < 0) {
        return -1;
    }
    for (Py_ssize_t first = 0; first < batch->words; first += BLOCK) {
        Py_ssize_t left = batch->words - first;
        if (tag_block(batch, all, numbers, first, left < BLOCK ? left : BLOCK, out + first) < 0) {
            return -1;
        }
    }
    return 0;
}

/* Tag with room for the forms; there are hardly as many as there are words. */
static int tag_batch(const Batch *batch, int32_t *out)
{
    Forms all = {.room = 1024, .size = 16};
    while (all.size < batch->words * 2) {
        all.size *= 2;
    }
    int32_t *numbers = PyMem_Calloc((size_t)batch->words + 1, sizeof(int32_t));
    all.slots = PyMem_Calloc((size_t)all.size, sizeof(int32_t));
    all.forms = PyMem_Calloc((size_t)all.room, sizeof(Form));
    all.weights = PyMem_Calloc((size_t)(all.room * WINDOW * batch->labels), sizeof(int16_t));
    int done = -1;
    if (numbers == NULL || all.slots == NULL || all.forms == NULL || all.weights == NULL) {
        PyErr_NoMemory();
    } else {
        done = tag_words(batch, &all, numbers, out);
    }
    PyMem_Free(numbers);
    PyMem_Free(all.slots);
    PyMem_Free(all.forms);
    PyMem_Free(all.weights);
    return done;
}

static int table_of(Views *all, PyObject *parts, Py_ssize_t widest, Py_ssize_t labels, Table *out)
{
    PyObject *offsets, *keys, *slots, *rows;
    Py_ssize_t count;
    if (!PyArg_ParseTuple(parts, "OOOO", &offsets, &keys, &slots, &rows)
        || offsets_of(offsets, out->offsets, &out->width) < 0
        || look_at(all, keys, sizeof(uint64_t), PyBUF_SIMPLE, &out->index.keys,
                   &out->index.count) < 0
        || look_at(all, rows, sizeof(int16_t), PyBUF_SIMPLE, &out->rows, &count) < 0) {
        return -1;
    }
    for (Py_ssize_t column = 0; column < out->width; column++) {
        if (out->offsets[column] < -widest || out->offsets[column] > widest) {
            return fail("an offset is wider than the window");
        }
    }
    if (count != (out->index.count + 1) * out->width * labels) {
        return fail("a table has a row for each key, and one of none");
    }
    out->index.apart = 1;
    return index_of(all, slots, &out->index);
}

/* Tables of so many templates, which count for no word further off than `widest`. */
static int tables_of(Views *all, PyObject *tables, Py_ssize_t count, Py_ssize_t widest,
                     Py_ssize_t labels, Table *out)
{
    if (PyTuple_GET_SIZE(tables) != count) {
        return fail("tables are as many as templates");
    }
    for (Py_ssize_t number = 0; number < count; number++) {
        if (table_of(all, PyTuple_GET_ITEM(tables, number), widest, labels, out + number) < 0) {
            return -1;
        }
    }
    return 0;
}

/* The arrays of Python as those of a batch. */
static int batch_of(Views *all, PyObject *args, Batch *out, int32_t **tags)
{
    PyObject *plain, *shape, *kind, *starts, *lengths, *texts, *trie, *slots, *forms, *pairs, *codes;
    Py_ssize_t room;
    if (!PyArg_ParseTuple(args, "(OOO)(OOO)((OO)O!O!n)O", &plain, &shape, &kind, &starts, &lengths,
                          &texts, &trie, &slots, &PyTuple_Type, &forms, &PyTuple_Type, &pairs,
                          &out->labels, &codes)
        || text_of(all, plain, shape, kind, &out->text) < 0
        || look_at(all, starts, sizeof(int64_t), PyBUF_SIMPLE, &out->starts, &out->words) < 0
        || read_from(all, lengths, sizeof(int64_t), &out->lengths, out->words) < 0
        || read_from(all, texts, sizeof(int64_t), &out->texts, out->words) < 0
        || trie_of(all, trie, slots, &out->trie) < 0
        || look_at(all, codes, sizeof(int32_t), PyBUF_WRITABLE, tags, &room) < 0) {
        return -1;
    }
    if (room != out->words || out->words > INT32_MAX / 4) {
        return fail("there is a tag for every word");
    }
    if (out->labels < 1 || out->labels > MOST_LABELS) {
        return fail("there are too many parts of speech, or none");
    }
    return tables_of(all, forms, FORM_TABLES, AROUND, out->labels, out->forms) < 0
                   || tables_of(all, pairs, PAIR_TABLES, 0, out->labels, out->pairs) < 0
               ? -1
               : 0;
}

PyObject *ud_tag(PyObject *module, PyObject *args)
{
    Views all = {.count = 0};
    Batch batch;
    int32_t *out;
    int done = batch_of(&all, args, &batch, &out) < 0 ? -1 : tag_batch(&batch, out);
    let_go(&all);
    if (done < 0) {
        return NULL;
    }
    Py_RETURN_NONE;
}
