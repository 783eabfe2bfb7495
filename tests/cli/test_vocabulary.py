"""Tags and topics added, described, split, moved and removed: lines that change, and addresses that stay."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from kitchen import Kitchen

from papershelf import addresses
from papershelf.cli import papershelf

VOCABULARY = """\
# An invented vocabulary.
topics:
  things:   # what a kitchen has
    label: "Things"
    description: "Invented things."
  rooms:
    label: "Rooms"
    description: "Where things are."
  kind:
    label: "Kind of contribution"
    description: "What a paper brings along."
tags:
  heat:
    label: "Heat"
    topic: things
    description: "Warm things. See [kettles](tag:kettles)."
    aliases: [warmth]

  # Vessels.
  kettles:
    label: "Kettles"   # they whistle
    topic: things
    description: "Vessels that whistle."
    aliases: [whistlers]
    broader: heat
  teapots:
    label: "Teapots"
    topic: things
    description: "Vessels that do not."
    broader: kettles
  cellars:
    label: "Cellars"
    topic: rooms
    description: "Cold rooms."
  survey:
    label: "Survey"
    topic: kind
    description: "It looks around."
"""


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    kitchen = Kitchen.furnish(tmp_path / "list")
    kitchen.write("tags.yml", VOCABULARY)
    kitchen.put("tin", tags="[kettles, survey] # by Ada")
    kitchen.put("copper", tags="[heat, kettles]")
    kitchen.put("clay", tags="[teapots]", proposed="[kettles]")
    kitchen.promise()
    kitchen.commit()
    return kitchen


def run(kitchen: Kitchen, *words: str) -> Result:
    return CliRunner().invoke(papershelf, ["--root", str(kitchen.root), *words])


def done(kitchen: Kitchen, *words: str) -> list[str]:
    """The lines of the vocabulary that go and come; the preview has said the same, and every address is there."""
    before = kitchen.read("tags.yml")
    shown = run(kitchen, *words, "--dry-run")
    assert (shown.exit_code, kitchen.read("tags.yml")) == (0, before), shown.output
    ended = run(kitchen, *words)
    assert ended.exit_code == 0, ended.output
    library = kitchen.library()
    assert set(library.published) <= addresses.addresses(library)
    assert kitchen.said("vanished-address", base=True) == []
    after = kitchen.read("tags.yml")
    rows = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    changed = [row for row in rows if not row.startswith("@@")]
    assert all(row in shown.stdout.splitlines() for row in changed)
    return changed


def tags_of(kitchen: Kitchen) -> dict[str, tuple[str, ...]]:
    return {paper.slug: paper.tags for paper in kitchen.library().papers}


def test_a_tag_is_added_behind_the_last_of_its_topic(kitchen: Kitchen) -> None:
    text = "Vessels for tea that were made of silver, by hand or in a mould, and are kept for guests who never come."
    changed = done(kitchen, "tags", "add", "silver-pots", "--topic", "things", "--description", text, "--alias", "a,b")
    assert changed == [
        "+  silver-pots:",
        '+    label: "Silver pots"',
        "+    topic: things",
        "+    description: >-",
        "+      Vessels for tea that were made of silver, by hand or in a mould, and are kept for",
        "+      guests who never come.",
        "+    aliases: [a, b]",
    ]
    words = kitchen.library().vocabulary
    assert [tag.key for tag in words.tags_of("things")][-1] == "silver-pots"
    assert words.tags["silver-pots"].description == text
    assert "/tags/silver-pots/" in kitchen.library().published


def test_a_first_tag_needs_no_other(tmp_path: Path) -> None:
    kitchen = Kitchen(tmp_path)
    kitchen.write("tags.yml", "topics:\n  things:\n    label: Things\n    description: Things.\ntags:\n")
    added = run(kitchen, "tags", "add", "heat", "--topic", "things", "--description", "Warm.")
    assert added.exit_code == 1, "the list does not load while its topic has no tag"


def test_describing_changes_a_line_and_keeps_remarks(kitchen: Kitchen) -> None:
    assert done(kitchen, "tags", "describe", "kettles", "They sing.", "--label", "Singing kettles") == [
        '-    label: "Kettles"   # they whistle',
        '+    label: "Singing kettles"   # they whistle',
        '-    description: "Vessels that whistle."',
        '+    description: "They sing."',
    ]
    assert run(kitchen, "tags", "describe", "kettles", "They sing.").stdout == (
        "It is described so already; nothing is changed\n"
    )


def test_moving_changes_one_line(kitchen: Kitchen) -> None:
    assert done(kitchen, "tags", "move", "teapots", "rooms") == ["-    topic: things", "+    topic: rooms"]


def test_papers_that_are_named_get_the_part_and_the_rest_keeps_the_tag(kitchen: Kitchen) -> None:
    changed = done(kitchen, "tags", "split", "kettles", "tin-kettles", "--to", "tin-kettles=tin")
    assert changed == [
        "+  tin-kettles:",
        '+    label: "Tin kettles"',
        "+    topic: things",
        '+    description: "Vessels that whistle."',
    ]
    assert kitchen.read("papers/tin.md").split("\n")[6] == "tags: [tin-kettles, survey] # by Ada"
    assert tags_of(kitchen) == {
        "clay": ("teapots",),
        "copper": ("heat", "kettles"),
        "kettles": ("heat", "kettles", "survey"),
        "tin": ("tin-kettles", "survey"),
    }


def test_a_tag_that_no_paper_keeps_leads_to_its_first_part(kitchen: Kitchen) -> None:
    moves = kitchen.root.parent / "moves.txt"
    moves.write_text("# who goes where\ntin-kettles=tin, kettles\npots=copper  # too heavy\n", encoding="utf-8")
    done(kitchen, "tags", "split", "kettles", "tin-kettles", "pots", "--moves", str(moves), "--describe", "pots=Heavy.")
    words = kitchen.library().vocabulary
    assert "kettles" not in words.tags
    assert words.tags["tin-kettles"].aliases == ("kettles", "whistlers")
    assert words.tags["teapots"].broader == "tin-kettles"
    assert "[kettles](tag:tin-kettles)" in words.tags["heat"].description
    assert next(paper for paper in kitchen.library().papers if paper.slug == "clay").proposed == ("tin-kettles",)
    led = dict(addresses.former_and_short(kitchen.library()))
    assert led["/tags/kettles/"] == "/tags/tin-kettles/"


def test_a_tag_that_papers_have_is_not_removed_by_accident(kitchen: Kitchen) -> None:
    refused = run(kitchen, "tags", "remove", "kettles")
    assert refused.exit_code == 1
    assert "papers have it: clay, copper, kettles, tin" in str(refused.exception)


def test_a_removed_tag_leads_to_its_topic(kitchen: Kitchen) -> None:
    changed = done(kitchen, "tags", "remove", "kettles", "--from-papers")
    assert "+    former_tags: [kettles]" in changed
    assert "+    broader: heat" in changed
    assert '+    description: "Warm things. See kettles."' in changed
    assert tags_of(kitchen)["copper"] == ("heat",)
    assert "  # Vessels." in kitchen.read("tags.yml").splitlines()
    assert dict(addresses.former_and_short(kitchen.library()))["/tags/kettles/"] == "/topics/things/"
    done(kitchen, "tags", "add", "kettles", "--topic", "rooms", "--description", "They are back.")
    assert "former_tags" not in kitchen.read("tags.yml")


def test_a_removed_kind_leads_to_all_tags(kitchen: Kitchen) -> None:
    done(kitchen, "tags", "add", "recipe", "--topic", "kind", "--description", "It tells how.")
    done(kitchen, "tags", "remove", "recipe")
    assert dict(addresses.former_and_short(kitchen.library()))["/tags/recipe/"] == "/tags/"


def test_a_topic_is_added_with_its_tags_before_the_kinds(kitchen: Kitchen) -> None:
    done(kitchen, "topics", "add", "vessels", "--description", "They hold.", "--tag", "kettles,teapots")
    words = kitchen.library().vocabulary
    assert list(words.topics) == ["things", "rooms", "vessels", "kind"]
    assert [tag.key for tag in words.tags_of("vessels")] == ["kettles", "teapots"]


def test_a_topic_is_described(kitchen: Kitchen) -> None:
    assert done(kitchen, "topics", "describe", "rooms", "--label", "Halls") == [
        '-    label: "Rooms"',
        '+    label: "Halls"',
    ]


def test_a_renamed_topic_keeps_its_address_there_and_back(kitchen: Kitchen) -> None:
    before = kitchen.read("tags.yml")
    done(kitchen, "topics", "rename", "things", "objects")
    assert "  objects:   # what a kitchen has" in kitchen.read("tags.yml").splitlines()
    assert dict(addresses.former_and_short(kitchen.library()))["/topics/things/"] == "/topics/objects/"
    assert "nothing is changed" in run(kitchen, "topics", "rename", "things", "objects").stdout
    done(kitchen, "topics", "rename", "objects", "things")
    assert kitchen.read("tags.yml") == before.replace(
        '    description: "Invented things."', '    description: "Invented things."\n    former_keys: [objects]'
    )


def test_a_removed_topic_leads_to_the_one_that_takes_its_tags(kitchen: Kitchen) -> None:
    done(kitchen, "tags", "remove", "teapots", "--from-papers")
    done(kitchen, "topics", "remove", "things", "--into", "rooms")
    led = dict(addresses.former_and_short(kitchen.library()))
    assert led["/topics/things/"] == led["/tags/teapots/"] == "/topics/rooms/"
    assert "nothing is changed" in run(kitchen, "topics", "remove", "things", "--into", "rooms").stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("tags", "add", "heat", "--topic", "things", "--description", "x"), 2, "there is a tag 'heat' already"),
        (("tags", "add", "x y", "--topic", "things", "--description", "x"), 2, "cannot be part of an address"),
        (("tags", "add", "x", "--topic", "thing", "--description", "x"), 2, "Did you mean 'things'?"),
        (("tags", "add", "x", "--topic", "things", "--description", " "), 1, "it is empty"),
        (("tags", "add", "x", "--topic", "things", "--description", "x", "--label", "Heat"), 1, "the same label"),
        (("tags", "add", "x", "--topic", "things", "--description", "x", "--broader", "y"), 1, "is not known"),
        (("tags", "describe", "heat"), 2, "Give the new description"),
        (("tags", "move", "cellars", "things"), 1, "the topic 'rooms' would have no tag"),
        (("tags", "remove", "cellars"), 1, "the topic 'rooms' would have no tag"),
        (("tags", "remove", "warmth"), 2, "Did you mean 'heat'?"),
        (("tags", "split", "heat", "x", "--to", "y=tin"), 2, "does not begin with one of the new tags"),
        (("tags", "split", "heat", "x", "--to", "x=tin"), 1, "it does not have 'heat'"),
        (("tags", "split", "heat", "x", "--to", "x=nobody"), 1, "it is not a paper on the list"),
        (("tags", "split", "heat", "heat"), 2, "cannot be split into itself"),
        (("topics", "add", "rooms", "--description", "x", "--tag", "heat"), 2, "there is a topic 'rooms' already"),
        (("topics", "add", "x", "--description", "x", "--tag", "cellars"), 1, "the topic has no tag"),
        (("topics", "rename", "kind", "sort"), 2, "keeps its key"),
        (("topics", "rename", "rooms", "things"), 2, "there is a topic 'things' already"),
        (("topics", "remove", "rooms", "--into", "rooms"), 2, "cannot be joined with itself"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    kitchen: Kitchen, words: tuple[str, ...], code: int, said: str
) -> None:
    before = {path: path.read_bytes() for path in (kitchen.root / "content").rglob("*.*") if path.name != ".lock"}
    refused = run(kitchen, *words)
    assert (refused.exit_code, said in refused.output + str(refused.exception)) == (code, True), refused.output
    assert {path: path.read_bytes() for path in before} == before


def test_topics_are_listed_with_their_numbers(kitchen: Kitchen) -> None:
    assert run(kitchen, "topics", "list").stdout.splitlines() == [
        "      4  things: Things (3 tags)",
        "      0  rooms: Rooms (1 tag)",
        "      2  kind: Kind of contribution (1 tag)",
    ]


@pytest.mark.parametrize("group", ["tags", "topics"])
def test_every_command_has_an_example(kitchen: Kitchen, group: str) -> None:
    for name in papershelf.commands[group].commands:  # type: ignore[attr-defined]
        assert f"Example: papershelf {group} {name}" in run(kitchen, group, name, "--help").output


def test_line_ends_of_windows_stay(kitchen: Kitchen) -> None:
    kitchen.write("tags.yml", VOCABULARY.replace("\n", "\r\n"))
    for words in (
        ("tags", "add", "x", "--topic", "things", "--description", "word " * 40),
        ("tags", "remove", "kettles", "--from-papers"),
        ("topics", "rename", "things", "objects"),
    ):
        assert run(kitchen, *words).exit_code == 0
    assert kitchen.read("tags.yml").count("\n") == kitchen.read("tags.yml").count("\r\n")


BEGINNING = '    overview: "Vessels that whistle are old."\n    start: [{paper: kettles, why: "The first."}]\n'


@pytest.mark.parametrize(
    "words",
    [("merge", "kettles", "heat"), ("remove", "kettles", "--from-papers"), ("split", "kettles", "tin", "--to=tin={}")],
)
def test_what_was_written_of_a_tag_that_goes_is_told(kitchen: Kitchen, words: tuple[str, ...]) -> None:
    holders = ",".join(paper.slug for paper in kitchen.library().papers if "kettles" in paper.tags)
    marked = kitchen.read("tags.yml").replace("    broader: heat\n", f"    broader: heat\n{BEGINNING}")
    kitchen.write("tags.yml", marked)
    done = CliRunner().invoke(
        papershelf, ["--root", str(kitchen.root), "tags", *(each.format(holders) for each in words)]
    )
    assert done.exit_code == 0, done.output
    assert "content/tags.yml: warning: tags.kettles: its overview and its start go with it" in done.stderr
    renamed = CliRunner().invoke(papershelf, ["--root", str(kitchen.root), "tags", "rename", "heat", "warm"])
    assert "go with it" not in renamed.stderr
