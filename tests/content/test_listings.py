"""`content/listings.yml`: read strictly, and only ever added to."""

# ruff: noqa: E501 (a message stays in one piece)

import pytest

from papershelf.content import listings
from papershelf.content.yaml.fields import Report
from papershelf.model import Listing


def read(text: str) -> tuple[dict[str, Listing], list[str]]:
    report = Report(path="listings.yml")
    found = listings.read(report, text)
    return found, [str(problem) for problem in report.problems]


NEW = (Listing(id="001_12345", date="Apr 4", source='A "Source"'), Listing(id="no"))


@pytest.mark.parametrize(
    "before", ["", "# a remark\n", "old:\n  label: L\n", "old:\n  label: L", "old:\r\n  label: L\r\n"]
)
def test_listings_are_added_behind_what_was_there(before: str) -> None:
    after = listings.append(before, NEW)
    assert after.startswith(before)
    found, problems = read(after.replace("\r\n", "\n"))
    assert problems == []
    assert (found["001_12345"], found["no"], len(found)) == (*NEW, 2 + before.startswith("old"))


def test_a_listing_without_facts_is_read_back() -> None:
    assert read(listings.append("", (Listing(id="bare"),))) == ({"bare": Listing(id="bare")}, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a]", "listings.yml:1: the file must be a mapping of keys and values. Write one `key: value` a line."),
        ("{}", "listings.yml:1: the outermost mapping is in braces. Write one `key: value` a line."),
        ("a:\n  day: x", "listings.yml:2: a.day: this key is not known. Remove it. Known keys: label, date, source."),
        ("a:\n  label: [x]", 'listings.yml:2: a.label: it must be a text, not a list. Write `label: "What it is about"`.'),
        ("A b: {}", "listings.yml:1: A b: 'A b' cannot be part of an address. Use lower-case letters, digits, hyphens and "
         "underscores, such as `2026_11`."),
    ],
)  # fmt: skip
def test_what_is_no_listing_is_told(text: str, message: str) -> None:
    assert read(text)[1] == [message]
