"""What a worker loads once: segmenter, voters, curation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from juku.records import Curation
from juku.text.forms import conversion
from juku.text.segmenting import votes, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juku.text.segmenting.tokens import Segmenter
    from juku.text.segmenting.votes import Voter

DEFAULT_SEGMENTER = "ud"
"""By measurement: the most right words and tags on every gold set (DATASHEET.md), fast enough."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a build may choose; all of it changes rows, and all of it is in provenance.json."""

    segmenter: str = DEFAULT_SEGMENTER
    joining: bool = True
    """Put numbers, dates, names with a middle dot and Latin words together by one rule."""
    votes: bool = True
    """Keep how many segmentations agree on each boundary; without, every vote is 1."""

    @classmethod
    def from_record(cls, said: Mapping[str, Any]) -> Options:
        """The options that a provenance.json holds; what this version does not know is passed by.

        >>> Options.from_record({"segmenter": "jieba", "of_another_version": 1})
        Options(segmenter='jieba', joining=True, votes=True)
        """
        return cls(**{name: value for name, value in said.items() if name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Kit:
    """The tools of one process; the same options and curation make the same kit anywhere."""

    options: Options
    curation: Curation
    segmenter: Segmenter = field(repr=False)
    voters: tuple[Voter, ...] = field(repr=False)

    @classmethod
    def load(cls, options: Options | None = None, curation: Curation | None = None) -> Kit:
        """Load dictionaries and models.

        Raises:
            SegmenterError: there is no such segmenter, or what it needs is not installed.
        """
        options = options or Options()
        curation = curation or Curation()
        segmenter = words.make(options.segmenter, curation.lexicon, joining=options.joining)
        names = votes.default_names(options.segmenter) if options.votes else ()
        return cls(options, curation, segmenter, votes.make(names, curation.lexicon))

    def versions(self) -> dict[str, str]:
        """What decides the values of the columns made by engines and dictionaries."""
        voters = {f"voter {voter.name}": voter.version for voter in self.voters}
        return {"segmenter": self.segmenter.version, **conversion.versions(), **voters}
