"""Rule `identifier`: arXiv numbers and DOIs stand by themselves, and `--fix` takes them out of addresses."""

from __future__ import annotations

import pytest
from kitchen import Kitchen


@pytest.mark.parametrize(
    "fields", [{"arxiv": '"2306.14898v2"'}, {"arxiv": '"math.GT/0309136"'}, {"doi": '"10.1000/182"'}]
)
def test_bare_ones_pass(kitchen: Kitchen, fields: dict[str, str]) -> None:
    kitchen.put("spoons", **fields)
    assert kitchen.said("identifier") == []
    assert kitchen.said("form") == []


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        ("arxiv", "https://arxiv.org/abs/2306.14898v2", "2306.14898"),
        ("arxiv", "https://huggingface.co/papers/2306.14898", "2306.14898"),
        ("arxiv", "arXiv:2306.14898", "2306.14898"),
        ("arxiv", "https://doi.org/10.48550/arXiv.2306.14898", "2306.14898"),
        ("arxiv", "http://arxiv.org/pdf/hep-th/9901001", "hep-th/9901001"),
        ("doi", "https://doi.org/10.1000/182", "10.1000/182"),
        ("doi", "doi:10.1000/182", "10.1000/182"),
        ("doi", "10.1000/182.", "10.1000/182"),
        ("doi", "https://dl.acm.org/doi/abs/10.1000/182", "10.1000/182"),
    ],
)
def test_an_address_is_named_and_mended(kitchen: Kitchen, field: str, written: str, meant: str) -> None:
    kitchen.put("spoons", **{field: f'"{written}"'})
    what = {"arxiv": "an arXiv identifier", "doi": "a DOI"}[field]
    assert kitchen.said("identifier") == [
        f"papers/spoons.md:8: {field}: '{written}' is not {what}. Write `{field}: \"{meant}\"`."
    ]
    assert "papers/spoons.md" in kitchen.mend()
    assert f'{field}: "{meant}"\n' in kitchen.read("papers/spoons.md")
    assert kitchen.said("identifier") == []


def test_what_belongs_into_the_other_field_is_named_and_left_to_a_person(kitchen: Kitchen) -> None:
    kitchen.put("spoons", doi='"https://arxiv.org/abs/2306.14898"')
    (line,) = kitchen.said("identifier")
    assert line.endswith('Write `arxiv: "2306.14898"`.')
    kitchen.mend()
    assert 'doi: "https://arxiv.org/abs/2306.14898"' in kitchen.read("papers/spoons.md")


@pytest.mark.parametrize("written", ["2313.00001", "1904.0948", "0612.1234", "2306.14898v0", "tea/9901001", "10.1/x"])
def test_what_no_register_gives_out_is_no_identifier(kitchen: Kitchen, written: str) -> None:
    kitchen.put("spoons", arxiv=f'"{written}"')
    assert kitchen.said("identifier") == []
    (line,) = kitchen.said("form")
    assert f"'{written}' is not an arXiv identifier" in line
