"""What a query means, written straight from the definition and without a thought of speed.

A pattern is a tree of tuples; `text_of` writes it in the query language, `hits` finds its matches
in a list of tokens by trying everything. Nothing of the engine is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

UNITS = {"s": "sentence", "p": "paragraph", "article": "article"}


@dataclass
class Word:
    """One token of the oracle's corpus."""

    values: dict[str, str]
    units: dict[str, int]
    """Number of the sentence, paragraph and article that hold it."""
    article: dict


# the pattern as text


def text_of(node) -> str:  # noqa: PLR0911  # a line a kind
    kind, *rest = node
    if kind == "tok":
        condition, label = rest
        return (f"{label}:" if label else "") + f"[{cond_text(condition)}]"
    if kind == "bare":
        return f'"{rest[0]}"' + (f"%{rest[1]}" if rest[1] else "")
    if kind == "chars":
        return f'chars("{rest[0]}")'
    if kind == "bound":
        return rest[0]
    if kind == "seq":
        return " ".join(text_of(part) for part in rest[0])
    if kind == "alt":
        return "(" + " | ".join(text_of(part) for part in rest[0]) + ")"
    part, low, high = rest
    names = {(0, 1): "?", (0, None): "*", (1, None): "+"}
    bounds = names.get((low, high), f"{{{low},{'' if high is None else high}}}")
    return f"({text_of(part)}){bounds}"


def cond_text(condition) -> str:
    kind, *rest = condition
    if kind == "any":
        return ""
    if kind == "test":
        attribute, op, value, flags = rest
        return f'{attribute}{op}"{value}"' + (f"%{flags}" if flags else "")
    if kind == "not":
        return f"!({cond_text(rest[0])})"
    if kind == "ref":
        left, op, right = rest
        return f"{left} {op} {right}"
    if kind == "meta":
        left, op, value = rest
        return f'{left} {op} "{value}"'
    sign = " & " if kind == "and" else " | "
    return "(" + sign.join(cond_text(part) for part in rest[0]) + ")"


def query_text(query) -> str:
    text = text_of(query["node"])
    if query["constraint"] is not None:
        text += f" :: {cond_text(query['constraint'])}"
    for kind, negated, other in query["filters"]:
        target = other if isinstance(other, str) else text_of(other)
        text += f" {'!' if negated else ''}{kind} {target}"
    return text


# the meaning


def holds(condition, word: Word) -> bool:
    kind, *rest = condition
    if kind == "any":
        return True
    if kind == "test":
        attribute, op, value, flags = rest
        found = (
            re.fullmatch(value, word.values[attribute], re.IGNORECASE if "c" in flags else 0)
            is not None
        )
        return found == (op == "=")
    if kind == "not":
        return not holds(rest[0], word)
    return (all if kind == "and" else any)(holds(part, word) for part in rest[0])


def at_boundary(words, at: int, unit: str) -> bool:
    if at in {0, len(words)}:
        return True
    return words[at].units[unit] != words[at - 1].units[unit]


def ways(node, words, at: int, bound: dict, room: int):  # noqa: PLR0911  # a line a kind
    """Every (end, labels) with which ``node`` can match from ``at``; ends at most ``room`` on."""
    kind, *rest = node
    if kind == "bound":
        unit = UNITS[rest[0].strip("</>")]
        return [(at, bound)] if at_boundary(words, at, unit) else []
    if kind == "chars":
        return [(end, bound) for end in char_ends(rest[0], words, at)]
    if kind in {"tok", "bare"}:
        condition = rest[0] if kind == "tok" else ("test", "word", "=", rest[0], rest[1])
        label = rest[1] if kind == "tok" else None
        if at >= len(words) or not holds(condition, words[at]):
            return []
        return [(at + 1, {**bound, label: at} if label else bound)]
    if kind == "alt":
        return unique(w for part in rest[0] for w in ways(part, words, at, bound, room))
    if kind == "seq":
        found = [(at, bound)]
        for part in rest[0]:
            found = unique(w for e, b in found for w in ways(part, words, e, b, room))
        return found
    part, low, high = rest
    found = [(at, bound)]
    for _ in range(low):
        found = unique(w for e, b in found for w in ways(part, words, e, b, room))
    every, fresh, count = list(found), found, low
    while fresh and (high is None or count < high):
        more = unique(w for e, b in fresh for w in ways(part, words, e, b, room) if w[0] > e)
        fresh = [w for w in more if w not in every]
        every += fresh
        count += 1
    return every


def unique(found):
    kept = []
    for one in found:
        if one not in kept:
            kept.append(one)
    return kept


def char_regex(pattern: str) -> str:
    return pattern.replace("*", ".{0,10}").replace("?", ".")


def char_ends(pattern: str, words, at: int):
    """The ends of the runs of tokens that a string of characters touches, from token ``at``."""
    ends = []
    for first, _, end, _ in char_hits(pattern, words):
        if first == at:
            ends.append(end)
    return unique(ends)


def char_hits(pattern: str, words):
    """(first token, place in it, token after the last, place in the last) of each hit."""
    found = []
    for sentence in sorted({w.units["sentence"] for w in words}):
        places = [
            (i, k)
            for i, w in enumerate(words)
            if w.units["sentence"] == sentence
            for k in range(len(w.values["word"]))
        ]
        text = "".join(words[i].values["word"][k] for i, k in places)
        for begin in range(len(text)):
            for end in range(begin + 1, len(text) + 1):
                if re.fullmatch(char_regex(pattern), text[begin:end], re.DOTALL):
                    last = places[end - 1]
                    found.append((*places[begin], last[0] + 1, last[1] + 1))
                    break
    return found


def satisfied(condition, words, start: int, end: int, bound: dict) -> bool:
    kind, *rest = condition
    if kind in {"and", "or"}:
        every = all if kind == "and" else any
        return every(satisfied(part, words, start, end, bound) for part in rest[0])
    if kind == "not":
        return not satisfied(rest[0], words, start, end, bound)
    named = {**bound, "match": start, "matchend": end - 1}
    left, op, right = rest
    one = value_of(left, words, named)
    two = value_of(right, words, named) if kind == "ref" else right
    if one is None or two is None:
        return False
    if op in {"=", "!="}:
        equal = one == two if kind == "ref" else re.fullmatch(two, one) is not None
        return equal == (op == "=")
    return {"<": one < two, ">": one > two, "<=": one <= two, ">=": one >= two}[op]


def value_of(name: str, words, named: dict):
    label, attribute = name.split(".")
    if label not in named:
        return None
    word = words[named[label]]
    if attribute in word.values:
        return word.values[attribute]
    value = word.article[attribute]
    return None if value is None else str(value)


def labels_of(node) -> list[str]:
    """Labels in the order in which they stand in the pattern."""
    kind, *rest = node
    if kind == "tok":
        return [rest[1]] if rest[1] else []
    if kind in {"seq", "alt"}:
        return list(dict.fromkeys(name for part in rest[0] for name in labels_of(part)))
    return labels_of(rest[0]) if kind == "rep" else []


def same_unit(words, start: int, end: int, unit: str) -> bool:
    return len({w.units[unit] for w in words[start:end]}) == 1


def spans(node, words):
    """Every (start, end) that a pattern can match, whatever the strategy."""
    return {
        (start, end)
        for start in range(len(words))
        for end, _ in ways(node, words, start, {}, len(words))
        if end > start
    }


def hits(query, words):
    """``[(start, end, labels)]`` as `Corpus.find` should give them, labels as a tuple."""
    names = labels_of(query["node"])
    inside = [
        UNITS[o] for k, n, o in query["filters"] if k == "within" and not n and isinstance(o, str)
    ]
    chosen = []
    for start in range(len(words)):
        best = {}
        for end, bound in ways(query["node"], words, start, {}, len(words)):
            if end == start or not all(same_unit(words, start, end, u) for u in inside):
                continue
            constraint = query["constraint"]
            if constraint and not satisfied(constraint, words, start, end, bound):
                continue
            labels = tuple(bound.get(name, -1) for name in names)
            best[end] = min(best.get(end, labels), labels)
        if best:
            end = (max if query["strategy"] == "longest" else min)(best)
            chosen.append((start, end, best[end]))
    kept = [hit for hit in chosen if not dropped(query["strategy"], hit, chosen)]
    return [hit for hit in kept if all(passes(one, hit, words) for one in query["filters"])]


def dropped(strategy: str, hit, every) -> bool:
    start, end, _ = hit
    others = [(s, e) for s, e, _ in every if (s, e) != (start, end)]
    if strategy == "standard":
        return any(e == end and s < start for s, e in others)
    if strategy == "longest":
        return any(s <= start and end <= e for s, e in others)
    if strategy == "shortest":
        return any(start <= s and e <= end for s, e in others)
    return False


def passes(one, hit, words) -> bool:
    kind, negated, other = one
    start, end, _ = hit
    if isinstance(other, str):
        return same_unit(words, start, end, UNITS[other]) != negated
    found = spans(other, words)
    if kind == "containing":
        there = any(start <= s and e <= end for s, e in found)
    else:
        there = any(s <= start and end <= e for s, e in found)
    return there != negated
