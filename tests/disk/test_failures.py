"""What the system refuses, in words and with a remedy of its kind."""

# ruff: noqa: E501 (a message stays in one piece)

from __future__ import annotations

import errno
import os

import pytest

from papershelf import disk


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "it cannot be written (the disk is full). Free some space, and try again."),
        (errno.EDQUOT, "it cannot be written (your share of the disk is used up). Free some space, or ask for a larger quota."),
        (errno.EROFS, "it cannot be written (the file system is read-only). Write somewhere else, or make it writable."),
        (errno.EACCES, "it cannot be written (permission denied). Check who owns it, and its permissions."),
        (errno.EIO, "it cannot be written (the disk reports an error). Check the disk and its connection, and try again."),
        (errno.EMFILE, "it cannot be written (this process has too many open files). Raise the limit with `ulimit -n`, and try again."),
    ],
)  # fmt: skip
def test_each_kind_has_its_remedy(code: int, said: str) -> None:
    error = OSError(code, os.strerror(code), "a/b")
    assert str(disk.refusal(error, "elsewhere")) == f"a/b: {said}"


def test_only_permissions_send_somebody_to_the_permissions() -> None:
    for code in errno.errorcode:
        error = OSError(code, os.strerror(code))
        assert ("permission" in disk.remedy(error)) == (code in (errno.EACCES, errno.EPERM))


def test_a_place_is_named_where_the_error_names_none() -> None:
    error = OSError(errno.ENOSPC, "No space left on device")
    text = str(disk.refusal(error, "content", "a card cannot be kept", kept="the old one is as it was"))
    assert text == (
        "content: a card cannot be kept (the disk is full). Free some space, and try again; the old one is as it was."
    )


@pytest.mark.parametrize("error", [OSError("odd\nwords"), OSError(99999, "odd words"), OSError(["odd", "words"])])
def test_what_nobody_foresaw_is_said_on_one_line(error: OSError) -> None:
    text = str(disk.refusal(error, "x"))
    assert text.startswith("x: it cannot be written (")
    assert text.endswith("). Check the place, and try again.")
    assert "odd" in text
    assert "\n" not in text
