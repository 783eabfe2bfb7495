"""What `papershelf export` writes, `papershelf import` reads back whole. The list is invented."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from captures import DAY, lasting, project, run
from fabricate import LIBRARY
from ingest_reading import aside, read

from papershelf.model import Paper
from papershelf.project import Project


def papers_of(root: Path) -> list[Paper]:
    """All that papers' files say; abstracts are in files of their own."""
    return [replace(paper, abstract=None) for paper in Project(root).library.papers]


def exported(root: Path, form: str, to: Path) -> Path:
    file = to / f"shelf.{form}"
    assert run(root, "export", form, "--out", file).exit_code == 0
    return file


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A list with everything that a paper's file may have."""
    root = tmp_path / "full"
    shutil.copytree(LIBRARY, root / "content")
    (root / "content/synonyms.txt").write_text("kettle, tea kettle\npot, jug # both pour\n", "utf-8")
    (root / "content/papers/zz-kettle.md").write_text(
        '---\nid: zzkett\ntitle: "Kettles of $O(n^2)$ pots"\nlisted: []\nadded: "2026-01-02"\n'
        'links: [{kind: model, url: "https://github.com/invented/kettle"}]\ntags: []\n'
        'keywords: ["whistling", "loud; hot"]\narxiv: "3101.00001"\n'
        'authors: ["{Kettle, Pot and Company}", "van Tee, Ada"]\nyear: "2031"\nvenue: "=SUM(Pots)"\n'
        'sources: [{source: "arXiv", facts: [arxiv, authors, year]}]\nfinding: "Kettles whistle."\n'
        'note: "We like it."\naliases: [kettle-of-old]\nmerged: [{id: zzpott, slug: zz-pot}]\n'
        'withdrawn: "It boiled over."\n---\n'
        "First *part*, of $n$ pots.\n\nSecond part.\n",
        encoding="utf-8",
    )
    assert run(root, "check").exit_code in (0, 1)
    return root


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_list_comes_back_whole(full: Path, tmp_path: Path, form: str) -> None:
    other = project(tmp_path / "other")
    files = [exported(full, form, tmp_path)]
    if form == "csv":
        files.append(tmp_path / "vocabulary.jsonl")
        assert run(full, "export", "vocabulary", "--out", files[-1]).output.startswith("3 topics and 8 tags written")
    result = run(other, "import", *files, "--date", DAY)
    assert result.exit_code == 0, result.output
    assert "3 topics and 8 tags new\n" in result.output
    assert papers_of(other) == papers_of(full)
    ours, theirs = Project(other).library, Project(full).library
    assert ours.vocabulary == theirs.vocabulary
    assert (ours.synonyms, dict(ours.listings)) == (theirs.synonyms, dict(theirs.listings))
    before = lasting(other)
    assert run(other, "import", *files).exit_code == 0
    assert lasting(other) == before


def test_listings_come_along_with_json_lines(full: Path, tmp_path: Path) -> None:
    other = project(tmp_path / "other")
    run(other, "import", exported(full, "jsonl", tmp_path), "--date", DAY)
    ours = (full / "content/listings.yml").read_text("utf-8")
    for line in (other / "content/listings.yml").read_text("utf-8").splitlines():
        assert line.split(":", 1)[-1].strip() in ours


def test_a_tag_that_the_list_does_not_have_is_kept_as_a_keyword(full: Path, tmp_path: Path) -> None:
    other = project(tmp_path / "other")
    result = run(other, "import", exported(full, "csv", tmp_path), "--date", DAY)
    assert result.exit_code == 0
    assert "is not in content/tags.yml, and is kept among its keywords" in result.output
    assert run(other, "check").exit_code == 0


def test_what_a_person_changed_in_a_spreadsheet_counts(full: Path, tmp_path: Path) -> None:
    file = exported(full, "csv", tmp_path)
    text = file.read_text("utf-8")
    file.write_text(text.replace("Kettles of O(n²) pots", "Kettles corrected").replace("First part", "A part"), "utf-8")
    other = project(tmp_path / "other")
    assert run(other, "import", file, "--date", DAY).exit_code == 0
    paper = (other / "content/papers/zz-kettle.md").read_text("utf-8")
    assert 'title: "Kettles corrected"' in paper
    assert paper.endswith("---\nA part, of n pots. Second part.\n")


def test_a_name_that_is_taken_is_not_taken_away(full: Path, tmp_path: Path) -> None:
    other = project(tmp_path / "other")
    (other / "content/papers").mkdir()
    (other / "content/papers/zz-kettle.md").write_text(
        '---\nid: aaaa\ntitle: "Another pot"\nlisted: []\nadded: "2026-01-01"\nlinks: []\ntags: []\n---\n', "utf-8"
    )
    before = (other / "content/papers/zz-kettle.md").read_bytes()
    assert run(other, "import", exported(full, "jsonl", tmp_path), "--date", DAY).exit_code == 0
    assert (other / "content/papers/zz-kettle.md").read_bytes() == before
    assert "zzkett" in (other / "content/papers/kettles-of-o-n-2-pots.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"slug": "../etc"}, "`slug` is not a safe page name"),
        ({"added": "2026-13-01"}, "`added`: '2026-13-01' is not a day of the calendar"),
        ({"links": [{"kind": "code", "url": "javascript:1"}]}, "`links[1].url`: "),
        ({"tags": "kettles"}, "`tags` is not a list of texts"),
        ({"listed": [{"listing": "a"}]}, "`listed` is not a list of objects with `listing` and `rank`"),
        ({"summary": {}}, "`summary` is not a text"),
    ],
)
def test_a_record_that_no_file_could_hold_is_set_aside(change: dict[str, object], reason: str) -> None:
    sound = {"id": "abcd", "slug": "pot", "title": "Pot", "added": "2026-01-01", "listed": []}
    text = "\n".join(map(json.dumps, ({"papershelf": "1"}, sound, sound | {"id": "abce", "title": "Cup"} | change)))
    capture = read(text)
    assert [each.title for each in capture.candidates] == ["Pot"]
    ((line, problem),) = aside(capture.set_aside)
    assert line == 3
    assert problem.startswith(reason)
