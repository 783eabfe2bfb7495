"""A paper that a person adds: what is written, and what is refused. All invented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from captures import DAY, lasting
from fabricate import LIBRARY, assemble
from hypothesis import given
from hypothesis import strategies as st

from papershelf import content
from papershelf.curate.new_paper import Draft, plan_paper
from papershelf.errors import PapershelfError
from papershelf.model import Library, LinkKind
from papershelf.project import Project

SPOONS = Draft(
    title="Bending Spoons by Reading Aloud",
    links=("https://example.org/spoons", "https://github.com/invented/spoons"),
    authors=("Ada Example", "Bo  Invented "),
    year="2025",
    tags=("Teapots", "kettles"),
    venue="Journal of Invented Kitchens",
    doi="10.1234/spoons",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assemble(tmp_path / "list", LIBRARY).root


def refused(root: Path, draft: Draft) -> list[str]:
    before = lasting(root)
    with pytest.raises(PapershelfError) as caught:
        Project(root).add(draft, DAY)
    assert lasting(root) == before
    return str(caught.value).split("\n")


def test_a_new_paper_is_a_file_that_loads_with_its_addresses_in_the_ledger(root: Path) -> None:
    ledger = (root / "content/urls.txt").read_text("utf-8")
    paper = Project(root).add(SPOONS, DAY).paper
    assert (root / "content/papers/bending-spoons-by-reading-aloud.md").read_text("utf-8").split("\n") == [
        "---",
        f"id: {paper.id}",
        'title: "Bending Spoons by Reading Aloud"',
        "listed: []",
        'added: "2026-11-21"',
        "links:",
        '  - {kind: project, url: "https://example.org/spoons"}',
        '  - {kind: code, url: "https://github.com/invented/spoons"}',
        "tags: [teapots, kettles]",
        'authors: ["Ada Example", "Bo Invented"]',
        'year: "2025"',
        'venue: "Journal of Invented Kitchens"',
        'doi: "10.1234/spoons"',
        "---",
        "",
    ]
    rows = f"/p/{paper.id}/\n/papers/bending-spoons-by-reading-aloud/\n"
    assert (root / f"content/urls/{paper.id}.txt").read_text("utf-8") == rows
    assert (root / "content/urls.txt").read_text("utf-8") == ledger
    assert paper in content.load(root).library.papers


def test_a_title_alone_is_enough(root: Path) -> None:
    paper = Project(root).add(Draft(title="Only a Title"), DAY).paper
    assert (paper.slug, paper.tags, paper.links, paper.authors, paper.year) == ("only-a-title", (), (), (), None)


def test_a_summary_comes_behind_the_front_matter(root: Path) -> None:
    Project(root).add(replace(SPOONS, summary="Spoons bend. They do."), DAY)
    text = (root / "content/papers/bending-spoons-by-reading-aloud.md").read_text("utf-8")
    assert text.endswith("---\nSpoons bend. They do.\n")


@pytest.mark.parametrize(
    ("address", "arxiv", "doi"),
    [
        ("https://arxiv.org/abs/2501.01234", "2501.01234", None),
        ("https://arxiv.org/pdf/2501.01234v3.pdf", "2501.01234", None),
        ("http://www.arxiv.org/abs/cs/0112017", "cs/0112017", None),
        ("https://doi.org/10.1234/a%3Cb", None, "10.1234/a<b"),
    ],
)
def test_an_address_that_states_a_fact_becomes_it(root: Path, address: str, arxiv: str | None, doi: str | None) -> None:
    paper = Project(root).add(Draft(title="Spoons", links=(address,)), DAY).paper
    assert (paper.links, paper.arxiv, paper.doi) == ((), arxiv, doi)


def test_an_address_of_another_work_stays_a_link(root: Path) -> None:
    draft = Draft(
        title="Spoons",
        arxiv="2501.01234v2",
        links=("https://arxiv.org/abs/2501.01234", "https://arxiv.org/abs/2501.09999"),
    )
    paper = Project(root).add(draft, DAY).paper
    assert paper.arxiv == "2501.01234v2"
    assert [(link.kind, link.url) for link in paper.links] == [(LinkKind.PAPER, "https://arxiv.org/abs/2501.09999")]


@pytest.mark.parametrize(
    ("draft", "message"),
    [
        (Draft(title=" \t"), "title: it is empty."),
        (Draft(title="a\u202eb"), "title: a bidirectional control, U+202E."),
        (Draft(title="a\ud800b"), "title: half a character (a lone surrogate), U+D800."),
        (Draft(title="Spoons", year="soon"), "year: 'soon' is not a year."),
        (Draft(title="Spoons", arxiv="12"), "arxiv: '12' is not an arXiv identifier."),
        (Draft(title="Spoons", doi="x"), "doi: 'x' is not a DOI."),
        (Draft(title="Spoons", links=("javascript:alert(1)",)), "links[1].url: an address that begins with neither"),
        (Draft(title="Spoons", tags=("teapot",)), "tags: the tag 'teapot' is not known. Did you mean 'teapots'?"),
        (Draft(title="Spoons", summary="<b>" * 2000), "summary: it has more than 5,000 characters."),
        (Draft(title="Spoons", summary="a\u202eb"), "summary: a bidirectional control, U+202E."),
        (Draft(title="Spoons", summary="a\ud800b"), "summary: half a character (a lone surrogate), U+D800."),
        (Draft(title="Spoons", authors=("a\ud800b",)), "half a character (a lone surrogate)"),
        (Draft(title="Spoons", links=("https://example.org/\ud800",)), "half a character (a lone surrogate)"),
        (Draft(title="x" * 2001), "title: it has more than 2,000 characters."),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_written(root: Path, draft: Draft, message: str) -> None:
    assert any(message in line for line in refused(root, draft)), refused(root, draft)


def test_all_that_is_wrong_is_said_at_once(root: Path) -> None:
    assert len(refused(root, Draft(title="Spoons", year="soon", doi="x", tags=("nothing-like-it",)))) == 3


@pytest.mark.parametrize(
    ("draft", "message"),
    [
        (Draft(title="The complete record OF A SPOON!"), "title: content/papers/the-complete-record-of-a-spoon.md has"),
        (Draft(title="Another", arxiv="2405.00001v9"), "has the same arXiv identifier"),
        (Draft(title="Another", doi="10.1234/SPOON"), "has the same DOI"),
    ],
)
def test_a_paper_that_the_list_has_is_refused_by_its_name(root: Path, draft: Draft, message: str) -> None:
    path = root / "content/papers/the-complete-record-of-a-spoon.md"
    text = path.read_text("utf-8")
    facts = [line for line in text.split("\n") if not line.startswith(("arxiv:", "doi:", "title:"))]
    facts[1:1] = ['title: "The complete record of a spoon"', 'arxiv: "2405.00001"', 'doi: "10.1234/spoon"']
    path.write_text("\n".join(facts), "utf-8")
    (line,) = refused(root, draft)
    assert message in line
    assert "the-complete-record-of-a-spoon" in line


def test_a_twin_that_states_another_identifier_gets_a_name_of_its_own(root: Path) -> None:
    first = Project(root).add(Draft(title="Spoons", arxiv="2501.00001"), DAY).paper
    second = Project(root).add(Draft(title="SPOONS", arxiv="2501.00002"), DAY).paper
    assert second.slug == f"spoons-{second.id}"
    assert second.id.startswith(first.id)


def test_a_title_that_is_nearly_anothers_is_noted_and_written(root: Path) -> None:
    Project(root).add(SPOONS, DAY)
    created = Project(root).add(Draft(title="Bending Spoons by Reading Very Loud Aloud"), DAY)
    assert created.notes == ()
    created = Project(root).add(Draft(title="Bending Forks by Reading Aloud"), DAY)
    assert [note.problem.partition(":")[0] for note in created.notes] == [
        "it is nearly that of content/papers/bending-spoons-by-reading-aloud.md"
    ]


def test_an_address_of_a_paper_that_is_gone_is_not_given_to_another() -> None:
    known = Library(published=("/papers/spoons/", "/p/abcdef/"))
    assert plan_paper(known, {}, Draft(title="Spoons"), added=DAY).paper.slug != "spoons"


ANY = st.text(st.characters())


@given(ANY, ANY, ANY, ANY)
def test_any_text_is_written_as_a_file_that_loads_or_refused(title: str, author: str, venue: str, summary: str) -> None:
    draft = Draft(title=title, authors=(author,), venue=venue, summary=summary)
    try:
        created = plan_paper(Library(), {}, draft, added=DAY)
    except PapershelfError:
        return
    assert created.paper.title
    assert created.files["urls.txt"].count("\n") == 2


@pytest.mark.parametrize(
    "address",
    [
        "https://huggingface.co/papers/2302.00002",
        "https://arxiv.org/abs/2302.00002?context=cs.LG",
        "https://www.alphaxiv.org/abs/2302.00002",
        "https://ar5iv.labs.arxiv.org/html/2302.00002v2",
        "https://doi.org/10.48550/arXiv.2302.00002",
        "arXiv:2302.00002v1",
    ],
)
def test_every_address_of_a_preprint_states_its_number_and_is_refused_the_second_time(address: str) -> None:
    for draft in (Draft(title="Kettles", links=(address,)), Draft(title="Kettles", arxiv=address)):
        created = plan_paper(Library(), {}, draft, added="2026-01-02")
        assert (created.paper.arxiv, created.paper.links) == ("2302.00002", ())
        with pytest.raises(PapershelfError, match="has the same arXiv identifier"):
            plan_paper(Library(papers=(created.paper,)), {}, replace(draft, title="Teapots"), added="2026-01-02")


def test_an_address_is_no_title() -> None:
    with pytest.raises(PapershelfError, match="it is the address of a paper"):
        plan_paper(Library(), {}, Draft(title="https://arxiv.org/abs/2302.00002"), added="2026-01-02")
