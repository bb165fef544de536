"""The commands by name, and which module each is."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    # evidence
    "new": ("juku.cli.new", "lay out an empty corpus"),
    "add": ("juku.cli.add", "copy pages into a corpus and write their manifest lines"),
    "remove": ("juku.cli.remove", "take pages out of a corpus, with all that is about them"),
    "validate": ("juku.cli.validate", "check a corpus or a release and print all findings"),
    "lexicon": ("juku.cli.lexicon", "propose new words, and say what a lexicon entry changes"),
    # a release
    "build": ("juku.cli.build", "turn a corpus into a release directory"),
    "show": ("juku.cli.show", "an article, a sentence or a page, marked where it is printed"),
    "cite": ("juku.cli.cite", "how to cite a release or a sentence, in words and in BibTeX"),
    "verify": ("juku.cli.verify", "recompute hashes, rebuild from evidence, say what differs"),
    "diff": ("juku.cli.diff", "what changed between two releases, or between a query's hits"),
    "explain": ("juku.cli.explain", "replay one sentence from its page's bytes to its row"),
    "publish": ("juku.cli.publish", "upload, commit, tag, and load back what was published"),
    # questions
    "describe": ("juku.cli.describe", "what a release holds: sizes, days, values of its metadata"),
    "index": ("juku.cli.index", "build the index that questions are answered from"),
    "find": ("juku.cli.find", "find a pattern and show each hit in its context"),
    "count": ("juku.cli.count", "how many hits, altogether or by keys"),
    "words": ("juku.cli.words", "words by frequency"),
    "ngrams": ("juku.cli.ngrams", "sequences of words by frequency"),
    "collocates": ("juku.cli.collocates", "what stands near a pattern more often than by chance"),
    "keyness": ("juku.cli.keyness", "what is more frequent than in a reference"),
    "compare": ("juku.cli.compare", "a pattern in two parts of a release"),
    "dispersion": ("juku.cli.dispersion", "how evenly hits are spread"),
    "trend": ("juku.cli.trend", "hits by day, month or year"),
    "sql": ("juku.cli.sql", "ask a release in SQL"),
    "rerun": ("juku.cli.rerun", "repeat a saved query and say whether the hits are the same"),
    "export": ("juku.cli.export", "CoNLL-U, CWB vertical text, TEI, plain text"),
}
"""Name of a command → its module, imported only when it is called, and one line of help."""
