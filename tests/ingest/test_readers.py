"""Captured text becomes candidates: both layouts, incomplete records, and what is normalised."""

import contextlib

import pytest
from captures import about, dense, record, sparse
from hypothesis import given
from hypothesis import strategies as st

from papershelf.errors import PapershelfError, Severity
from papershelf.ingest import readers
from papershelf.ingest.capture import Capture
from papershelf.model import Listing
from papershelf.text import capture_text, from_listing

THREE = [record("Spoons"), record("Forks: A Survey"), record("Knives?")]


def read(text: str | bytes) -> Capture:
    return readers.read("a.txt", "a", text if isinstance(text, bytes) else text.encode())


def kept(capture: Capture) -> list[tuple[int, str, str]]:
    return [(each.rank, each.title, each.abstract) for each in capture.candidates]


def ranked(records: list[tuple[str, str]]) -> list[tuple[int, str, str]]:
    return [(rank, *pair) for rank, pair in enumerate(records, start=1)]


@pytest.mark.parametrize(
    ("text", "date"), [(dense(THREE), None), (sparse(THREE), "Apr 4"), (sparse(THREE, None), None)]
)
def test_both_layouts_give_the_same_records(text: str, date: str | None) -> None:
    capture = read(text)
    assert kept(capture) == ranked(THREE)
    assert capture.listing == Listing(id="a", source="Hugging Face Papers", date=date)
    assert (capture.set_aside, capture.notes) == ((), ())


@pytest.mark.parametrize("text", [dense(THREE), sparse(THREE), "\n\n \n" + sparse(THREE), "\ufeff\n" + dense(THREE)])
def test_a_candidate_says_on_which_line_its_title_stands(text: str) -> None:
    rows = text.removeprefix("\ufeff").split("\n")
    for each in read(text).candidates:
        assert rows[each.line - 1].removeprefix("Subscribe") == each.title


@pytest.mark.parametrize("date", ["Apr 4", "December 31, 2026"])
def test_a_date_is_kept_as_printed(date: str) -> None:
    assert read(sparse(THREE, date)).listing.date == date


def test_a_title_that_only_looks_like_a_date_is_a_title() -> None:
    capture = read(sparse([record("Apr 4 Considered Harmful")], None))
    assert (capture.listing.date, kept(capture)) == (None, ranked([record("Apr 4 Considered Harmful")]))


def test_a_missing_line_shifts_no_other_record() -> None:
    lines = [line for pair in [*THREE, record("Bowls")] for line in pair]
    for missing in range(len(lines)):
        text = sparse([], None) + "\n" + "\n\n".join(lines[:missing] + lines[missing + 1 :])
        capture = read(text)
        assert [(rank, title) for rank, title, _ in kept(capture)] == [
            (rank, title) for rank, title, _ in ranked([*THREE, record("Bowls")]) if rank != missing // 2 + 1
        ], missing
        assert [each.field for each in capture.set_aside] == [f"record {missing // 2 + 1}"]


def test_a_button_within_the_text_is_no_header() -> None:
    records = [*THREE, ("Subscribe", about("newsletters"))]
    assert kept(read(dense(records))) == ranked(records)


def test_the_readers_are_an_ordered_table() -> None:
    assert len(set(readers.names())) == len(readers.READERS)
    assert readers.layouts() == "; ".join(reader.TITLE for reader in readers.READERS)


@pytest.mark.parametrize("start", ["<!doctype html>", "{", "[", "%PDF-1.7"])
def test_a_button_in_a_pages_source_makes_no_listing(start: str) -> None:
    with pytest.raises(PapershelfError, match=r"no paper was found in it\. .* This one looks like (HTML|JSON|a PDF)"):
        read(f"{start}\n{sparse(THREE)}")


@pytest.mark.parametrize("mark", ["\ufeff", "\u202e", "\x00", " \t"])
def test_a_mark_at_the_start_of_any_line_is_dropped(mark: str) -> None:
    """An abstract that began with a byte order mark would make a file that does not load."""
    marked = [(f"{mark}{title}", f"{mark}{abstract}") for title, abstract in THREE]
    assert kept(read(sparse(marked))) == ranked(THREE)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=250))
def test_every_title_that_shows_anything_is_kept_to_the_character(raw: str) -> None:
    title = capture_text(" ".join(raw.splitlines()))
    if not title or "\n" in title or title.endswith(".") or title.startswith(("<", "Subscribe")):
        return
    capture = read(sparse([("Spoons", about("spoons")), (title, about("bowls"))]))
    assert kept(capture) == [(1, "Spoons", about("spoons")), (2, from_listing(title), about("bowls"))]


@given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_read_or_refused_in_words(raw: bytes) -> None:
    for start in (b"", b"Subscribe", b"new\nSubscribe\n"):
        with contextlib.suppress(PapershelfError):
            capture = readers.read("a.txt", "a", start + raw)
            assert capture.candidates or capture.set_aside


@pytest.mark.parametrize(
    ("change", "severity", "note"),
    [
        ("\ufeff", Severity.NOTE, "normalised: byte order mark"),
        ("\x07", Severity.NOTE, "normalised: control characters"),
        ("Zero\u200b\n", Severity.WARNING, "it holds zero-width characters, which are kept"),
    ],
)
def test_what_is_changed_or_odd_is_said(change: str, severity: Severity, note: str) -> None:
    (only,) = read(change + sparse(THREE)).notes
    assert (only.severity, only.problem) == (severity, note)


@pytest.mark.parametrize(
    ("start", "row", "megabytes"),
    [
        ("# K\n\n", "- [A Kettle](https://arxiv.org/abs/2301.00001)\n", 8),
        ("", "2301.00001\n", 8),
        ("<!doctype html><p>arxiv<dl id='articles'><div class='list-title mathjax'>", "<p>A Kettle</p>\n", 16),
    ],
)
def test_what_is_parsed_whole_has_a_largest_size(start: str, row: str, megabytes: int) -> None:
    row = f"{' ' * 4000}{row}"  # few lines are as long as many
    raw = (start + row * (megabytes * 2**20 // len(row) + 1)).encode()
    with pytest.raises(PapershelfError, match=f"it has {megabytes} MB, over the {megabytes} MB that are read"):
        readers.read("a.txt", "a", raw)
