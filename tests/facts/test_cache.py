from __future__ import annotations

from pathlib import Path

import pytest

from papershelf.errors import PapershelfError
from papershelf.facts.cache import MAX_AGE, Answer, Cache

URL = "https://kettles.example/?q=1"
ANSWER = Answer(status=200, media_type="application/json", body=b'{"a": "\n"}')


def only_file(folder: Path) -> Path:
    (file,) = [path for path in folder.iterdir() if path.is_file()]
    return file


def test_an_answer_comes_back_as_it_was(tmp_path: Path) -> None:
    Cache(tmp_path).put(URL, ANSWER)
    assert Cache(tmp_path).get(URL) == ANSWER
    assert Cache(tmp_path).get(URL + "2") is None


def test_an_old_answer_does_only_if_any_age_does(tmp_path: Path) -> None:
    Cache(tmp_path, clock=lambda: 1000.0).put(URL, ANSWER)
    for now, known in ((1000 + MAX_AGE, True), (1001 + MAX_AGE, False), (900.0, False)):
        cache = Cache(tmp_path, clock=lambda now=now: now)
        assert (cache.get(URL) is not None) is known
        assert cache.get(URL, any_age=True) == ANSWER


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_a_file_that_was_damaged_is_none(tmp_path: Path, cut: int) -> None:
    Cache(tmp_path).put(URL, ANSWER)
    file = only_file(tmp_path)
    file.write_bytes(file.read_bytes()[:cut])
    assert Cache(tmp_path).get(URL, any_age=True) is None


def test_a_file_of_another_address_is_none(tmp_path: Path) -> None:
    Cache(tmp_path).put(URL, ANSWER)
    other = Cache(tmp_path / "other")
    other.put(URL + "2", ANSWER)
    only_file(tmp_path).write_bytes(only_file(tmp_path / "other").read_bytes())
    assert Cache(tmp_path).get(URL) is None


@pytest.mark.parametrize("text", [b"[]\n", b"{}\n", b"null\n", b"[" * 100_000, b"\xff\n", b'{"format": 3}\n'])
def test_what_somebody_else_wrote_is_none(tmp_path: Path, text: bytes) -> None:
    Cache(tmp_path).put(URL, ANSWER)
    only_file(tmp_path).write_bytes(text)
    assert Cache(tmp_path).get(URL) is None


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    Cache(tmp_path).put(URL, ANSWER)
    file = only_file(tmp_path)
    file.unlink()
    (tmp_path / "garden").mkdir()
    file.symlink_to(tmp_path / "garden" / "kettle")
    with pytest.raises(PapershelfError, match="it is a symbolic link"):
        Cache(tmp_path).put(URL, ANSWER)
    assert list((tmp_path / "garden").iterdir()) == []


def test_two_runs_do_not_ask_at_once(tmp_path: Path) -> None:
    with Cache(tmp_path).hold(), pytest.raises(PapershelfError, match="asking the network"), Cache(tmp_path).hold():
        pass
