"""Bad inputs, rows 16 to 26, 57: papers' fields and the vocabulary."""

# ruff: noqa: E501 (a message stays in one piece)

from __future__ import annotations

from pathlib import Path

import pytest
from captures import bring, record, run, sparse
from refusals import HEAD, problems, with_paper

from papershelf import content

YAML_REMEDY = "Check quotes, brackets and indentation; put a text with ':' or '#' in double quotes."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: [\n---\n", f"2: this is not valid YAML (did not find expected node content). {YAML_REMEDY}"),
        ("---\ntitle: a: b\n---\n", f"2: this is not valid YAML (mapping values are not allowed in this context). {YAML_REMEDY}"),
        ("\n---\nid: aaaa\n---\n", " the file does not begin with front matter. Make '---' the first line of the file, with no blank line or mark before it."),
        ("No front matter\n", " the file does not begin with front matter. Make '---' the first line of the file, with no blank line or mark before it."),
        ("---\nid: aaaa\n", " the front matter never ends. Add a line '---' behind the last field."),
        ("---\n- a\n---\n", " the front matter is not a mapping. Write one `key: value` a line."),
        ("---\n---\n", " the front matter is not a mapping. Write one `key: value` a line."),
        ("\ufeff---\nid: aaaa\n---\n", "1: a byte order mark precedes its first line. Save it as UTF-8 without a mark."),
    ],
)  # fmt: skip
def test_16_malformed_front_matter(root: Path, text: str, message: str) -> None:
    with_paper(root, HEAD).write_text(text, "utf-8")
    assert problems(root) == [f"content/papers/a.md:{message}"]


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("id: a\nid: b\n", "3: the key 'id' appears twice. Keep one of the two."),
        ("id: &x a\ntitle: *x\n", "2: YAML anchors and aliases are not accepted. Write the value out in full."),
        ("tags: &x [*x]\n", "2: YAML anchors and aliases are not accepted. Write the value out in full."),
        ("id: a\n<<: {title: T}\n", "3: YAML merge keys are not accepted. Write the values out in full."),
        ("id: !!python/object/apply:os.system [ls]\n", "2: the YAML tag 'tag:yaml.org,2002:python/object/apply:os.system' is not accepted. Remove it; every value is a text."),
        ("id: !!str a\n", "2: the YAML tag 'tag:yaml.org,2002:str' is not accepted. Remove it; every value is a text."),
        ("tags: " + "[" * 5_000 + "]" * 5_000 + "\n", "2: lists and mappings nest too deeply. Write the value flat."),
    ],
)  # fmt: skip
def test_17_what_yaml_offers_and_nobody_needs(root: Path, front: str, message: str) -> None:
    with_paper(root, front)
    assert problems(root) == [f"content/papers/a.md:{message}"]


@pytest.mark.parametrize(
    ("front", "message"),
    [
        (HEAD.replace("2026-01-01", "2024-13-45"), "4: added: '2024-13-45' is not a day of the calendar. Write `added: \"YYYY-MM-DD\"`."),
        (HEAD + f"year: {'9' * 5_000}\n", "5: year: it has more than 2,000 characters. Shorten it."),
        (HEAD + f"year: {'9' * 1_000}\n", f"5: year: '{'9' * 59}…' is not a year. Write `year: \"2023\"`."),
        (HEAD + f"listed: [{{listing: x, rank: {'9' * 100}}}]\n", f"5: listed[1].rank: '{'9' * 59}…' is no place in a listing. Write a number from 1 on."),
    ],
)  # fmt: skip
def test_18_days_and_numbers_that_are_none(root: Path, front: str, message: str) -> None:
    with_paper(root, front)
    assert problems(root) == [f"content/papers/a.md:{message}"]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("0999-01-01", "is before 1970-01-01"),
        ("1969-12-31", "is before 1970-01-01"),
        ("2101-01-01", "is after 2100-12-31"),
        ("2999-01-01", "is after 2100-12-31"),
        ("9999-12-31", "is after 2100-12-31"),
        ("2024-02-30", "is not a day of the calendar"),
        ("2024-1-5", "is not a day of the calendar"),
        ("20240105", "is not a day of the calendar"),
        ("2024-W01-5", "is not a day of the calendar"),
        ("٢٠٢٤-٠١-٠٥", "is not a day of the calendar"),
        ("２０２４-01-05", "is not a day of the calendar"),
        ("0000-01-01", "is not a day of the calendar"),
        ("-2024-01-05", "is not a day of the calendar"),
    ],
)
def test_57_days_that_no_list_can_hold(root: Path, written: str, problem: str) -> None:
    path = with_paper(root, f'id: aaaa\ntitle: "T"\nadded: "{written}"\n')
    assert problems(root) == [f"content/papers/a.md:4: added: '{written}' {problem}. Write `added: \"YYYY-MM-DD\"`."]
    path.unlink()
    for command in (["import", "x.txt"], ["new", "--title", "T"], ["digest", "--since", "2026-01-01"]):
        result = run(root, *command, "--date", written)
        assert result.exit_code == 2
        assert f"'{written}' {problem}" in result.output


@pytest.mark.parametrize("written", ["0999", "2101", "9999", "２０２３", "٢٠٢٣", "23", "02023"])
def test_57_years_in_which_no_paper_came_out(root: Path, written: str) -> None:
    with_paper(root, f'{HEAD}year: "{written}"\n')
    (said,) = problems(root)
    assert said.startswith(f"content/papers/a.md:5: year: '{written}' is n")


@pytest.mark.parametrize("written", ["1000", "1687", "1936", "2023", "2100"])
def test_57_years_in_which_papers_came_out(root: Path, written: str) -> None:
    with_paper(root, f'{HEAD}year: "{written}"\n')
    assert content.load(root).library.papers[0].year == written


def test_57_a_day_to_come_is_named_and_a_build_would_not_know(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.cli.contributing.today", lambda: "2026-11-20")
    monkeypatch.setattr("papershelf.cli.conventions.today", lambda: "2026-11-20")
    capture = root.parent / "a.txt"
    capture.write_text(sparse([record("Teapots")]), "utf-8")
    assert "--date: warning: 2026-11-21 is after today. Correct it" in bring(root, capture).output
    made = run(root, "new", "--title", "Kettles", "--year", "2028", "--date", "2026-12-01")
    assert made.exit_code == 0
    assert "warning: added: 2026-12-01 is after today, 2026-11-20. Correct it" in made.output
    assert "warning: year: 2028 is later than next year." in made.output
    checked = run(root, "check").output
    for expected in (
        "papers/kettles.md:5: warning: added: 2026-12-01 is after today, 2026-11-20.",
        "year: 2028 is later than next year.",
        "papers/teapots.md:5: warning: added: 2026-11-21 is after today, 2026-11-20.",
    ):
        assert expected in checked
    assert not [each for each in content.load(root).warnings if each.rule == "after-today"]


@pytest.mark.parametrize("word", ["no", "007", "12:34", "1706.03762", "null", "1e3", "2026-01-01"])
def test_19_strings_stay_strings(root: Path, word: str) -> None:
    with_paper(root, HEAD.replace('"T"', word) + f"venue: {word}\nauthors: [{word}]\n")
    (paper,) = content.load(root).library.papers
    assert (paper.title, paper.venue, *map(str, paper.authors)) == (word, word, word)


TAGS_REMEDY = "Write `tags: [one-tag, another-tag]`, or remove the line."


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        ("heat", f"tags: it must be a list, not a text. {TAGS_REMEDY}"),
        ("2026-01-01", f"tags: it must be a list, not a text. {TAGS_REMEDY}"),
        ("{heat: x}", f"tags: it must be a list, not a mapping. {TAGS_REMEDY}"),
        ("", f"tags: it must be a list, not an empty value. {TAGS_REMEDY}"),
        ("[[heat]]", "tags[1]: it must be a text, not a list. Write `tags: [one-tag, another-tag]`."),
        ('[""]', f"tags[1]: it is empty. {TAGS_REMEDY}"),
    ],
)
def test_20_tags_that_are_no_list(root: Path, tags: str, message: str) -> None:
    with_paper(root, f"{HEAD}tags: {tags}\n")
    assert problems(root) == [f"content/papers/a.md:5: {message}"]


@pytest.mark.parametrize("front", [HEAD, f"{HEAD}tags: []\n"])
def test_20_a_paper_without_tags_loads(root: Path, front: str) -> None:
    with_paper(root, front)
    assert content.load(root).library.papers[0].tags == ()


KEYS = "Known keys: id, title, listed, added, links, tags, proposed, keywords, arxiv, authors, year, venue, doi, sources, finding, note, aliases, merged, withdrawn."


@pytest.mark.parametrize(
    ("key", "remedy"),
    [
        ("template", "Remove it."),
        ("location", "Remove it."),
        ("hide", "Did you mean 'id'?"),
        ("search", "Did you mean 'year'?"),
        ("tag", "Did you mean 'tags'?"),
        ("Title", "Did you mean 'title'?"),
    ],
)
def test_21_unknown_keys(root: Path, key: str, remedy: str) -> None:
    with_paper(root, f"{HEAD}{key}: x\n")
    assert problems(root) == [f"content/papers/a.md:5: {key}: this key is not known. {remedy} {KEYS}"]


VOCABULARY = """\
topics:
  kitchen:
    label: Kitchen
    description: d
tags:
  heat:
    label: Heat
    topic: kitchen
    description: d
    aliases: [warmth]
"""


def with_tags(root: Path, *entries: str) -> None:
    rows = (f"  {entry}:\n    label: L{n}\n    topic: kitchen\n    description: d\n" for n, entry in enumerate(entries))
    (root / "content" / "tags.yml").write_text(VOCABULARY + "".join(rows), "utf-8")


def test_22_tags_that_are_not_in_the_vocabulary(root: Path) -> None:
    with_tags(root)
    with_paper(root, f"{HEAD}tags:\n  - haet\n  - zzz\n")
    assert problems(root) == [
        "content/papers/a.md:6: tags: the tag 'haet' is not known. Did you mean 'heat'?",
        "content/papers/a.md:7: tags: the tag 'zzz' is not known. Choose a tag of content/tags.yml, which the site shows under /tags/.",
    ]
    with_paper(root, f"{HEAD}tags: [Warmth]\n")
    loaded = content.load(root)
    assert loaded.library.papers[0].tags == ("heat",)
    assert [str(each) for each in loaded.warnings] == [
        "content/papers/a.md:5: warning: tags: 'Warmth' is another name of the tag 'heat'. Write 'heat'."
    ]


def test_23_tags_that_collide_as_addresses(root: Path) -> None:
    slug = "Use lower-case letters, digits and single hyphens, such as `graph-learning`."
    with_tags(root, "C", "C++", "'C#'", "c")
    assert sorted(problems(root)) == sorted(
        [
            f"content/tags.yml:11: tags.C: 'C' cannot be part of an address. {slug}",
            f"content/tags.yml:15: tags.C++: 'C++' cannot be part of an address. {slug}",
            f"content/tags.yml:19: tags.C#: 'C#' cannot be part of an address. {slug}",
            "content/tags.yml:19: tags.C#: its address would be that of 'C': /tags/c/. Give it a key of its own in words, such as `c-plus-plus`.",
            "content/tags.yml:23: tags.c: its address would be that of 'C': /tags/c/. Give it a key of its own in words, such as `c-plus-plus`.",
        ]
    )


@pytest.mark.parametrize(
    ("more", "messages"),
    [
        ("    broader: heat\n", ["11: tags.heat.broader: the tag would contain itself. Break the circle: remove one `broader`."]),
        ("  cold:\n    label: Cold\n    topic: kitchn\n    description: d\n", ["13: tags.cold.topic: the topic 'kitchn' is not known. Did you mean 'kitchen'?"]),
        ("  cold:\n    label: Cold\n    topic: kitchen\n    description: d\n    aliases: [Warmth]\n", ["15: tags.cold.aliases: 'Warmth' already means the tag 'heat'. Keep it under one of the two."]),
        ("  cold:\n    label: Cold\n    topic: kitchen\n    description: d\n    broader: haet\n", ["15: tags.cold.broader: the tag 'haet' is not known. Did you mean 'heat'?"]),
    ],
)  # fmt: skip
def test_24_circles_orphans_and_repeats_in_the_vocabulary(root: Path, more: str, messages: list[str]) -> None:
    (root / "content" / "tags.yml").write_text(VOCABULARY + more, "utf-8")
    assert problems(root) == [f"content/tags.yml:{message}" for message in messages]


def test_24_a_topic_without_a_tag(root: Path) -> None:
    text = VOCABULARY.replace("tags:", "  empty:\n    label: E\n    description: d\ntags:")
    (root / "content" / "tags.yml").write_text(text, "utf-8")
    assert problems(root) == [
        "content/tags.yml:6: topics.empty: the topic has no tag. Put a tag under it, or remove it."
    ]


def test_25_tags_that_mean_something_to_javascript(root: Path) -> None:
    with_tags(root, "constructor", "__proto__")
    with_paper(root, f"{HEAD}tags: [__proto__, constructor]\n")
    assert content.load(root).library.papers[0].tags == ("__proto__", "constructor")
