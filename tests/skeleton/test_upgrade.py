"""A list that the first version wrote, brought to a newer one: what a person changed is kept."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fabricate import REPOSITORY, tree

from papershelf import cli
from papershelf.errors import PapershelfError
from papershelf.skeleton import record, render
from papershelf.skeleton.render import Tool
from papershelf.skeleton.upgrade import Kind, apply, plan_upgrade

FIRST = REPOSITORY / "tests/skeletons/0.1.0"
"""What the first version wrote, frozen."""
VERSIONS = REPOSITORY / "generator/papershelf/skeleton/versions"
NEXT = Tool(version="0.2.0", hashes=("b" * 64,))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The list, in a repository of its own, as `init` and a first commit leave it."""
    shutil.copytree(FIRST, tmp_path / "list")
    author = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for words in (("init", "--quiet"), ("add", "--all", "--force"), (*author, "commit", "--quiet", "-m", "Begin")):
        subprocess.run(["git", "-C", str(tmp_path / "list"), *words], check=True)
    return tmp_path / "list"


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The skeleton of a newer version, to be changed; the first one is as it was."""
    folder = tmp_path / "versions"
    shutil.copytree(VERSIONS / "0.1.0", folder / "0.1.0")
    shutil.copytree(VERSIONS / "0.1.0", folder / "0.2.0")
    monkeypatch.setattr(render, "_folder", lambda: folder)
    return folder / "0.2.0"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")


def kinds(root: Path, tool: Tool = NEXT) -> dict[str, Kind]:
    plan = plan_upgrade(root, tool)
    apply(root, plan)
    return {change.path: change.kind for change in plan.changes}


def upgrade(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli.papershelf, ["--root", str(root), "upgrade", *words])


# -- from the first version to this one -----------------------------------------------------------


def test_a_list_of_the_first_version_becomes_what_init_writes_today(root: Path) -> None:
    answers, tool = record.read(root).answers, Tool(version="9.0.0", hashes=("c" * 64,))
    kinds(root, tool)
    expected = render.render(render.versions()[-1], answers, tool)
    for path in render.fingerprints(expected):
        assert (root / path).read_bytes() == expected[path], path
    assert record.read(root).tool == tool


def test_an_upgrade_that_was_done_has_nothing_to_do(root: Path, newer: Path) -> None:
    edit(newer / "dot-github/workflows/links.yml", "once a month", "every month")
    assert kinds(root)[".github/workflows/links.yml"] is Kind.UPDATED
    before = tree(root)
    assert kinds(root) == {}
    assert tree(root) == before


# -- what a person changed ------------------------------------------------------------------------


def test_changes_of_both_are_in_the_file_afterwards(root: Path, newer: Path) -> None:
    edit(root / "README.md", "# Kettles", "# Kettles of ours")
    edit(newer / "README.md.j2", "## Licence", "## The licence")
    assert kinds(root)["README.md"] is Kind.MERGED
    text = (root / "README.md").read_text("utf-8")
    assert "# Kettles of ours" in text
    assert "## The licence" in text
    assert "<<<<<<<" not in text


def test_a_file_that_only_a_person_changed_is_kept(root: Path, newer: Path) -> None:
    edit(root / "LICENSE", "published under", "given away under")
    assert "LICENSE" not in kinds(root)
    assert "given away under" in (root / "LICENSE").read_text("utf-8")


def test_the_licence_of_a_first_list_becomes_a_setting_beside_what_a_person_wrote(root: Path, newer: Path) -> None:
    edit(root / "mkdocs.yml", '"Kettles"', '"Teapots"')
    assert kinds(root)["mkdocs.yml"] is Kind.MERGED
    settings = (root / "mkdocs.yml").read_text("utf-8")
    assert 'site_name: "Teapots"' in settings
    assert "copyright:" not in settings
    assert settings.endswith("  - papershelf:\n      licence: CC-BY-4.0\n")


def test_a_dependency_that_a_person_raised_is_kept(root: Path, newer: Path) -> None:
    with (root / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("teapot==1.0 \\\n    --hash=sha256:" + "d" * 64 + "\n")
    assert kinds(root)["requirements.txt"] is Kind.MERGED
    text = (root / "requirements.txt").read_text("utf-8")
    assert "papershelf==0.2.0" in text
    assert "papershelf==0.1.0" not in text
    assert "teapot==1.0" in text


def test_a_conflict_is_written_with_marks_and_said_by_file_and_line(
    root: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.skeleton.installed.find_tool", lambda: NEXT)
    edit(root / ".github/workflows/links.yml", "41 4 3 * *", "1 1 1 * *")
    edit(newer / "dot-github/workflows/links.yml", "41 4 3 * *", "2 2 2 * *")
    done = upgrade(root)
    lines = (root / ".github/workflows/links.yml").read_text("utf-8").splitlines()
    (start,) = (number for number, line in enumerate(lines, 1) if line.startswith("<<<<<<< yours"))
    assert "1 1 1" in lines[start]
    assert ">>>>>>> Papershelf 0.2.0" in lines
    assert done.exit_code == 1
    assert f".github/workflows/links.yml:{start}: you and Papershelf changed the same lines." in done.stderr
    # Until it is settled, a later change of the same file is not mixed into it.
    edit(newer / "dot-github/workflows/links.yml", "once a month", "every month")
    again = upgrade(root)
    assert isinstance(again.exception, PapershelfError)
    assert f"links.yml:{start}: it has a conflict" in str(again.exception)


def test_what_a_person_removed_stays_removed(root: Path, newer: Path) -> None:
    (root / ".github/workflows/digest.yml").unlink()
    edit(newer / "dot-github/workflows/digest.yml", "what is new", "news")
    assert ".github/workflows/digest.yml" not in kinds(root)
    assert not (root / ".github/workflows/digest.yml").exists()


def test_files_come_and_go_with_versions(root: Path, newer: Path) -> None:
    (newer / "dot-github/workflows/digest.yml").unlink()
    (newer / "dot-github/workflows/links.yml").unlink()
    (newer / "NEW.md").write_text("new\n", "utf-8")
    (newer / "TAKEN.md").write_text("theirs\n", "utf-8")
    (root / "TAKEN.md").write_text("mine\n", "utf-8")
    edit(root / ".github/workflows/links.yml", "once a month", "now and then")
    done = kinds(root)
    assert done[".github/workflows/digest.yml"] is Kind.REMOVED
    assert done[".github/workflows/links.yml"] is Kind.KEPT
    assert done["NEW.md"] is Kind.ADDED
    assert done["TAKEN.md"] is Kind.KEPT
    assert not (root / ".github/workflows/digest.yml").exists()
    assert "now and then" in (root / ".github/workflows/links.yml").read_text("utf-8")
    assert (root / "TAKEN.md").read_text("utf-8") == "mine\n"
    assert (root / "NEW.md").read_text("utf-8") == "new\n"


def test_content_is_never_touched(root: Path, newer: Path) -> None:
    edit(root / "content/tags.yml", '"Survey"', '"Overview"')
    (root / "content/GUIDE.md").unlink()
    before = tree(root / "content")
    for path in (newer / "content").glob("*.*"):
        path.write_text("changed\n", "utf-8")
    (newer / "content/more.txt").write_text("more\n", "utf-8")
    kinds(root)
    assert tree(root / "content") == before


def test_line_ends_of_windows_stay(root: Path, newer: Path) -> None:
    path = root / ".github/workflows/links.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    edit(newer / "dot-github/workflows/links.yml", "once a month", "every month")
    assert kinds(root)[".github/workflows/links.yml"] is Kind.UPDATED
    raw = path.read_bytes()
    assert b"every month" in raw
    assert raw.count(b"\r\n") == raw.count(b"\n")


def test_what_was_written_is_found_in_the_history_where_the_package_lacks_it(root: Path, newer: Path) -> None:
    """As for a list that was begun with a version between two releases."""
    edit(newer.parent / "0.1.0" / "README.md.j2", "## Licence", "## Another past")
    edit(root / "README.md", "# Kettles", "# Kettles of ours")
    edit(newer / "README.md.j2", "## Licence", "## The licence")
    assert kinds(root)["README.md"] is Kind.MERGED
    assert "<<<<<<<" not in (root / "README.md").read_text("utf-8")


# -- the command ----------------------------------------------------------------------------------


def test_a_dry_run_shows_every_line_and_writes_nothing(
    root: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.skeleton.installed.find_tool", lambda: NEXT)
    edit(newer / "dot-github/workflows/links.yml", "once a month", "every month")
    before = tree(root)
    done = upgrade(root, "--dry-run")
    assert done.exit_code == 0
    assert "-# Opens every link once a month" in done.stdout
    assert "+# Opens every link every month" in done.stdout
    assert re.fullmatch(r"Papershelf 0\.1\.0 to 0\.2\.0: \d+ files would change", done.stdout.splitlines()[-1])
    assert tree(root) == before


def test_a_run_that_was_cut_short_can_be_repeated(root: Path, newer: Path) -> None:
    edit(root / "README.md", "# Kettles", "# Kettles of ours")
    edit(newer / "README.md.j2", "## Licence", "## The licence")
    edit(newer / "dot-github/workflows/links.yml", "once a month", "every month")
    written = (root / record.FILE).read_bytes()
    kinds(root)
    complete = tree(root)
    (root / record.FILE).write_bytes(written)
    kinds(root)
    assert tree(root) == complete


def test_a_list_without_a_record_is_told_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(PapershelfError, match="`papershelf init` did not write this list"):
        plan_upgrade(tmp_path, NEXT)


def test_a_list_of_a_later_version_is_refused(root: Path) -> None:
    with pytest.raises(PapershelfError, match=r"which is later than 0\.0\.9"):
        plan_upgrade(root, Tool(version="0.0.9"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("files", {"../outside": "0" * 40}),
        ("files", {"/etc/passwd": "0" * 40}),
        ("files", {"content/tags.yml": "0" * 40}),
        ("files", {".git/config": "0" * 40}),
        ("files", {"a\\b": "0" * 40}),
        ("files", {"a": "--help"}),
        ("files", []),
        ("version", "../0.1.0"),
        ("version", 1),
        ("version", "abc"),
        ("hashes", ["x"]),
        ("answers", {"name": "", "url": "", "licence": "MIT"}),
        ("answers", {"name": "K", "url": "javascript:x", "licence": "MIT"}),
        ("answers", {}),
    ],
)
def test_a_record_that_was_tampered_with_is_refused(root: Path, field: str, value: object) -> None:
    data = json.loads((root / record.FILE).read_text("utf-8"))
    (root / record.FILE).write_text(json.dumps(data | {field: value}), "utf-8")
    before = tree(root)
    with pytest.raises(PapershelfError, match=r"list/\.papershelf\.json: "):
        plan_upgrade(root, NEXT)
    assert tree(root) == before


def test_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    shutil.rmtree(root / ".github/workflows")
    (root / ".github/workflows").symlink_to(tmp_path / "outside")
    with pytest.raises(PapershelfError, match="it is a symbolic link"):
        plan_upgrade(root, NEXT)


def test_a_released_skeleton_is_frozen_and_what_it_was() -> None:
    """A change after a release goes into a folder of the version that makes it."""
    changelog = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    released = [version for version in render.versions() if f"## [{version}]" in changelog]
    for version in released:
        frozen = tree(REPOSITORY / "tests/skeletons" / version)
        written = record.read(REPOSITORY / "tests/skeletons" / version)
        made = render.render(version, written.answers, written.tool)
        assert {name: raw for name, raw in frozen.items() if name != record.FILE} == made
    assert released or set(render.versions()) == {"0.1.0"}
