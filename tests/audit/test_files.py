"""Files by their endings."""

from __future__ import annotations

from pathlib import Path

import pytest
from auditing import found, messages

from generator.audit import files


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    [problem] = found(tmp_path, {"a.html": b"<p>\xff"})
    assert str(problem) == "a.html: byte 3 is not UTF-8. Write the file as UTF-8."


def test_a_byte_order_mark_hides_nothing(tmp_path: Path) -> None:
    assert len(messages(tmp_path, "\ufeff<script>x</script>")) == 1


def test_a_file_beyond_all_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    [problem] = found(tmp_path, {"feed.xml": "<a>" + "x" * 2000 + "</a>"})
    assert str(problem) == "feed.xml: the file has 2,007 bytes and the limit is 1,000. Split it into several."
