"""`content/inbox/` and `content/offered/`: read strictly, written as they are read, published never."""

from __future__ import annotations

from pathlib import Path

import feeding
import pytest
from fabricate import paper
from hypothesis import given
from hypothesis import strategies as st

from papershelf import content
from papershelf.catalog.catalog import arrange
from papershelf.content import inbox
from papershelf.content.inbox import Arrival
from papershelf.content.yaml.fields import Report
from papershelf.errors import Severity
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.templates import Renderer

CANDIDATE = """\
---
id: abcdef
title: "Kettles at Altitude"
links: []
tags: []
proposed: [kettles]
source: "daily"
day: "2026-11-21"
reason: "It boils"
---
"""


def said(root: Path) -> list[str]:
    return [str(problem) for problem in content.examine(root).problems]


def put(root: Path, name: str, text: str) -> None:
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = feeding.shelf(tmp_path / "list")
    put(root, "inbox/kettles-at-altitude.md", CANDIDATE)
    return root


def test_a_candidate_is_read_with_its_abstract(root: Path) -> None:
    put(root, "abstracts/kettles-at-altitude.md", "Water boils.\n")
    (arrival,) = content.load(root).inbox.arrivals
    assert (arrival.source, arrival.paper.added, arrival.reason) == ("daily", "2026-11-21", "It boils")
    assert arrival.paper.proposed == ("kettles",)
    assert arrival.paper.abstract == "Water boils."


def test_nothing_of_the_inbox_is_published(root: Path, renderer: Renderer) -> None:
    put(root, "offered/2026-11-21-abcdefgh.yml", '- {id: abcdef, title: "Kettles at Altitude"}\n')
    library = content.load(root).library
    assert library.papers == ()
    for artifact in publish(arrange(library), Site(name="Pots"), renderer):
        text = artifact.content if isinstance(artifact.content, str) else artifact.content.decode("latin-1")
        assert "Altitude" not in text, artifact.path


WRONG = {
    "added": ("links: []", 'added: "2026-01-01"\nlinks: []', ":4: added: this key is not known. "),
    "no day": ('day: "2026-11-21"\n', "", ': day: it is missing. Add `day: "YYYY-MM-DD"`.'),
    "no source": ('source: "daily"\n', "", ": source: it is missing. "),
    "no reason": ('reason: "It boils"\n', "", ": reason: it is missing. "),
    "no such day": ("2026-11-21", "2026-02-30", ":8: day: '2026-02-30' is not a day of the calendar. "),
    "an unknown tag": ("tags: []", "tags: [kettle]", ":5: tags: the tag 'kettle' is not known. "),
    "no title": ('title: "Kettles at Altitude"\n', "", ": title: it is missing. "),
    "no front matter": ("---\nid", "id", ": the file does not begin with front matter. "),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_named_with_line_field_and_remedy(root: Path, kind: str) -> None:
    before, after, wanted = WRONG[kind]
    put(root, "inbox/kettles-at-altitude.md", CANDIDATE.replace(before, after, 1))
    assert any(wanted in line and line.startswith("content/inbox/kettles-at-altitude.md") for line in said(root)), said(
        root
    )


def test_a_proposed_tag_that_is_gone_since_is_a_warning(root: Path) -> None:
    put(root, "inbox/kettles-at-altitude.md", CANDIDATE.replace("proposed: [kettles]", "proposed: [samovars]"))
    (problem,) = content.examine(root).problems
    assert problem.severity is Severity.WARNING
    assert (problem.line, problem.field) == (6, "proposed")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("inbox/Kettle Two.md", "its name is not a safe page name"),
        ("inbox/notes.txt", "only `.md` files belong here"),
        ("inbox/more/kettle.md", "it is a folder, and the candidates in it would be passed over"),
        ("offered/kettles.yml", "its name does not begin with a day"),
        ("offered/2026-11-21-abc.txt", "only `.yml` files belong here"),
        ("offered/more/2026-11-21-abc.yml", "it is a folder, and the records in it would be passed over"),
    ],
)
def test_the_folders_hold_nothing_else(root: Path, name: str, wanted: str) -> None:
    put(root, name, CANDIDATE)
    assert [wanted in line for line in said(root)] == [True]


def test_a_link_in_the_inbox_is_refused(root: Path) -> None:
    (root / "content" / "inbox" / "secret.md").symlink_to("/etc/hostname")
    assert "content/inbox/secret.md: it is a symbolic link" in said(root)[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("id: a\n", "it must be a list"),
        ("- a\n", "offered[1]: it must be a mapping"),
        ("- {id: abcdef}\n", "offered[1].title: it is missing"),
        ('- {id: abcdef, title: "T", arxiv: "x y"}\n', "offered[1].arxiv: 'x y' is not one"),
        ('- {id: abcdef, title: "T", links: []}\n', "offered[1].links: this key is not known"),
    ],
)
def test_what_was_offered_is_read_strictly(root: Path, text: str, wanted: str) -> None:
    put(root, "offered/2026-11-21-abcdefgh.yml", text)
    assert [wanted in line and line.startswith("content/offered/2026-11-21-abcdefgh.yml:1") for line in said(root)] == [
        True
    ]


@given(title=st.text("aZ \"'\\#:{}[]-é中$&", min_size=1).filter(str.strip), day=st.dates().map(str))
def test_a_candidate_reads_back_as_it_was_written(title: str, day: str) -> None:
    title = " ".join(title.split())
    arrival = Arrival(paper=paper("pot", title, added="2026-11-21", tags=("kettles",)), source=title, reason=title)
    report = Report(path="")
    again = inbox.read(report, "pot", inbox.write(arrival))
    if not report.problems:
        assert again is not None
        assert (again.source, again.reason, again.paper.added) == (title, title, "2026-11-21")
        assert inbox.write(again) == inbox.write(arrival)


def test_no_candidates_leave_no_record() -> None:
    assert inbox.record([], "2026-11-21") == {}
