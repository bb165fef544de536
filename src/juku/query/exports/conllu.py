r"""A release as CoNLL-U: https://universaldependencies.org/format.html.

Documents are articles, ``newpar`` begins a paragraph. Lemmas, features and dependencies are ``_``:
the release has none. A token that touches the next has ``SpaceAfter=No``; white space other than
one blank is told as UDPipe does, ``SpacesAfter=\u3000`` with the signs escaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.query.exports.stories import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.query.exports.stories import Sentence, Story

_ESCAPES = {" ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r", "|": "\\p", "\\": "\\\\"}


def lines(stories: Iterator[Story]) -> Iterator[str]:
    """The file, piece by piece. A sentence without tokens is left out: CoNLL-U has no such."""
    for story in stories:
        document = _document(story)
        for paragraph, role, run in story.paragraphs():
            place = f"p{paragraph}" if paragraph else role
            opening = [*document, f"# newpar id = {story.article_id}.{place}"]
            for sentence in run:
                if sentence.tokens:
                    yield _sentence(sentence, opening)
                    opening, document = [], []


def _document(story: Story) -> list[str]:
    told = {
        "newdoc id": story.article_id,
        "publisher": story.publisher,
        "published": story.published.isoformat(),
        "place": story.place,
        "title": story.title,
        "source": story.source,
        "rights": story.rights,
    }
    return [f"# {key} = {one_line(value)}" for key, value in told.items() if value]


def _sentence(sentence: Sentence, opening: list[str]) -> str:
    comments = [*opening, f"# sent_id = {sentence.sentence_id}"]
    comments += [f"# text = {one_line(sentence.text)}", f"# role = {sentence.role}"]
    if sentence.section:
        comments.append(f"# section = {one_line(sentence.section)}")
    following = [token.before for token in sentence.tokens[1:]] + [sentence.after]
    rows = []
    for number, (token, after) in enumerate(zip(sentence.tokens, following, strict=True), 1):
        last = number == len(sentence.tokens)
        leading = sentence.tokens[0].before if number == 1 else ""
        columns = [
            str(number),
            *map(one_line, (token.form, "_", token.upos or "_", token.xpos or "_")),
        ]
        columns += ["_", "_", "_", "_", _misc(leading, after, last=last)]
        rows.append("\t".join(columns))
    return "\n".join([*comments, *rows]) + "\n\n"


def _misc(before: str, after: str, *, last: bool) -> str:
    notes = []
    if before:
        notes.append(f"SpacesBefore={_escaped(before)}")
    if after == "":
        notes.append("SpaceAfter=No")
    elif after != " " or last:
        notes.append(f"SpacesAfter={_escaped(after)}")
    return "|".join(notes) or "_"


def _escaped(space: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in space)
