"""The rule `after-today`: it is told what today is, and names what is of a later day."""

from __future__ import annotations

from kitchen import Kitchen


def test_a_paper_of_today_is_well(kitchen: Kitchen) -> None:
    assert kitchen.said("after-today", today="2026-01-02") == []


def test_a_paper_of_tomorrow_is_named_at_its_line(kitchen: Kitchen) -> None:
    assert kitchen.said("after-today", today="2026-01-01") == [
        "papers/kettles.md:5: warning: added: 2026-01-02 is after today, 2026-01-01. Correct it, unless it is meant."
    ]


def test_without_a_clock_nothing_is_said(kitchen: Kitchen) -> None:
    kitchen.put("kettles", added='"2100-12-31"')
    assert kitchen.said("after-today", today=None) == []


def test_a_year_may_be_the_next_one(kitchen: Kitchen) -> None:
    kitchen.put("kettles", year='"2027"')
    assert kitchen.said("after-today", today="2026-01-02") == []
    kitchen.put("kettles", year='"2028"')
    (line,) = kitchen.said("after-today", today="2026-01-02")
    assert "year: 2028 is later than next year." in line


def test_a_digest_of_a_day_to_come(kitchen: Kitchen) -> None:
    kitchen.write(
        "digests/2026-01-05.md", f'---\nsince: "2026-01-01"\npapers: [{kitchen.library().papers[0].id}]\n---\n'
    )
    assert kitchen.said("after-today", today="2026-01-05") == []
    (line,) = kitchen.said("after-today", today="2026-01-04")
    assert line.startswith("digests/2026-01-05.md: warning: its day, 2026-01-05, is after today")
