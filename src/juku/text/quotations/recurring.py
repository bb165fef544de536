"""Names of speakers as all of an article prints them: what one sentence tears, another has whole.

冷秋 of 冷秋实泣不成声 is 冷秋实 where every 冷秋 of the article is followed by 实, and 实 by more
than one character; 施牧之读 of 施牧之读罢 is 施牧之 where that stands elsewhere without 读.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.text.quotations.given_names import unusual
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.person_words import NEVER_GIVEN, NOT_GIVEN, PEOPLE
from juku.text.vocabulary.surnames import COMPOUND, IN_PROSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juku.text.quotations.quotation import Quotation

_LENGTHS, _USUAL = range(2, 5), 2
"""Characters of names, and of what is given."""
_BEHIND_NAMES = NOT_GIVEN | NEVER_GIVEN
_LAST_OF_NONE = _BEHIND_NAMES | PEOPLE
_MOST_UNUSUAL = 0.5
"""How unusual the end of a name may be that marks or verbs of saying need not follow."""


def settle(found: list[list[Quotation]], paragraphs: Sequence[str]) -> None:
    """Give the quotations ``found`` in ``paragraphs`` their speakers as the article has them."""
    torn = {said.speaker for quotations in found for said in quotations if said.speaker is not None}
    wholes = _wholes(torn, paragraphs)
    if not wholes:
        return
    for quotations in found:
        for place, said in enumerate(quotations):
            if said.speaker in wholes:
                quotations[place] = said._replace(speaker=wholes[said.speaker])


def _wholes(speakers: set[str], paragraphs: Sequence[str]) -> dict[str, str]:
    """Those of ``speakers`` whose name is another than was read, with that."""
    names = [who for who in sorted(speakers) if len(who) in _LENGTHS and _may_be_torn(fold(who))]
    if not names:
        return {}
    text = "\n".join(paragraphs) + "\n\n"
    read = ((who, whole(who, text)) for who in names)
    return {who: name for who, name in read if name != who}


def _may_be_torn(who: str) -> bool:
    """Whether ``who`` is a name, and not a surname with two characters that are usually given."""
    name = who[0] in IN_PROSE and who[-1] not in PEOPLE
    return name and (_given(who) != _USUAL or unusual(who[-1]) > 0)


def _given(who: str) -> int:
    """Characters of a name behind its surname."""
    return len(who) - (2 if who[:2] in COMPOUND else 1)


def whole(who: str, text: str) -> str:
    """The name whose part, or more, ``who`` is; itself where nothing in ``text`` tells another.

    >>> whole("冷秋", "交给学生冷秋实，嘱咐他。冷秋实泣不成声。。")
    '冷秋实'
    >>> whole("施牧之读", "导演施牧之走上台。施牧之读罢并不恼火。。")
    '施牧之'
    >>> whole("王林", "王林说，王林说得对。。")
    '王林'
    """
    times = text.count(who)
    given = _given(fold(who))
    if times > 1 and given == 1:
        return _longer(who, text, times)
    if times == 1 and (given > _USUAL or (given == _USUAL and unusual(fold(who[-1])))):
        return _shorter(who, text)
    return who


def _longer(who: str, text: str, times: int) -> str:
    """``who`` with the character that follows it everywhere, where it may be given."""
    end = text.find(who) + len(who)
    name, following = text[end - len(who) : end + 1], text[end + 1]
    last = fold(name[-1])
    if not last.isalpha() or last in _LAST_OF_NONE or text.count(name) < times:
        return who
    if unusual(last) > _MOST_UNUSUAL:
        # 张丽用 of 张丽用手 and 张丽用力 is followed by no mark and no verb of saying.
        return name if any(_closes(text, at) for at in _behind(name, text)) else who
    return who if text.count(name + following) == times else name


def _shorter(who: str, text: str) -> str:
    """``who`` without its last character, where the rest stands elsewhere and may be all."""
    name = who[:-1]
    whole = len(name) > 2
    for at in _behind(name, text):
        if text[at] != who[-1] and (whole or _closes(text, at)):
            return name
    return who


def _behind(name: str, text: str) -> Iterator[int]:
    """The places behind each ``name`` in ``text``."""
    at = text.find(name)
    while at >= 0:
        yield at + len(name)
        at = text.find(name, at + 1)


def _closes(text: str, at: int) -> bool:
    """Whether what stands at ``at`` is of no name."""
    following = fold(text[at])
    return not following.isalpha() or following in _BEHIND_NAMES
