from __future__ import annotations

import json
from pathlib import Path

import pytest
from fabricate import paper

from papershelf.errors import PapershelfError
from papershelf.facts import review
from papershelf.facts.matching import Match, Verdict
from papershelf.records.record import Record
from papershelf.text import parse_name

KETTLES = paper("kettles", "Nine kettles", id="kettle")
RECORD = Record(
    source="arXiv",
    title="Nine kettles",
    arxiv="3101.00001",
    authors=(parse_name("van Spout, Jr., Bo"), parse_name("{Lid Team}")),
    year="2031",
)


def candidate(record: Record = RECORD) -> review.Candidate:
    return review.Candidate(paper=KETTLES, match=Match(record=record, verdict=Verdict.UNCERTAIN, reason="a reason"))


def test_what_is_accepted_is_what_was_found(tmp_path: Path) -> None:
    unnamed = Record(source="Crossref", title="Nine kettles", year="2031")
    assert review.write(tmp_path, [candidate(), candidate(), candidate(unnamed)]) == 2
    (row, _) = (json.loads(line) for line in (tmp_path / review.NAME).read_text("utf-8").splitlines())
    assert (row["accept"], row["reason"], row["paper"]) == ("kettle:3101.00001", "a reason", "Nine kettles")
    found = review.accept(tmp_path, ["kettle:3101.00001", candidate(unnamed).key, "kettle:3101.00001"])
    assert [each.record for each in found] == [RECORD, unnamed]
    assert {each.paper for each in found} == {"kettle"}


def test_nothing_to_review_leaves_no_file(tmp_path: Path) -> None:
    review.write(tmp_path, [candidate()])
    assert review.write(tmp_path, []) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PapershelfError, match="'kettle:x' is not among the candidates"):
        review.accept(tmp_path, ["kettle:x"])


HEAD = '{"accept": "a", "source": "s", "title": "t", "id": "x", '


@pytest.mark.parametrize("text", ["{", "3", "{}", f'{HEAD}"year": 3}}', f'{HEAD}"authors": [",,,,,"]}}'])
def test_a_file_that_somebody_changed_is_named_with_the_line(tmp_path: Path, text: str) -> None:
    review.write(tmp_path, [candidate()])
    with (tmp_path / review.NAME).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")
    with pytest.raises(PapershelfError, match=f"{review.NAME}:3: it is not a candidate"):
        review.accept(tmp_path, ["kettle:3101.00001"])
