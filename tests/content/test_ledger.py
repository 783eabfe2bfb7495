"""The ledger grows, and never changes otherwise."""

from __future__ import annotations

import pytest

from papershelf.content.ledger import remember


@pytest.mark.parametrize(
    ("text", "addresses", "after"),
    [
        ("", ["/b/", "/a/"], "/a/\n/b/\n"),
        ("/z/\n/a/\n", ["/b/", "/a/"], "/z/\n/a/\n/b/\n"),
        ("/z/\n/b/", ["/a/"], "/z/\n/b/\n/a/\n"),
        ("/a/\n/z/", ["/b/"], "/a/\n/b/\n/z/\n"),
        ("/z/\n/a/\n", ["/a/", "/a/"], "/z/\n/a/\n"),
        ("/z/\n", [], "/z/\n"),
    ],
)
def test_what_is_new_is_put_in_order_where_there_is_one_and_else_appended(
    text: str, addresses: list[str], after: str
) -> None:
    assert remember(text, addresses) == after
    assert remember(after, addresses) == after
