"""The text of a request, cut where GitHub would refuse it."""

from __future__ import annotations

from papershelf.github.request_text import LONGEST, cut


def test_what_there_is_room_for_is_whole() -> None:
    assert cut(["one", "two"], "more") == "one\ntwo\n"


def test_what_is_too_long_ends_with_where_the_rest_is() -> None:
    text = cut((f"- kettle {n}" for n in range(10_000)), "- and more")
    assert text.endswith("\n- and more\n")
    assert len(text) <= LONGEST + len("- and more\n")
