"""Rule `tag-order`: the kind of contribution comes last."""

from __future__ import annotations

from kitchen import Kitchen


def test_house_order_passes_whatever_the_order_of_subjects(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[teapots, heat, survey]")
    assert kitchen.said("tag-order") == []


def test_a_kind_before_a_subject_is_said_with_the_line_to_write(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[teapots, survey, heat]")
    assert kitchen.said("tag-order") == [
        "papers/spoons.md:7: warning: tags: its tags are not in the house order: the kind of contribution comes "
        "last. Write `tags: [teapots, heat, survey]`."
    ]


def test_mending_keeps_the_order_of_the_subjects_and_every_other_line(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[teapots, survey, heat]   # a remark")
    kitchen.promise()
    before = kitchen.read("papers/spoons.md")
    assert kitchen.mend() == ["papers/spoons.md"]
    assert kitchen.read("papers/spoons.md") == before.replace("teapots, survey, heat", "teapots, heat, survey")


def test_mending_loses_no_remark_between_the_tags(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="\n  - survey\n  # a remark on heat\n  - heat")
    kitchen.promise()
    assert kitchen.mend() == []
    assert kitchen.said("tag-order") != []


def test_mending_keeps_line_ends(kitchen: Kitchen) -> None:
    path = kitchen.put("spoons", tags="[survey, heat]")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    kitchen.promise()
    before = kitchen.read("papers/spoons.md")
    kitchen.mend()
    assert kitchen.read("papers/spoons.md") == before.replace("survey, heat", "heat, survey")
