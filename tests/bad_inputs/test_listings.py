"""Bad inputs, rows 1 to 15: listings."""

# ruff: noqa: E501 (a message stays in one piece)

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from captures import DAY, about, candidate, dense, lasting, project, record, source, sparse
from fabricate import environment, library
from refusals import DONE, HEAD, TWO, problems, refused, told, with_paper

from papershelf import content
from papershelf.ingest import readers
from papershelf.ingest.merge import plan_import

LAYOUTS = f"Layouts that are read: {readers.layouts()}"


@pytest.mark.parametrize("text", ["", "\n\n", "new\n\nSubscribe\n\nApr 4\n", "Get it!\nSubscribe\n", "hello\nworld\n"])
def test_01_a_listing_without_a_paper(root: Path, listing: Callable[..., Path], text: str) -> None:
    assert refused(root, listing(text)) == [f"a.txt: no paper was found in it. {LAYOUTS}."]


@pytest.mark.parametrize(
    ("change", "notes"),
    [
        (lambda text: f"\ufeff{text}", ["byte order mark"]),
        (lambda text: text.replace("\n", "\r\n"), ["CRLF line ends"]),
        (lambda text: text.replace("\n", "\r"), ["CR line ends"]),
        (lambda text: "\ufeff" + text.replace("\n", "\r\n"), ["byte order mark", "CRLF line ends"]),
    ],
)
def test_02_marks_and_line_ends(
    root: Path, tmp_path: Path, listing: Callable[..., Path], change: Callable[[str], str], notes: list[str]
) -> None:
    assert told(root, listing(change(dense(TWO)))) == [
        *(f"a.txt: note: normalised: {note}. Nothing to do: the import keeps the text without them." for note in notes),
        DONE,
    ]
    plain = project(tmp_path / "plain")
    assert told(plain, listing(dense(TWO))) == [DONE]
    assert lasting(root) == lasting(plain)


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (dense([("Café", about("cafés"))]).encode("latin-1"), 65),
        (dense(TWO).encode() + b"\xff\xfe", len(dense(TWO).encode())),
        (b"\xc0\x80", 0),
    ],
)
def test_03_other_encodings(root: Path, listing: Callable[..., Path], data: bytes, offset: int) -> None:
    assert refused(root, listing(data)) == [
        f"a.txt: the byte at offset {offset} is not UTF-8. Save the file as UTF-8 and import it again."
    ]


@pytest.mark.parametrize("text", [dense(TWO), dense([("壶的研究", "水壶。" * 150), *TWO])])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_03_encodings_are_named(root: Path, listing: Callable[..., Path], text: str, encoding: str) -> None:
    name = encoding[:6].upper()
    assert refused(root, listing(text.encode(encoding))) == [
        f"a.txt: it is text in {name}, and UTF-8 is read. Save it as UTF-8 in your editor, and import it again."
    ]
    (root / "content/tags.yml").write_bytes("# Tags\n".encode(encoding))
    assert problems(root) == [
        f"content/tags.yml: it is text in {name}, and UTF-8 is read. Save it as UTF-8 in your editor."
    ]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"{\\rtf1\\ansi Kettles\n}", "RTF: save it as plain text instead"),
        (b"PK\x03\x04\x14\x00[Content_Types].xml word/document.xml", "a Word document: save it as plain text instead"),
        (b"PK\x03\x04\x14\x00\x08kettle.txt", "a ZIP archive: unpack it and take the file inside"),
        (b"\x1f\x8b\x08\x00kettles", "a gzip archive: unpack it and take the file inside"),
        (b"\x28\xb5\x2f\xfd\x04kettles", "a Zstandard archive: unpack it and take the file inside"),
        (b"Rar!\x1a\x07\x01\x00\xffkettles", "a RAR archive: unpack it and take the file inside"),
        (
            b"kettles.md".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 248 + b"# K\n\n- [A Tea](https://arxiv.org/abs/2301.00001)\n",
            "a tar archive: unpack it and take the file inside",
        ),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n", "a web archive: save the page as 'HTML only' instead"),
        (b"\xd0\xcf\x11\xe0kettles", "an old Office document: save it as plain text instead"),
        (b"\xef\xbb\xbf<!doctype html>", "HTML: save the page's text instead"),
        (b"\x89PNG\r\n\x1a\n", "a picture: save the page's text instead"),
    ],
)  # fmt: skip
def test_12_files_are_named(root: Path, listing: Callable[..., Path], data: bytes, name: str) -> None:
    assert refused(root, listing(data))[0].endswith(f" This one looks like {name}.")


def test_04_control_characters(root: Path, listing: Callable[..., Path]) -> None:
    text = dense([("Sp\x00oo\x1bns", about("spoons") + "\x0c\x7f\x85"), TWO[1]])
    assert told(root, listing(text)) == [
        "a.txt: note: normalised: control characters. Nothing to do: the import keeps the text without them.",
        DONE,
    ]
    assert b'title: "Spoons"\n' in lasting(root)["papers/spoons.md"]
    assert lasting(root)["abstracts/spoons.md"].decode() == about("spoons") + "\n"


def test_04_a_title_of_control_characters_only_is_no_title(root: Path, listing: Callable[..., Path]) -> None:
    assert told(root, listing(sparse([TWO[0], ("\x00\x01\u202e", about("nothing")), TWO[1]])), code=1)[-2:] == [
        "a.txt:17: record 2: an abstract has no title before it. Complete the record in the listing and import it again; the other records are not affected.",
        "3 records read, 2 papers new, 0 seen again, 1 set aside",
    ]


def test_05_half_a_character(root: Path, listing: Callable[..., Path]) -> None:
    data = dense([("Sp\ud800ns", about("spoons"))]).encode("utf-8", "surrogatepass")
    assert refused(root, listing(data)) == [
        "a.txt: the byte at offset 64 is not UTF-8. Save the file as UTF-8 and import it again."
    ]
    with_paper(root, HEAD.replace('"T"', '"\\ud800"'))
    assert problems(root) == [
        "content/papers/a.md:3: this is not valid YAML (found invalid Unicode character escape code). Check quotes, brackets and indentation; put a text with ':' or '#' in double quotes."
    ]


ASIDE = "Complete the record in the listing and import it again; the other records are not affected."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (dense([*TWO, record("Bowls")])[:-30], "a.txt:7: record 3: 'Bowls' is cut off in its abstract"),
        (dense(TWO) + "Bowls\n", "a.txt:7: record 3: the title 'Bowls' has no abstract"),
        (
            dense([*TWO, record("Bowls")]).replace(about("forks") + "\n", ""),
            "a.txt:5: record 2: the title 'Forks' has no abstract",
        ),
        (
            dense([*TWO, record("Bowls")]).replace("Forks\n", ""),
            "a.txt:5: record 2: an abstract has no title before it",
        ),
    ],
)
def test_06_incomplete_records(root: Path, listing: Callable[..., Path], text: str, message: str) -> None:
    assert told(root, listing(text), code=1) == [
        f"{message}. {ASIDE}",
        "3 records read, 2 papers new, 0 seen again, 1 set aside",
    ]
    assert len([name for name in lasting(root) if name.startswith("papers/")]) == 2


@pytest.mark.parametrize(
    "hostile", ["--- {}", "# {}", "A Line Like a Title {}", "--- # {}: [TOC] {{{{ 7*7 }}}} <script>"]
)
def test_07_an_abstract_that_looks_like_something_else(root: Path, listing: Callable[..., Path], hostile: str) -> None:
    abstract = hostile.format(about("spoons"))
    if not abstract.endswith("."):
        abstract += " ends."
    capture = listing(sparse([("Spoons", abstract), TWO[1]]))
    assert told(root, capture) == [DONE]
    (forks, spoons) = content.load(root).library.papers
    # Three hyphens are TeX's long dash; whatever else looks like syntax is text.
    assert (spoons.abstract, forks.abstract) == (abstract.replace("---", "—"), about("forks"))
    before = lasting(root)
    assert told(root, capture) == ["2 records read, 0 papers new, 2 seen again, 0 set aside"]
    assert lasting(root) == before


def test_08_one_title_with_two_abstracts(root: Path, listing: Callable[..., Path]) -> None:
    capture = listing(dense([TWO[0], ("Spoons", about("something else"))]))
    note, last = told(root, capture)
    slugs = sorted(paper.slug for paper in content.load(root).library.papers)
    assert slugs[0] == "spoons"
    assert note in {
        f"a.txt: warning: record {rank}: content/papers/{slug}.md has the same title and another abstract; both are kept. Check whether they are one paper."
        for rank in (1, 2)
        for slug in slugs
    }
    assert last == DONE
    before = lasting(root)
    assert told(root, capture) == ["2 records read, 0 papers new, 2 seen again, 0 set aside"]
    assert lasting(root) == before


def test_09_the_same_paper_again(root: Path, listing: Callable[..., Path]) -> None:
    first, second = listing(dense([TWO[0], TWO[0]])), listing(sparse([TWO[1], TWO[0]]), "b.txt")
    assert told(root, first) == ["2 records read, 1 paper new, 1 seen again, 0 set aside"]
    assert told(root, second) == ["2 records read, 1 paper new, 1 seen again, 0 set aside"]
    (_, spoons) = content.load(root).library.papers
    assert [(place.listing, place.rank) for place in spoons.listed] == [("a", 1), ("a", 2), ("b", 2)]


def test_10_two_versions_of_one_arxiv_paper() -> None:
    decided = plan_import(
        library(),
        {},
        [
            source("a", candidate("a", 1, "Spoons", arxiv="2311.00001v1")),
            source("b", candidate("b", 1, "All Spoons", arxiv="2311.00001v2")),
        ],
        added=DAY,
    )
    assert (decided.new, decided.again) == (1, 1)
    assert [str(note) for note in decided.notes] == [
        "b.txt:2: warning: title: it is printed differently in the same import: 'All Spoons'. Correct the paper's file if this one is right."
    ]


def test_11_a_huge_file_in_bounded_memory(root: Path, tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(2**30)

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (700 * 2**20, 700 * 2**20))

    command = [sys.executable, "-m", "papershelf.cli", "--root", str(root), "import", str(huge)]
    done = subprocess.run(
        command, env=environment(), capture_output=True, encoding="utf-8", timeout=60, check=False, preexec_fn=bounded
    )
    assert (done.returncode, done.stderr) == (
        1,
        f"{huge}: it has more than the 64 MB that are read. Split it into several listings.\n",
    )
    assert lasting(root) == {}


def test_11_a_huge_line(root: Path, listing: Callable[..., Path]) -> None:
    assert refused(root, listing(sparse([("Spoons", "x" * 10_000_000)]))) == [
        "a.txt:13: this line has 10,000,000 characters, more than the 100,000 that are read. Check that the file is a listing's text with one title or abstract a line."
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<!DOCTYPE html>\n<p>\nSubscribe\n</p>\n", f"no paper was found in it. {LAYOUTS}. This one looks like HTML: save the page's text instead."),
        (b'[{"title": "Spoons"}]', f"no paper was found in it. {LAYOUTS}. This one looks like JSON: save the page's text instead."),
        (b'  {"papers": []}', f"no paper was found in it. {LAYOUTS}. This one looks like JSON: save the page's text instead."),
        (b"%PDF-1.7\n", f"no paper was found in it. {LAYOUTS}. This one looks like a PDF: save the page's text instead."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "the byte at offset 10 is not UTF-8. Save the file as UTF-8 and import it again. This one looks like a PDF: save the page's text instead."),
    ],
)  # fmt: skip
def test_12_other_formats(root: Path, listing: Callable[..., Path], data: bytes, message: str) -> None:
    assert refused(root, listing(data)) == [f"a.txt: {message}"]


def test_13_bidirectional_overrides(root: Path, listing: Callable[..., Path]) -> None:
    assert told(root, listing(dense([("Sp\u202eoons", about("spoons")), TWO[1]]))) == [
        "a.txt: note: normalised: bidirectional controls. Nothing to do: the import keeps the text without them.",
        DONE,
    ]
    assert (root / "content/papers/spoons.md").exists()
    with_paper(root, HEAD.replace('"T"', "T\u202e"))
    (root / "content/tags.yml").write_text("# \u2066\n", "utf-8")
    assert problems(root) == [
        "content/papers/a.md:3: a bidirectional control, U+202E. Delete this invisible character.",
        "content/tags.yml:1: a bidirectional control, U+2066. Delete this invisible character.",
    ]


def test_14_zero_width_characters_and_homoglyphs(root: Path, listing: Callable[..., Path]) -> None:
    twins = [
        record("Counting Spoons at Night"),
        ("C\u043eunting Spoons at Night", about("letters")),
        ("Count\u200bing Spoons at Night", about("counting spoons at night")),
    ]
    lines = told(root, listing(dense(twins)))
    assert (
        lines[0]
        == "a.txt: warning: it holds zero-width characters, which are kept. Delete them from a paper's title where they are strays."
    )
    assert lines[-1] == "3 records read, 2 papers new, 1 seen again, 0 set aside"
    assert any("its title is nearly that of content/papers/" in line for line in lines)


def test_15_two_forms_of_one_name(root: Path, listing: Callable[..., Path]) -> None:
    lines = told(root, listing(dense([("Caf\u00e9s", about("spoons")), ("Cafe\u0301s", about("spoons"))])))
    assert lines == [
        "a.txt: note: normalised: characters not in NFC. Nothing to do: the import keeps the text without them.",
        "2 records read, 1 paper new, 1 seen again, 0 set aside",
    ]
    assert [paper.slug for paper in content.load(root).library.papers] == ["cafes"]
