"""Names of papers of which many have one title."""

from __future__ import annotations

from papershelf.content import naming


def test_any_number_of_papers_may_have_one_title() -> None:
    ids, slugs = set[str](), set[str]()
    for _ in range(60):  # of a digest there are 21 beginnings
        paper_id, slug = naming.choose("Editorial", naming.digest("editorial"), ids=ids, slugs=slugs)
        assert 6 <= len(paper_id) <= 26
        ids.add(paper_id)
        slugs.add(slug)
    assert (len(ids), len(slugs)) == (60, 60)


def test_an_id_is_found_whatever_is_taken() -> None:
    ids: set[str] = set()
    for _ in range(60):
        ids.add(naming.choose_id("editorial", ids))
    assert len(ids) == 60
