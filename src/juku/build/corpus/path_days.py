"""The day that the path of a file names: ``2024-11-04/p1.txt``, ``2024年/11月/04日/p1.txt``."""

from __future__ import annotations

import datetime as dt
import re

_DAY = re.compile(
    r"(?<![0-9])((?:1[6-9]|20)[0-9]{2})"
    r"(?:(?P<sign>[-._])([0-9]{1,2})(?P=sign)([0-9]{1,2})(?![0-9])"
    r"|([0-9]{2})([0-9]{2})(?![0-9])"
    r"|年/?([0-9]{1,2})月/?([0-9]{1,2})[日号號]"
    r"|/([0-9]{1,2})/([0-9]{2}(?![0-9])|[0-9](?=/))"
    r"|/([0-9]{2})-?([0-9]{2})(?=/)"
    r"|[-._]?([0-9]{2})/([0-9]{2})(?=/))"
)
"""A day of 1600 to 2099 that no other figure touches, so that a number of a page or document is
seldom taken for one. As sites of newspapers have it, a month's folder may hold those of its days,
``2024-11/04/`` and ``202411/04/``, and a year's those of its days, ``2024/1104/`` and
``2024/11-04/``; ``2024-11/04.txt`` may be the fourth page of any day."""

WRITTEN = "2024-11-04, 20241104, 2024/11/04 or 2024年11月4日"
"""How a day may be written, for messages."""


def named(path: str) -> dict[dt.date, str]:
    """The days that ``path``, with ``/`` between its parts, names, each as it is first written.

    >>> named("2024/11/04/p1.txt")
    {datetime.date(2024, 11, 4): '2024/11/04'}
    >>> len(named("2024-11-04/20241105.txt"))
    2
    >>> named("20241345/content_30025678.html")
    {}
    """
    days: dict[dt.date, str] = {}
    for found in _DAY.finditer(path):
        year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
        try:
            days.setdefault(dt.date(year, month, day), found[0])
        except ValueError:  # no day of the calendar, so the number of something else
            continue
    return days
