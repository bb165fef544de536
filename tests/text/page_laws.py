"""What holds of the reading of every page."""

from __future__ import annotations

from juku.text.rules import BY_KIND


def check_blocks(page, read):
    """Blocks tile the page, each names a rule of its kind, and each article has a text."""
    edges = [0, *(block.end for block in read.blocks)]
    assert [block.start for block in read.blocks] == edges[:-1]
    assert edges[-1] == len(page)
    assert all(block.end > block.start for block in read.blocks)
    assert [b for b in read.blocks if b.rule not in BY_KIND[b.kind]] == []
    assert all(article.units for article in read.articles)
    articles = {block.article for block in read.blocks} - {None}
    assert articles == set(range(len(read.articles)))


def check_links(read):
    """What goes on does so from another block of its paragraph; a copy is of no other copy.

    That block stands before it, but where the rest of a paragraph stands on top of the page.
    """
    for block in read.blocks:
        if block.joins is not None:
            assert block.kind == "continuation"
            assert not _comes_back(read, block)
            assert read.blocks[block.joins].article == block.article
            assert read.blocks[block.joins].paragraph == block.paragraph
        if block.repeat_of is not None:
            assert block.kind == "repeat"
            assert read.blocks[block.repeat_of].kind != "repeat"


def _comes_back(read, block):
    """Whether what a block carries on carries on that block in the end."""
    seen = []
    while block.joins is not None and block not in seen:
        seen.append(block)
        block = read.blocks[block.joins]
    return block in seen
