"""`papershelf export`: the files of /data/ on a disk of one's own."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rispy
from fabricate import Project
from pybtex.database import parse_string

from papershelf.publish.artifact import Artifact

Fresh = Callable[[], Project]

FORMATS = {
    "bibtex": "data/papers.bib",
    "ris": "data/papers.ris",
    "csl": "data/papers.csl.json",
    "csv": "data/papers.csv",
    "json": "data/papers.json",
}
formats = pytest.mark.parametrize("name", FORMATS)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "csv"])
def test_an_export_is_the_published_file(
    project: Project, artifacts: dict[str, Artifact], tmp_path: Path, name: str
) -> None:
    out = tmp_path / "new" / "list.txt"
    done = project.run("export", name, "--out", str(out))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"12 papers written to {out}\n"
    assert out.read_bytes() == artifacts[FORMATS[name]].to_bytes()
    assert [path.name for path in out.parent.iterdir()] == ["list.txt"]


@formats
def test_the_sites_address_comes_from_the_option_or_the_environment(project: Project, name: str) -> None:
    asked = project.run("export", name, "--out", "-", "--url", "https://example.org/list/")
    known = project.run("export", name, "--out", "-", SITE_URL="https://example.org/list")
    assert asked.returncode == known.returncode == 0
    assert asked.stdout == known.stdout
    assert "https://example.org/list/papers/" in asked.stdout
    assert "list//papers" not in asked.stdout


def test_what_is_exported_reads_as_its_format(project: Project) -> None:
    texts = {name: project.run("export", name, "--out", "-").stdout for name in FORMATS}
    assert len(parse_string(texts["bibtex"], "bibtex").entries) == 12
    assert len(rispy.loads(texts["ris"])) == 12
    assert len(json.loads(texts["csl"])) == len(json.loads(texts["json"])) == 12
    assert len(list(csv.DictReader(texts["csv"].removeprefix("\ufeff").splitlines()))) == 13


def test_the_table_begins_as_the_published_one_does(project: Project, artifacts: dict[str, Artifact]) -> None:
    """Behind its columns are those that an import needs; and a withdrawn paper is in it, too."""
    published = list(csv.reader(artifacts[FORMATS["csv"]].to_bytes().decode("utf-8-sig").splitlines()))
    written = csv.reader(project.run("export", "csv", "--out", "-").stdout.removeprefix("\ufeff").splitlines())
    rows = [row[: len(published[0])] for row in written if not row[18]]
    assert rows == published[1:]


@formats
def test_a_file_that_is_not_a_former_export_is_kept_unless_it_is_forced(
    fresh: Fresh, tmp_path: Path, name: str
) -> None:
    """Row 54."""
    project = fresh()
    out = tmp_path / "mine.txt"
    out.write_text("a year's work", encoding="utf-8")
    done = project.run("export", name, "--out", str(out))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"{out}: it is there, and Papershelf did not write it, or it was changed since. "
        "Name another file, or replace it with --force.\n"
    )
    assert out.read_text(encoding="utf-8") == "a year's work"
    assert project.run("export", name, "--out", str(out), "--force").returncode == 0
    forced = out.read_bytes()
    # From here on it is ours, also when the list has changed.
    project.replace("content/papers/con-paper.md", 'title: "Con"', 'title: "Pro"')
    assert project.run("export", name, "--out", str(out)).returncode == 0
    assert out.read_bytes() != forced
    out.write_bytes(out.read_bytes() + b"a line of mine\n")
    assert project.run("export", name, "--out", str(out)).returncode == 1
    assert out.read_bytes().endswith(b"a line of mine\n")


def test_a_folder_that_is_not_a_former_export_is_kept_unless_it_is_forced(fresh: Fresh) -> None:
    """Row 54."""
    project = fresh()
    mine = project.write("docs/thesis/chapter-1.md", "a year's work")
    words = ("export", "markdown", "--out", "docs/thesis")
    done = project.run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "docs/thesis: it holds files, and no .papershelf.txt that says that Papershelf wrote them. "
        "Choose another folder, move this one away, or replace it with --force.\n"
    )
    assert mine.read_text(encoding="utf-8") == "a year's work"
    assert project.run(*words, "--force").returncode == 0
    assert not mine.exists()
    first = {path for path in mine.parent.rglob("*") if path.is_file()}
    assert project.run(*words).returncode == 0
    assert {path for path in mine.parent.rglob("*") if path.is_file()} == first
    assert [path.name for path in (project.root / "docs").iterdir()] == ["thesis"]


@pytest.mark.parametrize("place", ["content/tags.yml", "templates/x/papers.bib", "content/papers/../x.bib"])
def test_a_file_of_the_project_is_not_overwritten(fresh: Fresh, place: str) -> None:
    """Row 47, for a file."""
    project = fresh()
    before = (project.root / "content" / "tags.yml").read_bytes()
    out = project.root / place
    done = project.run("export", "bibtex", "--out", str(out))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{out}: this folder is the project's own. Write the file somewhere else.\n"
    assert (project.root / "content" / "tags.yml").read_bytes() == before
    assert not (project.root / "content" / "x.bib").exists()


def test_a_folder_is_no_file(project: Project, tmp_path: Path) -> None:
    done = project.run("export", "csv", "--out", str(tmp_path))
    assert (done.returncode, done.stderr) == (1, f"{tmp_path}: it is a folder. Name the file to write.\n")


def test_a_file_that_cannot_be_written_is_named(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = project.run("export", "csv", "--out", str(tmp_path / "file" / "papers.csv"))
    assert done.returncode == 1
    why = "it cannot be written (a part of its path is not a folder). Check the path."
    assert done.stderr == f"{tmp_path / 'file' / 'papers.csv'}: {why}\n"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "example.org", "https://user@example.org/"])
def test_an_address_that_is_none_is_wrong_usage(project: Project, tmp_path: Path, address: str) -> None:
    done = project.run("export", "ris", "--out", str(tmp_path / "x.ris"), "--url", address)
    assert done.returncode == 2
    assert "Invalid value for --url" in done.stderr
    assert not (tmp_path / "x.ris").exists()
