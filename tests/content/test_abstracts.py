"""Abstracts beside papers: imported ones, and open ones with their source. All of them are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabricate import LIBRARY, assemble

from papershelf import content
from papershelf.content.abstracts import MAX_ABSTRACT

OPEN = '---\nsource: "arXiv"\n---\n\nSteam rises.\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assemble(tmp_path / "list", LIBRARY).root


def put(root: Path, folder: str, name: str, text: str) -> None:
    file = root / "content" / folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")


def test_an_open_abstract_goes_before_one_from_a_listing(root: Path) -> None:
    one, other = content.load(root).library.papers[:2]
    for paper in (one, other):
        put(root, "abstracts", f"{paper.slug}.md", "From a listing.\n")
    put(root, "open-abstracts", f"{one.slug}.md", OPEN)
    found = {paper.slug: (paper.abstract, paper.abstract_source) for paper in content.load(root).library.papers}
    assert found[one.slug] == ("Steam rises.", "arXiv")
    assert found[other.slug] == ("From a listing.", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Steam rises.\n", "does not begin with front matter"),
        ("---\nsource: 3\n---\n", "the abstract has 0 characters"),
        ("---\nsauce: arXiv\n---\n\nSteam.\n", "it is missing"),
        ("---\nsource: []\n---\n\nSteam.\n", "it must be"),
        (OPEN + "x" * MAX_ABSTRACT, "characters, and 1 to 10,000 can stand"),
    ],
)
def test_a_file_that_says_no_source_or_no_text_is_an_error(root: Path, text: str, said: str) -> None:
    slug = content.load(root).library.papers[0].slug
    put(root, "open-abstracts", f"{slug}.md", text)
    problems = content.examine(root).problems
    assert any(each.path == f"content/open-abstracts/{slug}.md" and said in each.problem for each in problems), problems


def test_an_abstract_without_its_paper_is_named_and_one_of_a_broken_paper_is_not(root: Path) -> None:
    slug = content.load(root).library.papers[0].slug
    (root / "content" / "papers" / f"{slug}.md").write_text("broken\n", "utf-8")
    put(root, "open-abstracts", f"{slug}.md", OPEN)
    put(root, "open-abstracts", "nobody.md", OPEN)
    named = [each.path for each in content.examine(root).problems if "open-abstracts" in each.path]
    assert named == ["content/open-abstracts/nobody.md"]
