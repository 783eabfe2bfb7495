"""The five real listings, where they are at hand: every record to the character, and imports that repeat."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from captures import DAY, bring, lasting, project, run
from fabricate import REPOSITORY

from papershelf import content
from papershelf.text import from_listing, plain_text

LISTINGS = REPOSITORY.parent / "shared" / "listings"
FILES = sorted(LISTINGS.glob("*.txt"))
COUNTS = (234, 138, 81, 87, 255)
LAST_LINE = "795 records read, 749 papers new, 46 seen again, 0 set aside"

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(len(FILES) != len(COUNTS), reason=f"the real listings are not at {LISTINGS}"),
]


def naive(file: Path) -> list[tuple[str, str]]:
    """The records as a person would cut them out with a pair of scissors."""
    lines = [line for line in file.read_text("utf-8").splitlines() if line]
    if "Subscribe" in lines:
        after = lines[lines.index("Subscribe") + 1 :]
        records = after[next(n for n, line in enumerate(after) if line[:3] in ("Apr", "Mar") and len(line) < 8) + 1 :]
    else:
        records = [line.removeprefix("Subscribe") for line in lines[2:]]
    assert len(records) % 2 == 0
    return list(zip(records[::2], records[1::2], strict=True))


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project into which all five were imported at once; to be read only."""
    root = project(tmp_path_factory.mktemp("real") / "list")
    result = bring(root, *FILES)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == LAST_LINE
    return root


def copied(imported: Path, target: Path) -> Path:
    shutil.copytree(imported, target)
    return target


def test_every_record_is_kept_to_the_character(imported: Path) -> None:
    papers = content.load(imported).library.papers
    at = {(place.listing, place.rank): paper for paper in papers for place in paper.listed}
    assert len(at) == 795
    for file, count in zip(FILES, COUNTS, strict=True):
        records = naive(file)
        assert len(records) == count
        for rank, (title, abstract) in enumerate(records, start=1):
            paper = at[file.stem, rank]
            assert paper.title == plain_text(from_listing(title)), (file.name, rank)
            assert paper.abstract == from_listing(abstract), (file.name, rank)


def test_the_counts_are_those_of_the_listings(imported: Path) -> None:
    library = content.load(imported).library
    assert len(library.papers) == 749
    assert sum(len({place.listing for place in paper.listed}) > 1 for paper in library.papers) == 41
    assert {listing.id: listing.date for listing in library.listings.values()} == {
        "000_72645276372a469f": None,
        "001_03871ca5a527d023": "Apr 4",
        "002_ba1b488dfebe66ee": "Mar 14",
        "003_63a647eff6884346": "Mar 11",
        "004_b516c7d33c3a2095": None,
    }
    # 194 addresses on 185 papers have a scheme or are GitHub's; one more has neither, and is one all the same.
    assert sum(bool(paper.links) for paper in library.papers) == 186
    assert len({link.url for paper in library.papers for link in paper.links}) == 195
    assert all(paper.tags == () and paper.summary == "" and paper.arxiv is None for paper in library.papers)
    # The listings, a page and a short address a paper, and the pages that every list has.
    own = [address for address in library.published if address.startswith(("/papers/", "/p/", "/listings/0"))]
    assert len(own) == 1 + 5 + 2 * 749
    assert len(library.published) == len(set(library.published))


def test_a_second_import_changes_no_byte(imported: Path, tmp_path: Path) -> None:
    root = copied(imported, tmp_path / "list")
    before = lasting(root)
    stamps = {path: path.stat().st_mtime_ns for path in root.rglob("*.md")}
    result = run(root, "import", *FILES, "--date", "2027-01-01")
    assert result.output.splitlines()[-1] == "795 records read, 0 papers new, 795 seen again, 0 set aside"
    assert result.exit_code == 0
    assert lasting(root) == before
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*.md")} == stamps


def test_the_order_of_the_files_makes_no_difference(imported: Path, tmp_path: Path) -> None:
    files = random.Random(5).sample(FILES, len(FILES))
    assert files != FILES
    together = project(tmp_path / "together")
    assert bring(together, *files).exit_code == 0
    assert lasting(together) == lasting(imported)


def test_imports_one_after_another_give_the_same_papers(imported: Path, tmp_path: Path) -> None:
    root = project(tmp_path / "list")
    for file in reversed(FILES):
        assert bring(root, file).exit_code == 0
    ordered = ("listings.yml", "urls")  # Both are only ever added to: by their order, or a file for each import.
    one, other = lasting(root), lasting(imported)
    assert {name: one[name] for name in one if not name.startswith(ordered)} == {
        name: other[name] for name in other if not name.startswith(ordered)
    }
    one_ledger, other_ledger = (set(content.load(each).library.published) for each in (root, imported))
    assert one_ledger == other_ledger


def test_an_import_into_a_fresh_clone_only_adds_abstracts(imported: Path, tmp_path: Path) -> None:
    root = copied(imported, tmp_path / "list")
    shutil.rmtree(root / "content" / "abstracts")
    bare = lasting(root)
    result = bring(root, *FILES)
    assert result.output.splitlines()[-1] == "795 records read, 0 papers new, 795 seen again, 0 set aside"
    assert {name for name in lasting(root) if name not in bare} == {
        name for name in lasting(imported) if name.startswith("abstracts/")
    }
    assert lasting(root) == lasting(imported)


def test_the_committed_papers_are_those_of_the_listings(tmp_path: Path) -> None:
    """An import into this repository's own content writes abstracts and nothing else."""
    root = tmp_path / "list"
    shutil.copytree(REPOSITORY / "content", root / "content", ignore=shutil.ignore_patterns("abstracts", ".*"))
    before = lasting(root)
    result = bring(root, *FILES)
    assert result.output.splitlines()[-1] == "795 records read, 0 papers new, 795 seen again, 0 set aside"
    assert {name: data for name, data in lasting(root).items() if not name.startswith("abstracts/")} == before


@pytest.mark.parametrize("with_abstract", [True, False])
def test_what_a_person_edited_survives_byte_for_byte(imported: Path, tmp_path: Path, with_abstract: bool) -> None:
    root = copied(imported, tmp_path / "list")
    paper = max(content.load(root).library.papers, key=lambda each: len(each.listed))
    file = root / paper.source
    paper_id = file.read_text("utf-8").split("\n")[1]
    places = "".join(
        f"  - rank: {each.rank}  # as printed\r\n    listing: '{each.listing}'\r\n" for each in paper.listed
    )
    edited = (
        f"---\r\n# Edited by hand.\r\ntitle: 'Corrected: {paper.title.removesuffix('.')}'  # was misprinted\r\n\r\n"
        f"{paper_id}\r\nadded: {DAY}\r\ntags: []   # soon\r\nyear: '2023'\r\nlisted:\r\n{places}---\r\nOur words.\r\n"
    )
    file.write_bytes(edited.encode())
    if not with_abstract:
        shutil.rmtree(root / "content" / "abstracts")
    result = bring(root, *FILES)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == "795 records read, 0 papers new, 795 seen again, 0 set aside"
    assert file.read_bytes() == edited.encode()
    assert content.load(root).library.papers != ()


def test_a_dry_run_touches_nothing(tmp_path: Path) -> None:
    root = project(tmp_path / "list")
    result = run(root, "import", "--dry-run", *FILES)
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, LAST_LINE)
    assert result.output.count("would write content/papers/") == 749
    assert list((root / "content").iterdir()) == []


def test_no_abstract_is_tracked_by_git() -> None:
    if not (REPOSITORY / ".git").exists():
        pytest.skip("not a checkout")
    command = ["git", "-C", str(REPOSITORY), "check-ignore", "--quiet", "content/abstracts/x.md"]
    assert subprocess.run(command, check=False).returncode == 0
