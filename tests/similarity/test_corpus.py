"""Texts that are read once and indexed several times."""

from __future__ import annotations

from subjects import invented

from papershelf.similarity.corpus import read_corpus
from papershelf.similarity.tag_evidence import index_tags
from papershelf.similarity.terms import count, texts_of


def test_terms_of_several_texts_are_numbered_from_a_to_z() -> None:
    made = invented()
    corpus = read_corpus(made.papers, made.vocabulary)
    assert list(corpus.terms) == sorted(corpus.terms)
    assert list(corpus.terms.values()) == list(range(len(corpus.terms)))
    counts = count(texts_of(made.papers[0]))
    row = corpus.row(corpus.papers[made.papers[0].slug])
    assert row == {corpus.terms[term]: its for term, its in counts.items() if term in corpus.terms}
    assert row


def test_a_part_of_a_list_is_indexed_as_if_it_were_all_there_is() -> None:
    made = invented()
    part = made.papers[::3]
    alone = index_tags(part, made.vocabulary)
    shared = index_tags(part, made.vocabulary, corpus=read_corpus(made.papers, made.vocabulary))
    for paper in made.papers:
        one, other = alone.read(paper), shared.read(paper)
        assert (one.nearest, one.evidence, one.named) == (other.nearest, other.evidence, other.named)
        weighed = [
            {tag: index.weigh(reading.vector, tag) for tag in made.vocabulary.tags}
            for index, reading in ((alone, one), (shared, other))
        ]
        assert weighed[0] == weighed[1]
