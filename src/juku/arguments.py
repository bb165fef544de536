"""Arguments of the library's doors, compared with what their signatures say.

A wrong one is named in words before any work begins, and so are text that no file can hold and a
path that no file can have. One that is right in all but its type, as a number of NumPy is, becomes
a plain value, so that a saved question can hold it.
"""

from __future__ import annotations

import functools

TYPE_CHECKING = False  # importing ``typing`` for it takes longer than all else here
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")

    Kind = tuple[str, Callable[[Any], Any]]
    """What is to be given, in words; and how a value becomes a plain one."""


def checked(error: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A function whose arguments are compared with its annotations before it is called.

    Args:
        error: the name of the class in `juku.errors` that is raised, naming every wrong argument.

    >>> _example("demo", by=("year",), limit=3)
    "demo ['year'] 3"
    >>> _example("demo", by=3, limit="ten")
    Traceback (most recent call last):
    juku.errors.QueryError: by: 3 is of type int; give a string or a list of strings
    limit: 'ten' is of type str; give a whole number or None
    """

    def of(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            plain, named = _plain(function, error, args, kwargs)
            return function(*plain, **named)

        return call

    return of


@checked("QueryError")
def _example(release: str, *, by: Sequence[str] = (), limit: int | None = None) -> str:
    """For the example above."""
    return f"{release} {by} {limit}"


def _plain(
    function: Callable[..., Any], error: str, args: Sequence[Any], kwargs: Mapping[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    """The arguments as plain values; what Python itself refuses is left to it."""
    from itertools import chain, repeat

    from juku import errors

    order, rest, kinds = _kinds(function)
    found = errors.Findings()

    def plain(name: str, given: Any) -> Any:
        allowed = kinds.get(name, ())
        for _, take in allowed:
            if (value := take(given)) is not _REFUSED:
                unfit = unfit_path if _KINDS["Path"] in allowed else unfit_text
                for text in _texts_in(value):
                    if (wrong := unfit(text)) is not None:
                        found.add(name, f"{errors.quoted(text)} {wrong[0]}", wrong[1])
                return value
        if allowed:
            fact = f"{errors.quoted(given)} is of type {type(given).__name__}"
            found.add(name, fact, f"give {_or([words for words, _ in allowed])}")
        return given

    unknown = next((name for name in kwargs if name not in kinds), None)
    if unknown is not None:
        known = ", ".join(name for name in kinds if name != "self")
        raise TypeError(
            f"{function.__name__}() got an unexpected keyword argument {unknown!r}; "
            f"it takes {known}"
        )
    places = chain(order, repeat(rest))
    listed = [plain(name, given) for name, given in zip(places, args, strict=False)]
    named = {name: plain(name, given) for name, given in kwargs.items()}
    found.raise_as(getattr(errors, error))
    return listed, named


def _texts_in(value: Any) -> Iterator[str]:
    """Each text or path of an argument, by itself, in a list or in a dictionary."""
    from os import PathLike, fsdecode

    listed = value if isinstance(value, list) else [value]
    if isinstance(value, dict):
        listed = [*value, *value.values()]
    yield from (fsdecode(one) for one in listed if isinstance(one, str | PathLike))


def unfit_text(text: str) -> tuple[str, str] | None:
    r"""Why no file in UTF-8 can hold ``text``, and what to give; None where one can.

    >>> unfit_text("\ud83d")
    ("has half a surrogate pair, '\\ud83d'", 'write the whole character')
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = error.object[error.start : error.end]
        return f"has half a surrogate pair, {half!a}", "write the whole character"
    return None


def unfit_path(text: str) -> tuple[str, str] | None:
    r"""Why ``text`` is the path of no file on this machine, and what to give; None where it may be.

    An address may be of any length.

    >>> unfit_path("corpus"), unfit_path("a\0b")
    (None, ("has '\\x00', as no path has", 'give one without'))
    """
    import errno
    import os
    import re

    # NUL, and halves of a character other than those that Python has for bytes that are no UTF-8.
    if (sign := re.search("[\0\ud800-\udc7f\udd00-\udfff]", text)) is not None:
        return f"has {sign[0]!a}, as no path has", "give one without"
    try:
        if "://" not in text:
            os.lstat(text)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return "is longer than a path, or a name in it, may be here", "give a shorter one"
    return None


@functools.cache
def _kinds(function: Callable[..., Any]) -> tuple[list[str], str, dict[str, list[Kind]]]:
    """The parameters in order, the one that takes the rest, and what each may be given."""
    import inspect

    kinds: dict[str, list[Kind]] = {}
    order, rest = [], ""
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:  # **scope: Unpack[Scope]
            shared = function.__globals__[parameter.annotation[len("Unpack[") : -1]]
            given = {one: ref.__forward_arg__ for one, ref in shared.__annotations__.items()}
            kinds |= {one: _allowed(written) for one, written in given.items()}
            continue
        if parameter.kind is parameter.VAR_POSITIONAL:
            rest = name
        elif parameter.kind is not parameter.KEYWORD_ONLY:
            order.append(name)
        written = parameter.annotation
        kinds[name] = [] if written is parameter.empty else _allowed(written)
    return order, rest, kinds


def _alternatives(annotation: str) -> tuple[str, ...]:
    """The types between the bars of an annotation.

    >>> _alternatives("str | Iterable[str | Path] | None")
    ('str', 'Iterable[str | Path]', 'None')
    """
    import re

    return tuple(re.split(r" \| (?![^\[]*\])", annotation))


def _none(given: Any) -> Any:
    return given if given is None else _REFUSED


def _bool(given: Any) -> Any:
    one_of_numpy = str(getattr(given, "dtype", "")) == "bool"
    return bool(given) if isinstance(given, bool) or one_of_numpy else _REFUSED


def _whole(given: Any) -> Any:
    from numbers import Integral

    is_whole = isinstance(given, Integral) and not isinstance(given, bool)
    return int(given) if is_whole else _REFUSED


def _number(given: Any) -> Any:
    from numbers import Real

    if _whole(given) is not _REFUSED:
        return int(given)
    return float(given) if isinstance(given, Real) and not isinstance(given, bool) else _REFUSED


def _text(given: Any) -> Any:
    return given if isinstance(given, str) else _REFUSED


def _day(given: Any) -> Any:
    """A day as text; a moment, as those of pandas are, gives its day."""
    from datetime import date

    is_day = isinstance(given, date)
    return date(given.year, given.month, given.day).isoformat() if is_day else _REFUSED


def _path(given: Any) -> Any:
    from os import PathLike

    return given if isinstance(given, PathLike) else _REFUSED


def _dictionary(given: Any) -> Any:
    from collections.abc import Mapping

    is_one = isinstance(given, Mapping) and _only((*given, *given.values()), _text)
    return dict(given) if is_one else _REFUSED


def _texts(given: Any) -> Any:
    listed = _listed(given)
    return listed if _only(listed, _text) else _REFUSED


def _names(given: Any) -> Any:
    return given if isinstance(given, str) else _texts(given)


def _paths(given: Any) -> Any:
    listed = _listed(given)
    return listed if _only(listed, _text, _path) else _REFUSED


def _listed(given: Any) -> list[Any]:
    """What stands in a list, a tuple, a column; ``[_REFUSED]`` where there is no order."""
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    unordered = isinstance(given, str | bytes | Mapping | AbstractSet) or not isinstance(
        given, Iterable
    )
    return [_REFUSED] if unordered else list(given)


def _only(values: Iterable[Any], *kinds: Callable[[Any], Any]) -> bool:
    return all(any(kind(value) is not _REFUSED for kind in kinds) for value in values)


def _of_class(name: str) -> Callable[[Any], Any]:
    def take(given: Any) -> Any:
        return given if any(one.__name__ == name for one in type(given).__mro__) else _REFUSED

    return take


_REFUSED = object()
_KINDS: dict[str, Kind] = {
    "None": ("None", _none),
    "bool": ("True or False", _bool),
    "int": ("a whole number", _whole),
    "float": ("a number", _number),
    "slice": ("a slice", _of_class("slice")),
    "str": ("a string", _text),
    "Strategy": ("a string", _text),
    "Mode": ("a string", _text),
    "dt.date": ("a date", _day),
    "Path": ("a path", _path),
    "Limits": ("Limits of juku.query.matching.limits", _of_class("Limits")),
    "Sequence[str]": ("a string or a list of strings", _names),
    "Iterable[str]": ("a list of strings", _texts),
    "Iterable[str | Path]": ("a list of paths", _paths),
    "Mapping[str, str]": ("a dictionary of strings", _dictionary),
    "Asking": ("what juku.open gives", _of_class("Asking")),
    "Result": ("the answer to a question", _of_class("Result")),
}
"""Type as signatures write it → what is to be given, in words; and how a value becomes a plain one.
"""


def _allowed(annotation: str) -> list[Kind]:
    text = ("a string", _text)
    return [
        text if written.startswith("Literal[") else _KINDS[written]
        for written in _alternatives(annotation)
    ]


def _or(words: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
