"""Rule `ledger`: it holds every address, and only grows."""

from __future__ import annotations

from kitchen import Kitchen

from papershelf.errors import Severity


def test_a_whole_ledger_passes(kitchen: Kitchen) -> None:
    kitchen.commit()
    assert kitchen.said("ledger", base=True) == []


def test_a_new_paper_that_it_lacks_is_a_warning_that_is_mended(kitchen: Kitchen) -> None:
    ledger = kitchen.read("urls.txt")
    kitchen.put("spoons", id="spoon2")
    (problem,) = kitchen.problems("ledger")
    assert (problem.path, problem.line, problem.severity) == ("content/papers/spoons.md", 2, Severity.WARNING)
    assert kitchen.mend() == ["urls.txt"]
    assert kitchen.read("urls.txt").splitlines() == sorted([*ledger.splitlines(), "/p/spoon2/", "/papers/spoons/"])
    assert kitchen.said("ledger") == []


def test_a_papers_lines_are_written_with_its_file_alone(kitchen: Kitchen) -> None:
    ledger = kitchen.read("urls.txt")
    kitchen.put("bowls", id="bowl2")
    kitchen.put("spoons", id="spoon2")
    kitchen.mend("content/papers/spoons.md")
    assert kitchen.read("urls.txt").splitlines() == sorted([*ledger.splitlines(), "/p/spoon2/", "/papers/spoons/"])


def test_the_page_of_a_new_tag_is_a_warning_that_is_mended(kitchen: Kitchen) -> None:
    entry = '  spouts:\n    label: "Spouts"\n    topic: things\n    description: "What water leaves by."\n'
    kitchen.write("tags.yml", f"{kitchen.read('tags.yml')}{entry}")
    (problem,) = kitchen.problems("ledger")
    assert (problem.path, problem.problem) == ("content/urls.txt", "it lacks the address /tags/spouts/")
    assert kitchen.mend() == ["urls.txt"]
    assert "/tags/spouts/" in kitchen.read("urls.txt").splitlines()
    assert kitchen.said("ledger") == []


def test_an_address_that_is_about_to_be_mended_is_not_remembered(kitchen: Kitchen) -> None:
    kitchen.commit()
    right = kitchen.library().papers[0].id
    paper = kitchen.put("kettles", id="wrong2")
    kitchen.mend(base=True)
    assert f"id: {right}" in paper.read_text("utf-8")
    assert "/p/wrong2/" not in kitchen.read("urls.txt")


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


def test_a_ledger_that_was_emptied_is_one_problem(kitchen: Kitchen) -> None:
    kitchen.commit()
    first, *others = kitchen.read("urls.txt").splitlines()
    (kitchen.root / "content/urls.txt").unlink()
    assert [
        problem.problem for problem in kitchen.problems("ledger", base=True) if problem.severity is Severity.ERROR
    ] == [f"it has lost {first} and {len(others)} more"]


def test_a_ledger_with_a_line_that_is_none_is_left_alone(kitchen: Kitchen) -> None:
    kitchen.write("urls.txt", "nonsense\n")
    assert kitchen.said("form")[0].startswith("urls.txt:1: 'nonsense' is no page address.")
    assert (kitchen.said("ledger"), kitchen.mend()) == ([], [])
