"""Lists of more entries than a page has: every entry is on one of their pages, and every letter leads there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence

import pytest
from fabricate import library, paper
from hypothesis import given
from hypothesis import strategies as st
from publishing import text_of
from rendered import to_html

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.publish.artifact import Artifact
from papershelf.publish.page import Page, Site
from papershelf.publish.pages import paging as module
from papershelf.publish.pages.paging import MOST, divide_groups
from papershelf.publish.site import publish
from papershelf.publish.templates import Renderer

Files = dict[str, Artifact]


def files_of(catalog: Catalog, renderer: Renderer) -> Files:
    return {artifact.path: artifact for artifact in publish(catalog, Site(name="Kettles"), renderer)}


def titles(file: Artifact) -> list[str]:
    return [link.text() for link in to_html(text_of(file)).css(".ps-index a, .ps-row__title a, main > ul > li > a")]


@pytest.fixture(scope="module")
def kitchen() -> Catalog:
    """Five papers, each in two listings and of three authors."""
    names = ("Anvil", "Bell", "Bowl", "Cup", "Dish")
    written = [
        paper(name.lower(), name, authors=["Ada Spout", "Bo Lid", "Cy Pan"], listed=(("one", n), ("two", n)))
        for n, name in enumerate(names, start=1)
    ]
    return arrange(library(*written))


@pytest.fixture(scope="module")
def whole(kitchen: Catalog, renderer: Renderer) -> Files:
    return files_of(kitchen, renderer)


@pytest.fixture(scope="module")
def parted(kitchen: Catalog, renderer: Renderer) -> Files:
    """The same where a page has two entries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST", 2)
        return files_of(kitchen, renderer)


@pytest.mark.parametrize(
    ("address", "further", "counts"),
    [
        ("papers/", "papers/a-z/", [1, 2, 2]),  # both B are on one page
        ("authors/", "authors/a-z/", [2, 1]),
        ("trending/", "trending/", [2, 2, 1]),
        ("authors/ada-spout/", "authors/ada-spout/", [2, 2, 1]),
    ],
)
def test_a_long_list_is_parted_and_whole(
    address: str, further: str, counts: list[int], whole: Files, parted: Files
) -> None:
    parts = [f"{address}index.md", *(f"{further}{number}/index.md" for number in range(2, len(counts) + 1))]
    assert f"{further}{len(counts) + 1}/index.md" not in parted
    shown = [titles(parted[part]) for part in parts]
    assert [len(part) for part in shown] == counts
    assert [title for part in shown for title in part] == titles(whole[parts[0]])
    assert len({text_of(parted[part]).split("title: ")[1].split("\n")[0] for part in parts}) == len(counts)
    for part in parts:
        links = to_html(text_of(parted[part])).css(".ps-letters a, .ps-pages a")
        assert len(links) > 1
        named = [node.attributes["aria-label"] for node in to_html(text_of(parted[part])).css("nav")]
        assert len(named) == len(set(named)), "landmarks are told apart"
        for link in links:
            way, _, anchor = str(link.attributes["href"]).partition("#")
            found = posixpath.normpath(posixpath.join(posixpath.dirname(part), way, "index.md")) if way else part
            assert found in parted, (part, way)
            assert not anchor or f'<h2 id="{anchor}"' in text_of(parted[found])


@pytest.mark.parametrize("address", ["papers/", "authors/"])
def test_an_address_with_a_letter_still_comes_to_it(address: str, whole: Files, parted: Files) -> None:
    anchors = [node.attributes["id"] for node in to_html(text_of(whole[f"{address}index.md"])).css("h2[id]")]
    pages = [path for path in parted if re.fullmatch(rf"{address}(a-z/\d/)?index.md", path)]
    assert len(pages) > 1
    for path in pages:
        tree = to_html(text_of(parted[path]))
        found = [node.attributes["id"] for node in tree.css("h2[id], .ps-letters a[id]")]
        assert sorted(map(str, found)) == sorted(map(str, anchors)), "each once"
        here = {node.attributes["id"] for node in tree.css("h2[id]")}
        assert {str(node.attributes["href"])[1:] for node in tree.css(".ps-letters a[href^='#']")} == here


def test_papers_to_curate_are_parted(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    bare = [paper(f"kettle-{n}", proposed=("heat",) if n else ()) for n in range(5)]
    files = files_of(arrange(library(*bare, tags={"heat": "kitchen"})), renderer)
    texts = [text_of(files[path]) for path in ("curate/index.md", "curate/2/index.md", "curate/3/index.md")]
    assert [re.findall(r"--confirm (kettle-\d)", text) for text in texts] == [
        ["kettle-1", "kettle-2"],
        ["kettle-3", "kettle-4"],
        [],
    ]


def divided(lengths: Mapping[str, int]) -> list[Page]:
    groups = {heading: tuple(f"{heading} {n}" for n in range(length)) for heading, length in lengths.items()}
    page = Page(address="/papers/", template="papers", title="", description="", context={"letters": groups})
    return list(divide_groups(page, "letters"))


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 3 * MOST)).map(
        lambda found: dict(sorted(found.items()))
    )
)
def test_no_page_is_longer_than_it_may_be_and_no_letter_is_parted_needlessly(lengths: dict[str, int]) -> None:
    shown: list[Mapping[str, Sequence[str]]] = [page.context["letters"] for page in divided(lengths)]
    assert all(sum(map(len, letters.values())) <= MOST for letters in shown)
    entries = [entry for letters in shown for group in letters.values() for entry in group]
    assert entries == [f"{letter} {n}" for letter, length in lengths.items() for n in range(length)]
    for letter, length in lengths.items():
        assert sum(letter in letters for letters in shown) == -(-length // MOST)


def test_pages_hold_about_as_much_each() -> None:
    pages = divided(dict.fromkeys("ABCDEF", MOST // 4))
    assert [page.context["paging"].counts for page in pages] == [(3 * MOST // 4, 3 * MOST // 4)] * 2


def test_pages_are_called_by_what_is_on_them() -> None:
    pages = divided({"0–9": 1, "A": MOST - 1, "B": 2 * MOST + 1, "C": 3})
    assert [page.context["paging"].labels for page in pages] == [("0–A", "B 1", "B 2", "B–C")] * 4
    assert [page.context["paging"].counts for page in pages] == [(MOST, MOST, MOST, 4)] * 4
    assert len(divided({"A": MOST})) == 1
    assert "paging" not in divided({"A": MOST})[0].context
