"""A build after an edit gives, to the byte, what a build from nothing gives, and makes little of it anew."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fabricate import REPOSITORY, Project, tree
from kitchen import SUMMARY, Kitchen
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from papershelf.publish import kept_file, output, program, rendering
from papershelf.publish.pages import shelves

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


def folders(project: Project) -> set[str]:
    return {str(path.relative_to(project.site)) for path in project.site.rglob("*") if path.is_dir()}


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
        assert folders(project) == folders(Project(tmp_path / "cold"))


def test_two_folders_that_take_turns_never_differ_from_one_that_is_new(tmp_path: Path) -> None:
    chance = random.Random(20261130)
    kitchen = Kitchen.furnish(tmp_path / "list")
    (kitchen.root / "content" / "urls.txt").unlink()
    shutil.copyfile(REPOSITORY / "mkdocs.yml", kitchen.root / "mkdocs.yml")
    project, papers = Project(kitchen.root), kitchen.root / "content" / "papers"
    steps: list[Callable[[], object]] = [
        lambda: kitchen.put("cups", f"Cups are {chance.random()}. {SUMMARY}", tags=chance.choice(TAGS)),
        lambda: kitchen.put("trays", tags=chance.choice(TAGS)),
        lambda: (papers / "trays.md").unlink(missing_ok=True),
        lambda: overwrite(project.site / "index.html"),
        lambda: overwrite(project.site.with_name(".site.spare") / "tags" / "index.html"),
        lambda: shutil.rmtree(project.site / "tags"),
        lambda: shutil.rmtree(project.site.with_name(".site.spare")),
        lambda: kitchen.write("pages/notes.md", f"---\ntitle: Notes\n---\n{chance.random()}\n"),
        lambda: fail(project),
        lambda: None,
    ]
    project.build()
    project.build()
    for step in chance.sample(steps, len(steps)):
        step()
        project.build()
    project.build()
    assert project.files() == from_nothing(project, tmp_path / "cold")
    assert folders(project) == folders(Project(tmp_path / "cold"))


def overwrite(file: Path) -> None:
    """Put other bytes of the same length there, with the file's former time."""
    state = file.stat()
    file.write_bytes(b"x" * state.st_size)
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


def fail(project: Project) -> None:
    """A build that the gate stops, when it has changed its folder already."""
    project.write("content/pages/wrong.md", '---\ntitle: Wrong\n---\n<p onclick="x()">Kettles\n')
    project.fail()
    (project.root / "content" / "pages" / "wrong.md").unlink()


def test_killed_in_the_middle_it_begins_anew(twice: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    twice.build()
    before, change = twice.files(), ("content/papers/cups.md", "Cups are warm.", "Cups are cool.")
    twice.replace(*change)
    with monkeypatch.context() as killed:
        killed.setattr(output.Replacement, "discard", output.Replacement._end)  # which the system does
        killed.setattr(output.Stock, "survey", die)
        with pytest.raises(Killed):
            twice.run("build")
    assert twice.files() == before
    half = output.building(twice.site)
    assert b"Cups are cool." in (half / "papers" / "cups" / "index.html").read_bytes()
    twice.replace(*change[:1], *change[:0:-1])
    twice.build()
    assert twice.files() == before
    assert not half.exists()


class Killed(BaseException):
    """The process is dead."""


def die(_: output.Stock) -> None:
    raise Killed


def test_what_was_remembered_of_a_site_before_the_last_is_believed_of_its_files_alone(twice: Project) -> None:
    """Power fails between the new site and the note of it."""
    file = twice.root / kept_file.FILE
    former = file.read_bytes()
    twice.replace("content/papers/cups.md", "Cups are warm.", "Cups are cool.")
    twice.build()
    after = twice.files()
    file.write_bytes(former)
    twice.build()
    assert twice.files() == after


def test_what_serve_remembers_gives_what_a_new_server_gives(tmp_path: Path) -> None:
    kitchen = Kitchen.furnish(tmp_path / "list")
    (kitchen.root / "content" / "urls.txt").unlink()
    shutil.copyfile(REPOSITORY / "mkdocs.yml", kitchen.root / "mkdocs.yml")
    project, papers = Project(kitchen.root), kitchen.root / "content" / "papers"
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: kitchen.put("cups", f"Cups are cold. {SUMMARY}", tags="[heat]"),
        lambda: kitchen.put("cups", f"Cups are warm. {SUMMARY}", tags="[heat]"),
        lambda: project.write("content/pages/wrong.md", '---\ntitle: Wrong\n---\n<p onclick="x()">Kettles\n'),
        lambda: (kitchen.root / "content" / "pages" / "wrong.md").unlink(),
        lambda: (papers / "cups.md").unlink(),
        lambda: project.replace("content/tags.yml", '"Heat"', '"Warmth"'),
    ]
    served = Served(kitchen.root, tmp_path / "served")
    for step in steps:
        step()
        served.build()
    served.stop()
    anew = Served(kitchen.root, tmp_path / "anew")
    anew.build()
    anew.stop()
    assert tree(tmp_path / "served") == tree(tmp_path / "anew")
    assert {path.name for path in tmp_path.iterdir()} == {"list", "served", "anew"}


class Served:
    """A site as `serve` builds it again and again, without a server."""

    def __init__(self, root: Path, folder: Path) -> None:
        folder.mkdir()
        self._root, self._folder = root, folder
        self._open().plugins.on_startup(command="serve", dirty=False)

    def _open(self) -> MkDocsConfig:
        return load_config(str(self._root / "mkdocs.yml"), site_dir=str(self._folder))

    def build(self) -> None:
        build(self._open(), serve_url="http://127.0.0.1:8000/")

    def stop(self) -> None:
        self._open().plugins.on_shutdown()


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


def test_of_a_list_on_several_pages_only_that_with_the_paper_is_made_anew(
    twice: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "MOST", 2)
    twice.build()
    made: list[str] = []
    usual = rendering.Rendering._made
    monkeypatch.setattr(rendering.Rendering, "_made", lambda *given: made.append(given[1]) or usual(*given))
    twice.replace("content/papers/cups.md", "Cups are warm.", "Cups are cool.")
    twice.build()
    (shown,) = (path for path in made if path.startswith("tags/heat/"))
    assert "Cups are cool" in (twice.site / shown).with_suffix(".html").read_text()
    twice.write("templates/pages/tag.md.j2", "{{ papers | map(attribute='summary') | join }}")
    twice.build()
    twice.replace("content/papers/cups.md", "Cups are cool.", "Cups are hot.")
    twice.build()
    for page in ("tags/heat", "tags/heat/2", "tags/heat/3"):  # a project's own template may show papers of other pages
        assert "Cups are hot" in (twice.site / page / "index.html").read_text()


def test_nothing_is_made_anew_where_nothing_has_changed(twice: Project) -> None:
    assert {"index.html", "papers/cups/index.html", "topics/index.html"} <= kept_pages(twice)


def damage(project: Project, name: Path = kept_file.FILE) -> None:
    file = project.root / name
    raw = bytearray(file.read_bytes())
    raw[-20] ^= 1
    file.write_bytes(raw)


@pytest.mark.parametrize("change", [damage, lambda project: (project.root / kept_file.FILE).unlink()])
def test_a_damaged_cache_is_none(twice: Project, change: Callable[[Project], None]) -> None:
    before = twice.files()
    assert not kept_pages(twice, lambda: change(twice))
    assert twice.files() == before


def test_damaged_rows_are_made_again(twice: Project) -> None:
    damage(twice, kept_file.ROWS)
    pages = kept_pages(twice, lambda: twice.replace("content/papers/cups.md", "Cups are warm.", "Cups are cool."))
    assert "papers/lids/index.html" in pages
    after = twice.files()
    (twice.root / kept_file.FILE).unlink()
    twice.build()
    assert twice.files() == after


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
