"""YAML as people may write it: what is refused, and that nothing but a refusal comes out."""

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papershelf.content.yaml.nodes import Malformed, Mapping, Node, Scalar, parse, scalars

YAML_ISH = st.text(st.sampled_from("ab:-[]{},&*!|>%@`'\"#? \n\t~<.\\u2028e\ud800\x00\x85\u2028\ufeff"), max_size=60)


def values(text: str) -> list[str]:
    root = parse(text)
    assert root is not None
    return [scalar.value for scalar in scalars(root)]


@given(st.one_of(YAML_ISH, st.text()))
@example("[" * 100_000)
@example("{a: " * 5_000 + "}" * 5_000)
@example("- " * 5_000)
@example("a: \ud800")
@example("a: " + "9" * 5_000)
@example('"' + "a" * 2_000 + '": b')
@example("? " + "a" * 200_000 + "\n: b")
def test_any_text_is_parsed_or_malformed(text: str) -> None:
    with contextlib.suppress(Malformed):
        root = parse(text)
        assert root is None or all(0 <= each.place.line <= text.count("\n") + 1 for each in scalars(root))


@pytest.mark.parametrize(
    "word", ["no", "007", "12:34", "1706.03762", "0x1F", "1e3", "~", "true", "2024-13-45", "9" * 5_000]
)
def test_scalars_stay_the_strings_they_are(word: str) -> None:
    assert values(f"a: {word}") == [word]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: &x b", 0, "YAML anchors and aliases are not accepted"),
        ("a: b\nc: *x", 1, "YAML anchors and aliases are not accepted"),
        ("a: &x [*x]", 0, "YAML anchors and aliases are not accepted"),
        ("a:\n  <<: {b: c}", 1, "YAML merge keys are not accepted"),
        (
            "a: !!python/object:os.system b",
            0,
            "the YAML tag 'tag:yaml.org,2002:python/object:os.system' is not accepted",
        ),
        ("a: ! b", 0, "the YAML tag '!' is not accepted"),
        ("a: b\na: c", 1, "the key 'a' appears twice"),
        ('a: b\n"a": c', 1, "the key 'a' appears twice"),
        ("? [a]\n: b", 0, "a key must be a simple text"),
        ("a: b\n---\nc: d", 1, "a second YAML document begins"),
        ("a: b\n...\n", 1, "the line '...' ends the document"),
        ("[[[[[[[[[[a]]]]]]]]]]", 0, "lists and mappings nest too deeply"),
        ("{a: b}", 0, "the outermost mapping is in braces"),
        ("# c\n  a: b", 1, "the outermost keys are indented"),
        ("a: b\nc: 'd\u2028e'", 1, "a line separator, U+2028"),
        ("a: b # \x85c: d", 0, "a line separator, U+0085"),
        ("a: \ud800", 0, "half a character (a lone surrogate)"),
        ("a:\n\t- b", 1, "this is not valid YAML (found character that cannot start any token)"),
    ],
)
def test_what_breaks_curated_files_is_refused(text: str, line: int, problem: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse(text)
    assert (caught.value.line, caught.value.problem) == (line, problem)


def test_a_tag_or_a_key_of_any_length_makes_a_short_message() -> None:
    for text in (f"a: !{'x' * 5_000} b", f"? {'k' * 5_000}\n: b\n? {'k' * 5_000}\n: c", '"a\\nb": c\n"a\\nb": d'):
        with pytest.raises(Malformed) as caught:
            parse(text)
        assert len(caught.value.problem) < 150
        assert "\n" not in caught.value.problem


def test_every_node_knows_its_place() -> None:
    root = parse("a: b\nc:\n  - d\n  - {e: f}\n")
    assert isinstance(root, Mapping)
    places = [(each.value, each.place.line, each.place.column, each.place.end_column) for each in scalars(root)]
    assert places == [("b", 0, 3, 4), ("d", 2, 4, 5), ("f", 3, 8, 9)]


def test_an_empty_text_is_nothing() -> None:
    empty: list[Node | None] = [parse(""), parse("# a comment\n"), parse("\n\n")]
    assert empty == [None, None, None]


def test_an_empty_value_is_plain() -> None:
    root = parse("a:\nb: ''\n")
    assert isinstance(root, Mapping)
    assert [each.plain for each in scalars(root) if isinstance(each, Scalar)] == [True, False]
