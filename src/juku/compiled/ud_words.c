/* From characters to words: what text/ud/cutting.py does with numpy, in one call a batch.

   Every key of features.py is made at every place, its weights are added, and the best path of
   begin, middle, end, single is taken run by run. Sums are whole numbers; states of the path are
   doubles, as they are there, so that paths of equal weight are told apart alike. */

#include "ud.h"

enum { BLOCK = 128, TEMPLATES = 15, AROUND = 2, FIELD = 21 };
enum { B, M, E, S, LABELS };
enum { SURE_M = 1, SURE_B = 2, SURE_E = 4, SURE_S = 8 };

static const int32_t SURE = 1 << 20;
static const double NEVER = -1e30;
static const int BEFORE[LABELS][2] = {{E, S}, {B, M}, {B, M}, {E, S}};

/* What is known of a place before a weight is looked at. */
typedef struct {
    uint64_t word;
    int32_t rough; /* the length of the rough word that starts here, or 0 */
    uint8_t start, end, over, start_tag, end_tag, start_rank, end_rank;
    uint8_t own, label, size, sure;
} Place;

/* A template's records: a key, and a packed weight for each of its offsets; the first is of none. */
typedef struct {
    Index index;
    const int64_t *rows;
    Py_ssize_t width, offsets[MOST_OFFSETS];
} Table;

typedef struct {
    Text text;
    Trie trie;
    Table tables[TEMPLATES];
    const int64_t *rough, *from, *to;
    Py_ssize_t words, forced;
    const int32_t *moves;
    Place *places;   /* with AROUND empty ones on either side */
    uint64_t *total; /* with WIDEST on either side */
    uint8_t *came;
} Batch;

static int fail(const char *what)
{
    PyErr_SetString(PyExc_ValueError, what);
    return -1;
}

/* The rough words, which tile the text: each place's label, and its word's hash and length. */
static int lay_rough(const Batch *batch)
{
    Py_ssize_t start = 0;
    for (Py_ssize_t number = 0; number < batch->words; number++) {
        Py_ssize_t length = (Py_ssize_t)batch->rough[number];
        if (length < 1 || length > batch->text.size - start || length > INT32_MAX) {
            return fail("rough words do not tile the text");
        }
        uint64_t word = hash_of(batch->text.shape + start, length);
        for (Py_ssize_t within = 0; within < length; within++) {
            Place *place = &batch->places[start + within];
            place->word = word;
            place->size = (uint8_t)(length < 4 ? length : 4);
            place->label = within + 1 == length ? E : M;
        }
        batch->places[start].label = length == 1 ? S : B;
        batch->places[start].rough = (int32_t)length;
        batch->places[start].own = MADE;
        start += length;
    }
    return start == batch->text.size ? 0 : fail("rough words do not tile the text");
}

/* Curated words: what shall be cut there, whatever the weights say. */
static int lay_forced(const Batch *batch)
{
    for (Py_ssize_t number = 0; number < batch->forced; number++) {
        int64_t from = batch->from[number], to = batch->to[number];
        if (from < 0 || from >= to || to > batch->text.size) {
            return fail("a forced word is not in the text");
        }
        for (int64_t at = from; at < to; at++) {
            batch->places[at].sure |= SURE_M;
        }
        if (to - from == 1) {
            batch->places[from].sure |= SURE_S;
        } else {
            batch->places[from].sure |= SURE_B;
            batch->places[to - 1].sure |= SURE_E;
        }
    }
    return 0;
}

/* A word of the dictionary in the text. Lengths come growing and blocks from the end of the text,
   so that what is noted last at a start, and at an end, is the longest. */
static void note(Place *place, Py_ssize_t length, uint32_t value)
{
    uint8_t tag = (uint8_t)(value / RANKS), rank = (uint8_t)(value % RANKS);
    uint8_t kind = (uint8_t)((length < LENGTHS ? length : LENGTHS) - 1);
    Place *last = place + length - 1;
    if (place->rough == length) {
        place->own = tag;
    }
    if (length == 1) {
        return;
    }
    place->start = last->end = kind;
    place->start_tag = last->end_tag = tag;
    place->start_rank = last->end_rank = rank;
    for (Place *inside = place + 1; inside < last; inside++) {
        inside->over = inside->over > kind ? inside->over : kind;
    }
}

/* One character deeper at the places of a block that are left; how many of them go on. */
static Py_ssize_t deepen(const Batch *batch, Py_ssize_t *open, uint64_t *state, Py_ssize_t left,
                         Py_ssize_t length)
{
    int32_t found[BLOCK];
    Py_ssize_t kept = 0;
    for (Py_ssize_t number = 0; number < left; number++) {
        state[number] = step(state[number], batch->text.plain[open[number] + length - 1]);
    }
    find_all(&batch->trie.index, state, 1, found, left);
    for (Py_ssize_t number = 0; number < left; number++) {
        Py_ssize_t at = open[number];
        uint32_t known = number_of(&batch->trie, found[number]);
        if (known > 1) {
            note(batch->places + at, length, known / 2 - 1);
        }
        open[kept] = at;
        state[kept] = state[number];
        kept += (known & 1) && at + length < batch->text.size;
    }
    return kept;
}

/* Every word of the dictionary at every place, block by block from the end. */
static void match(const Batch *batch)
{
    Py_ssize_t open[BLOCK], size = batch->text.size;
    uint64_t state[BLOCK];
    for (Py_ssize_t first = (size - 1) / BLOCK * BLOCK; first >= 0 && size; first -= BLOCK) {
        Py_ssize_t left = size - first < BLOCK ? size - first : BLOCK;
        for (Py_ssize_t number = 0; number < left; number++) {
            open[number] = first + number;
            state[number] = SEED;
        }
        for (Py_ssize_t length = 1; left > 0; length++) {
            left = deepen(batch, open, state, left, length);
        }
    }
}

/* The keys of all templates at one place: features.py says what each is, in this order. */
static void keys_at(const Batch *batch, Py_ssize_t at, uint64_t *keys)
{
    const Text *text = &batch->text;
    Place *place = batch->places + at;
    uint64_t code[5], kinds = 0, same = 0, cuts = 0;
    for (Py_ssize_t by = -AROUND; by <= AROUND; by++) {
        int within = at + by >= 0 && at + by < text->size;
        code[by + AROUND] = within ? text->shape[at + by] : 0;
        kinds = kinds * KINDS + (within ? text->kind[at + by] : 0);
        cuts = cuts * 4 + place[by].label;
    }
    uint64_t here = code[2], next = code[3], second = code[4];
    for (int by = 0; by < 5; by++) {
        same = by == AROUND ? same : same * 2 + (code[by] == here);
    }
    if (place->label == M || place->label == E) {
        place->own = place[-1].own;
    }
    uint64_t three = cuts >> 2 & 63;
    uint64_t found = ((uint64_t)place->start * LENGTHS + place->end) * LENGTHS + place->over;
    keys[0] = here + 1;
    keys[1] = (here << 21 | next) + 1;
    keys[2] = (here << 21 | second) + 1;
    keys[3] = (here << 42 | next << 21 | second) + 1;
    keys[4] = kinds;
    keys[5] = same;
    keys[6] = found;
    keys[7] = (uint64_t)place->start_tag * LENGTHS + place->start;
    keys[8] = (uint64_t)place->end_tag * LENGTHS + place->end;
    keys[9] = (uint64_t)place->start_rank * RANKS + place->end_rank;
    keys[10] = cuts;
    keys[11] = (uint64_t)place->own * 16 + place->label * 4 + place->size - 1;
    keys[12] = three * LENGTHS * LENGTHS * LENGTHS + found;
    keys[13] = (here << 6 | three) + 1;
    keys[14] = (place->word << 2 | place->label) | UINT64_C(1) << 63;
}

/* Add a table's weights for the keys of a block. A key that is not kept has row 0, which is nothing
   but zeros: to add it takes less time than to ask. */
static int weigh(const Table *table, const uint64_t *keys, Py_ssize_t count, uint64_t *total)
{
    int32_t found[BLOCK];
    if (!find_all(&table->index, keys, TEMPLATES, found, count)) {
        return fail("a table's arrays do not belong together");
    }
    for (Py_ssize_t column = 0; column < table->width; column++) {
        const int64_t *rows = table->rows + column;
        uint64_t *to = total + table->offsets[column];
        for (Py_ssize_t number = 0; number < count; number++) {
            to[number] += (uint64_t)rows[found[number] * table->index.apart];
        }
    }
    return 0;
}

static int weigh_all(const Batch *batch)
{
    uint64_t keys[BLOCK * TEMPLATES];
    for (Py_ssize_t first = 0; first < batch->text.size; first += BLOCK) {
        Py_ssize_t left = batch->text.size - first;
        Py_ssize_t count = left < BLOCK ? left : BLOCK;
        for (Py_ssize_t number = 0; number < count; number++) {
            keys_at(batch, first + number, keys + number * TEMPLATES);
        }
        for (int number = 0; number < TEMPLATES; number++) {
            if (weigh(&batch->tables[number], keys + number, count, batch->total + first) < 0) {
                return -1;
            }
        }
    }
    return 0;
}

/* The scores of the labels at a place: packed sums taken apart, and what is sure made so. */
static void scores_at(const Batch *batch, Py_ssize_t at, double *scores)
{
    const int64_t half = INT64_C(1) << (FIELD - 1), mask = (INT64_C(1) << FIELD) - 1;
    int64_t rest;
    memcpy(&rest, &batch->total[at], sizeof(rest));
    int32_t score[LABELS] = {0};
    for (int label = 0; label < S; label++) {
        int64_t part = (int64_t)(((uint64_t)rest + (uint64_t)half) & (uint64_t)mask) - half;
        score[label] = (int32_t)part;
        rest = (int64_t)((uint64_t)rest - (uint64_t)part) >> FIELD;
    }
    uint8_t sure = batch->places[at].sure;
    score[M] += sure & SURE_M ? SURE : 0;
    score[B] += sure & SURE_B ? 2 * SURE : 0;
    score[E] += sure & SURE_E ? 2 * SURE : 0;
    score[S] += sure & SURE_S ? 2 * SURE : 0;
    for (int label = 0; label < LABELS; label++) {
        scores[label] = score[label];
    }
}

/* The labels of highest score (Viterbi) of one run, written to `came`, which until then says for
   each label which of the two that may stand before it did. */
static void best_path(const Batch *batch, Py_ssize_t start, Py_ssize_t end)
{
    double state[LABELS], grown[LABELS];
    scores_at(batch, start, state);
    state[M] = state[E] = NEVER;
    for (Py_ssize_t at = start + 1; at < end; at++) {
        uint8_t came = 0;
        scores_at(batch, at, grown);
        for (int to = 0; to < LABELS; to++) {
            int first = BEFORE[to][0], second = BEFORE[to][1];
            double one = state[first] + batch->moves[first * LABELS + to];
            double other = state[second] + batch->moves[second * LABELS + to];
            came |= (uint8_t)((other > one) << to);
            grown[to] += other > one ? other : one;
        }
        memcpy(state, grown, sizeof(state));
        batch->came[at] = came;
    }
    int label = state[E] > state[S] ? E : S;
    for (Py_ssize_t at = end - 1; at >= start; at--) {
        int before = BEFORE[label][batch->came[at] >> label & 1];
        batch->came[at] = (uint8_t)label;
        label = before;
    }
}

/* Whether a place belongs to a run: neither blank nor a mark that always stands alone. */
static int is_open(const Batch *batch, Py_ssize_t at)
{
    uint8_t kind = batch->text.kind[at];
    return batch->places[at].sure || (kind != BLANK && kind != CLOSED);
}

/* The words: those of runs, and single marks; how many there are. */
static Py_ssize_t cut_runs(const Batch *batch, int64_t *starts, int64_t *ends)
{
    Py_ssize_t count = 0, size = batch->text.size, end;
    for (Py_ssize_t at = 0; at < size; at = end) {
        end = at + 1;
        if (!is_open(batch, at)) {
            starts[count] = at;
            ends[count] = end;
            count += batch->text.kind[at] != BLANK;
            continue;
        }
        while (end < size && is_open(batch, end)) {
            end++;
        }
        best_path(batch, at, end);
        for (Py_ssize_t from = at, place = at; place < end; place++) {
            if (batch->came[place] == E || batch->came[place] == S) {
                starts[count] = from;
                ends[count++] = place + 1;
                from = place + 1;
            }
        }
    }
    return count;
}

static int table_of(Views *all, PyObject *parts, Table *out)
{
    PyObject *offsets, *records, *slots;
    Py_ssize_t count;
    if (!PyArg_ParseTuple(parts, "OOO", &offsets, &records, &slots)
        || offsets_of(offsets, out->offsets, &out->width) < 0
        || look_at(all, records, sizeof(int64_t), PyBUF_SIMPLE, &out->rows, &count) < 0) {
        return -1;
    }
    out->index.apart = out->width + 1;
    out->index.count = count / out->index.apart - 1;
    if (out->index.count < 0) {
        return fail("a table has no record of none");
    }
    out->index.keys = (const uint64_t *)out->rows + out->index.apart;
    out->rows++;
    return index_of(all, slots, &out->index);
}

/* The arrays of Python as those of a batch, and where its words go. */
static int batch_of(Views *all, PyObject *args, Batch *out, int64_t **starts, int64_t **ends)
{
    PyObject *plain, *shape, *kind, *rough, *trie, *slots, *tables, *moves, *from, *to, *own[2];
    Py_ssize_t room[2];
    if (!PyArg_ParseTuple(args, "(OOOO)((OO)O!O)(OO)OO", &plain, &shape, &kind, &rough, &trie,
                          &slots, &PyTuple_Type, &tables, &moves, &from, &to, &own[0], &own[1])
        || text_of(all, plain, shape, kind, &out->text) < 0
        || look_at(all, rough, sizeof(int64_t), PyBUF_SIMPLE, &out->rough, &out->words) < 0
        || trie_of(all, trie, slots, &out->trie) < 0
        || read_from(all, moves, sizeof(int32_t), &out->moves, LABELS * LABELS) < 0
        || look_at(all, from, sizeof(int64_t), PyBUF_SIMPLE, &out->from, &out->forced) < 0
        || read_from(all, to, sizeof(int64_t), &out->to, out->forced) < 0
        || look_at(all, own[0], sizeof(int64_t), PyBUF_WRITABLE, starts, &room[0]) < 0
        || look_at(all, own[1], sizeof(int64_t), PyBUF_WRITABLE, ends, &room[1]) < 0) {
        return -1;
    }
    if (room[0] != out->text.size || room[1] != out->text.size) {
        return fail("there may be a word at every place");
    }
    if (PyTuple_GET_SIZE(tables) != TEMPLATES) {
        return fail("tables are as many as templates");
    }
    for (Py_ssize_t number = 0; number < TEMPLATES; number++) {
        if (table_of(all, PyTuple_GET_ITEM(tables, number), &out->tables[number]) < 0) {
            return -1;
        }
    }
    return 0;
}

/* Cut with room for what is known of each place; -1 where something is amiss. */
static Py_ssize_t cut_batch(Batch *batch, int64_t *starts, int64_t *ends)
{
    size_t size = (size_t)batch->text.size;
    Place *places = PyMem_Calloc(size + 2 * AROUND, sizeof(Place));
    uint64_t *total = PyMem_Calloc(size + 2 * WIDEST, sizeof(uint64_t));
    uint8_t *came = PyMem_Calloc(size + 1, 1);
    Py_ssize_t count = -1;
    if (places == NULL || total == NULL || came == NULL) {
        PyErr_NoMemory();
    } else {
        batch->places = places + AROUND;
        batch->total = total + WIDEST;
        batch->came = came;
        if (lay_rough(batch) == 0 && lay_forced(batch) == 0) {
            match(batch);
            count = weigh_all(batch) == 0 ? cut_runs(batch, starts, ends) : -1;
        }
    }
    PyMem_Free(places);
    PyMem_Free(total);
    PyMem_Free(came);
    return count;
}

PyObject *ud_cut(PyObject *module, PyObject *args)
{
    Views all = {.count = 0};
    Batch batch;
    int64_t *starts, *ends;
    Py_ssize_t count = -1;
    if (batch_of(&all, args, &batch, &starts, &ends) == 0) {
        count = cut_batch(&batch, starts, ends);
    }
    let_go(&all);
    return count < 0 ? NULL : PyLong_FromSsize_t(count);
}
