"""Renaming and merging tags, on the fabricated library."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from fabricate import LIBRARY, assemble

from papershelf import content
from papershelf.check.run import write_editor_files
from papershelf.cli import papershelf
from papershelf.curate.tags import merge_tags, rename_tag
from papershelf.errors import Rejected
from papershelf.project import Project


def changed(before: dict[str, str], root: Path) -> dict[str, list[tuple[str, str]]]:
    """The lines that differ, by file: those that went and those that came."""
    found = {}
    for name, old in before.items():
        new = (root / "content" / name).read_text("utf-8")
        if new != old:
            gone = [line for line in old.split("\n") if line not in new.split("\n")]
            came = [line for line in new.split("\n") if line not in old.split("\n")]
            found[name] = [*(("-", line) for line in gone), *(("+", line) for line in came)]
    return found


def run(root: Path, *arguments: str) -> dict[str, list[tuple[str, str]]]:
    before = dict(content.load(root).texts)
    CliRunner().invoke(papershelf, ["--root", str(root), "tags", *arguments], catch_exceptions=False)
    return changed(before, root)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assemble(tmp_path / "list", LIBRARY).root


def test_renaming_changes_the_lines_that_name_the_tag_and_no_others(root: Path) -> None:
    tagged = [paper.slug for paper in content.load(root).library.papers if "kettles" in paper.tags]
    assert tagged
    differences = run(root, "rename", "kettles", "whistling-vessels")
    assert differences["tags.yml"] == [
        ("-", "  kettles:"),
        ("-", "    broader: kettles"),
        ("+", "  whistling-vessels:"),
        ("+", "    aliases: [kettles]"),
        ("+", "    broader: whistling-vessels"),
    ]
    assert set(differences) == {
        "tags.yml",
        *(f"papers/{slug}.md" for slug in tagged),
    }
    added = root / "content/urls/tags-whistling-vessels.txt"
    assert added.read_text(encoding="utf-8") == "/tags/whistling-vessels/\n"
    for slug in tagged:
        assert {mark for mark, line in differences[f"papers/{slug}.md"]} == {"-", "+"}


def test_a_renamed_tag_keeps_its_papers_and_its_address(root: Path) -> None:
    before = content.load(root).library
    tagged = {paper.slug for paper in before.papers if "kettles" in paper.tags}
    run(root, "rename", "kettles", "whistling-vessels")
    after = content.load(root).library
    assert {paper.slug for paper in after.papers if "whistling-vessels" in paper.tags} == tagged
    assert {"/tags/kettles/", "/tags/whistling-vessels/"} <= set(after.published)
    assert after.vocabulary.tags["teapots"].broader == "whistling-vessels"
    assert list(after.vocabulary.tags)[1] == "whistling-vessels"


def test_renaming_there_and_back_restores_every_paper(root: Path) -> None:
    before = content.load(root)
    run(root, "rename", "kettles", "pots")
    run(root, "rename", "pots", "kettles")
    after = content.load(root)
    assert {name: text for name, text in after.texts.items() if name.startswith("papers/")} == {
        name: text for name, text in before.texts.items() if name.startswith("papers/")
    }


def test_files_for_editors_follow_where_there_are_any(root: Path) -> None:
    files = [root / "content" / "tags.schema.json", root / ".vscode" / "papershelf.code-snippets"]
    run(root, "rename", "kettles", "pots")
    assert not any(path.exists() for path in files)
    write_editor_files(Project(root))
    run(root, "rename", "pots", "samovars")
    assert all('"samovars"' in path.read_text("utf-8") for path in files)
    run(root, "merge", "teapots", "samovars")
    assert '"teapots"' not in files[0].read_text("utf-8")
    assert set(write_editor_files(Project(root)).values()) == {False}


def test_merging_gives_the_target_the_papers_and_the_names(root: Path) -> None:
    before = content.load(root).library
    tagged = {paper.slug for paper in before.papers if {"heat", "kettles"} & set(paper.tags)}
    run(root, "merge", "kettles", "heat")
    after = content.load(root)
    assert {paper.slug for paper in after.library.papers if "heat" in paper.tags} == tagged
    assert "kettles" not in after.library.vocabulary.tags
    assert after.library.vocabulary.tags["heat"].aliases == ("warmth", "hot things", "kettles")
    assert after.library.vocabulary.tags["teapots"].broader == "heat"
    assert after.warnings == content.load(root).warnings


def test_merging_a_tag_into_a_narrower_one_leaves_no_circle(root: Path) -> None:
    run(root, "merge", "heat", "kettles")
    assert content.load(root).library.vocabulary.tags["kettles"].broader is None


@pytest.mark.parametrize(
    ("change", "keys", "problem"),
    [
        (rename_tag, ("nothing", "new"), "there is no tag 'nothing'"),
        (rename_tag, ("heat", "sheep"), "there is a tag 'sheep' already"),
        (rename_tag, ("heat", "../x"), "'../x' cannot be part of an address"),
        (merge_tags, ("heat", "nothing"), "there is no tag 'nothing'"),
        (merge_tags, ("heat", "heat"), "a tag cannot be merged into itself"),
    ],
)
def test_what_cannot_be_done_is_refused(change, keys: tuple[str, str], problem: str, root: Path) -> None:  # type: ignore[no-untyped-def]
    loaded = content.load(root)
    with pytest.raises(Rejected) as caught:
        change(loaded.library, loaded.texts, *keys)
    assert caught.value.problem == problem


def test_a_refused_change_writes_nothing(root: Path) -> None:
    before = dict(content.load(root).texts)
    result = CliRunner().invoke(papershelf, ["--root", str(root), "tags", "merge", "kettle", "heat"])
    assert result.exit_code == 2
    assert "there is no tag 'kettle'. Did you mean 'kettles'?" in result.output
    assert changed(before, root) == {}


def test_renaming_and_merging_keep_overviews_and_beginnings(root: Path) -> None:
    path = root / "content" / "tags.yml"
    slug = next(paper.slug for paper in content.load(root).library.papers if "kettles" in paper.tags)
    start = f'    start:\n      - paper: {slug}\n        why: "First"  # !\n'
    rows = f"    overview: >-\n      They whistle\n      in turn.\n{start}"
    place = '    description: "Vessels that whistle."\n'
    path.write_text(path.read_text("utf-8").replace(place, place + rows), "utf-8")
    run(root, "rename", "kettles", "whistling-vessels")
    run(root, "merge", "teapots", "whistling-vessels")
    assert rows in path.read_text("utf-8")
    tag = content.load(root).library.vocabulary.tags["whistling-vessels"]
    assert (tag.overview, [start.paper for start in tag.start]) == ("They whistle in turn.", [slug])
    assert "teapots" in tag.aliases
