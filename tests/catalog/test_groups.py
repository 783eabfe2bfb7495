"""Papers in groups: by kind where kinds tell them apart, otherwise by year."""

from __future__ import annotations

from types import MappingProxyType

from fabricate import paper

from papershelf.catalog.groups import FEWEST, SHOWN, group
from papershelf.model import Paper, Tag, Topic, Vocabulary


def vocabulary(*kinds: str) -> Vocabulary:
    topics = {key: Topic(key=key, label=key.title(), description=key) for key in ("things", "kind")}
    keys = {"heat": "things"} | dict.fromkeys(kinds, "kind")
    tags = {key: Tag(key=key, label=key.title(), description=key, topic=topic) for key, topic in keys.items()}
    return Vocabulary(topics=MappingProxyType(topics), tags=MappingProxyType(tags))


WORDS = vocabulary("benchmark", "survey", "theory")


def papers(number: int, *tags: str, year: str | None = "2024", name: str = "p") -> list[Paper]:
    return [paper(f"{name}-{n:03}", tags=("heat", *tags), year=year) for n in range(number)]


def shape(*groups: list[Paper], but: str = "", words: Vocabulary = WORDS) -> tuple[str, list[tuple[str, int, bool]]]:
    by, found = group(words, [each for some in groups for each in some], but)
    return by, [(each.key, len(each.papers), each.is_open) for each in found]


def test_surveys_come_first_then_methods_then_the_kinds_as_the_vocabulary_has_them() -> None:
    mixed = (papers(3, "theory"), papers(4, name="m"), papers(2, "survey", name="s"), papers(1, "benchmark", name="b"))
    assert shape(*mixed) == (
        "kind",
        [("survey", 2, True), ("method", 4, True), ("benchmark", 1, True), ("theory", 3, True)],
    )


def test_a_paper_of_two_kinds_is_in_one_group() -> None:
    both = papers(FEWEST, "benchmark", "survey")
    assert shape(both, papers(1, name="m")) == ("kind", [("survey", FEWEST, True), ("method", 1, True)])


def test_later_groups_fold_where_a_first_look_is_full() -> None:
    many = (papers(SHOWN + 1, "survey"), papers(1, name="m"))
    assert shape(*many) == ("kind", [("survey", SHOWN + 1, True), ("method", 1, False)])


def test_on_the_page_of_a_kind_and_where_there_is_but_one_they_are_by_year() -> None:
    surveys = (
        papers(5, "survey", year="2023"),
        papers(5, "survey", name="n"),
        papers(1, "survey", year=None, name="o"),
    )
    years = ("year", [("2024", 5, True), ("2023", 5, True), ("", 1, True)])
    assert shape(*surveys, but="survey") == years
    assert shape(*surveys, but="heat") == years
    assert shape(*surveys, words=vocabulary("survey")) == years


def test_few_papers_and_those_of_one_year_are_not_grouped() -> None:
    assert shape(papers(FEWEST - 2, "survey"), papers(1, name="m")) == ("", [])
    assert shape(papers(FEWEST)) == ("", [])


def test_every_paper_is_in_a_group_once_and_in_its_order() -> None:
    mixed = papers(9) + papers(3, "survey", name="s")
    _, groups = group(WORDS, mixed)
    assert [each.slug for one in groups for each in one.papers] == [each.slug for each in mixed[9:] + mixed[:9]]
