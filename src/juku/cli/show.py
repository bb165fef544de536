"""Show an article, a sentence or a page, with the place on the page marked.

  juku show dist/juku-1.0.0 xinhua-20241104-5e991140.0007
  juku show dist/juku-1.0.0 xinhua-20241104-5e991140 --corpus corpus
  juku show --page pages/000_577c0f1ad0787dab.txt corpus

With --page, the page is printed as it was read: each block with its start, its kind, the article
and paragraph it belongs to, and the rule that decided. A curator who knows better overrules a block
with one row in curation/corrections.tsv.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.remote import local, resolve

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("path", help="a release directory, or its address; with --page a corpus")
    parser.add_argument("id", nargs="?", help="a sentence_id or an article_id")
    parser.add_argument(
        "--corpus", type=local, help="where the pages are, to mark the place on them"
    )
    parser.add_argument(
        "--page", metavar="SOURCE", help="a page's path under the corpus, or its id"
    )


def run(args: argparse.Namespace) -> int:
    """Print what was asked for."""
    from juku import show
    from juku.query.answers.tables import steady

    path = resolve(args.path) if args.page is None else local(args.path)
    print(steady(show(path, args.id, corpus=args.corpus, page=args.page)))
    return 0
