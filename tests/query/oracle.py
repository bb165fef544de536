"""What a query means, written straight from the definition and without a thought of speed.

A pattern is a tree of tuples; `text_of` writes it in the query language, `hits` finds its matches
in a list of tokens by trying everything. Nothing of the engine is used.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

UNITS = {"s": "sentence", "p": "paragraph", "article": "article", "text": "article"}
UNITS |= {unit: unit for unit in UNITS.values()}


@dataclass
class Word:
    """One token of the oracle's corpus."""

    values: dict[str, str]
    units: dict[str, int]
    """Number of the sentence, paragraph and article that hold it."""
    columns: dict
    """Metadata of its article and sentence."""
    folded: str
    """Its characters, each in simplified form."""


# the pattern as text


def text_of(node) -> str:  # noqa: PLR0911  # a line a kind
    kind, *rest = node
    if kind == "tok":
        condition, label = rest
        return (f"{label}:" if label else "") + f"[{cond_text(condition)}]"
    if kind == "bare":
        return f'"{rest[0]}"' + (f"%{rest[1]}" if rest[1] else "")
    if kind == "chars":
        return f'chars({rest[1]}="{rest[0]}")'
    if kind in {"bound", "unit"}:
        return rest[0]
    if kind == "chosen":
        return f"({rest[0]}{filters_text(rest[1])})"
    if kind == "seq":
        return " ".join(text_of(part) for part in rest[0])
    if kind == "alt":
        return "(" + " | ".join(text_of(part) for part in rest[0]) + ")"
    part, low, high = rest
    names = {(0, 1): "?", (0, None): "*", (1, None): "+", (2, 2): "{2}", (0, 2): "{,2}"}
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
        return f'{left} {op} "{value}"' if isinstance(value, str) else f"{left} {op} {value}"
    sign = " & " if kind == "and" else " | "
    return "(" + sign.join(cond_text(part) for part in rest[0]) + ")"


def query_text(query) -> str:
    text = f"(?{query['strategy']}) {text_of(query['node'])}"
    if query["constraint"] is not None:
        text += f" :: {cond_text(query['constraint'])}"
    return text + filters_text(query["filters"])


def filters_text(filters) -> str:
    text = ""
    for kind, negated, other in filters:
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
        return equal(word.values[attribute], value, flags, op) != op.startswith("!")
    if kind == "not":
        return not holds(rest[0], word)
    return (all if kind == "and" else any)(holds(part, word) for part in rest[0])


def equal(found: str, value: str, flags: str, op: str) -> bool:
    if "d" in flags:
        found, value = plain(found), plain(value)
    if "l" in flags or op.endswith("=="):
        value = re.escape(value)
    return re.fullmatch(value, found, re.IGNORECASE if "c" in flags else 0) is not None


def plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(p for p in parts if not unicodedata.combining(p)))


def at_boundary(words, at: int, unit: str) -> bool:
    if at in {0, len(words)}:
        return True
    return words[at].units[unit] != words[at - 1].units[unit]


def ways(node, words, at: int, bound: dict, room: int):
    """Every (end, labels) with which ``node`` can match from ``at``; ends at most ``room`` on."""
    kind, *rest = node
    if kind in {"bound", "unit", "chars", "tok", "bare"}:
        return leaf_ways(node, words, at, bound)
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


def leaf_ways(node, words, at: int, bound: dict):
    """The same of a part that has no parts."""
    kind, *rest = node
    if kind == "bound":
        unit = UNITS[rest[0].strip("</>")]
        return [(at, bound)] if at_boundary(words, at, unit) else []
    if kind == "unit":
        unit = UNITS[rest[0].strip("</>")]
        if at >= len(words) or not at_boundary(words, at, unit):
            return []
        return [(max(e for e in range(at, len(words) + 1) if same_unit(words, at, e, unit)), bound)]
    if kind == "chars":
        return [(end, bound) for end in char_ends(rest[0], words, at, rest[1])]
    condition = rest[0] if kind == "tok" else ("test", "word", "=", rest[0], rest[1])
    label = rest[1] if kind == "tok" else None
    if at >= len(words) or not holds(condition, words[at]):
        return []
    return [(at + 1, {**bound, label: at} if label else bound)]


def unique(found):
    kept = []
    for one in found:
        if one not in kept:
            kept.append(one)
    return kept


def char_regex(pattern: str) -> str:
    return pattern.replace("*", ".{0,10}").replace("?", ".")


def char_ends(pattern: str, words, at: int, attribute: str = "word"):
    """The ends of the runs of tokens that a string of characters touches, from token ``at``."""
    ends = []
    for first, _, end, _ in char_hits(pattern, words, attribute):
        if first == at:
            ends.append(end)
    return unique(ends)


def char_hits(pattern: str, words, attribute: str = "word"):
    """(first token, place in it, token after the last, place in the last) of each hit."""
    found = []
    for sentence in sorted({w.units["sentence"] for w in words}):
        places = [
            (i, k)
            for i, w in enumerate(words)
            if w.units["sentence"] == sentence
            for k in range(len(w.values["word"]))
        ]
        forms = [w.folded if attribute == "hans" else w.values["word"] for w in words]
        text = "".join(forms[i][k] for i, k in places)
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
    if isinstance(one, list):
        return bool(one) and any(re.fullmatch(two, entry) for entry in one) == (op == "=")
    if op in {"=", "!="}:
        texts = kind == "meta" and isinstance(two, str)
        return (equal(one, two, "", op) if texts else one == two) == (op == "=")
    return {"<": one < two, ">": one > two, "<=": one <= two, ">=": one >= two}[op]


def value_of(name: str, words, named: dict):
    label, attribute = name.split(".")
    if label not in named:
        return None
    word = words[named[label]]
    if attribute in word.values:
        return word.values[attribute]
    return word.columns[attribute]


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


def whole_units(node) -> int:
    """How many whole units a pattern can hold, one of each repeat without end."""
    kind, *rest = node
    if kind == "unit":
        return 1
    if kind in {"seq", "alt"}:
        return (sum if kind == "seq" else max)(map(whole_units, rest[0]))
    if kind == "rep":
        part, low, high = rest
        return whole_units(part) * (max(low, 1) if high is None else high)
    return 0


def kinds_of(node) -> set[str]:
    """The kinds of units that a pattern names."""
    kind, *rest = node
    if kind == "unit":
        return {UNITS[rest[0].strip("</>")]}
    parts = rest[0] if kind in {"seq", "alt"} else rest[:1] * (kind == "rep")
    return set().union(*map(kinds_of, parts))


def reach(node, words, start: int, most: int) -> int:
    """Tokens that a match may have: ``most``, moved on by each unit as by the longest in reach."""
    for _ in range(whole_units(node)):
        places = range(start, min(start + most + 1, len(words)))
        begun = [(at, k) for k in kinds_of(node) for at in places if at_boundary(words, at, k)]
        most += max((length(words, at, kind) for at, kind in begun), default=0)
    return most


def length(words, at: int, kind: str) -> int:
    """Tokens of the unit that holds the token at a place."""
    return sum(word.units[kind] == words[at].units[kind] for word in words)


def matched(node, words, start: int, most: int):
    """Every (end, labels) of a match from ``start``, of ``most`` tokens and those of its units."""
    most = reach(node, words, start, most)
    for end, bound in ways(node, words, start, {}, len(words)):
        if end > start and (end - start <= most or node[0] == "unit"):
            yield end, bound


def spans(node, words, most: int):
    """Every (start, end) that a pattern can match, whatever the strategy."""
    if node[0] == "chosen":
        _, unit, filters = node
        return {
            (start, end)
            for start, end in spans(("unit", unit), words, most)
            if all(passes(one, (start, end, ()), words, most) for one in filters)
        }
    return {
        (start, end) for start in range(len(words)) for end, _ in matched(node, words, start, most)
    }


def hits(query, words):
    """``[(start, end, labels)]`` as `Corpus.find` should give them, labels as a tuple."""
    names = labels_of(query["node"])
    inside = [
        UNITS[o] for k, n, o in query["filters"] if k == "within" and not n and isinstance(o, str)
    ] + [UNITS[unit] for unit in query["within"]]
    chosen = []
    for start in range(len(words)):
        best = {}
        for end, bound in matched(query["node"], words, start, query["most"]):
            if not all(same_unit(words, start, end, u) for u in inside):
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
    return [
        hit
        for hit in kept
        if all(passes(one, hit, words, query["most"]) for one in query["filters"])
    ]


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


def passes(one, hit, words, most: int) -> bool:
    kind, negated, other = one
    start, end, _ = hit
    if isinstance(other, str):
        return same_unit(words, start, end, UNITS[other]) != negated
    found = spans(other, words, most)
    if kind == "containing":
        there = any(start <= s and e <= end for s, e in found)
    else:
        there = any(s <= start and end <= e for s, e in found)
    return there != negated
