"""Text of strangers in GitHub's Markdown. Whatever GitHub would act on must be broken or escaped."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.text import code_github, escape_github, fence_github

# What GitHub looks for in text that is rendered, behind all escapes.
ACTED_ON = re.compile(r"@\w|#\d|\bGH-\d|https?://|\bwww\.|:[a-z0-9_+-]+:", re.IGNORECASE)


def rendered(markdown: str) -> str:
    """What a reader sees of escaped text: references resolved, as every dialect of Markdown does."""
    return html.unescape(markdown)


@pytest.mark.parametrize(
    "text",
    [
        "@everyone", "@ada", "x@ada/team", "#1", "ada/list#12", "fixes #3", "Closes GH-4", "https://example.org/x",
        "http://example.org", "www.example.org", ":tada:", "ada@example.org", ":+1:", "@@ada", "##12",
    ],
)  # fmt: skip
def test_nothing_is_pinged_closed_or_linked(text: str) -> None:
    assert ACTED_ON.search(text) or "@" in text
    assert not ACTED_ON.search(rendered(escape_github(text)))


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>", "<script>", "![x](https://example.org/x.png)", "[x](javascript:alert(1))",
        "a | b | c", "`code`", "**bold**", "- item", "1. item", "> quote", "$x$", "# head", "~~gone~~", "<!-- x",
        "[^1]", "- [ ] task", "&lt;b&gt;", "\\*",
    ],
)  # fmt: skip
def test_markup_is_shown_as_it_is_written(text: str) -> None:
    escaped = escape_github(text)
    assert not re.search(r"[<>|`*\[\]!$~_\\>]", escaped)
    assert rendered(escaped).replace("\u200b", "") == text


@given(st.text(max_size=200))
def test_any_text_stays_on_its_line_and_inert(text: str) -> None:
    escaped = escape_github(text)
    assert "\n" not in escaped
    assert "\r" not in escaped
    assert not re.search(r"[<>|`*\[\]]", escaped)
    assert not ACTED_ON.search(rendered(escaped))
    code = code_github(text)
    assert "\n" not in code
    assert "|" not in code


@given(st.text(alphabet="`~x \n", max_size=60))
def test_a_block_of_code_ends_with_its_own_fence_only(text: str) -> None:
    lines = fence_github(text, "yaml").split("\n")
    fence = lines[-1]
    assert lines[0] == f"{fence}yaml"
    assert not any(re.fullmatch(rf" {{0,3}}`{{{len(fence)},}}\s*", line) for line in lines[1:-1])


def test_code_keeps_its_backticks() -> None:
    assert code_github("a`b``c") == "```a`b``c```"
    assert code_github("`a`") == "`` `a` ``"
    assert code_github("  ") == ""


def test_long_text_is_cut() -> None:
    assert len(rendered(escape_github("x" * 1000, 100))) == 100
    assert rendered(escape_github("x" * 1000, 100)).endswith("…")


def test_bidirectional_and_invisible_characters_go() -> None:
    assert escape_github("a\u202eb\u2066c\u200bd\x00e") == "abcde"
