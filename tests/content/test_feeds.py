"""`content/sources.yml`, read strictly, and its schema for editors, which says the same."""

from __future__ import annotations

import json

import feeding
import pytest
import yaml
from jsonschema import Draft7Validator

from papershelf.content import editor_files, feeds
from papershelf.content.feeds import Feed, FeedKind
from papershelf.content.yaml.fields import Report

SCHEMA = Draft7Validator(json.loads(editor_files.to_sources_schema()))


def read(text: str) -> tuple[tuple[Feed, ...], list[str]]:
    report = Report(path="content/sources.yml")
    found = feeds.read(report, text)
    return found, [str(problem) for problem in report.problems]


def test_every_kind_is_read_in_the_order_of_the_file() -> None:
    found, problems = read(feeding.SOURCES)
    assert problems == []
    assert [(feed.id, feed.kind, feed.line) for feed in found] == [
        ("new-on-arxiv", FeedKind.ARXIV_QUERY, 1),
        ("daily", FeedKind.HUGGING_FACE, 3),
        ("group", FeedKind.ZOTERO, 6),
        ("lab", FeedKind.FILE, 8),
    ]
    assert found[1].words == ("kettle", "tea pot")
    assert SCHEMA.is_valid(yaml.safe_load(feeding.SOURCES))


@pytest.mark.parametrize("text", ["", "# Nothing yet\n"])
def test_a_file_without_sources_is_sound(text: str) -> None:
    assert read(text) == ((), [])
    assert SCHEMA.is_valid(yaml.safe_load(text))


@pytest.mark.parametrize("example", [*feeds.FeedKind])
def test_the_example_of_every_kind_is_sound(example: FeedKind) -> None:
    text = f"a:\n  {feeds.EXAMPLES[example]}\n  {feeds.EXAMPLES['words']}\n"
    text += "" if example is FeedKind.FILE else f"  {feeds.EXAMPLES['limit']}\n"
    assert read(text)[1] == []
    assert SCHEMA.is_valid(yaml.safe_load(text))


@pytest.mark.parametrize(
    "category", ["cs.CL", "math", "astro-ph.GA", "cond-mat.dis-nn", "hep-th", "physics.ao-ph", "q-bio.NC"]
)
def test_every_form_of_arxiv_s_categories_is_known(category: str) -> None:
    assert read(f"a: {{arxiv-category: {category}}}\n")[1] == []


WRONG = {
    "a list": ("- a\n", "content/sources.yml:1: the file must be a mapping of keys and values. "),
    "not YAML": ("a: [", "content/sources.yml:"),
    "an unsafe name": ("A b:\n  hugging-face: daily\n", ":1: A b: 'A b' is not a safe name. "),
    "no address": ("a:\n  words: [x]\n", ":1: a: it says nowhere where it is. Write one of `arxiv-category`, "),
    "two": ("a:\n  zotero: groups/1\n  hugging-face: daily\n", ":1: a: it is hugging-face and zotero at once. "),
    "an unknown key": (
        "a:\n  hugging-face: daily\n  limits: 3\n",
        "a.limits: this key is not known. Did you mean 'limit'?",
    ),
    "not daily": ("a: {hugging-face: weekly}\n", ":1: a.hugging-face: 'weekly' is not of the form that is wanted. "),
    "no category": ("a: {arxiv-category: all of it}\n", "Write it as in `arxiv-category: cs.CL`."),
    "no library": ("a: {zotero: groups/kettles}\n", "Write it as in `zotero: groups/2345678`."),
    "a way out": ("a: {zotero: groups/1/../../users/2}\n", "Write it as in `zotero: groups/2345678`."),
    "none": ("a: {hugging-face: daily, limit: 0}\n", "Write it as in `limit: 100`."),
    "too many": ("a: {hugging-face: daily, limit: 1001}\n", "Write it as in `limit: 100`."),
    "half": ("a: {hugging-face: daily, limit: 1.5}\n", "Write it as in `limit: 100`."),
    "a limit of a file": (
        'a: {file: "https://example.org/a.bib", limit: 3}\n',
        ": a file is read whole. Remove it.",
    ),
    "no words": ("a: {hugging-face: daily, words: []}\n", "a.words: it is empty. "),
    "no list of words": ("a: {hugging-face: daily, words: kettle}\n", "a.words: it must be a list, not a text. "),
    "a word twice": ("a: {hugging-face: daily, words: [pot, pot]}\n", "a.words: 'pot' appears twice. "),
    "too many words": (
        f"a: {{hugging-face: daily, words: {[*map(str, range(101))]}}}\n",
        "it has more than 100 words. ",
    ),
    "a word of signs": ("a: {hugging-face: daily, words: ['?!']}\n", "'?!' has no letter and no digit. "),
    "an empty value": ("a: {arxiv-query: }\n", "a.arxiv-query: it is empty. "),
    "a mapping": ("a: {arxiv-query: {b: c}}\n", "a.arxiv-query: it must be a text, not a mapping. "),
    "a local file": ('a: {file: "file:///etc/passwd"}\n', "a.file: "),
    "this machine": ('a: {file: "http://127.0.0.1/a.bib"}\n', "a.file: "),
    "a script": ('a: {file: "javascript:alert(1)"}\n', "a.file: "),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_named_with_line_field_and_remedy(kind: str) -> None:
    text, said = WRONG[kind]
    _, problems = read(text)
    assert len(problems) == 1
    assert said in problems[0]
    assert problems[0].startswith("content/sources.yml:")


UNSEEN = ("not YAML", "a word of signs", "a local file", "this machine", "a script")
"""What no schema can see."""


@pytest.mark.parametrize("kind", [kind for kind in WRONG if kind not in UNSEEN])
def test_the_schema_refuses_it_too(kind: str) -> None:
    assert not SCHEMA.is_valid(yaml.safe_load(WRONG[kind][0]))


def test_too_many_sources_are_refused_whole() -> None:
    text = "".join(f"a{n}: {{hugging-face: daily}}\n" for n in range(feeds.MOST_FEEDS + 1))
    found, problems = read(text)
    assert found == ()
    assert "it has more than 100 sources. " in problems[0]
