"""The rules that decide what a block is, each with the sentence that explains it.

Every block of the ledger names one of them, or the curation row that overruled them.
docs/layout.md has them by kind, with what is weighed where several could hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juku.records import Kind

BY_KIND: dict[Kind, dict[str, str]] = {
    "title": {
        "headline-marked": "Marked as this page marks headlines, where no article was open.",
        "headline-opens": "A headline in the midst of a page: a dateline or subtitle follows, "
        "or the text after it shares little with the text before it.",
        "headline-displaced": "The article began without a headline; this line is marked as one, "
        "stands beside a repeat, or says what the first paragraphs say.",
        "headline-second-line": "Right below a headline that bears the same #, or neither bears "
        "one and the text has what they part: it goes on in this line.",
        "headline-plain": "A short line without a final mark where an article begins.",
    },
    "subtitle": {
        "subtitle-under-headline": "Marked, and between a headline and the first paragraph.",
        "subtitle-over-headline": "Right above a headline that is marked higher, or that alone is "
        "marked.",
        "subtitle-plain": "A short line without a final mark under a headline.",
    },
    "column": {
        "column-of-curation": "The whole line is the name of a column in the curation.",
        "column-by-marks": "In brackets or behind a bullet, above a headline; "
        "or a word for briefs above one, or for a kind of writing at the edge of an article.",
        "column-by-place": "A few characters, in bold or over a byline, where an article begins "
        "and no section does.",
        "column-over-displaced": "A few characters in bold where an article begins, whose headline "
        "stands farther down.",
    },
    "heading": {
        "heading-marked": "Marked, inside an article.",
        "heading-plain": "A short line without a final mark between whole paragraphs of a story "
        "that marks no headings.",
        "heading-signed": "Marked as the section above it, which ended with who wrote it, as this "
        "one does.",
        "heading-resumes": "Marked, after a closed article or in the midst of another, over text "
        "that tells what an unfinished earlier article tells.",
    },
    "dateline": {
        "dateline": "Agency, place and day at the beginning of a paragraph.",
        "dateline-bold": "A dateline printed in bold.",
    },
    "paragraph": {
        "paragraph": "Running text.",
        "paragraph-after-dateline": "Running text whose dateline begins an article.",
        "paragraph-under-displaced": "Running text above a headline that shares more with the text "
        "below it than with the article before.",
        "paragraph-in-turn": "Of articles that were read row by row, paragraph by paragraph, the "
        "one whose turn it is.",
        "paragraph-resumes": "Running text after a closed article, or in the midst of another, "
        "that tells what an unfinished earlier article tells.",
    },
    "continuation": {
        "continuation": "Carries on a sentence that the line before it in its article leaves open.",
        "wrapped-line": "The line before it is as wide as the page is set; the paragraph runs on.",
    },
    "repeat": {
        "repeat-whole": "Printed before on this page, word for word.",
        "repeat-tail": "The last part of a paragraph printed before on this page.",
        "repeat-head": "The first part of a paragraph printed before on this page, broken off or "
        "long.",
        "repeat-part": "What stands in an earlier paragraph behind the part of it that the line "
        "above prints again.",
        "repeat-overlap": "The last words above a break, printed again at the head of the line "
        "below it.",
        "repeat-pulled": "What somebody says in a paragraph of this page, set large by itself.",
    },
    "credit": {
        "credit-closes": "A line that says only who reported, after the paragraphs of an article.",
        "credit-in-midst": "A credit between the halves of a paragraph, which closes no article.",
        "credit-of-another": "A credit below a text by others, or in the midst of a sentence, "
        "that closes another article.",
        "credit-under-headline": "A line that says only who reported, before the first paragraph.",
    },
    "furniture": {
        "furniture-page-number": "The number or name of a newspaper page.",
        "furniture-date": "The day that the page is of, with its paper's name, weekday, number, "
        "section, price or weather.",
        "furniture-contents": "The headlines of the page's articles, listed over the first.",
        "furniture-path": "首页 > 要闻 > 正文, where on a site the page is.",
        "furniture-end-mark": "（完） or - END - behind a story, or （待续） behind a part of it.",
        "furniture-jump-line": "Says on which page the article goes on or began.",
        "furniture-editor": "Names who edited, proofread or set the page, or says "
        "whose its pictures are.",
        "furniture-byline": "A dateline or credit with no text that it could be of.",
        "furniture-notice": "A notice to print, share, follow or copy.",
        "furniture-related": "The headline of another article, as an item below 相关阅读.",
        "furniture-site": "What a site prints around an article: when put up, whence, how often "
        "read.",
        "furniture-address": "A web address, a mail address or a line that names the source.",
    },
    "markup": {
        "outside-view": "Marks of the format such as HTML, and what a page shows beside its main "
        "text.",
        "heading-mark": "The # that mark a headline, with the blanks behind them.",
        "bold-mark": "A pair of ** around a line, a dateline or words in a line.",
        "rule-line": "A line of dashes, stars or equals signs and nothing else.",
        "underline-mark": "A line of = or - under a headline of Markdown.",
        "front-matter": "What a page of Markdown says of itself above its text, between lines of "
        "---.",
        "quote-mark": "The > before a line that is quoted.",
        "list-mark": "The mark or number before an item of a list, with the blanks behind it.",
        "code-mark": "The marks around code, or around lines that are printed as they stand.",
        "code-block": "Lines of a program, as their marks say.",
        "link-mark": "The marks around the words of a link, and where it leads.",
        "image-mark": "An image, with the words that stand for it where it is not shown.",
        "footnote-mark": "The number of a footnote, where it is called and where it stands.",
        "emphasis-mark": "The marks around words in italics, and around words that are struck out.",
        "escape-mark": "A backslash that says that the mark behind it is none.",
        "html-mark": "Tags, comments and character references of HTML in a page of another format.",
        "table-mark": "The marks between the cells of a table that holds sentences.",
        "table-data": "A table of names and figures, which no sentence is in.",
    },
    "blank": {
        "white-space": "Blanks, line ends and invisible marks at the edge of a line.",
    },
}
"""Kind of a block → the names of its rules → what they say."""

RULES = {name: says for of_kind in BY_KIND.values() for name, says in of_kind.items()}
"""Name of a rule → what it says."""


def explain(rule: str) -> str:
    """The sentence for a block's ``rule``; a curation row explains itself by its reason.

    >>> explain("bold-mark")
    'A pair of ** around a line, a dateline or words in a line.'
    >>> explain("corrections.tsv:3")
    'A person overruled the rules: corrections.tsv:3 says why.'
    """
    return RULES.get(rule) or f"A person overruled the rules: {rule} says why."
