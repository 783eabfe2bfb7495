"""Rule `subject-tag`: a tag says what the paper is about."""

from __future__ import annotations

from kitchen import Kitchen


def test_a_subject_beside_a_kind_passes(kitchen: Kitchen) -> None:
    assert kitchen.said("subject-tag") == []


def test_kinds_alone_do_not(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[survey]")
    assert kitchen.said("subject-tag") == [
        "papers/spoons.md:7: tags: no tag says what it is about. Add a tag for its subject."
    ]
