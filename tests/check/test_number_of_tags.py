"""Rule `number-of-tags`: two to seven."""

from __future__ import annotations

from kitchen import Kitchen


def test_two_tags_pass(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[heat, survey]")
    assert kitchen.said("number-of-tags") == []


def test_one_tag_is_too_few(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[heat]")
    (line,) = kitchen.said("number-of-tags")
    assert line.startswith("papers/spoons.md:7: tags: it has 1 tag. Give it 2 to 7")


def test_eight_tags_are_too_many(kitchen: Kitchen) -> None:
    more = [f"tag{n}" for n in range(8)]
    entries = (f"  {tag}:\n    label: {tag}\n    topic: things\n    description: d\n" for tag in more)
    kitchen.write("tags.yml", kitchen.read("tags.yml") + "".join(entries))
    kitchen.put("spoons", tags=f"[{', '.join(more[:7])}]")
    assert kitchen.said("number-of-tags") == []
    kitchen.put("spoons", tags=f"[{', '.join(more)}]")
    assert kitchen.said("number-of-tags")[0].startswith("papers/spoons.md:7: tags: it has 8 tags.")


def test_a_flood_of_tags_is_one_problem_and_not_one_a_tag(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags=f"[{', '.join(f'flood-{n}' for n in range(20_000))}]")
    assert kitchen.said("number-of-tags") == [
        "papers/spoons.md:7: tags: it has 20,000 tags, over 50. Keep the most telling ones."
    ]
    assert len(kitchen.said("unknown-tag")) == 50
