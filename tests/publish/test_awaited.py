"""Pages that somebody waits for are made and shown before all others, and come in their usual place."""

from __future__ import annotations

import pytest

from papershelf.publish.artifact import Artifact
from papershelf.publish.awaited import Awaited, in_order
from papershelf.publish.page import Page

NAMES = ("cups", "lids", "pots", "trays")


class Kitchen:
    """Makes pages, and notes what happens."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def make(self, page: Page, *, later: bool = False) -> Artifact:
        name = page.address.strip("/")
        if name == "lids":
            return Artifact(path=f"{name}/index.md", content="", is_kept=True)
        if later:
            return Artifact(path=f"{name}/index.md", content="", later=lambda: self.make(page))
        self.events.append(f"made {name}")
        return Artifact(path=f"{name}/index.md", content=f"All about {name}.", edit=f"{name}.md")

    def show(self, pages: object) -> None:
        assert isinstance(pages, list)
        self.events.append(f"shown {' '.join(page.path.removesuffix('/index.md') for page in pages)}")

    def serve(self, *wanted: str, later: bool) -> list[Artifact]:
        planned = (Page(address=f"/{name}/", template="x", title=name, description="") for name in NAMES)
        paths = frozenset(f"{name}/index.html" for name in wanted)
        awaited = Awaited(paths=paths, show=self.show) if wanted else None
        return list(in_order(planned, self.make, later=later, awaited=awaited))


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize(
    "wanted", [(), ("pots",), ("pots", "cups"), ("lids",), ("spoons",), ("spoons", "trays"), NAMES]
)
def test_the_pages_are_the_same_whoever_waits(wanted: tuple[str, ...], later: bool) -> None:
    kitchen = Kitchen()
    pages = kitchen.serve(*wanted, later=later)
    assert [page.path for page in pages] == [f"{name}/index.md" for name in NAMES]
    made = [page if page.later is None else page.later() for page in pages]
    contents = ["" if name == "lids" else f"All about {name}." for name in NAMES]
    assert [page.content for page in made] == contents
    assert [page.is_kept for page in made] == [name == "lids" for name in NAMES]
    made_once = [event for event in kitchen.events if event.startswith("made")]
    assert sorted(made_once) == ["made cups", "made pots", "made trays"]


def test_they_are_shown_before_any_other_is_made() -> None:
    kitchen = Kitchen()
    kitchen.serve("trays", "lids", later=False)
    assert kitchen.events == ["made trays", "shown lids trays", "made cups", "made pots"]


def test_of_pages_that_are_gone_nothing_is_shown() -> None:
    kitchen = Kitchen()
    kitchen.serve("spoons", later=False)
    assert kitchen.events == ["shown ", "made cups", "made pots", "made trays"]


def test_what_was_made_is_left_for_later_as_all_else_is() -> None:
    pages = Kitchen().serve("pots", later=True)
    assert [page.later is None for page in pages] == [False, True, False, False]
    assert [page.content for page in pages] == ["", "", "", ""]
    assert pages[2].edit == "pots.md"
