"""Hugging Face's JSON, as `PaperInfo` of `huggingface_hub` (hf_api.py) reads it; the papers are invented."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from services import Reply, asking, hits, in_turn, paper_info, serving

from papershelf.facts import hugging_face
from papershelf.facts.fetch import Unanswered

KETTLE = paper_info("3101.00042", "Kettles that sing", "Ada Kettle", "Bo Spout", abstract="We\nboil.")


def test_a_paper_is_found_by_number(tmp_path: Path) -> None:
    with serving(in_turn(Reply(json.dumps(KETTLE)))) as server, asking(tmp_path) as (client, _):
        (found,) = hugging_face.look_up(client, server.address, ["3101.00042"])
        assert server.asked == ["/api/papers/3101.00042"]
    assert (found.title, found.arxiv, found.year) == ("Kettles that sing", "3101.00042", "2031")
    assert ([name.shown for name in found.authors], found.abstract) == (["Ada Kettle", "Bo Spout"], "We boil.")


def test_a_number_that_it_does_not_have_is_no_failure(tmp_path: Path) -> None:
    with serving(in_turn(Reply('{"error": "Paper not found"}', status=404))) as server, asking(tmp_path) as (client, _):
        assert hugging_face.look_up(client, server.address, ["3101.00042"]) == []


def test_a_title_is_searched_within_its_limit(tmp_path: Path) -> None:
    with serving(in_turn(hits(KETTLE))) as server, asking(tmp_path) as (client, _):
        (found,) = hugging_face.search(client, server.address, "kettle " * 100)
        assert found.arxiv == "3101.00042"
        assert len(parse_qs(urlsplit(server.asked[0]).query)["q"][0]) == 250


def test_what_has_no_number_of_arxivs_is_passed_over(tmp_path: Path) -> None:
    with serving(in_turn(hits(KETTLE | {"id": "kettle-7"}))) as server, asking(tmp_path) as (client, _):
        assert hugging_face.search(client, server.address, "Kettles") == []


@pytest.mark.parametrize("body", ["{}", "3", "[1]", '[{"paper": 1}]', '[{"paper": {"id": 3}}]', "<p>", ""])
def test_what_is_no_answer_of_its_is_a_failure(tmp_path: Path, body: str) -> None:
    with (
        serving(in_turn(Reply(body))) as server,
        asking(tmp_path) as (client, _),
        pytest.raises(Unanswered, match="not of the form"),
    ):
        hugging_face.search(client, server.address, "Kettles")


def test_parts_of_another_type_are_left_out(tmp_path: Path) -> None:
    odd = {"id": "3101.00042", "title": 3, "authors": [1, {"name": None}, {"name": " "}], "publishedAt": 7}
    with serving(in_turn(Reply(json.dumps(odd)))) as server, asking(tmp_path) as (client, _):
        (found,) = hugging_face.look_up(client, server.address, ["3101.00042"])
    assert (found.title, found.authors, found.year, found.abstract) == ("", (), None, None)
