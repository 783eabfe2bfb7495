"""Requests to other hosts in every notation that browsers read; `tests/browser/test_audit.py` asks one."""

from __future__ import annotations

from pathlib import Path

import pytest
from attacks import FETCHING, STAYING, Files
from auditing import GOOD, write

from papershelf.audit import inspect


def said(site: Path, files: Files) -> list[str]:
    write(site, dict(files))
    return [str(problem) for problem in inspect(site, trusted=GOOD, own_host="site.example", base_path="/base/")]


@pytest.mark.parametrize("files", FETCHING.values(), ids=FETCHING.keys())
def test_a_request_to_another_host_is_refused(tmp_path: Path, files: Files) -> None:
    assert said(tmp_path, files)


@pytest.mark.parametrize("files", STAYING.values(), ids=STAYING.keys())
def test_what_asks_nobody_passes(tmp_path: Path, files: Files) -> None:
    assert said(tmp_path, files) == []
