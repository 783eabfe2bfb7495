"""`papershelf import` of bibliographies, and `papershelf add`, against services of the tests' own. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from captures import DAY, lasting, project, run
from services import Reply, Server, atom, entry, message, serving, work

from papershelf.facts.sources import SOURCES
from papershelf.project import Project

KETTLE = "@article{a, title = {A Kettle in Tune}, author = {Kettle, Ada}, year = {2020}, keywords = {tea, Hot pots}}\n"
POT = "@article{b, title = {A Pot of Spoons}, author = {Spoon, Bo}, groups = {Loud}}\n"
TAGS = (
    "topics:\n  kitchen: {label: Kitchen, description: Of kitchens.}\n"
    "tags:\n  hot-pots: {label: Hot pots, topic: kitchen, description: Pots., aliases: [pot]}\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A list that has one tag and no paper."""
    root = project(tmp_path / "list")
    (root / "content/tags.yml").write_text(TAGS, "utf-8")
    return root


@pytest.fixture
def server() -> Iterator[Server]:
    """Every service at once."""
    with serving() as server:
        yield server


def library(root: Path, text: str) -> Path:
    file = root.parent / "library.bib"
    file.write_text(text, "utf-8")
    return file


def at(server: Server) -> list[str]:
    return [word for source in SOURCES for word in ("--service", f"{source.name}={server.address}")]


def test_keywords_that_mean_a_tag_are_proposed_and_others_are_kept(root: Path) -> None:
    assert run(root, "import", library(root, KETTLE), "--date", DAY).exit_code == 0
    (paper,) = Project(root).library.papers
    assert (paper.tags, paper.proposed, paper.keywords) == ((), ("hot-pots",), ("tea",))
    assert run(root, "check").exit_code == 0


def test_groups_become_listings(root: Path) -> None:
    run(root, "import", library(root, KETTLE + POT), "--date", DAY)
    listings = Project(root).library.listings
    assert {key: listing.label for key, listing in listings.items()} == {"library": None, "library-loud": "Loud"}
    (pot,) = (paper for paper in Project(root).library.papers if paper.slug == "a-pot-of-spoons")
    assert [(place.listing, place.rank) for place in pot.listed] == [("library", 2), ("library-loud", 1)]


def test_a_library_that_grows_keeps_its_papers_and_a_second_import_changes_no_byte(root: Path) -> None:
    run(root, "import", library(root, POT), "--date", DAY)
    before = lasting(root)
    new = "@misc{c, title = {A Cup}}\n"
    grown = library(root, new + KETTLE + POT)
    result = run(root, "import", grown, "--date", DAY)
    assert (result.exit_code, result.stdout) == (0, "3 records read, 2 papers new, 1 seen again, 0 set aside\n")
    after = lasting(root)
    assert after["papers/a-pot-of-spoons.md"] == before["papers/a-pot-of-spoons.md"]
    assert run(root, "import", grown).stdout == "3 records read, 0 papers new, 3 seen again, 0 set aside\n"
    assert lasting(root) == after


def test_a_title_that_a_person_corrected_is_not_imported_again(root: Path) -> None:
    file = library(root, POT)
    run(root, "import", file, "--date", DAY)
    paper = root / "content/papers/a-pot-of-spoons.md"
    paper.write_text(paper.read_text("utf-8").replace("A Pot of Spoons", "A Pot of 12 Spoons"), "utf-8")
    before = lasting(root)
    assert run(root, "import", file).stdout == "1 record read, 0 papers new, 1 seen again, 0 set aside\n"
    assert lasting(root) == before


def test_a_file_that_two_readers_claim_is_refused_until_a_person_decides(root: Path) -> None:
    file = library(root, "TY  - JOUR\nTI  - A Cup\nER  - \n" + KETTLE)
    before = lasting(root)
    result = run(root, "import", file)
    assert str(result.exception) == (
        f"{file}: it looks like BibTeX and BibLaTeX and RIS. Say which one: --as bibtex or --as ris."
    )
    assert lasting(root) == before
    assert run(root, "import", file, "--as", "bibtex", "--date", DAY).exit_code == 0
    assert [paper.title for paper in Project(root).library.papers] == ["A Kettle in Tune"]


def test_a_format_that_the_file_does_not_have_is_no_accident(root: Path) -> None:
    result = run(root, "import", library(root, KETTLE), "--as", "hugging-face")
    assert "no paper was found in it" in str(result.exception)


def test_a_record_of_which_only_the_number_is_known_waits_for_enrich(root: Path, server: Server) -> None:
    file = library(root, "@misc{a, eprint = {3101.00001}, archiveprefix = {arXiv}, year = {2030}}\n")
    result = run(root, "import", file, "--date", DAY)
    assert (result.exit_code, result.stdout) == (1, "1 record read, 0 papers new, 0 seen again, 1 set aside\n")
    assert "only its identifier is known, 3101.00001" in result.stderr
    server.script = lambda path: (
        atom(entry("3101.00001", "Kettles of $n$ pots", "Ada Kettle")) if "id_list" in path else Reply(status=404)
    )
    result = run(root, "import", file, "--enrich", "--date", DAY, *at(server))
    assert result.exit_code == 0, result.output
    (paper,) = Project(root).library.papers
    assert (paper.title_notation, paper.arxiv, paper.year) == ("Kettles of $n$ pots", "3101.00001", "2030")
    assert [author.shown for author in paper.authors] == ["Ada Kettle"]
    assert [(origin.source, origin.facts) for origin in paper.sources] == [("arXiv", ("authors",))]
    after = lasting(root)
    assert run(root, "import", file).exit_code == 0
    assert lasting(root) == after


def test_enrich_completes_what_was_imported(root: Path, server: Server) -> None:
    file = library(root, "@misc{a, title = {Kettles of Pots}, doi = {10.1000/kettle}}\n")
    kettle = work("10.1000/kettle", "Kettles of Pots", {"family": "Kettle", "given": "Ada"}, year=2031)
    server.script = lambda path: message(kettle) if "kettle" in path else Reply(status=404)
    result = run(root, "import", file, "--enrich", "--date", DAY, *at(server))
    assert result.exit_code == 0, result.output
    (paper,) = Project(root).library.papers
    assert (paper.year, [author.shown for author in paper.authors]) == ("2031", ["Ada Kettle"])


def test_add_writes_what_services_know_and_names_the_rest(root: Path, server: Server) -> None:
    kettle = work("10.1000/kettle", "A Kettle", {"family": "Kettle", "given": "Ada"})

    def script(path: str) -> Reply:
        if "id_list" in path:
            return atom(entry("3101.00001", "A Pot", "Bo Spoon"))
        return message(kettle) if "kettle" in path else Reply(status=404)

    server.script = script
    words = [
        "3101.00001",
        "https://doi.org/10.1000/kettle",
        "10.1000/nothing",
        "https://openreview.net/forum?id=abcdef",
    ]
    result = run(root, "add", *words, "--date", DAY, *at(server))
    assert result.exit_code == 1
    assert "content/papers/a-pot.md written\ncontent/papers/a-kettle.md written\n" in result.stdout
    assert "no service here knows papers of OpenReview" in result.stderr
    assert "10.1000/nothing: no service has a record of it, or none answered" in result.stderr
    papers = {paper.slug: paper for paper in Project(root).library.papers}
    assert (papers["a-pot"].arxiv, papers["a-pot"].added, papers["a-pot"].listed) == ("3101.00001", DAY, ())
    assert dict(Project(root).library.listings) == {}
    before = lasting(root)
    again = run(root, "add", *words[:2], *at(server))
    assert "content/papers/a-pot.md is on the list already" in again.stdout
    assert lasting(root) == before


def test_add_offline_says_that_no_answer_is_kept_and_writes_nothing(root: Path) -> None:
    before = lasting(root)
    result = run(root, "add", "3101.00001", "--offline")
    assert result.exit_code == 1
    assert "no answer of it is kept, and --offline asks nobody" in result.stderr
    assert lasting(root) == before


def test_what_names_no_paper_is_wrong_usage(root: Path) -> None:
    assert run(root, "add", "kettles").exit_code == 2
