"""Pictures of results, by Matplotlib: trend, dispersion, collocates, key words; SVG or PNG.

The same result gives the same SVG bytes with one version of Matplotlib: no date is written and
the identifiers are salted. Text stays text in the SVG, so that characters show in whatever font
the reader has; for PNG a font with Chinese characters must be installed.
"""

from __future__ import annotations

import datetime as dt
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.errors import QueryError
from juku.query.answers import files, tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from juku.query.answers.frames import Frame

SHOWN = 25
"""Words in a picture of collocates or key words."""

FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
    "Arial Unicode MS",
    "DejaVu Sans",
)
"""Fonts that are tried in turn; the first has what the last lacks."""

ENDINGS = {".svg": "svg", ".png": "png"}

BLUE, GREY, RED = "#1f5fa8", "#9aa5b1", "#b23a48"


def form_of(path: Path) -> str:
    """The form of a picture, as its file's ending names it.

    Raises:
        QueryError: the ending is another one.
    """
    if path.suffix not in ENDINGS:
        raise QueryError(f"{path}: is neither .svg nor .png; give the file one of these endings")
    return ENDINGS[path.suffix]


def plot(result: Frame, path: Path) -> None:
    """Draw ``result`` into an SVG or PNG file.

    Raises:
        QueryError: Matplotlib is not installed, the file's ending is another one, or the result
            is of a question that has no picture, or the file cannot be written.
    """
    form = form_of(path)
    draw = PICTURES.get(result.about.question)
    if draw is None:
        kinds = ", ".join(PICTURES)
        raise QueryError(f"{result.about.question}: has no picture; there are those of {kinds}")
    if len(result) == 0:
        raise QueryError(f"{result.about.line()}: has no rows to draw; loosen the question")
    _save(result, draw, path, form)


def _save(result: Frame, draw: Callable[[Any, Frame], None], path: Path, form: str) -> None:
    try:
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise QueryError(
            "plot: needs Matplotlib, which is not installed; run `pip install matplotlib`"
        ) from error
    settings: dict[Any, Any] = {
        "svg.hashsalt": "juku",
        "svg.fonttype": "none",
        "font.family": _fonts(),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": False,
        "text.parse_math": False,  # what stands between two $ is a word like any other
    }
    with mpl.rc_context(settings):
        figure = Figure(figsize=(8, 4.5), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        draw(axes, result)
        axes.set_title(_title(result), fontsize=9, loc="left")
        with files.placed(path) as part:
            _render(figure, part, form)


def _render(figure: Any, path: Path, form: str) -> None:
    """Write the file; in a PNG every character must have a glyph, in an SVG the reader's font."""
    plain = {"Date": None} if form == "svg" else {"Software": None}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore" if form == "svg" else "error", "Glyph .* missing")
        try:
            figure.savefig(path, format=form, dpi=150, metadata=plain)
        except UserWarning as error:
            raise QueryError(
                f"plot: no font with Chinese characters is installed ({error}); install one, such "
                "as Noto Sans CJK SC, or write .svg"
            ) from error


def _fonts() -> list[str]:
    """Those of `FONTS` that are installed; a missing one would be a warning for each character."""
    from matplotlib import font_manager

    present = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in FONTS if name in present] or ["DejaVu Sans"]


def _title(result: Frame) -> str:
    about = result.about
    release = " ".join(filter(None, [about.release, about.version]))
    return f"{about.asked} · {release} · {about.tokens:,} tokens"


def _trend(axes: Any, result: Frame) -> None:
    """The rate of each period with the band of its interval; a gap where nothing was published."""
    rows = result.rows()
    by = next(iter(rows[0]))
    days = [_day(row[by]) for row in rows]
    rate, low, high = (_floats(rows, name) for name in ("per_million", "low", "high"))
    axes.fill_between(days, low, high, color=BLUE, alpha=0.18, linewidth=0)
    axes.plot(days, rate, color=BLUE, marker="o", markersize=3, linewidth=1.2)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("per million tokens")
    axes.set_xlabel(by)


def _dispersion(axes: Any, result: Frame) -> None:
    """The rate in each part, in the order of the parts, and the mean over all."""
    rows = result.rows()
    by = next(iter(rows[0]))
    places = np.arange(len(rows))
    axes.bar(places, _floats(rows, "per_million"), color=BLUE, width=0.9)
    axes.axhline(result.about.figures["per_million"], color=RED, linewidth=1)
    axes.set_ylabel("per million tokens")
    told = tables.show(result.about.figures["dp"])
    axes.set_xlabel(f"{by} ({len(rows):,} parts, DP {told})")
    if len(rows) <= SHOWN:
        axes.set_xticks(
            places, [tables.show(row[by]) for row in rows], rotation=45, ha="right", fontsize=7
        )


def _collocates(axes: Any, result: Frame) -> None:
    """The first collocates by the measure that they are ordered by."""
    rows, order = result.rows()[:SHOWN], result.about.options["order"]
    name = result.about.options["attribute"]
    measure = order if order in rows[0] else "count"
    _bars(axes, [tables.show(row[name]) for row in rows], _floats(rows, measure), measure)


def _keyness(axes: Any, result: Frame) -> None:
    """The most and the least key words by log ratio, with its interval."""
    rows = result.rows()
    if len(rows) > SHOWN:
        rows = rows[: SHOWN - SHOWN // 3] + rows[-(SHOWN // 3) :]
    ratio, low, high = (_floats(rows, name) for name in ("log_ratio", "low", "high"))
    places = np.arange(len(rows))[::-1]
    axes.axvline(0, color=GREY, linewidth=1)
    colours = [BLUE if value >= 0 else RED for value in ratio]
    axes.hlines(places, low, high, color=GREY, linewidth=1.5)
    axes.scatter(ratio, places, c=colours, s=18, zorder=3)
    axes.set_yticks(places, [tables.show(row["item"]) for row in rows], fontsize=8)
    axes.set_xlabel("log ratio, with its interval")


def _bars(axes: Any, names: list[str], values: Any, label: str) -> None:
    places = np.arange(len(names))[::-1]
    axes.barh(places, values, color=BLUE)
    axes.set_yticks(places, names, fontsize=8)
    axes.set_xlabel(label)


def _floats(rows: list[dict[str, Any]], name: str) -> Any:
    """A column, nan where it is null, as NumPy takes None."""
    return np.array([row[name] for row in rows], np.float64)


def _day(period: str) -> dt.date:
    """The first day of a period as `spread.trend` writes it."""
    parts = [int(part) for part in period.split("-")]
    return dt.date(*[*parts, 1, 1][:3])


PICTURES: dict[str, Callable[[Any, Frame], None]] = {
    "trend": _trend,
    "dispersion": _dispersion,
    "collocates": _collocates,
    "keyness": _keyness,
}
"""Question → how its result is drawn."""
