"""Papers read term by term."""

from __future__ import annotations

from fabricate import paper
from hypothesis import given
from hypothesis import strategies as st

from papershelf.similarity.terms import stem, terms
from papershelf.similarity.texts import digest_of, read, tell_apart
from papershelf.text import plain_text


def stems(*words: str) -> str:
    return " ".join(map(stem, words))


def test_a_term_is_alone_between_other_words_or_marks() -> None:
    text = read(paper("one", "Classifier-free guidance: the loss landscape of large sheep, and kettles"))
    alone = {term for term in text.terms if text.has_alone(term)}
    assert alone == {stems("loss", "landscape"), stems("large", "sheep"), stems("kettles")}


def test_words_of_the_title_come_first_and_count_most() -> None:
    text = read(paper("one", "Copper Kettles", summary="Kettles of tin.", finding="They are hot."))
    assert text.titled == 3
    assert text.has_in_title(stems("copper", "kettles"))
    assert not text.has_in_title(stem("tin"))
    assert dict(zip(text.terms, text.counts, strict=True)) == {
        stem("copper"): 3, stem("kettles"): 5, stems("copper", "kettles"): 3, "tin": 2, "hot": 1,
    }  # fmt: skip
    assert text.written(stem("kettles")) == "Kettles"


def test_a_term_is_spelt_without_capitals_where_the_paper_does_so_anywhere() -> None:
    text = read(paper("one", "Copper Kettles", summary="Of copper kettles and Tin."))
    assert [text.written(term) for term in text.terms] == ["copper", "kettles", "copper kettles", "Tin"]


def test_names_with_two_meanings_are_told_apart_and_no_other_text_is_touched() -> None:
    texts = [
        read(paper("one", "KETL: Kettles Expand Tin Lids")),
        read(paper("two", "KETL: Knitting for Every Tall Lamb")),
        read(paper("three", "Pour with KETL Slowly")),
        read(paper("four", "Pour")),
    ]
    one, two, three, four = tell_apart(texts)
    assert not set(one.terms) & set(two.terms)
    assert all(term.startswith("ketl=") for term in (one.terms[0], two.terms[0]))
    assert not [term for term in three.terms if "ketl" in term]
    assert [three.written(term) for term in three.terms] == ["Pour", "Slowly"]
    assert four is texts[3]


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_has_the_terms_that_its_parts_have(title: str, finding: str) -> None:
    title = plain_text(title)
    text = read(paper("one", title, finding=finding))
    assert list(text.terms) == list(
        dict.fromkeys(term for part in (title, plain_text(finding)) for term, _ in terms(part))
    )
    assert len(text.terms) == len(text.counts) == len(text.alone) == len(text.spelt.split("\n") if text.terms else ())


def test_papers_that_say_something_else_have_another_digest() -> None:
    papers = [
        paper("one", "Kettles"),
        paper("one", "Kettles", summary="They whistle."),
        paper("one", "Kettles", finding="They whistle."),
        paper("one", "Kettles", abstract="They whistle."),
    ]
    assert len(set(map(digest_of, papers))) == 4
    assert digest_of(papers[0]) == digest_of(paper("two", "Kettles", tags=("kettles",)))
