"""What a machine refuses is told in one form, with the remedy of its own kind."""

from __future__ import annotations

import errno
import os

import numpy as np
import pyarrow as pa
import pytest

from juku.surroundings import fact, is_known, named, refused, remedy, told

REMEDIES = {
    errno.EACCES: "mend its permissions, or name another",
    errno.EDQUOT: "free some space of the quota, or name another",
    errno.EFBIG: "raise the limit on the size of files (`ulimit -f`), or name another",
    errno.EIO: "see to the disk or the network that it is on, or name another",
    errno.ELOOP: "mend its links, which lead in a circle, or name another",
    errno.EMFILE: "raise the limit on open files (`ulimit -n`)",
    errno.ENAMETOOLONG: "give a shorter name, or name another",
    errno.ENFILE: "end other programs, or raise the system's limit on open files (fs.file-max)",
    errno.ENOENT: "name another",
    errno.ENOSPC: "free some space, or name another",
    errno.EPERM: "mend its permissions, or name another",
    errno.EROFS: "have the place mounted for writing, or name another",
}


@pytest.mark.parametrize("number", REMEDIES, ids=errno.errorcode.get)
def test_another_place_is_a_remedy_only_where_it_helps(number):
    error = OSError(number, os.strerror(number), "a.txt")
    wanted = f"a.txt: cannot be read ({os.strerror(number)}); {REMEDIES[number]}"
    assert told("a.txt", "cannot be read", error, "name another") == wanted
    assert is_known(error) == (number != errno.ENOENT)


@pytest.mark.parametrize("error", [MemoryError(), np.empty], ids=["Python", "numpy"])
def test_want_of_memory_is_no_matter_of_places(error):
    if not isinstance(error, MemoryError):
        with pytest.raises(MemoryError) as caught:
            error(1 << 62, np.int8)
        error = caught.value
    assert refused(error)
    assert fact(error) == "there was no memory left"
    assert remedy(error, "name another").startswith("end other programs")


def test_what_arrow_says_is_told_as_the_system_says_it(tmp_path):
    locked = tmp_path / "a folder"
    locked.mkdir()
    with pytest.raises(OSError, match="local file") as caught:
        pa.OSFile(str(locked / "none" / "b"), "wb")
    assert fact(caught.value) == "No such file or directory"
    assert named(caught.value) == str(locked / "none" / "b")


def test_a_line_feed_of_a_name_or_of_a_fact_ends_no_message():
    said = told("a\nb", "cannot be read", pa.ArrowInvalid("is\n  no Parquet"), "rebuild it")
    assert said == "a\\nb: cannot be read (is no Parquet); rebuild it"


def test_what_the_code_does_wrong_is_not_the_machines_refusal():
    assert not refused(KeyError("a"))
    assert not is_known(ValueError("b"))
