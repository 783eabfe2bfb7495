"""No published address vanishes, whatever maintainers do: each is a page or leads to one, with its companions."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from kitchen import Kitchen

from papershelf import addresses
from papershelf.cli import papershelf
from papershelf.project import Project
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.template_files import places
from papershelf.publish.templates import Renderer

CITED = (addresses.CITE_BIBTEX, addresses.CITE_RIS, addresses.CITE_CSL)
FED = (addresses.ATOM, addresses.JSON_FEED, addresses.ALL_BIBTEX, addresses.ALL_CSL)


def published(kitchen: Kitchen) -> dict[str, str | bytes]:
    site = Site(name="Kettles")
    artifacts = publish(Project(kitchen.root).catalog, site, Renderer(*places(kitchen.root)))
    return {artifact.path: artifact.content for artifact in artifacts}


def test_every_promise_outlives_a_maintainer_s_week(tmp_path: Path) -> None:
    kitchen = Kitchen.furnish(tmp_path / "list")
    for slug in ("steam", "vapour", "drip"):
        kitchen.put(slug, tags="[heat, teapots]")
    kitchen.promise()
    kitchen.commit()
    promised = {address: beside(address) for address in kitchen.library().published}
    before = published(kitchen)
    assert all(name in before for names in promised.values() for name in names)
    for words in (
        ("merge", "steam", "vapour"),
        ("rename", "steam", "mist"),
        ("merge", "drip", "mist"),
        ("remove", "kettles", "--reason", "It was invented."),
        ("tags", "rename", "heat", "temperature"),
        ("tags", "split", "teapots", "clay-pots", "tin-pots", "--to", "clay-pots=drip"),
        ("tags", "merge", "tin-pots", "clay-pots"),
        ("tags", "remove", "kettles", "--from-papers"),
        ("topics", "add", "vessels", "--description", "They hold.", "--tag", "clay-pots"),
        ("topics", "rename", "things", "objects"),
        ("topics", "remove", "objects", "--into", "vessels"),
    ):
        done = CliRunner().invoke(papershelf, ["--root", str(kitchen.root), *words], catch_exceptions=False)
        assert done.exit_code == 0, (words, done.output)
        library = kitchen.library()
        assert set(library.published) <= addresses.addresses(library), words
        assert kitchen.said("vanished-address", base=True) == []
    after = published(kitchen)
    assert [name for names in promised.values() for name in names if name not in after] == []
    assert "url=../../topics/vessels/" in str(after["tags/kettles/index.html"])
    assert "url=../../papers/drip/" in str(after["papers/vapour/index.html"])


def beside(address: str) -> list[str]:
    """The files that an address stands for: its page, or what leads on, and its companions."""
    folder = address.removeprefix("/")
    names: tuple[str, ...] = ()
    if addresses.is_below(address, addresses.PAPERS):
        names = CITED
    elif addresses.is_below(address, addresses.TAGS) and not address.endswith("/survey/"):
        names = FED
    return [f"{folder}{name}" for name in names]


@pytest.mark.parametrize("words", [("tags", "remove", "heat"), ("tags", "remove", "heat", "--from-papers")])
def test_a_tag_that_was_never_published_leaves_no_trace(tmp_path: Path, words: tuple[str, ...]) -> None:
    kitchen = Kitchen.furnish(tmp_path / "list")
    kitchen.put("kettles", tags="[kettles]")
    kitchen.write("urls.txt", "".join(row for row in kitchen.read("urls.txt").splitlines(True) if "heat" not in row))
    done = CliRunner().invoke(papershelf, ["--root", str(kitchen.root), *words])
    assert done.exit_code == 0, done.output
    assert "heat" not in kitchen.read("tags.yml").replace("Warm", "")
    assert not (kitchen.root / "content/urls").exists()
