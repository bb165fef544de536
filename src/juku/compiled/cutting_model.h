/* How what is no word is cut: Han characters by a hidden Markov model, others by their kinds. */

#ifndef JUKU_CUTTING_MODEL_H
#define JUKU_CUTTING_MODEL_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { BEGIN, END, MIDDLE, SINGLE, STATES };

#define FIRST_HAN 0x4E00
#define LAST_HAN 0x9FD5 /* the last character that the model knows of */
#define MODEL_ROWS (1 + STATES + LAST_HAN - FIRST_HAN + 1)

static int is_alphanumeric(Py_UCS4 c)
{
    return (c - '0') <= 9u || ((c | 0x20) - 'a') <= 25u;
}

static int is_connector(Py_UCS4 c)
{
    return c == '.' || c == '_' || c == '-';
}

static int is_of_model(Py_UCS4 c)
{
    return c >= FIRST_HAN && c <= LAST_HAN;
}

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

#endif
