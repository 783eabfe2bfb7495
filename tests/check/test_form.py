"""Rule `form`: every file can be read."""

from __future__ import annotations

import pytest
from kitchen import Kitchen

from papershelf.check import run
from papershelf.project import Project


def test_a_list_in_good_form_passes(kitchen: Kitchen) -> None:
    assert kitchen.said("form") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tags: []\n", "papers/x.md: the file does not begin with front matter."),
        ("---\ntitle: [\n---\n", "papers/x.md:2: this is not valid YAML"),
        ('---\nid: abcd\ntitle: "T"\nadded: "2026-13-01"\n---\n', "papers/x.md:4: added: '2026-13-01' is not a day"),
        (
            '---\nid: abcd\ntitle: "T"\nadded: "2026-01-01"\nhide: x\n---\n',
            "papers/x.md:5: hide: this key is not known",
        ),
    ],
)
def test_what_loading_refuses_is_said_at_its_line(kitchen: Kitchen, text: str, said: str) -> None:
    kitchen.write("papers/x.md", text)
    (line,) = kitchen.said("form")
    assert line.startswith(said)


def test_a_folder_among_the_papers_is_named(kitchen: Kitchen) -> None:
    kitchen.write("papers/drafts/x.md", "---\n---\n")
    kitchen.write("papers/.editor/state", "")
    (line,) = kitchen.said("form")
    assert line.startswith("papers/drafts: it is a folder, and the papers in it would be passed over.")


def test_one_broken_file_does_not_silence_the_rules_for_the_others(kitchen: Kitchen) -> None:
    kitchen.put("spoons", summary="")
    kitchen.write("papers/x.md", "no front matter")
    assert len(kitchen.said("form")) == 1
    assert len(kitchen.said("no-summary")) == 1


def test_a_broken_vocabulary_is_one_slip_and_not_one_a_paper(kitchen: Kitchen) -> None:
    kitchen.write("tags.yml", kitchen.read("tags.yml") + "  broken: [\n")
    assert [line.partition(":")[0] for line in kitchen.said("form")] == ["tags.yml"]
    said = run.inspect(Project(kitchen.root)).problems
    assert [problem.path for problem in said] == ["content/tags.yml"]


def test_an_error_in_one_field_does_not_silence_the_rules_for_the_others(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[kettle]", year="soon", summary="We did it.")
    kitchen.promise()
    said = [(problem.field, problem.rule) for problem in run.inspect(Project(kitchen.root)).problems]
    assert said == [
        ("tags", "unknown-tag"),
        ("year", "form"),
        ("summary", "summary-voice"),
        ("summary", "summary-sentences"),
        ("summary", "summary-length"),
    ]


def test_a_flood_of_odd_keys_and_places_is_named_in_part(kitchen: Kitchen) -> None:
    keys = "".join(f"odd{n}: x\n" for n in range(5_000))
    places = ", ".join(f'{{listing: "odd-{n}", rank: 1}}' for n in range(5_000))
    kitchen.put("spoons", listed=f"[{places}]", added=f'"2026-01-02"\n{keys.rstrip()}')
    said = kitchen.said("form")
    assert 50 <= len(said) <= 100
