"""Identifiers: every address of a paper states the same one. The papers are invented."""

from __future__ import annotations

import pytest
from fabricate import paper
from hypothesis import given
from hypothesis import strategies as st

from papershelf.model import Link, LinkKind
from papershelf.text import identifiers_of, identify, is_url

NEW, OLD = "2302.00002", "hep-th/9901001"
ARXIV = [
    (NEW, NEW),
    (f"{NEW}v3", NEW),
    (f"arXiv:{NEW}v3 [cs.LG]", NEW),
    (f"arxiv: {NEW}", NEW),
    (f"https://arxiv.org/abs/{NEW}", NEW),
    (f"http://www.arxiv.org/abs/{NEW}v12", NEW),
    (f"arxiv.org/pdf/{NEW}.pdf", NEW),
    (f"https://arxiv.org/pdf/{NEW}v2", NEW),
    (f"https://arxiv.org/html/{NEW}v1#S2", NEW),
    (f"https://export.arxiv.org/abs/{NEW}", NEW),
    (f"https://arxiv.org/abs/{NEW}?context=cs.LG", NEW),
    (f"https://arxiv.org/abs/{NEW}/", NEW),
    (f"<https://arxiv.org/abs/{NEW}>", NEW),
    (f"https://arxiv.org/abs/{NEW}.", NEW),
    (f"https://doi.org/10.48550/arXiv.{NEW}", NEW),
    (f"10.48550/ARXIV.{NEW}", NEW),
    (f"https://huggingface.co/papers/{NEW}", NEW),
    (f"https://hf.co/papers/{NEW}", NEW),
    (f"https://www.alphaxiv.org/abs/{NEW}v1", NEW),
    (f"https://www.alphaxiv.org/overview/{NEW}", NEW),
    (f"https://ar5iv.labs.arxiv.org/html/{NEW}", NEW),
    (f"https://ar5iv.org/abs/{NEW}", NEW),
    (OLD, OLD),
    (f"https://arxiv.org/abs/{OLD}v2", OLD),
    (f"https://arxiv.org/pdf/{OLD}.pdf", OLD),
    ("https://arxiv.org/abs/math.GT/0309136", "math/0309136"),
    ("arXiv:cond-mat.stat-mech/0309136", "cond-mat/0309136"),
    ("0704.0001", "0704.0001"),
]
ODD = "10.1002/(SICI)1097-4571(1999)50:1<1::AID-ASI1>3.0.CO;2-X"
DOI = [
    ("10.1000/182", "10.1000/182"),
    ("doi:10.1000/182", "10.1000/182"),
    ("DOI: 10.1000/182.", "10.1000/182"),
    ("DOI 10.1000/182", "10.1000/182"),
    ("https://doi.org/10.1000/182", "10.1000/182"),
    ("http://dx.doi.org/10.1000/182", "10.1000/182"),
    ("https://doi.org/doi:10.1000/182", "10.1000/182"),
    ("https://doi.org/10.1000/182).", "10.1000/182"),
    (ODD, ODD),
    ("https://doi.org/10.1002/(SICI)1097-4571(1999)50:1%3C1::AID-ASI1%3E3.0.CO;2-X", ODD),
    ("10.9999/spoon_(1999)<1>", "10.9999/spoon_(1999)<1>"),
    ("https://dl.acm.org/doi/pdf/10.1000/182", "10.1000/182"),
    ("https://dl.acm.org/doi/10.1000/182?download=true", "10.1000/182"),
    ("https://link.springer.com/content/pdf/10.1000/s1-2.pdf", "10.1000/s1-2"),
    ("https://link.springer.com/chapter/10.1000/s1_2", "10.1000/s1_2"),
    ("https://onlinelibrary.wiley.com/doi/full/10.1000/kettle.1", "10.1000/kettle.1"),
    ("https://journals.plos.org/plosone/article?id=10.1000/journal.pone.1", "10.1000/journal.pone.1"),
    ("https://www.frontiersin.org/articles/10.1000/kettle.1/full", "10.1000/kettle.1"),
    ("https://www.biorxiv.org/content/10.1101/2099.01.01.1v2.full.pdf", "10.1101/2099.01.01.1"),
    ("https://www.nature.com/articles/s00000-099-00001-2", "10.1038/s00000-099-00001-2"),
    ("https://direct.mit.edu/tea/article/doi/10.1000/tea_a_1/96/A-Kettle", "10.1000/tea_a_1"),
]
OTHERS = [
    ("https://openreview.net/forum?id=kEtTle_1-x", "openreview:kEtTle_1-x"),
    ("https://openreview.net/pdf?id=kEtTle1", "openreview:kEtTle1"),
    ("https://openreview.net/forum?id=kEtTle1&noteId=abc", "openreview:kEtTle1"),
    ("https://aclanthology.org/2099.tea-1.5/", "acl:2099.tea-1.5"),
    ("https://aclanthology.org/2099.findings-tea.5v2.pdf", "acl:2099.findings-tea.5"),
    ("https://www.aclweb.org/anthology/P99-1001", "acl:P99-1001"),
    ("http://aclweb.org/anthology/papers/P/P99/P99-1001/", "acl:P99-1001"),
    ("2099.tea-1.5", "acl:2099.tea-1.5"),
]


@pytest.mark.parametrize(("text", "number"), ARXIV)
def test_every_address_of_a_preprint_states_its_number(text: str, number: str) -> None:
    found = identify(text)
    assert found is not None
    assert found.key == f"arxiv:{number}"
    assert found.address == f"https://arxiv.org/abs/{number}"


@pytest.mark.parametrize(("text", "doi"), DOI)
def test_every_address_of_a_doi_states_it(text: str, doi: str) -> None:
    found = identify(text)
    assert found is not None
    assert (found.kind, found.value) == ("doi", doi)
    assert identify(found.address) == found


@pytest.mark.parametrize(("text", "key"), OTHERS)
def test_other_registers_are_known(text: str, key: str) -> None:
    found = identify(text)
    assert found is not None
    assert found.key == key
    assert identify(found.address) == found
    assert is_url(found.address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kettle",
        "2313.00001",
        "1904.0948",
        "2306.1489",
        "0612.1234",
        "A study of 2302.00002",
        "https://arxiv.org/list/cs.LG/recent",
        "https://arxiv.org/a/kettle_a_1",
        "https://example.org/abs/2302.00002",
        "https://arxiv.org.example.org/abs/2302.00002",
        "https://huggingface.co/datasets/tea/2302.00002",
        "https://github.com/tea/10.1000/182",
        "https://openreview.net/group?id=Tea.cc/2099",
        "https://openreview.net/forum",
        "https://aclanthology.org/venues/tea/",
        "https://doi.org/",
        "10.1/x",
        "doi:",
        "https://[",
        "10.1000/" + "x" * 3000,
    ],
)
def test_what_states_none_is_none(text: str) -> None:
    assert identify(text) is None


def test_case_means_nothing_in_a_doi() -> None:
    one, other = identify("10.1000/Kettle.A"), identify("https://doi.org/10.1000/kettle.a")
    assert one is not None
    assert other is not None
    assert one.key == other.key
    assert one.value == "10.1000/Kettle.A"


@given(st.text(max_size=80) | st.text(alphabet="10./:()<>%?#v2arxivdo-[] ", max_size=80))
def test_any_text_is_judged_and_what_it_states_is_stable(text: str) -> None:
    found = identify(text)
    if found is not None:
        again = identify(found.address)
        assert again is not None
        assert again.key == found.key


def test_a_paper_states_its_facts_and_its_links() -> None:
    links = (
        Link(kind=LinkKind.PAPER, url="https://openreview.net/pdf?id=kEtTle1"),
        Link(kind=LinkKind.PAPER, url=f"https://arxiv.org/abs/{NEW}v2"),
        Link(kind=LinkKind.CODE, url="https://arxiv.org/abs/2302.99999"),
    )
    each = paper("x", arxiv=NEW, doi="10.18653/v1/2099.tea-1.5", links=links)
    assert {found.key for found in identifiers_of(each)} == {
        f"arxiv:{NEW}",
        "doi:10.18653/v1/2099.tea-1.5",
        "acl:2099.tea-1.5",
        "openreview:kEtTle1",
    }
