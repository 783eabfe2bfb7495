"""Rule `ledger`: it holds every address, and only grows."""

from __future__ import annotations

import pytest
from kitchen import Kitchen

from papershelf.check import run
from papershelf.errors import PapershelfError, Severity
from papershelf.project import Project


def test_a_whole_ledger_passes(kitchen: Kitchen) -> None:
    kitchen.commit()
    assert kitchen.said("ledger", base=True) == []


def test_a_new_paper_that_it_lacks_is_a_warning_that_is_mended(kitchen: Kitchen) -> None:
    ledger = kitchen.read("urls.txt")
    kitchen.put("spoons", id="spoon2")
    (problem,) = kitchen.problems("ledger")
    assert (problem.path, problem.line, problem.severity) == ("content/papers/spoons.md", 2, Severity.WARNING)
    assert kitchen.mend() == ["urls/spoon2.txt"]
    assert kitchen.read("urls/spoon2.txt") == "/p/spoon2/\n/papers/spoons/\n"
    assert kitchen.read("urls.txt") == ledger
    assert kitchen.said("ledger") == []


def test_a_papers_lines_are_written_with_its_file_alone(kitchen: Kitchen) -> None:
    kitchen.put("bowls", id="bowl2")
    kitchen.put("spoons", id="spoon2")
    assert kitchen.mend("content/papers/spoons.md") == ["urls/spoon2.txt"]


def test_the_page_of_a_new_tag_is_a_warning_that_is_mended(kitchen: Kitchen) -> None:
    entry = '  spouts:\n    label: "Spouts"\n    topic: things\n    description: "What water leaves by."\n'
    kitchen.write("tags.yml", f"{kitchen.read('tags.yml')}{entry}")
    (problem,) = kitchen.problems("ledger")
    assert (problem.path, problem.problem) == ("content/urls.txt", "it lacks the address /tags/spouts/")
    assert kitchen.mend() == ["urls/tags-spouts.txt"]
    assert kitchen.read("urls/tags-spouts.txt") == "/tags/spouts/\n"
    assert kitchen.said("ledger") == []


def test_an_address_that_is_about_to_be_mended_is_not_remembered(kitchen: Kitchen) -> None:
    kitchen.commit()
    right = kitchen.library().papers[0].id
    paper = kitchen.put("kettles", id="wrong2")
    kitchen.mend(base=True)
    assert f"id: {right}" in paper.read_text("utf-8")
    assert "/p/wrong2/" not in kitchen.library().published


def test_a_listing_that_it_lacks_is_named(kitchen: Kitchen) -> None:
    kitchen.write("listings.yml", "autumn:\n  source: Invented\n")
    (line,) = kitchen.said("ledger")
    assert line.startswith("urls.txt: warning: the address /listings/autumn/ is not in the ledger")
    kitchen.mend()
    assert kitchen.said("ledger") == []


def test_what_was_taken_out_is_refused_and_brought_back(kitchen: Kitchen) -> None:
    whole = "".join(sorted([*kitchen.read("urls.txt").splitlines(True), "/papers/long-ago/\n", "/papers/older/\n"]))
    kitchen.write("urls.txt", whole)
    kitchen.commit()
    kitchen.write("urls.txt", kitchen.read("urls.txt").replace("/papers/long-ago/\n/papers/older/\n", ""))
    assert kitchen.said("ledger") == []
    (problem,) = kitchen.problems("ledger", base=True)
    assert (problem.severity, problem.problem) == (Severity.ERROR, "it has lost /papers/long-ago/ and 1 more")
    kitchen.mend(base=True)
    assert kitchen.read("urls.txt") == whole


def test_an_addition_that_was_taken_out_comes_back_where_it_was(kitchen: Kitchen) -> None:
    kitchen.put("spoons", id="spoon2")
    kitchen.mend()
    kitchen.commit()
    whole = kitchen.read("urls/spoon2.txt")
    (kitchen.root / "content/urls/spoon2.txt").unlink()
    (problem,) = [each for each in kitchen.problems("ledger", base=True) if each.severity is Severity.ERROR]
    assert problem.problem == "it has lost /p/spoon2/ and 1 more"
    assert kitchen.mend(base=True) == ["urls/spoon2.txt"]
    assert kitchen.read("urls/spoon2.txt") == whole


def test_a_release_takes_the_additions_into_the_ledger_and_loses_none(kitchen: Kitchen) -> None:
    kitchen.put("spoons", id="spoon2")
    kitchen.mend()
    kitchen.commit()
    promised = set(kitchen.library().published)
    assert run.gather_ledger(Project(kitchen.root)) == ("content/urls.txt", "content/urls/spoon2.txt")
    assert list((kitchen.root / "content/urls").iterdir()) == []
    assert set(kitchen.read("urls.txt").splitlines()) == promised == set(kitchen.library().published)
    assert not kitchen.library().additions
    assert kitchen.said("ledger", base=True) == []
    assert run.gather_ledger(Project(kitchen.root)) == ()


def test_a_release_keeps_an_addition_that_cannot_be_read(kitchen: Kitchen) -> None:
    kitchen.write("urls/spoon2.txt", "/p/spoon2/\nnonsense\n")
    with pytest.raises(PapershelfError, match=r"content/urls/spoon2.txt:2: 'nonsense' is not a page address"):
        run.gather_ledger(Project(kitchen.root))
    assert kitchen.read("urls/spoon2.txt") == "/p/spoon2/\nnonsense\n"


def test_a_strange_file_among_the_additions_is_named(kitchen: Kitchen) -> None:
    kitchen.write("urls/notes.md", "Kettles.")
    assert kitchen.said("form") == ["urls/notes.md: it is not a part of the ledger. Move it out of content/urls/."]


def test_a_ledger_that_was_emptied_is_one_problem(kitchen: Kitchen) -> None:
    kitchen.commit()
    first, *others = kitchen.read("urls.txt").splitlines()
    (kitchen.root / "content/urls.txt").unlink()
    assert [
        problem.problem for problem in kitchen.problems("ledger", base=True) if problem.severity is Severity.ERROR
    ] == [f"it has lost {first} and {len(others)} more"]


def test_a_ledger_with_a_line_that_is_none_is_left_alone(kitchen: Kitchen) -> None:
    kitchen.write("urls.txt", "nonsense\n")
    assert kitchen.said("form")[0].startswith("urls.txt:1: 'nonsense' is not a page address.")
    assert (kitchen.said("ledger"), kitchen.mend()) == ([], [])
