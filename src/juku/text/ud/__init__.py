"""Words and parts of speech in context, by a model trained on open treebanks.

A linear-chain conditional random field over characters cuts the words; a linear model over the
words then tags them. Both look at jieba's dictionary and at the cut that jieba would make. What
segmenting needs is numpy and rjieba; ``recipe`` and what it imports are for training.
"""

from __future__ import annotations

from juku.text.ud.segmenter import UdSegmenter

__all__ = ["UdSegmenter"]
