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
    from pathlib import Path


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("path", help="a release directory, or its address; with --page a corpus")
    parser.add_argument("id", nargs="?", help="a sentence_id or an article_id")
    parser.add_argument(
        "--corpus", type=local, help="where the pages are, to mark the place on them"
    )
    parser.add_argument("--page", metavar="SOURCE", help="a page's path under the corpus")


def run(args: argparse.Namespace) -> int:
    """Print what was asked for."""
    from juku.query.answers.tables import steady

    if args.page is not None:
        print(steady(_page(local(args.path), args.page)))
        return 0
    if args.id is None:
        from juku.errors import JukuError

        raise JukuError(f"juku show {args.path}: names nothing; give an id, or --page SOURCE")
    print(steady(_row(resolve(args.path), args.id, args.corpus)))
    return 0


def _page(root: Path, source: str) -> str:
    from juku.build.corpus import curation, manifest
    from juku.build.reading.pagetexts import PageTexts
    from juku.build.rows import drafts
    from juku.release import show

    corpus = manifest.load(root)
    page = PageTexts(corpus).page(source)
    known = curation.load(root, curation.Sources(corpus))
    return show.page(page.text, drafts.reading(page, known).blocks)


def _row(root: Path, name: str, corpus: Path | None) -> str:
    from juku.release import rows, show, withhold

    table, found = rows.named(root, name)
    withheld = withhold.of_release(root)
    page = None
    if corpus is not None:
        from juku.build.corpus import manifest
        from juku.build.reading.pagetexts import PageTexts

        page = PageTexts(manifest.load(corpus))(found["source"])
    shown = show.sentence if table == "sentences" else show.article
    return shown(found, page, withheld)
