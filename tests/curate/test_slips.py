"""Slips of the form get their one right answer, and what has none is left to a person. All invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from kitchen import SUMMARY, Kitchen

from papershelf.check import run
from papershelf.content import naming
from papershelf.errors import errors_among
from papershelf.project import Project
from papershelf.text import identity_of

DAY = "2026-03-04"


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    made = Kitchen.furnish(tmp_path / "kitchen")
    made.commit()
    return made


def mend(kitchen: Kitchen, *, base: bool = False) -> tuple[str, ...]:
    return run.mend(Project(kitchen.root), kitchen._base(base), None, DAY)


def errors(kitchen: Kitchen) -> list[str]:
    return [str(each) for each in errors_among(run.inspect(Project(kitchen.root)).problems)]


@pytest.mark.parametrize(
    ("field", "written", "right"),
    [
        ("tags", "heat, kettles, survey", "[heat, kettles, survey]"),
        ("tags", "heat; kettles; survey", "[heat, kettles, survey]"),
        ("tags", "[heat kettles survey]", "[heat, kettles, survey]"),
        ("tags", "[heat; kettles, survey]", "[heat, kettles, survey]"),
        ("tags", "[hot things kettles]", "[heat, kettles]"),
        ("tags", "heat kettles", "[heat, kettles]"),
        ("tags", "{heat, kettles}", "[heat, kettles]"),
        ("links", '["https://github.com/a/b"]', '[{kind: code, url: "https://github.com/a/b"}]'),
        ("links", "https://github.com/a/b", '[{kind: code, url: "https://github.com/a/b"}]'),
        ("links", "[{kind: github, url: https://github.com/a/b}]", '[{kind: code, url: "https://github.com/a/b"}]'),
        ("links", "[{kind: Dataset, url: https://a.org/b}]", '[{kind: data, url: "https://a.org/b"}]'),
        ("links", "[{url: https://github.com/a/b}]", '[{kind: code, url: "https://github.com/a/b"}]'),
        ("links", "{kind: code, url: https://a.org/b}", '[{kind: code, url: "https://a.org/b"}]'),
        ("arxiv", "https://arxiv.org/abs/2306.14898v2", '"2306.14898"'),
        ("arxiv", "arXiv:2306.14898", '"2306.14898"'),
        ("doi", "https://doi.org/10.1000/182", '"10.1000/182"'),
        ("doi", "doi:10.1000/182", '"10.1000/182"'),
        ("aliases", "former-spoons", "[former-spoons]"),
    ],
)
def test_a_slip_with_one_right_answer_gets_it(kitchen: Kitchen, field: str, written: str, right: str) -> None:
    path = kitchen.put("spoons", **{field: written})
    assert errors(kitchen)
    mend(kitchen)
    assert f"\n{field}: {right}\n" in path.read_text("utf-8")
    assert errors(kitchen) == []


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("tags", "heat of the moment"),
        ("tags", "[heat ladles]"),
        ("links", "[https://github.com/a/b, not an address]"),
        ("links", "[{kind: wonderful, url: https://a.org/b}]"),
        ("arxiv", "https://example.org/2306.14898"),
        ("doi", "https://example.org/paper"),
    ],
)
def test_what_has_no_single_answer_is_left_as_it_is(kitchen: Kitchen, field: str, written: str) -> None:
    path = kitchen.put("spoons", **{field: written})
    mend(kitchen)
    assert f"\n{field}: {written}\n" in path.read_text("utf-8")


def test_an_unsound_vocabulary_takes_no_tag_from_a_paper(kitchen: Kitchen) -> None:
    kitchen.write("tags.yml", kitchen.read("tags.yml").replace('    description: "Vessels that do not."\n', ""))
    path = kitchen.put("spoons", tags="[teapots, heat kettles]")
    mend(kitchen)
    assert "tags: [teapots, heat kettles]" in path.read_text("utf-8")


def test_a_summary_in_the_front_matter_moves_behind_it(kitchen: Kitchen) -> None:
    path = kitchen.put("spoons", summary="")
    text = path.read_text("utf-8").replace("tags:", f'summary: "{SUMMARY}"\ntags:')
    path.write_bytes(text.encode("utf-8"))
    mend(kitchen)
    assert path.read_text("utf-8").endswith(f"survey]\n---\n{SUMMARY}\n")
    assert "summary:" not in path.read_text("utf-8")
    assert errors(kitchen) == []


def test_of_two_summaries_a_person_chooses(kitchen: Kitchen) -> None:
    path = kitchen.put("spoons")
    text = path.read_text("utf-8").replace("tags:", "summary: Another one.\ntags:")
    path.write_bytes(text.encode("utf-8"))
    mend(kitchen)
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_made_in_the_web_page_gets_its_id_and_day(kitchen: Kitchen, end: str) -> None:
    path = kitchen.put("spoons", id=None, added=None, listed=None)
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
    said = [line.removeprefix("content/") for line in errors(kitchen)]
    assert said == [
        "papers/spoons.md:1: id: it is missing. `papershelf check --fix` makes it of the title.",
        "papers/spoons.md:2: added: it is missing. `papershelf check --fix` writes the day.",
    ]
    mend(kitchen)
    own = naming.digest(identity_of("Spoons"))[:6]
    rows = path.read_bytes().decode("utf-8").split(end)
    assert rows[1:4] == [f"id: {own}" if own[0].isalpha() else f'id: "{own}"', 'title: "Spoons"', f'added: "{DAY}"']
    assert errors(kitchen) == []


def test_a_paper_whose_id_was_deleted_gets_it_back(kitchen: Kitchen) -> None:
    text = kitchen.read("papers/kettles.md")
    rows = [row for row in text.split("\n") if not row.startswith(("id:", "added:"))]
    kitchen.write("papers/kettles.md", "\n".join(rows))
    mend(kitchen, base=True)
    assert kitchen.read("papers/kettles.md") == text


def test_no_message_gives_an_id_or_a_day_to_copy(kitchen: Kitchen) -> None:
    for id_, added in ((None, None), ('""', '""'), ("X", "soon"), ("[a]", "[b]")):
        kitchen.put("spoons", id=id_, added=added)
        said = "\n".join(errors(kitchen))
        assert "id:" in said
        assert "q7x2kd" not in said
        assert "2026-" not in said


@pytest.mark.parametrize("base", [True, False])
@pytest.mark.parametrize("slug", ["a-copy", "spoons"])
def test_a_copied_file_is_said_to_be_one_and_gets_an_id_of_its_own(kitchen: Kitchen, slug: str, base: bool) -> None:
    template = kitchen.read("papers/kettles.md")
    kitchen.write(f"papers/{slug}.md", template.replace('"Kettles"', '"Copied Spoons"'))
    (line,) = errors(kitchen)
    assert line.startswith(
        f"content/papers/{slug}.md:2: id: two files have the id 'id00764': this one and content/papers/kettles.md."
    )
    mend(kitchen, base=base)
    assert kitchen.read("papers/kettles.md") == template
    assert "aliases" not in kitchen.read(f"papers/{slug}.md")
    assert "id: id00764" not in kitchen.read(f"papers/{slug}.md")
    assert errors(kitchen) == []


def test_no_former_name_is_taken_from_a_paper_that_is_there_and_cannot_be_read(kitchen: Kitchen) -> None:
    template = kitchen.read("papers/kettles.md")
    kitchen.write("papers/a-copy.md", template.replace('"Kettles"', '"Copied Spoons"'))
    kitchen.write("papers/kettles.md", template.replace("tags:", "tags: ["))
    mend(kitchen, base=True)
    assert "aliases" not in kitchen.read("papers/a-copy.md")


def test_a_second_run_changes_nothing(kitchen: Kitchen) -> None:
    kitchen.put("spoons", id=None, added=None, tags="heat, kettles", links="https://github.com/a/b")
    assert mend(kitchen)
    assert mend(kitchen) == ()
