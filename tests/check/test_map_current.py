"""Rule `map-current`: the map, once it was drawn, has a place for every paper."""

from __future__ import annotations

from kitchen import Kitchen

from papershelf import content


def draw(kitchen: Kitchen, *left_out: str) -> None:
    papers = content.load(kitchen.root).library.papers
    kitchen.write("map.csv", content.write_map({p.id: (0.5, 0.5) for p in papers if p.slug not in left_out}))


def test_a_list_without_a_map_needs_none(kitchen: Kitchen) -> None:
    assert kitchen.said("map-current") == []


def test_a_map_of_every_paper_passes(kitchen: Kitchen) -> None:
    draw(kitchen)
    assert kitchen.said("map-current") == []


def test_a_paper_that_came_later_is_a_warning(kitchen: Kitchen) -> None:
    kitchen.put("spoons", id="spoon2")
    draw(kitchen, "spoons")
    (line,) = kitchen.said("map-current")
    assert line.startswith("map.csv: ")
    assert "1 of the papers came after it was drawn" in line
    assert "Run `papershelf map`" in line
