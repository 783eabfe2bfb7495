"""The ledger grows, and never changes otherwise."""

from __future__ import annotations

import pytest

from papershelf.content.ledger import addition, is_address, promise, record, remember


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


def test_a_list_without_a_ledger_gets_a_whole_one() -> None:
    assert promise({"tags.yml": ""}, ["/p/b/", "/p/a/"]) == {"urls.txt": "/p/a/\n/p/b/\n"}


def test_what_a_ledger_lacks_gets_files_of_its_own() -> None:
    texts = {"urls.txt": "/p/a/\n", "urls/b.txt": "/p/b/\n"}
    assert promise(texts, ["/p/a/", "/p/b/"]) == {}
    assert promise(texts, ["/p/a/", "/tags/moe/", "/list/"]) == {
        "urls/list.txt": "/list/\n",
        "urls/tags-moe.txt": "/tags/moe/\n",
    }
    assert promise(texts, {"/papers/c/": "urls/b.txt"}) == {"urls/b.txt": "/p/b/\n/papers/c/\n"}


def test_an_import_writes_the_ledger_itself() -> None:
    assert record({"urls.txt": "/p/a/\n"}, ["/p/b/", "/p/a/"]) == {"urls.txt": "/p/a/\n/p/b/\n"}
    assert record({"urls.txt": "/p/a/\n"}, ["/p/a/"]) == {}


def test_a_long_address_has_a_file_name_that_every_disk_takes() -> None:
    addresses = [f"/pages/{'long-' * 40}{n}/" for n in range(2)]
    assert all(map(is_address, addresses))
    names = {addition(address) for address in addresses}
    assert len(names) == 2
    assert max(map(len, names)) < 120
