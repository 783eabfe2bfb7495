"""Rule `no-summary`: every paper has a summary."""

from __future__ import annotations

from kitchen import Kitchen


def test_a_summarised_paper_passes(kitchen: Kitchen) -> None:
    assert kitchen.said("no-summary") == []


def test_a_paper_without_a_summary_is_a_warning_behind_its_front_matter(kitchen: Kitchen) -> None:
    kitchen.put("spoons", summary="")
    (line,) = kitchen.said("no-summary")
    assert line.startswith("papers/spoons.md:8: warning: summary: it has no summary yet.")
