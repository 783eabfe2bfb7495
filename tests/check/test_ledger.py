"""Rule `ledger`: it holds every address, and only grows."""

from __future__ import annotations

from kitchen import Kitchen

from generator.errors import Severity


def test_a_whole_ledger_passes(kitchen: Kitchen) -> None:
    kitchen.commit()
    assert kitchen.said("ledger", base=True) == []


def test_a_new_paper_that_it_lacks_is_a_warning_that_is_mended(kitchen: Kitchen) -> None:
    ledger = kitchen.read("urls.txt")
    kitchen.put("spoons", id="spoon2")
    (problem,) = kitchen.problems("ledger")
    assert (problem.path, problem.line, problem.severity) == ("content/papers/spoons.md", 2, Severity.WARNING)
    assert kitchen.mend() == ["urls.txt"]
    assert kitchen.read("urls.txt") == f"{ledger}/p/spoon2/\n/papers/spoons/\n"
    assert kitchen.said("ledger") == []


def test_a_papers_lines_are_written_with_its_file_alone(kitchen: Kitchen) -> None:
    ledger = kitchen.read("urls.txt")
    kitchen.put("bowls", id="bowl2")
    kitchen.put("spoons", id="spoon2")
    kitchen.mend("content/papers/spoons.md")
    assert kitchen.read("urls.txt") == f"{ledger}/p/spoon2/\n/papers/spoons/\n"


def test_a_listing_that_it_lacks_is_named(kitchen: Kitchen) -> None:
    kitchen.write("listings.yml", "autumn:\n  source: Invented\n")
    (line,) = kitchen.said("ledger")
    assert line.startswith("urls.txt: warning: the address /listings/autumn/ is not in the ledger")
    kitchen.mend()
    assert kitchen.said("ledger") == []


def test_what_was_taken_out_is_refused_and_brought_back(kitchen: Kitchen) -> None:
    kitchen.write("urls.txt", kitchen.read("urls.txt") + "/papers/long-ago/\n/papers/older/\n")
    kitchen.commit()
    kitchen.write("urls.txt", kitchen.read("urls.txt").replace("/papers/long-ago/\n/papers/older/\n", ""))
    assert kitchen.said("ledger") == []
    (problem,) = kitchen.problems("ledger", base=True)
    assert (problem.severity, problem.problem) == (Severity.ERROR, "it has lost /papers/long-ago/ and 1 more")
    kitchen.mend(base=True)
    assert kitchen.read("urls.txt").endswith("/papers/long-ago/\n/papers/older/\n")


def test_a_ledger_that_was_emptied_is_one_problem(kitchen: Kitchen) -> None:
    kitchen.commit()
    (kitchen.root / "content/urls.txt").unlink()
    assert [
        problem.problem for problem in kitchen.problems("ledger", base=True) if problem.severity is Severity.ERROR
    ] == ["it has lost /papers/kettles/ and 1 more"]


def test_a_ledger_with_a_line_that_is_none_is_left_alone(kitchen: Kitchen) -> None:
    kitchen.write("urls.txt", "nonsense\n")
    assert kitchen.said("form")[0].startswith("urls.txt:1: 'nonsense' is no page address.")
    assert (kitchen.said("ledger"), kitchen.mend()) == ([], [])
