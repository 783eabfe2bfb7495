"""A build after an edit gives, to the byte, what a build from nothing gives, and makes little of it anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fabricate import REPOSITORY, Project
from kitchen import SUMMARY, Kitchen

from papershelf.publish import kept_file, program

SLUGS = ("kettles", "teapots", "spoons", "cups", "trays", "lids")
TAGS = ("[heat, kettles]", "[heat, teapots]", "[kettles, survey]", "[heat]", "[teapots, heat, survey]")


def list_of(root: Path) -> Kitchen:
    """A list of six papers, of which some have an author and a listing in common."""
    made = Kitchen.furnish(root)
    (root / "content" / "urls.txt").unlink()  # so that papers may go
    made.write("listings.yml", 'spring:\n  date: "Apr 4"\n  source: "Invented"\n')
    for number, slug in enumerate(SLUGS):
        place = f"[{{listing: spring, rank: {number + 1}}}]" if number % 2 else "[]"
        made.put(
            slug, f"{slug.title()} are warm. {SUMMARY}", tags=TAGS[number % 5], listed=place, authors='["Lidd, Ada"]'
        )
    made.write("pages/about.md", "---\ntitle: About\n---\nSee [kettles](papers/kettles/index.md).\n")
    made.write("pages/index.txt", "nothing")
    shutil.copyfile(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    return made


def from_nothing(project: Project, folder: Path) -> dict[str, bytes]:
    """What the project's files become in a folder where nothing was built before."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(project.root, folder, ignore=shutil.ignore_patterns("site", ".cache", ".site.*"))
    other = Project(folder)
    other.build()
    return other.files()


def edits(kitchen: Kitchen) -> Iterator[Callable[[], object]]:
    """One edit of each kind."""
    project = Project(kitchen.root)
    papers = "content/papers"
    yield lambda: project.replace(
        f"{papers}/cups.md", "Cups are warm.", "Cups are cold. They mention [kettles](paper:kettles)."
    )
    yield lambda: project.replace(f"{papers}/trays.md", '"Trays"', '"Trays & Their Kin"')
    yield lambda: kitchen.put("ladles", tags="[teapots]", added='"2026-03-04"', authors='["Lidd, Ada", "Pott, Bo"]')
    yield lambda: (kitchen.root / papers / "lids.md").unlink()
    yield lambda: (kitchen.root / papers / "spoons.md").rename(kitchen.root / papers / "forks.md")
    yield lambda: kitchen.put("kettles", tags="[teapots, survey]", withdrawn='"Somebody invented it twice."')
    yield lambda: project.replace(f"{papers}/teapots.md", "tags: [heat, teapots]", "tags: [kettles]")
    yield lambda: project.replace("content/tags.yml", '"Heat"', '"Warmth"')
    yield lambda: project.replace("content/tags.yml", "Vessels that do not.", "Vessels that are quiet.")
    yield lambda: project.replace("content/listings.yml", "Apr 4", "May 5")
    yield lambda: project.replace("mkdocs.yml", "site_name: Papershelf", "site_name: A Cupboard")
    yield lambda: project.write(
        "mkdocs.yml", (kitchen.root / "mkdocs.yml").read_text() + "site_url: https://example.org/x/\n"
    )
    yield lambda: project.replace("templates/parts/cite.html.j2", "ps-cite__label", "ps-quote__label")
    yield lambda: project.replace(
        "templates/pages/paper.md.j2", "{{ _('Listed in') }}", "Listed, of {{ catalog.papers | length }}, in"
    )
    yield lambda: project.replace("content/pages/about.md", "See", "Look at")
    yield lambda: project.replace("content/pages/about.md", "title: About", "title: About us")
    yield lambda: (project.site / "papers" / "cups" / "index.html").write_text("<p>Somebody wrote this.", "utf-8")
    yield lambda: (project.site / "tags" / "heat" / "index.html").unlink()


def test_after_any_edit_it_is_what_a_build_from_nothing_gives(tmp_path: Path) -> None:
    kitchen = list_of(tmp_path / "list")
    project = Project(kitchen.root)
    project.build()
    changes = list(edits(kitchen))
    random.Random(20261130).shuffle(changes)
    for one, other in zip(changes[::2], changes[1::2], strict=True):
        one()
        other()
        project.build()
        built, cold = project.files(), from_nothing(project, tmp_path / "cold")
        assert built.keys() == cold.keys()
        assert [path for path in cold if built[path] != cold[path]] == []


@pytest.fixture
def twice(tmp_path: Path) -> Project:
    """A list that was built."""
    kitchen = list_of(tmp_path / "list")
    project = Project(kitchen.root)
    project.build()
    return project


def kept_pages(project: Project, change: Callable[[], object] = lambda: None) -> set[str]:
    """The pages that the next build takes over from the site as it is."""
    before = numbers(project)
    change()
    project.build()
    return {path for path, number in numbers(project).items() if before.get(path) == number}


def numbers(project: Project) -> dict[str, int]:
    """What tells a file that was taken over from one that was written."""
    return {page.relative_to(project.site).as_posix(): page.stat().st_ino for page in project.site.rglob("index.html")}


def test_an_edit_leaves_the_pages_alone_that_do_not_show_it(twice: Project) -> None:
    pages = kept_pages(twice, lambda: twice.replace("content/papers/cups.md", "Cups are warm.", "Cups are cool."))
    assert {"search/index.html", "tags/teapots/index.html", "topics/index.html"} <= pages
    assert pages.isdisjoint({"papers/cups/index.html", "tags/heat/index.html", "listings/spring/index.html"})


def test_nothing_is_made_anew_where_nothing_has_changed(twice: Project) -> None:
    assert {"index.html", "papers/cups/index.html", "topics/index.html"} <= kept_pages(twice)


def damage(project: Project) -> None:
    file = project.root / kept_file.FILE
    raw = bytearray(file.read_bytes())
    raw[-20] ^= 1
    file.write_bytes(raw)


@pytest.mark.parametrize("change", [damage, lambda project: (project.root / kept_file.FILE).unlink()])
def test_a_damaged_cache_is_none(twice: Project, change: Callable[[Project], None]) -> None:
    before = twice.files()
    assert not kept_pages(twice, lambda: change(twice))
    assert twice.files() == before


def test_the_cache_of_somebody_else_is_none(twice: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another user"))
    assert not kept_pages(twice)


def test_another_program_believes_nothing(twice: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "digest", lambda: "another")
    assert not kept_pages(twice)


def test_with_a_frame_of_its_own_nothing_is_kept(twice: Project) -> None:
    twice.write("templates/theme/.icons/kettle.svg", "<svg></svg>")
    assert not kept_pages(twice)
    assert not kept_pages(twice)


def test_with_a_hook_which_may_do_anything_nothing_is_kept(twice: Project) -> None:
    twice.write("hook.py", "def on_page_content(html, **_):\n    return html\n")
    twice.write("mkdocs.yml", f"{(twice.root / 'mkdocs.yml').read_text()}hooks: [hook.py]\n")
    assert not kept_pages(twice)
    assert not kept_pages(twice)
