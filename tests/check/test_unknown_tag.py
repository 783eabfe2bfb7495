"""Rule `unknown-tag`: every tag stands in the vocabulary."""

from __future__ import annotations

from kitchen import Kitchen


def test_known_tags_pass(kitchen: Kitchen) -> None:
    assert kitchen.said("unknown-tag") == []


def test_an_unknown_tag_is_said_at_its_line_with_the_nearest(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="\n  - heat\n  - kettle\n  - survey")
    assert kitchen.said("unknown-tag") == [
        "papers/spoons.md:9: tags: the tag 'kettle' is not known. Did you mean 'kettles'?"
    ]


def test_where_several_are_near_all_are_named_the_likeliest_first(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[ketpots, heat]")
    (line,) = kitchen.said("unknown-tag")
    assert line.endswith("Did you mean 'kettles' or 'teapots'?")


def test_a_word_like_no_tag_gets_no_proposal(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[zzz, heat]")
    remedy = "Choose a tag of content/tags.yml, which the site shows under /tags/."
    assert kitchen.said("unknown-tag")[0].endswith(f"the tag 'zzz' is not known. {remedy}")


def test_mending_leaves_it_to_a_person(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[kettle, heat, warmth, survey]")
    kitchen.promise()
    kitchen.mend()
    assert "tags: [kettle, heat, heat, survey]" in kitchen.read("papers/spoons.md")
