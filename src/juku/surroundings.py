"""What the machine refuses, and what to do about it: said in one place for every room.

A message reads ``path: cannot be read (fact); remedy``, where `fact` is what the system says and
`remedy` what mends it.  A room adds what only it can know: where else a thing can be put.
"""

from __future__ import annotations

import errno
import os
import re

from juku.errors import one_line

_MACHINE = {
    errno.EMFILE: "raise the limit on open files (`ulimit -n`)",
    errno.ENFILE: "end other programs, or raise the system's limit on open files (fs.file-max)",
    errno.ENOMEM: "end other programs, raise the limit (`ulimit -v`) or take a machine with more",
}
"""What another place does not help against."""

_PLACE = {
    errno.EACCES: "mend its permissions",
    errno.EDQUOT: "free some space of the quota",
    errno.EFBIG: "raise the limit on the size of files (`ulimit -f`)",
    errno.EIO: "see to the disk or the network that it is on",
    errno.ELOOP: "mend its links, which lead in a circle",
    errno.ENAMETOOLONG: "give a shorter name",
    errno.ENOSPC: "free some space",
    errno.EPERM: "mend its permissions",
    errno.EROFS: "have the place mounted for writing",
}
"""What another place helps against as well."""

_ARROW = re.compile(r"local file '(.*?)'")
_CUT_SHORT = "requested and"
"""What numpy says."""

_NO_THREAD = ("can't start new thread", "Failed to launch worker thread")
"""What Python and Arrow say; neither has a kind of error of its own for it."""


def wants_thread(error: BaseException) -> bool:
    """Whether the system gave no other thread: a limit is reached, or there is no memory for it.

    >>> wants_thread(RuntimeError("can't start new thread")), wants_thread(RuntimeError("odd"))
    (True, False)
    """
    return isinstance(error, Exception) and any(said in str(error) for said in _NO_THREAD)


def refused(error: BaseException) -> bool:
    """Whether the machine refused something: memory, a thread, a file."""
    return isinstance(error, (MemoryError, OSError)) or wants_thread(error)


def number(error: BaseException) -> int | None:
    """The system's number for what it refused, None where it is not known.

    Some tell it in words alone, and numpy of a full disk only how much it had to write and did.

    >>> number(OSError(24, "Too many open files")), number(OSError("No space left on device"))
    (24, 28)
    """
    if isinstance(error, MemoryError):
        return errno.ENOMEM
    if not isinstance(error, OSError):
        return None
    if error.errno is not None:
        return error.errno
    said = str(error)
    if _CUT_SHORT in said:
        return errno.ENOSPC
    return next((code for code in (*_MACHINE, *_PLACE) if os.strerror(code) in said), None)


def named(error: BaseException) -> str | None:
    """The path that an error names, as Python does and Arrow; None where it names none.

    >>> named(OSError(24, "Failed to open local file '/a'. Detail: [errno 24] Too many open files"))
    '/a'
    """
    if not isinstance(error, OSError):
        return None
    if error.filename is None and (found := _ARROW.search(error.strerror or "")):
        return found[1]
    return None if error.filename is None else str(error.filename)


def fact(error: BaseException) -> str:
    """What the system says, without what Arrow and numpy put around it or instead of it.

    >>> fact(OSError(24, "Failed to open local file '/a'. Detail: [errno 24] Too many open files"))
    'Too many open files'
    >>> fact(MemoryError()), fact(RuntimeError("can't start new thread"))
    ('there was no memory left', 'the system gave no other thread')
    """
    if isinstance(error, MemoryError):
        return "there was no memory left"
    if wants_thread(error):
        return "the system gave no other thread"
    said, known = str(error), number(error)
    if isinstance(error, OSError) and known is not None:
        said = error.strerror or said
        if f"[errno {known}]" in said or _CUT_SHORT in said:
            said = os.strerror(known)
    return " ".join(said.split())


def remedy(error: BaseException, otherwise: str = "") -> str:
    """What to do: what the machine's refusal asks for, and ``otherwise`` where that helps too.

    >>> remedy(OSError(24, "Too many open files"), "name another --out")
    'raise the limit on open files (`ulimit -n`)'
    >>> remedy(OSError(28, "No space left on device"), "name another --out")
    'free some space, or name another --out'
    >>> remedy(OSError(2, "No such file or directory"), "name another --out")
    'name another --out'
    >>> remedy(OSError(2, "No such file or directory"))
    'put that right'
    """
    if wants_thread(error):
        return "end other programs or raise the limits (`ulimit -u`, `ulimit -v`)"
    known = number(error)
    if known in _MACHINE:
        return _MACHINE[known]
    own = "" if known is None else _PLACE.get(known, "")
    return ", or ".join(filter(None, [own, otherwise])) or "put that right"


def is_known(error: BaseException) -> bool:
    """Whether the machine's refusal has a remedy of its own, whatever was asked for.

    >>> is_known(OSError(24, "Too many open files")), is_known(OSError(2, "No such file"))
    (True, False)
    """
    return wants_thread(error) or number(error) in _MACHINE.keys() | _PLACE.keys()


def told(where: object, said: str, error: BaseException, otherwise: str = "") -> str:
    """The message: where, what could not be done and why, what to do.

    >>> told("a.txt", "cannot be read", OSError(13, "Permission denied"), "name another")
    'a.txt: cannot be read (Permission denied); mend its permissions, or name another'
    """
    return f"{one_line(str(where))}: {said} ({fact(error)}); {remedy(error, otherwise)}"
