"""The README of an awesome list: what it says, and that an import reads it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import fabricate
import pytest

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.ingest import readers
from papershelf.ingest.capture import Candidate
from papershelf.ingest.merge import plan_import
from papershelf.model import Library, Link, LinkKind, Paper
from papershelf.publish.formats.awesome import OTHERS, to_awesome
from papershelf.text import parse_name

CODE = Link(kind=LinkKind.CODE, url="https://github.com/example/kettle_(new)")
PAGE = Link(kind=LinkKind.PAPER, url="https://example.org/kettles.pdf")


def export(*papers: Paper, address: str = "", **tags: str) -> str:
    return to_awesome(arrange(fabricate.library(*papers, tags=tags or None)), address, "Awesome kettles")


def back(text: str) -> dict[str, Candidate]:
    capture = readers.read("README.md", "readme", text.encode())
    assert capture.set_aside == ()
    return {each.title: each for each in capture.candidates}


def test_a_paper_is_a_line_with_all_that_the_list_knows() -> None:
    paper = fabricate.paper(
        "kettles",
        "Kettles of *Tea* [I]",
        arxiv="2301.00002",
        doi="10.5555/tea",
        links=(CODE,),
        authors=(parse_name("Ada Kettle"), parse_name("Bo van den Spoon")),
        year="2023",
        venue="Teapot Symposium",
        finding="Water boils at NeurIPS 1999, too.",
    )
    text = export(paper, address="https://kettles.example.org")
    assert text.endswith(
        f"## {OTHERS}\n\n"
        "- **[Kettles of \\*Tea\\* \\[I\\]](https://arxiv.org/abs/2301.00002)**. *Ada Kettle, Bo van den Spoon*. "
        "Teapot Symposium 2023. [[paper](https://doi.org/10.5555/tea)] "
        "[[code](<https://github.com/example/kettle_(new)>)] — Water boils at NeurIPS 1999, too.\n"
    )
    assert "<https://kettles.example.org/>" in text
    (found,) = back(text).values()
    assert (found.title, found.arxiv, found.doi, found.links) == (paper.title, "2301.00002", "10.5555/tea", (CODE,))
    assert (found.authors, found.year, found.venue) == (paper.authors, "2023", "Teapot Symposium")


@pytest.mark.parametrize(
    "title",
    [
        "Kettles",
        "1. Kettles",
        "A $5 kettle: $6",
        "x](javascript:a)",
        "<b>Kettles</b> & pots",
        "- a\n# b",
        "2001: A Tea",
    ],
)
def test_no_title_breaks_out_of_its_line(title: str) -> None:
    text = export(fabricate.paper("a", title.replace("\n", " "), links=(PAGE,)))
    capture = readers.read("README.md", "readme", text.encode())
    assert [each.links for each in capture.candidates] == [(PAGE,)]
    assert "javascript:a" not in "".join(link.url for each in capture.candidates for link in each.links)


def test_papers_are_under_confirmed_tags_else_proposed_ones_else_their_words() -> None:
    text = export(
        fabricate.paper("a", "Confirmed Kettles", tags=("pouring",), proposed=("brewing",), arxiv="2301.00001"),
        fabricate.paper("b", "Proposed Kettles", proposed=("brewing",), keywords=("Steam",), arxiv="2301.00002"),
        fabricate.paper("c", "Worded Kettles", keywords=("Steam", "Hot"), arxiv="2301.00003"),
        fabricate.paper("d", "Bare Kettles", arxiv="2301.00004"),
        brewing="tea",
        pouring="tea",
    )
    assert {title: each.proposed for title, each in back(text).items()} == {
        "Proposed Kettles": ("Topic tea", "Tag brewing"),
        "Confirmed Kettles": ("Topic tea", "Tag pouring"),
        "Worded Kettles": ("Steam", "Hot"),
        "Bare Kettles": (OTHERS,),
    }
    assert "- [Topic tea](#topic-tea)\n- [Steam](#steam)\n- [More papers](#more-papers)\n" in text


def test_headings_of_one_name_lead_to_different_places() -> None:
    text = export(fabricate.paper("c", "Kettles", keywords=("Awesome kettles",), arxiv="2301.00003"))
    assert "- [Awesome kettles](#awesome-kettles-1)\n" in text


MOVED = """# Awesome kettles

## Brewing

### Hot water

- [Boiling Water in Three Ways](https://arxiv.org/abs/2301.00002) [[code](https://github.com/example/boil)]

## Pouring

- **Spouts.** *Cy Pot, Dee Cup*. [[paper](https://example.org/spouts.pdf)] [[project](https://spouts.example.org/x/y)]
"""


def test_a_list_moves_here_and_keeps_its_front_door() -> None:
    """What was imported and is exported has the titles, the sections and the links that it came with."""
    capture = readers.read("README.md", "readme", MOVED.encode())
    plan = plan_import(Library(), {}, [capture], added="2024-01-02")
    catalog: Catalog = arrange(Library(papers=plan.created, listings={"readme": capture.listing}))
    again = readers.read("README.md", "readme", to_awesome(catalog, "", "Awesome kettles").encode())

    def told(each: Candidate) -> tuple[object, ...]:
        return each.title, each.proposed, each.arxiv, each.links, each.authors

    assert sorted(map(told, again.candidates)) == sorted(map(told, capture.candidates))


def test_the_command_keeps_what_is_not_ours(fresh: Callable[[], fabricate.Project], tmp_path: Path) -> None:
    """Row 54."""
    project = fresh()
    out = tmp_path / "README.md"
    assert project.run("export", "awesome", "--out", str(out), "--name", "Kettles").returncode == 0
    text = out.read_text(encoding="utf-8")
    assert "# Kettles\n" in text
    assert text.count("\n- **") == 12
    assert project.run("export", "awesome", "--out", str(out)).returncode == 0, "our own file is replaced"
    out.write_text(f"{text}mine\n", encoding="utf-8")
    refused = project.run("export", "awesome", "--out", str(out))
    assert (refused.returncode, "--force" in refused.stderr) == (1, True)
    assert out.read_text(encoding="utf-8").endswith("mine\n")
    assert project.run("export", "awesome", "--out", str(out), "--force").returncode == 0
