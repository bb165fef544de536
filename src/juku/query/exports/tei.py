"""A release as TEI P5: one ``teiCorpus``, a ``TEI`` an article, ``w`` and ``pc`` with their tags.

The text of each ``s`` is the sentence's text to the character: white space stands between the
words where it is printed and nowhere else. Characters that XML 1.0 does not allow are replaced by
U+FFFD. See https://tei-c.org/release/doc/tei-p5-doc/en/html/AI.html.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.query.exports.stories import Sentence, Story, Token

NAMESPACE = "http://www.tei-c.org/ns/1.0"

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[^\w.-]")

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="{namespace}" xml:lang="zh">
<teiHeader><fileDesc>
<titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>{identity}</p></publicationStmt>
<sourceDesc><p>{source}</p></sourceDesc>
</fileDesc></teiHeader>
"""


def lines(stories: Iterator[Story], title: str, identity: str) -> Iterator[str]:
    """The file, piece by piece.

    Args:
        stories: the articles.
        title: name and version of the release.
        identity: what tells it from any other.
    """
    source = "Newspaper pages; each article names its own."
    told = {"title": title, "identity": f"Release identity {identity}", "source": source}
    yield _HEAD.format(namespace=NAMESPACE, **{key: _text(value) for key, value in told.items()})
    for story in stories:
        yield from _story(story)
    yield "</teiCorpus>\n"


def _story(story: Story) -> Iterator[str]:
    day = story.published.isoformat()
    place = f"<pubPlace>{_text(story.place)}</pubPlace>" if story.place else ""
    rights = f"<availability><p>{_text(story.rights)}</p></availability>" if story.rights else ""
    yield (
        f"<TEI xml:id={_attribute(_name(story.article_id))} n={_attribute(story.article_id)}>\n"
        f"<teiHeader><fileDesc>"
        f"<titleStmt><title>{_text(story.title or story.article_id)}</title></titleStmt>"
        f"<publicationStmt><publisher>{_text(story.publisher)}</publisher>{place}"
        f'<date when="{day}">{day}</date>{rights}</publicationStmt>'
        f"<sourceDesc><p>{_text(story.source)}</p></sourceDesc>"
        f'</fileDesc></teiHeader>\n<text><body><div type="article">\n'
    )
    # A `head` may stand only before the first paragraph; what comes later is an `ab`.
    opening = True
    for paragraph, role, run in story.paragraphs():
        opening = opening and role in ("title", "subtitle", "column")
        element = "p" if role == "body" else "head" if opening else "ab"
        kind = "" if role == "body" else f' type="{role}"'
        yield f'<{element}{kind} n="{paragraph}">'
        yield from (_sentence(sentence) for sentence in run)
        yield f"</{element}>\n"
    # A body must hold something that is not a heading.
    yield "</div></body></text></TEI>\n" if not opening else "<p/></div></body></text></TEI>\n"


def _sentence(sentence: Sentence) -> str:
    words = "".join(_text(token.before) + _word(token) for token in sentence.tokens)
    name = _attribute(_name(sentence.sentence_id))
    return f"<s xml:id={name}>{words}{_text(sentence.after)}</s>"


def _word(token: Token) -> str:
    element = "pc" if token.upos == "PUNCT" else "w"
    tags = "".join(
        f" {name}={_attribute(value)}"
        for name, value in (("pos", token.upos), ("msd", token.xpos))
        if value
    )
    return f"<{element}{tags}>{_text(token.form)}</{element}>"


def _text(value: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", value), {"\r": "&#13;"})


def _attribute(value: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", value))


def _name(identifier: str) -> str:
    """An identifier as XML wants it: no sign but point, hyphen and underscore, a letter first.

    >>> _name("2024:a.0001")
    'a.2024_a.0001'
    """
    return f"a.{_NAME.sub('_', identifier)}"
