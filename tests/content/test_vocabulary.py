"""`content/tags.yml`: what it holds, and what would make two tags one."""

# ruff: noqa: E501 (a message stays in one piece)

import pytest
from fabricate import LIBRARY

from papershelf.content import vocabulary
from papershelf.content.yaml.fields import Report
from papershelf.model import Start, Vocabulary


def read(text: str) -> tuple[Vocabulary, list[str]]:
    report = Report(path="tags.yml")
    words = vocabulary.read(report, text)
    return words, [str(problem) for problem in report.problems]


def tags(*entries: str) -> str:
    """A vocabulary of one topic, and tags given as `key` or `key: more fields`."""
    rows = ["topics:", "  t: {label: T, description: d}", "tags:"]
    for entry in entries:
        key, _, more = entry.partition(": ")
        rows.append(f"  {key}: {{label: L{len(rows)}, topic: t, description: d{', ' + more if more else ''}}}")
    return "\n".join(rows)


def test_the_fabricated_vocabulary_is_read_whole() -> None:
    words, problems = read((LIBRARY / "tags.yml").read_text("utf-8"))
    assert problems == []
    assert list(words.topics) == ["kitchen-science", "animals", "kind"]
    assert words.tags["teapots"].broader == "kettles"
    assert words.tags["heat"].aliases == ("warmth", "hot things")
    assert [tag.key for tag in words.tags_of("kind")] == ["constructor", "__proto__"]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "topics:\ntags:\n"])
def test_an_empty_vocabulary_is_one(text: str) -> None:
    assert read(text) == (Vocabulary(), [])


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("- a", ["tags.yml:1: the vocabulary must be a mapping of keys and values. Write one `key: value` a line."]),
        ("tags: [a]", ["tags.yml:1: tags: `tags` must be a mapping of keys and values. Write one `key: value` a line."]),
        ("tags:\n  a: b", ["tags.yml:2: tags.a: it must be a mapping of keys and values. Write one `key: value` a line."]),
        ("tag:", ["tags.yml:1: tag: this key is not known. Did you mean 'tags'? Known keys: topics, tags."]),
        (tags("a: broader: b", "b: broader: a"), [
            "tags.yml:4: tags.a.broader: the tag would contain itself. Break the circle: remove one `broader`.",
            "tags.yml:5: tags.b.broader: the tag would contain itself. Break the circle: remove one `broader`.",
        ]),
        (tags("a: broader: a"), [
            "tags.yml:4: tags.a.broader: the tag would contain itself. Break the circle: remove one `broader`.",
        ]),
        (tags("heat", "b: broader: haet"), ["tags.yml:5: tags.b.broader: the tag 'haet' is not known. Did you mean 'heat'?"]),
        (tags("a: aliases: [x-y]", "b: aliases: ['X Y']"), [
            "tags.yml:5: tags.b.aliases: 'X Y' already means the tag 'a'. Keep it under one of the two.",
        ]),
        (tags("a", "b: aliases: [A]"), [
            "tags.yml:5: tags.b.aliases: 'A' already means the tag 'a'. Keep it under one of the two.",
        ]),
        (tags("a").replace("label: L3, topic: t", "label: L3, topic: s"), [
            "tags.yml:4: tags.a.topic: the topic 's' is not known. Known topics: t.",
            "tags.yml:2: topics.t: the topic has no tag. Put a tag under it, or remove it.",
        ]),
        (tags("a", "b").replace("L4", "L3"), ["tags.yml:4: tags.a.label: 'b' has the same label. Give each its own label."]),
        (tags("a: overview: [x]"), ["tags.yml:4: tags.a.overview: it must be a text, not a list. Write `overview: \"What it is, and where its papers agree and differ.\"`."]),
        (tags("a: start: x"), ["tags.yml:4: tags.a.start: it must be a list, not a text. Write `start: [{paper: its-slug, why: \"The survey to begin with\"}]`, or remove the line."]),
        (tags("a: start: [x]"), ["tags.yml:4: tags.a.start[1]: it must be a mapping, not a text. Write `start: [{paper: its-slug, why: \"The survey to begin with\"}]`."]),
        (tags("a: start: [{paper: x, wy: y}]"), [
            "tags.yml:4: tags.a.start[1].wy: this key is not known. Did you mean 'why'? Known keys: paper, why.",
            "tags.yml:4: tags.a.start[1].why: it is missing. Add `why: \"The survey to begin with\"`.",
        ]),
        (tags("a: start: [{paper: x, why: \"one\\ntwo\"}]"), ["tags.yml:4: tags.a.start[1].why: it must be on one line. Write `why: \"The survey to begin with\"`."]),
        (tags("a").replace("topic: t, ", ""), [
            "tags.yml:4: tags.a.topic: it is missing. Add `topic: graph-learning`.",
            "tags.yml:2: topics.t: the topic has no tag. Put a tag under it, or remove it.",
        ]),
    ],
)  # fmt: skip
def test_what_is_no_vocabulary_is_told(text: str, messages: list[str]) -> None:
    assert read(text)[1] == messages


def test_an_overview_may_be_written_on_several_lines() -> None:
    text = "topics:\n  t:\n    label: T\n    description: d\n    overview: |\n      One.\n      Two.\n"
    words, problems = read(text + "tags:\n  a: {label: A, topic: t, description: d, start: [{paper: x, why: y}]}")
    assert problems == []
    assert words.topics["t"].overview == "One. Two."
    assert words.tags["a"].start == (Start(paper="x", why="y"),)


def test_words_mean_tags_however_they_are_typed() -> None:
    words, _ = read((LIBRARY / "tags.yml").read_text("utf-8"))
    meaning = vocabulary.words(words)
    for typed in ("Hot_Things", "HOT  things", "hot-things"):
        assert meaning[vocabulary.as_typed(typed)] == "heat"
    assert {meaning[vocabulary.as_typed(key)] for key in words.tags} == set(words.tags)
