"""Rows of lists, kept from build to build."""

from __future__ import annotations

from collections.abc import Container

import pytest

from papershelf.publish import kept_rows
from papershelf.publish.kept_rows import MadeRow, Row, Rows, pack_rows

CUPS = MadeRow("cups", "as it is", "2 heat", Row(('["catalog"]',), "heard", "<li>Cups</li>"))
LIDS = MadeRow("lids", "as it is", "2", Row((), None, "<li>Lids</li>"))
EVERY = ("cups", "lids")


def rows(*made: MadeRow) -> Rows:
    found = Rows()
    found.add(pack_rows(made))
    return found


def kept(found: Rows, slugs: Container[str] = EVERY) -> bytes:
    return b"".join(found.pack(slugs))


def test_rows_come_out_as_they_went_in() -> None:
    found = Rows(kept(rows(CUPS, LIDS)))
    assert found.of("cups", "as it is") == {"2 heat": CUPS.row}
    assert found.of("lids", "as it is") == {"2": LIDS.row}
    assert found.of("trays", "as it is") == {}


def test_rows_of_a_paper_that_was_changed_are_none() -> None:
    found = Rows(kept(rows(CUPS)))
    assert found.of("cups", "otherwise") == {}
    found.add(pack_rows([CUPS._replace(own="otherwise", variant="3")]))
    assert found.of("cups", "as it is") == {}
    assert list(Rows(kept(found)).of("cups", "otherwise")) == ["3"]


def test_a_row_is_added_to_those_that_were_kept() -> None:
    found = Rows(kept(rows(CUPS, LIDS)))
    found.add(pack_rows([CUPS._replace(variant="3"), CUPS._replace(variant="4")]))
    found.add(pack_rows([CUPS._replace(variant="5")]))
    assert list(found.of("cups", "as it is")) == ["2 heat", "3", "4", "5"]
    again = Rows(kept(found))
    assert list(again.of("cups", "as it is")) == ["2 heat", "3", "4", "5"]
    assert again.of("lids", "as it is") == {"2": LIDS.row}


def test_rows_of_papers_that_are_gone_are_not_kept() -> None:
    found = Rows(kept(rows(CUPS, LIDS)))
    assert Rows(kept(found, {"lids"})).of("cups", "as it is") == {}


def test_what_others_do_with_rows_changes_none() -> None:
    found = rows(CUPS)
    found.of("cups", "as it is").clear()
    assert found.of("cups", "as it is") == {"2 heat": CUPS.row}


def test_it_is_known_how_many_were_made() -> None:
    found = rows(CUPS, LIDS)
    assert found.share_new(4) == 0.5
    data = kept(found)
    assert found.share_new(4) == Rows(data).share_new(4) == Rows().share_new(0) == 0


def test_too_much_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_rows, "MOST", 1)
    assert kept(rows(CUPS)) == b""
    assert Rows(b"").of("cups", "as it is") == {}


@pytest.mark.parametrize("most", [2, 3, 8])
def test_rows_of_many_batches_are_what_was_made_last(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(kept_rows, "_MOST_BATCHES", most)
    found, last = Rows(), dict[str, Row]()
    for number in range(40):
        row = CUPS.row._replace(html=f"<li>{number} cups</li>")
        last[str(number % 7)] = row
        found.add(pack_rows([CUPS._replace(variant=str(number % 7), row=row), LIDS]))
    for known in (found, Rows(kept(found)), Rows(kept(Rows(kept(found))))):
        assert known.of("cups", "as it is") == last
        assert known.of("lids", "as it is") == {"2": LIDS.row}


def test_rows_that_were_replaced_do_not_pile_up() -> None:
    found = rows(CUPS)
    for number in range(100):
        again = CUPS.row._replace(html=f"<li>{number} cups</li>")
        found.add(pack_rows([CUPS._replace(row=again)]))
    assert found.of("cups", "as it is") == {"2 heat": again}
    data = kept(found)
    for _ in range(100):
        known = Rows(data)
        known.add(pack_rows([CUPS]))
        data = kept(known)
    assert Rows(data).of("cups", "as it is") == {"2 heat": CUPS.row}
    assert len(data) < 20 * len(kept(rows(CUPS)))
