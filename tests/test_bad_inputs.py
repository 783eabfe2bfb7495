"""The catalogue of bad inputs that importing and loading can meet: one test a row, numbered as there.

Each asserts the exact message, the exit code, and that nothing was written or changed.
"""

# ruff: noqa: E501 (a message stays in one piece)

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from captures import DAY, about, bring, candidate, dense, lasting, project, record, run, said, source, sparse
from crashes import failing_at
from fabricate import LIBRARY, REPOSITORY, Project, assemble, environment, library, tree
from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import Repository

from papershelf import content
from papershelf.errors import PapershelfError
from papershelf.ingest import readers
from papershelf.ingest.merge import plan_import

LAYOUTS = f"Layouts that are read: {readers.layouts()}"
TWO = [record("Spoons"), record("Forks")]
DONE = "2 records read, 2 papers new, 0 seen again, 0 set aside"
HEAD = 'id: aaaa\ntitle: "T"\nadded: "2026-01-01"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose content is empty."""
    return project(tmp_path / "list")


@pytest.fixture
def listing(tmp_path: Path) -> Callable[..., Path]:
    """What writes a captured listing."""

    def write(data: str | bytes, name: str = "a.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def refused(root: Path, *files: Path) -> list[str]:
    """What an import says that fails, exits with 1 and writes nothing."""
    before = lasting(root)
    result = bring(root, *files)
    assert result.exit_code == 1
    assert lasting(root) == before
    return [line.replace(f"{files[0].parent}/", "") for line in said(result)]


def told(root: Path, *files: Path, code: int = 0) -> list[str]:
    """What an import says that goes through."""
    result = bring(root, *files)
    assert result.exit_code == code, result.output
    return [line.replace(f"{files[0].parent}/", "") for line in result.output.splitlines()]


def with_paper(root: Path, front: str, name: str = "a.md") -> Path:
    """A paper's file of some front matter, without its fences."""
    (root / "content" / "papers").mkdir(exist_ok=True)
    path = root / "content" / "papers" / name
    path.write_text(f"---\n{front}---\n", "utf-8")
    return path


def problems(root: Path) -> list[str]:
    """What is said of content that does not load; an import refuses it, and changes nothing."""
    capture = root.parent / "sound.txt"
    capture.write_text(sparse([record("Teapots")]), "utf-8")
    return refused(root, capture)


# Listing files


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


# Front matter and vocabulary

YAML_REMEDY = "Check quotes, brackets and indentation; put a text with ':' or '#' in double quotes."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: [\n---\n", f"2: this is not valid YAML (did not find expected node content). {YAML_REMEDY}"),
        ("---\ntitle: a: b\n---\n", f"2: this is not valid YAML (mapping values are not allowed in this context). {YAML_REMEDY}"),
        ("\n---\nid: aaaa\n---\n", " the file does not begin with front matter. Make '---' the first line of the file, with no blank line or mark before it."),
        ("No front matter\n", " the file does not begin with front matter. Make '---' the first line of the file, with no blank line or mark before it."),
        ("---\nid: aaaa\n", " the front matter never ends. Add a line '---' behind the last field."),
        ("---\n- a\n---\n", " the front matter is not a mapping. Write one `key: value` a line."),
        ("---\n---\n", " the front matter is not a mapping. Write one `key: value` a line."),
        ("\ufeff---\nid: aaaa\n---\n", "1: a byte order mark precedes its first line. Save it as UTF-8 without a mark."),
    ],
)  # fmt: skip
def test_16_malformed_front_matter(root: Path, text: str, message: str) -> None:
    with_paper(root, HEAD).write_text(text, "utf-8")
    assert problems(root) == [f"content/papers/a.md:{message}"]


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("id: a\nid: b\n", "3: the key 'id' appears twice. Keep one of the two."),
        ("id: &x a\ntitle: *x\n", "2: YAML anchors and aliases are not accepted. Write the value out in full."),
        ("tags: &x [*x]\n", "2: YAML anchors and aliases are not accepted. Write the value out in full."),
        ("id: a\n<<: {title: T}\n", "3: YAML merge keys are not accepted. Write the values out in full."),
        ("id: !!python/object/apply:os.system [ls]\n", "2: the YAML tag 'tag:yaml.org,2002:python/object/apply:os.system' is not accepted. Remove it; every value is a text."),
        ("id: !!str a\n", "2: the YAML tag 'tag:yaml.org,2002:str' is not accepted. Remove it; every value is a text."),
        ("tags: " + "[" * 5_000 + "]" * 5_000 + "\n", "2: lists and mappings nest too deeply. Write the value flat."),
    ],
)  # fmt: skip
def test_17_what_yaml_offers_and_nobody_needs(root: Path, front: str, message: str) -> None:
    with_paper(root, front)
    assert problems(root) == [f"content/papers/a.md:{message}"]


@pytest.mark.parametrize(
    ("front", "message"),
    [
        (HEAD.replace("2026-01-01", "2024-13-45"), "4: added: '2024-13-45' is not a day of the calendar. Write `added: \"YYYY-MM-DD\"`."),
        (HEAD + f"year: {'9' * 5_000}\n", "5: year: it has more than 2,000 characters. Shorten it."),
        (HEAD + f"year: {'9' * 1_000}\n", f"5: year: '{'9' * 59}…' is not a year. Write `year: \"2023\"`."),
        (HEAD + f"listed: [{{listing: x, rank: {'9' * 100}}}]\n", f"5: listed[1].rank: '{'9' * 59}…' is no place in a listing. Write a number from 1 on."),
    ],
)  # fmt: skip
def test_18_days_and_numbers_that_are_none(root: Path, front: str, message: str) -> None:
    with_paper(root, front)
    assert problems(root) == [f"content/papers/a.md:{message}"]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("0999-01-01", "is before 1970-01-01"),
        ("1969-12-31", "is before 1970-01-01"),
        ("2101-01-01", "is after 2100-12-31"),
        ("2999-01-01", "is after 2100-12-31"),
        ("9999-12-31", "is after 2100-12-31"),
        ("2024-02-30", "is not a day of the calendar"),
        ("2024-1-5", "is not a day of the calendar"),
        ("20240105", "is not a day of the calendar"),
        ("2024-W01-5", "is not a day of the calendar"),
        ("٢٠٢٤-٠١-٠٥", "is not a day of the calendar"),
        ("２０２４-01-05", "is not a day of the calendar"),
        ("0000-01-01", "is not a day of the calendar"),
        ("-2024-01-05", "is not a day of the calendar"),
    ],
)
def test_57_days_that_no_list_can_hold(root: Path, written: str, problem: str) -> None:
    path = with_paper(root, f'id: aaaa\ntitle: "T"\nadded: "{written}"\n')
    assert problems(root) == [f"content/papers/a.md:4: added: '{written}' {problem}. Write `added: \"YYYY-MM-DD\"`."]
    path.unlink()
    for command in (["import", "x.txt"], ["new", "--title", "T"], ["digest", "--since", "2026-01-01"]):
        result = run(root, *command, "--date", written)
        assert result.exit_code == 2
        assert f"'{written}' {problem}" in result.output


@pytest.mark.parametrize("written", ["0999", "2101", "9999", "２０２３", "٢٠٢٣", "23", "02023"])
def test_57_years_in_which_no_paper_came_out(root: Path, written: str) -> None:
    with_paper(root, f'{HEAD}year: "{written}"\n')
    (said,) = problems(root)
    assert said.startswith(f"content/papers/a.md:5: year: '{written}' is n")


@pytest.mark.parametrize("written", ["1000", "1687", "1936", "2023", "2100"])
def test_57_years_in_which_papers_came_out(root: Path, written: str) -> None:
    with_paper(root, f'{HEAD}year: "{written}"\n')
    assert content.load(root).library.papers[0].year == written


def test_57_a_day_to_come_is_named_and_a_build_would_not_know(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.cli.contributing.today", lambda: "2026-11-20")
    monkeypatch.setattr("papershelf.cli.conventions.today", lambda: "2026-11-20")
    capture = root.parent / "a.txt"
    capture.write_text(sparse([record("Teapots")]), "utf-8")
    assert "--date: warning: 2026-11-21 is after today. Correct it" in bring(root, capture).output
    made = run(root, "new", "--title", "Kettles", "--year", "2028", "--date", "2026-12-01")
    assert made.exit_code == 0
    assert "warning: added: 2026-12-01 is after today, 2026-11-20. Correct it" in made.output
    assert "warning: year: 2028 is later than next year." in made.output
    checked = run(root, "check").output
    for expected in (
        "papers/kettles.md:5: warning: added: 2026-12-01 is after today, 2026-11-20.",
        "year: 2028 is later than next year.",
        "papers/teapots.md:5: warning: added: 2026-11-21 is after today, 2026-11-20.",
    ):
        assert expected in checked
    assert not [each for each in content.load(root).warnings if each.rule == "after-today"]


@pytest.mark.parametrize("word", ["no", "007", "12:34", "1706.03762", "null", "1e3", "2026-01-01"])
def test_19_strings_stay_strings(root: Path, word: str) -> None:
    with_paper(root, HEAD.replace('"T"', word) + f"venue: {word}\nauthors: [{word}]\n")
    (paper,) = content.load(root).library.papers
    assert (paper.title, paper.venue, *map(str, paper.authors)) == (word, word, word)


TAGS_REMEDY = "Write `tags: [one-tag, another-tag]`, or remove the line."


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        ("heat", f"tags: it must be a list, not a text. {TAGS_REMEDY}"),
        ("2026-01-01", f"tags: it must be a list, not a text. {TAGS_REMEDY}"),
        ("{heat: x}", f"tags: it must be a list, not a mapping. {TAGS_REMEDY}"),
        ("", f"tags: it must be a list, not an empty value. {TAGS_REMEDY}"),
        ("[[heat]]", "tags[1]: it must be a text, not a list. Write `tags: [one-tag, another-tag]`."),
        ('[""]', f"tags[1]: it is empty. {TAGS_REMEDY}"),
    ],
)
def test_20_tags_that_are_no_list(root: Path, tags: str, message: str) -> None:
    with_paper(root, f"{HEAD}tags: {tags}\n")
    assert problems(root) == [f"content/papers/a.md:5: {message}"]


@pytest.mark.parametrize("front", [HEAD, f"{HEAD}tags: []\n"])
def test_20_a_paper_without_tags_loads(root: Path, front: str) -> None:
    with_paper(root, front)
    assert content.load(root).library.papers[0].tags == ()


KEYS = "Known keys: id, title, listed, added, links, tags, proposed, keywords, arxiv, authors, year, venue, doi, sources, finding, note, aliases, withdrawn."


@pytest.mark.parametrize(
    ("key", "remedy"),
    [
        ("template", "Remove it."),
        ("location", "Remove it."),
        ("hide", "Did you mean 'id'?"),
        ("search", "Did you mean 'year'?"),
        ("tag", "Did you mean 'tags'?"),
        ("Title", "Did you mean 'title'?"),
    ],
)
def test_21_unknown_keys(root: Path, key: str, remedy: str) -> None:
    with_paper(root, f"{HEAD}{key}: x\n")
    assert problems(root) == [f"content/papers/a.md:5: {key}: this key is not known. {remedy} {KEYS}"]


VOCABULARY = """\
topics:
  kitchen:
    label: Kitchen
    description: d
tags:
  heat:
    label: Heat
    topic: kitchen
    description: d
    aliases: [warmth]
"""


def with_tags(root: Path, *entries: str) -> None:
    rows = (f"  {entry}:\n    label: L{n}\n    topic: kitchen\n    description: d\n" for n, entry in enumerate(entries))
    (root / "content" / "tags.yml").write_text(VOCABULARY + "".join(rows), "utf-8")


def test_22_tags_that_are_not_in_the_vocabulary(root: Path) -> None:
    with_tags(root)
    with_paper(root, f"{HEAD}tags:\n  - haet\n  - zzz\n")
    assert problems(root) == [
        "content/papers/a.md:6: tags: the tag 'haet' is not known. Did you mean 'heat'?",
        "content/papers/a.md:7: tags: the tag 'zzz' is not known. Choose a tag of content/tags.yml, which the site shows under /tags/.",
    ]
    with_paper(root, f"{HEAD}tags: [Warmth]\n")
    loaded = content.load(root)
    assert loaded.library.papers[0].tags == ("heat",)
    assert [str(each) for each in loaded.warnings] == [
        "content/papers/a.md:5: warning: tags: 'Warmth' is another name of the tag 'heat'. Write 'heat'."
    ]


def test_23_tags_that_collide_as_addresses(root: Path) -> None:
    slug = "Use lower-case letters, digits and single hyphens, such as `graph-learning`."
    with_tags(root, "C", "C++", "'C#'", "c")
    assert sorted(problems(root)) == sorted(
        [
            f"content/tags.yml:11: tags.C: 'C' cannot be part of an address. {slug}",
            f"content/tags.yml:15: tags.C++: 'C++' cannot be part of an address. {slug}",
            f"content/tags.yml:19: tags.C#: 'C#' cannot be part of an address. {slug}",
            "content/tags.yml:19: tags.C#: its address would be that of 'C': /tags/c/. Give it a key of its own in words, such as `c-plus-plus`.",
            "content/tags.yml:23: tags.c: its address would be that of 'C': /tags/c/. Give it a key of its own in words, such as `c-plus-plus`.",
        ]
    )


@pytest.mark.parametrize(
    ("more", "messages"),
    [
        ("    broader: heat\n", ["11: tags.heat.broader: the tag would contain itself. Break the circle: remove one `broader`."]),
        ("  cold:\n    label: Cold\n    topic: kitchn\n    description: d\n", ["13: tags.cold.topic: the topic 'kitchn' is not known. Did you mean 'kitchen'?"]),
        ("  cold:\n    label: Cold\n    topic: kitchen\n    description: d\n    aliases: [Warmth]\n", ["15: tags.cold.aliases: 'Warmth' already means the tag 'heat'. Keep it under one of the two."]),
        ("  cold:\n    label: Cold\n    topic: kitchen\n    description: d\n    broader: haet\n", ["15: tags.cold.broader: the tag 'haet' is not known. Did you mean 'heat'?"]),
    ],
)  # fmt: skip
def test_24_circles_orphans_and_repeats_in_the_vocabulary(root: Path, more: str, messages: list[str]) -> None:
    (root / "content" / "tags.yml").write_text(VOCABULARY + more, "utf-8")
    assert problems(root) == [f"content/tags.yml:{message}" for message in messages]


def test_24_a_topic_without_a_tag(root: Path) -> None:
    text = VOCABULARY.replace("tags:", "  empty:\n    label: E\n    description: d\ntags:")
    (root / "content" / "tags.yml").write_text(text, "utf-8")
    assert problems(root) == [
        "content/tags.yml:6: topics.empty: the topic has no tag. Put a tag under it, or remove it."
    ]


def test_25_tags_that_mean_something_to_javascript(root: Path) -> None:
    with_tags(root, "constructor", "__proto__")
    with_paper(root, f"{HEAD}tags: [__proto__, constructor]\n")
    assert content.load(root).library.papers[0].tags == ("__proto__", "constructor")


# Links

SCHEME = (
    "an address that begins with neither https:// nor http://. Write a whole address such as https://example.org/page."
)
WHOLE = "Write a whole address such as https://example.org/page."


@pytest.mark.parametrize(
    ("url", "message"),
    [
        *((url, SCHEME) for url in (
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "&#106;avascript:x",
            "java\\tscript:x", " javascript:x", "file:///etc/passwd", "//host/x", "/x", "example.org/x",
        )),
        ("https:alert(1)", f"an address without a host. {WHOLE}"),
        ("https://me:secret@example.org/", "an address with user information before its host. Delete everything up to the @."),
        ("https://ex\u0430mple.org/", "an address whose host mixes scripts or imitates another. Type the host by hand."),
        ("https://xn--exmple-4nf.org/", "an address whose host mixes scripts or imitates another. Type the host by hand."),
        ("https://example.org/\\u200bx", "an address that holds the character U+200B. Percent-encode it."),
        ("https://example.org/a b", "an address that holds the character U+0020. Percent-encode it."),
        ("https://example.org/\\nx", "it must be on one line. Write `url: https://example.org/code`."),
        ("java\\0script:x", "a control character, U+0000. Delete this invisible character."),
        ("https://kettle/", f"an address whose host is not a full name. {WHOLE}"),
        (
            "https://localhost/",
            "an address that leads to the reader's own machine. Give an address that every reader can open.",
        ),
        ("https://example.org/" + "x" * 2_000, "it has more than 2,000 characters. Shorten it."),
    ],
)  # fmt: skip
def test_27_28_links_that_mislead(root: Path, url: str, message: str) -> None:
    with_paper(root, f'{HEAD}links:\n  - {{kind: code, url: "{url}"}}\n')
    assert problems(root) == [f"content/papers/a.md:6: links[1].url: {message}"]


def test_27_a_kind_of_link_that_is_none(root: Path) -> None:
    with_paper(root, f"{HEAD}links: [{{kind: coed, url: 'https://example.org/'}}]\n")
    assert problems(root) == [
        "content/papers/a.md:5: links[1].kind: 'coed' is not a kind of link. Did you mean 'code'? Known kinds: code, model, data, demo, video, project, paper, other."
    ]


# Files

PAGE_NAME = "Use lower-case letters, digits and single hyphens, such as `former-slug`."


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "%2e%2e", "a\\\\b", "..", "con", "x.", "A", "x" * 81])
def test_40_41_unsafe_former_slugs(root: Path, name: str) -> None:
    with_paper(root, f'{HEAD}aliases: ["{name}"]\n')
    shown = name.replace("\\\\", "\\")
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    assert problems(root) == [f"content/papers/a.md:5: aliases: '{shown}' is not a safe page name. {PAGE_NAME}"]


@pytest.mark.parametrize("name", ["../x", "/x", "%2e", "a\\\\b", "CON"])
def test_40_unsafe_ids_of_listings(root: Path, name: str) -> None:
    (root / "content" / "listings.yml").write_text(f'"{name}":\n  source: S\n', "utf-8")
    shown = name.replace("\\\\", "\\")
    assert problems(root) == [
        f"content/listings.yml:1: {shown}: '{shown}' cannot be part of an address. Use lower-case letters, digits, hyphens and underscores, such as `2026_11`."
    ]


@pytest.mark.parametrize("name", ["Index.md", "con.md", "x..md", "a b.md", "%2e.md", "x.txt", "é.md", "x" * 81 + ".md"])
def test_41_unsafe_names_of_files(root: Path, name: str) -> None:
    with_paper(root, HEAD, name)
    assert problems(root) == [
        f"content/papers/{name}: its name is not a safe page name. Name it with lower-case letters, digits and single hyphens, ending in `.md`."
    ]


def test_41_import_makes_safe_names(root: Path, listing: Callable[..., Path]) -> None:
    titles = ["Con", "AUX.", "../../etc/passwd", "..%2e\\x", "x" * 299, "spoons", "SPOONS", "深層学習", "学習"]
    told(
        root, listing(sparse([(title, about(f"one{n} two{n} three{n}")) for n, title in enumerate(titles)]), "CON.txt")
    )
    slugs = [paper.slug for paper in content.load(root).library.papers]
    assert len(slugs) == len(titles)
    assert {"con-paper", "aux-paper", "etc-passwd", "2e-x", "x" * 80, "spoons", "paper"} <= set(slugs)
    assert list(content.load(root).library.listings) == ["con-paper"]


PLAIN = "Keep plain files only: replace it by a file with its text."


def link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def linked_folder(path: Path) -> None:
    path.symlink_to("/etc", target_is_directory=True)


def program(path: Path) -> None:
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    "name", ["tags.yml", "urls.txt", "papers/x.md", "abstracts/x.md", "pages/x.md", "papers", "more/x"]
)
@pytest.mark.parametrize(
    ("make", "what"),
    [
        (link, "a symbolic link"),
        (linked_folder, "a symbolic link"),
        (os.mkfifo, "a device, a pipe or a socket"),
        (program, "executable"),
    ],
)
def test_42_what_is_no_plain_file(root: Path, name: str, make: Callable[[Path], None], what: str) -> None:
    path = root / "content" / name
    path.parent.mkdir(exist_ok=True)
    make(path)
    with pytest.raises(PapershelfError) as caught:
        content.load(root)
    assert str(caught.value) == f"content/{name}: it is {what}. {PLAIN}"


def everybodys(content: Path) -> None:
    """Let every file look as it does on a file system without modes."""
    for path in (content, *content.rglob("*")):
        path.chmod(0o777)


def test_42_a_file_system_without_modes_is_read_like_any_other(tmp_path: Path) -> None:
    made = assemble(tmp_path / "list", LIBRARY)
    everybodys(made.root / "content")
    loaded = content.load(made.root)
    assert len(loaded.library.papers) == len(list((LIBRARY / "papers").glob("*.md")))
    with content.lock(made.root / "content"):
        content.write_files(made.root / "content", {"urls.txt": loaded.texts["urls.txt"]})
    assert content.load(made.root).texts == loaded.texts, "what was written since has a mode of its own"


def test_42_links_and_pipes_are_refused_on_it_too(tmp_path: Path) -> None:
    made = assemble(tmp_path / "list", LIBRARY)
    everybodys(made.root / "content")
    link(made.root / "content/papers/passwords.md")
    os.mkfifo(made.root / "content/papers/pipe.md")
    with pytest.raises(PapershelfError) as caught:
        content.load(made.root)
    assert [problem.path for problem in caught.value.problems] == [
        "content/papers/passwords.md",
        "content/papers/pipe.md",
    ]


def test_42_git_says_whether_a_single_executable_is_one(tmp_path: Path) -> None:
    made = assemble(tmp_path / "list", LIBRARY)
    program(made.root / "content/pages/x.md")
    with pytest.raises(PapershelfError, match="it is executable"):
        content.load(made.root)
    Repository.make(made.root).git("config", "core.fileMode", "false")
    content.load(made.root)


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EIO, "the disk reports an error"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EACCES, "permission denied"),
    ],
)
def test_43_a_disk_that_fails(root: Path, listing: Callable[..., Path], code: int, cause: str) -> None:
    told(root, listing(sparse(TWO)))
    capture = listing(sparse([record("Teapots"), record("Spoons"), record("Bowls")]), "b.txt")
    before = lasting(root)
    kept = shutil.copytree(root, root.with_name("kept"))
    for step in range(100):
        with failing_at(step, code) as steps:
            result = bring(root, capture)
        if not steps.is_over:
            break
        after = lasting(root)
        after.pop(".lock-holder", None)  # whose removal may be what fails
        if result.exit_code == 0:
            # What only tidies up behind a change may fail.
            assert set(after) > set(before)
            shutil.rmtree(root)
            shutil.copytree(kept, root)
            continue
        (line,) = said(result)
        assert f": it cannot be written ({cause}). " in line
        assert after == before
    assert step > 20
    assert (result.exit_code, len(content.load(root).library.papers)) == (0, 4)


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_43_a_folder_that_is_read_only(root: Path, listing: Callable[..., Path]) -> None:
    (root / "content").chmod(0o555)
    try:
        assert "it cannot be written (permission denied)" in refused(root, listing(sparse(TWO)))[0]
    finally:
        (root / "content").chmod(0o755)


HOLDER = """
import sys, time
from pathlib import Path
from papershelf import content
with content.lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_44_two_imports_at_once(root: Path, listing: Callable[..., Path]) -> None:
    capture = listing(sparse(TWO))
    command = [sys.executable, "-c", HOLDER, str(root / "content")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert refused(root, capture) == [
            f"{root}/content: process {holder.pid} is changing it at this moment. Wait until that ends, and try again.".replace(
                f"{root.parent}/", ""
            )
        ]
        holder.communicate("")
    assert told(root, capture) == [DONE]


def test_45_an_import_killed_at_any_moment(tmp_path: Path, listing: Callable[..., Path]) -> None:
    capture = listing(sparse([record(f"Spoon Number {n}") for n in range(150)]))
    whole = project(tmp_path / "whole")
    bring(whole, capture)
    command = [sys.executable, "-m", "papershelf.cli", "--root"]
    words = ["import", str(capture), "--date", DAY]
    chance, caught = random.Random(45), 0
    for attempt in range(5):
        root = project(tmp_path / f"killed-{attempt}")
        with subprocess.Popen([*command, str(root), *words], env=environment(), stdout=subprocess.DEVNULL) as victim:
            # Most moments before the first file is staged are alike: wait for that.
            while victim.poll() is None and not list((root / "content").glob(".tmp-*")):
                time.sleep(0.0005)
            time.sleep(chance.random() * 0.03 if attempt else 0)
            victim.send_signal(signal.SIGKILL)
        caught += victim.returncode == -signal.SIGKILL
        content.load(root)
        assert bring(root, capture).exit_code == 0
        assert lasting(root) == lasting(whole)
        assert {path.name for path in (root / "content").glob(".*")} <= {".lock"}
    assert caught >= 1


# Configuration and command line


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["imprt", "x"], "Error: No such command 'imprt'. Did you mean 'import'?"),
        (["tags", "lsit"], "Error: No such command 'lsit'. Did you mean 'list'?"),
        (["import", "--dryrun", "x"], "Error: No such option '--dryrun'. Did you mean '--dry-run'?"),
        (["--rot", "x", "build"], "Error: No such option '--rot'. Did you mean '--root'?"),
        (["import"], "Error: Missing argument 'FILE...'."),
        (["import", "x", "--date", "2026-13-01"], "Error: Invalid value for --date: '2026-13-01' is not a day of the calendar; write YYYY-MM-DD"),
        (["import", "x", "--date", "20260101"], "Error: Invalid value for --date: '20260101' is not a day of the calendar; write YYYY-MM-DD"),
        (["--root", "nowhere", "build"], "Error: --root: there is no folder 'nowhere'"),
    ],
)  # fmt: skip
def test_46_wrong_words_on_the_command_line(root: Path, words: list[str], message: str) -> None:
    result = run(root, *words)
    assert (result.exit_code, result.output.splitlines()[-1]) == (2, message)
    assert lasting(root) == {}


def test_46_a_command_that_resembles_none(root: Path) -> None:
    result = run(root, "zzzzzz")
    assert result.exit_code == 2
    assert result.output.splitlines()[-1].startswith("Error: No such command 'zzzzzz'. Known commands: ")


def test_46_files_that_are_none(root: Path, tmp_path: Path) -> None:
    assert refused(root, tmp_path / "missing.txt", tmp_path) == [
        f"{tmp_path}: it cannot be read (it is a folder). Name a captured listing's text file.",
        "missing.txt: it cannot be read (there is no such file or folder). Name a captured listing's text file.",
    ]


def test_46_two_files_of_one_name(root: Path, tmp_path: Path, listing: Callable[..., Path]) -> None:
    first = listing(sparse(TWO))
    (tmp_path / "other").mkdir()
    second = tmp_path / "other" / "a.text"
    second.write_text(sparse(TWO), "utf-8")
    assert refused(root, first, second) == [
        f"other/a.text: {first} has the same name, which is the listing's id. Give each capture a name of its own.".replace(
            f"{tmp_path}/", ""
        )
    ]


EMPTIED = "this folder holds more than a site, and would be emptied. Choose a folder of its own."


@pytest.mark.parametrize("out", ["content", "content/pages", ".", "..", "/", "~", "templates", "content/../content"])
def test_47_output_folders_that_hold_something_else(tmp_path: Path, out: str) -> None:
    made = assemble(tmp_path / "list", LIBRARY)
    before = tree(tmp_path)
    folder = Path(out).expanduser() if out.startswith(("/", "~")) else made.root / out
    result = run(made.root, "export", "markdown", "--out", folder)
    assert (result.exit_code, said(result)) == (1, [f"{folder}: {EMPTIED}"])
    assert tree(tmp_path) == before


NESTED = "Config value 'site_dir': The 'docs_dir' should not be within the 'site_dir'"


@pytest.mark.parametrize(
    ("out", "message"),
    [("content", EMPTIED), (".", NESTED), ("/", NESTED), ("content/papers", EMPTIED), ("templates", EMPTIED)],
)
def test_47_a_site_folder_that_holds_something_else(tmp_path: Path, out: str, message: str) -> None:
    made = assemble(tmp_path / "list", LIBRARY)
    made.replace("mkdocs.yml", "theme:", f"site_dir: {out}\ntheme:")
    before = tree(tmp_path)
    printed = made.fail()
    assert message in printed
    assert tree(tmp_path) == before


def test_48_no_site_url(tmp_path: Path) -> None:
    made: Project = assemble(tmp_path / "list", LIBRARY)
    missing = "site_url: it is not set: pages have no canonical link, and feeds and data hold site-relative addresses. Set it, or SITE_URL, to the address at which the site is published."
    assert f"mkdocs.yml: warning: {missing}" in made.build().splitlines()
    before = made.files()
    assert (
        "mkdocs.yml: site_url is not set, and this build would be deployed. Set it, or SITE_URL, to the address at which the site is published."
        in made.fail(GITHUB_ACTIONS="true").splitlines()
    )
    assert made.files() == before


# Whatever comes


LINE_ENDS = ["\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("sign", LINE_ENDS)
@pytest.mark.parametrize("field", ["title", "authors", "venue", "withdrawn", "summary"])
def test_58_other_line_ends_are_refused(root: Path, field: str, sign: str) -> None:
    escaped = f'"a\\u{ord(sign):04X}b"'
    front = {"authors": f"authors: [{escaped}]", "summary": ""}.get(field, f"{field}: {escaped}")
    head = "".join(f"{line}\n" for line in HEAD.split("\n") if line and not line.startswith(f"{field}:"))
    path = with_paper(root, f"{head}{front}\n")
    if field == "summary":
        path.write_bytes(path.read_bytes() + f"a{sign}b\n".encode())
    (problem,) = problems(root)
    assert f"a line end of another kind, U+{ord(sign):04X}. End lines with LF, and write a space within one." in problem


def test_58_other_line_ends_are_spaces_in_a_listing(root: Path, listing: Callable[..., Path]) -> None:
    for n, sign in enumerate(LINE_ENDS[1:]):
        bring(root, listing(dense([(f"Kettle{sign}{n}", about(f"kettles {n}")), TWO[1]]), f"l{n}.txt"))
    titles = [text for name, text in lasting(root).items() if name.startswith("papers/kettle-")]
    assert len(titles) == len(LINE_ENDS) - 1
    assert all(f'title: "Kettle {n}"'.encode() in b"".join(titles) for n in range(len(LINE_ENDS) - 1))


@pytest.mark.parametrize("digits", ["٢٠٢٣", "２０２３", "𝟚𝟘𝟚𝟛", "२०२३"])
@pytest.mark.parametrize(
    "field",
    ["year: {0}", "arxiv: {0}.12345", "doi: 10.{0}/x", "listed: [{{listing: l, rank: {0}}}]", 'added: "{0}-01-01"', "id: a{0}"],
)  # fmt: skip
def test_58_digits_of_other_scripts_are_refused(root: Path, field: str, digits: str) -> None:
    name = field.partition(":")[0]
    head = "".join(f"{line}\n" for line in HEAD.split("\n") if line and not line.startswith(f"{name}:"))
    with_paper(root, f"{head}{field.format(digits)}\n")
    assert any(f" {name}" in problem and digits in problem for problem in problems(root))


@settings(max_examples=60)
@given(
    st.binary(max_size=200),
    st.sampled_from(
        ["papers/a.md", "tags.yml", "listings.yml", "urls.txt", "digests/2026-01-01.md", "digests/sent.txt"]
    ),
)
def test_any_bytes_in_any_file_end_in_sentences(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder) / "list")
        (root / "content" / name).parent.mkdir(exist_ok=True)
        (root / "content" / name).write_bytes(b"---\n" + data + b"\n---\n" if name.endswith(".md") else data)
        try:
            content.load(root)
        except PapershelfError as error:
            lines = str(error).split("\n")
            assert all(line.startswith(f"content/{name}") for line in lines)


def test_no_failure_prints_a_traceback(tmp_path: Path) -> None:
    root = project(tmp_path / "list")
    (root / "content" / "papers").write_text("a file where a folder belongs", "utf-8")
    capture = tmp_path / "a.txt"
    capture.write_text(sparse(TWO), "utf-8")
    done = Project(root).run("import", str(capture))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"{root}/content/papers: it cannot be written (something of that name is there already). "
        "Move it away; nothing was half-written.\n"
    )


def test_the_repository_itself_is_in_order() -> None:
    assert content.load(REPOSITORY).library.papers
