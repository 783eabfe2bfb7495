"""What is known by names, packed by whoever made it. All of it is invented."""

from __future__ import annotations

import pytest

from papershelf.audit import Verdict
from papershelf.audit.verdicts import Anchor
from papershelf.publish import kept
from papershelf.publish.kept_parts import Group, Made, Parts, pack, unpack
from papershelf.publish.output import Filed

CUPS = Verdict("sha256-c", "a\0b", (Anchor("lids/index.html", "big", "<a href>", "../lids/#big"),), ("x.css",), True)
LIDS = Verdict("sha256-l", None, (), ("cups/index.html", "x.css"), True)
PARTS = Parts(
    pages={"cups/index.html": Made("own", ("[heat]", "[cold]"), "sha256-c")},
    answers={"[heat]": "warm", "[cold]": "?"},
    groups={"papers": Group("own", ("cups.json", "x.css"))},
    verdicts={"cups/index.html": CUPS, "lids/index.html": LIDS},
    files={"cups/index.html": Filed("sha256-c", 7, (7, 1, 2, 3)), "x.css": Filed("sha256-x", 1, None)},
)


def test_parts_come_out_as_they_went_in() -> None:
    assert unpack([pack(PARTS)]) == PARTS
    assert unpack([]) == unpack([pack(Parts())]) == Parts()


def test_parts_that_were_packed_apart_come_out_as_one() -> None:
    apart = [Parts(pages=PARTS.pages, answers=PARTS.answers), PARTS._replace(pages={}, answers={})]
    assert unpack(map(pack, apart)) == PARTS
    later = Parts(verdicts={"cups/index.html": LIDS})
    assert unpack([pack(PARTS), pack(later)]).verdicts["cups/index.html"] == LIDS


@pytest.mark.parametrize("strange", [b"", b"x", pack(PARTS)[:-9]])
def test_something_else_is_refused(strange: bytes) -> None:
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError, EOFError)):
        unpack([strange])


def remembering(verdicts: dict[str, Verdict]) -> kept.Memory:
    """What remembers two pages and a group, of which others made and packed the first page and the group."""
    memory = kept.Memory(kept.Record(made_with="kettles"), lambda *_: False)
    memory.made_page("cups/index.html", "own", ["[heat]"])
    list(memory.unless_kept("papers", "cups", list))
    memory.join(memory.part().packed(verdicts))
    memory.made_page("lids/index.html", "own", ["[cold]"])
    return memory


FOUND = {"cups/index.html": CUPS, "lids/index.html": LIDS}


def test_what_others_have_packed_is_not_packed_again() -> None:
    told = {"cups/index.html": CUPS}
    record = remembering(told).finish(FOUND, PARTS.files, told)
    assert record.packed is not None
    data, rest = record.packed
    assert rest.pages.keys() == rest.verdicts.keys() == {"lids/index.html"}
    assert rest.answers.keys() == {"[cold]"}
    assert not rest.groups
    assert rest.files == PARTS.files
    assert unpack([*data, pack(rest)]) == record.parts


def test_a_page_that_the_gate_has_read_in_the_end_is_in_the_rest() -> None:
    record = remembering({}).finish(FOUND, {}, {})
    assert record.packed is not None
    data, rest = record.packed
    assert rest.pages.keys() == FOUND.keys()
    assert unpack([*data, pack(rest)]) == record.parts


@pytest.mark.parametrize("found", [{"cups/index.html": LIDS}, {"cups/index.html": CUPS._replace(is_clean=False)}, {}])
def test_what_the_gate_finds_to_be_otherwise_is_packed_anew(found: dict[str, Verdict]) -> None:
    told = {"cups/index.html": CUPS}
    assert remembering(told).finish(found, {}, told).packed is None


def test_nothing_is_packed_where_nobody_keeps_it() -> None:
    assert remembering({}).finish(FOUND, {}).packed is None
