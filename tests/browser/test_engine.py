"""The ranking in the browser: what a query is understood as, and which papers answer it.

The papers are fabricated. They are served with the search's own modules and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from asking import CLIENT, Ask, asking, opened, served_library
from browsing import serve
from fabricate import REPOSITORY, library, paper
from playwright.sync_api import Browser, Page

from papershelf import content
from papershelf.model import Library, Link, LinkKind, Tag, Topic, Vocabulary
from papershelf.publish.search.words import split


def vocabulary() -> Vocabulary:
    """Three invented tags."""
    tags = [
        Tag(key="mixture-of-pots", label="Mixture of pots", description="…", topic="pots", aliases=("mop", "pot mix")),
        Tag(key="survey", label="Survey", description="…", topic="kind", aliases=("overview",)),
        Tag(key="lids", label="Lids", description="…", topic="pots"),
    ]
    topics = [Topic(key="pots", label="Pots", description="…"), Topic(key="kind", label="Kind", description="…")]
    return Vocabulary(topics={topic.key: topic for topic in topics}, tags={tag.key: tag for tag in tags})


PAPERS = (
    paper("whistle", "WhistleNet: Kettles That Sing at Scale", summary="A kettle whistles. It boils water quickly."),
    paper("kt4", "KT-4 and the Kettle Question", summary="Some say that a samovar is better.", tags=("survey",)),
    paper("pots", "Boiling in Turns", summary="Several vessels share one flame.", tags=("mixture-of-pots", "lids")),
    paper("steam", "Steam, Slowly", summary="The lid rattles. Vapour gathers under glass.", tags=("lids",)),
    paper(
        "deep",
        "Deep Pan Learning",
        summary="A chain of pans learns to fry. The pan learns from smoke.",
        links=(Link(kind=LinkKind.CODE, url="https://example.org/pan"),),
    ),
    paper("pan-survey", "An Overview of Pans", summary="Pans of all kinds.", tags=("survey",), aliases=("pans",)),
    paper("curious", "Constructor <script>alert(1)</script> & Proto", summary="Ünïcödé naïveté is studied."),
    paper("gone", "A Kettle That Left", withdrawn="It broke."),
)


@pytest.fixture(scope="module")
def kitchen() -> Library:
    synonyms = (("kettle", "samovar", "tea machine"), ("vapour", "mist"))
    return replace(library(*PAPERS), vocabulary=vocabulary(), synonyms=synonyms)


@pytest.fixture(scope="module")
def folder(kitchen: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    www = tmp_path_factory.mktemp("www")
    served_library(www / "repo", kitchen)
    return www


@pytest.fixture(scope="module")
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    yield from opened(browser, folder)


@pytest.fixture
def ask(page: Page) -> Ask:
    return asking(page)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("boiling turns", "pots"),
        ("turns boiling", "pots"),  # in any order
        ("whistlenet", "whistle"),
        ("whistle net", "whistle"),  # one name written as two words
        ("WHISTLENET", "whistle"),
        ("kt4", "kt4"),  # two parts written as one
        ("kt 4", "kt4"),
        ("learned deeply pan", "deep"),  # other endings
        ("kettels sing", "whistle"),  # two letters exchanged
        ("ketles sng scle", "whistle"),  # a letter missing in each word
        ("smoky vapuor", "steam"),
        ("whistl", "whistle"),  # not finished
        ("steam slo", "steam"),
        ("samovar question", "kt4"),
        ("mist", "steam"),  # a synonym
        ("tea machine", "kt4"),  # a synonym of two words
        ("mop", "pots"),  # an alias of a tag
        ("mixture of pots", "pots"),
        ("unicode naivete", "curious"),
        ("constructor", "curious"),
        ("proto", "curious"),
        ("the overview of pans", "pan-survey"),
        ("vessels flame", "pots"),  # a summary's words
        ("what is the and of", "kt4"),  # nothing but stop words: those of titles count then
    ],
)
def test_a_query_finds_its_paper_first(ask: Ask, query: str, first: str) -> None:
    assert ask(query)["hits"][0] == first


def test_papers_that_hold_all_words_come_before_those_that_hold_some(ask: Ask) -> None:
    answer = ask("pan smoke kettle learns")
    assert answer["full"] == 0
    assert answer["hits"][0] == "deep"
    answer = ask("lid vapour")
    assert (answer["hits"], answer["full"]) == (["steam", "pots"], 1)


def test_a_paper_that_answers_far_less_than_the_best_is_no_answer(ask: Ask) -> None:
    assert ask("kettle sing scale")["hits"] == ["whistle"]
    assert set(ask("kettle scale")["hits"]) == {"whistle", "kt4"}


def test_a_synonym_finds_a_paper_but_is_not_the_word(ask: Ask) -> None:
    answer = ask("samovar")
    assert set(answer["hits"]) == {"kt4", "whistle"}
    assert (answer["hits"][0], answer["full"]) == ("kt4", 1)


def test_a_synonym_is_not_marked_and_tells_no_more_than_the_word(page: Page, ask_meadow: Ask) -> None:
    marked = page.evaluate(
        "async () => { const { marks } = await search.ask('samovar'); return marks('kettle samovar'); }"
    )
    assert marked == [[7, 14]]
    # `rain` is in many papers, its synonym `drizzle` in one alone, which is no better an answer to it.
    assert ask_meadow("rain kitchen")["hits"][0] != "drizzle"


@pytest.mark.parametrize(
    ("query", "first"), [("taller", "tall"), ("tall", "tall"), ("bake", "baker"), ("baker", "baker")]
)
def test_another_ending_finds_a_word(ask_meadow: Ask, query: str, first: str) -> None:
    assert ask_meadow(query)["hits"][0] == first


def test_a_spelling_is_offered_and_not_imposed_where_the_word_has_a_result(ask_meadow: Ask) -> None:
    rare = ask_meadow("walt ")
    assert (rare["hits"], rare["respelled"], rare["offered"]) == (["walt"], None, "wall ")
    for query in ("wall ", "toast ", "walls and "):
        assert ask_meadow(query)["offered"] is None, query


MEADOW = (
    paper("teapot", "Teapot"),
    paper("walk", "A Walk in Autumn", summary=f"It rains on {'the hills and the fields and ' * 20} on a teapot."),
    paper("marmalade", "Marmalade Toast", summary="Breakfast."),
    paper("orchard", "Marmalade Toast for Sheep, Parrots and Spoons", summary="Marmalade. Toast. Toast. Marmalade."),
    paper("tagged", "Pots, and a Mix", summary="Ink.", tags=("mixture-of-pots",)),
    paper("worded", "Pots, or a Mix", summary="A mix is in pots. Of pots, a mix."),
    paper("fence", "A Fence or a Wall"),
    paper("paint", "Wall Paint"),
    paper("stones", "Stones of a Wall"),
    paper("wally", "Wally", authors=("Ada Wally", "Wally Brass")),
    paper("walt", "Walt"),
    paper("ye", "Sipping", authors=("Tao Ye-Sheep", "Tao Ye")),
    paper("tall", "Tall Ladders"),
    paper("lan", "Lan"),
    paper("gauge", "A Gauge for Thimbles"),
    paper("bees", "Bees Have a Language"),
    paper("rampart", "Drizzle on a Rampart", summary="Drizzle, rampart, drizzle, rampart, drizzle."),
    paper("gpt", "Pots Told by XYZ-9"),
    paper("gpt9", "XYZ9 Tells"),
    paper("baker", "The Baker"),
    paper("drizzle", "Drizzle on a Roof"),
    paper("rain", "Rain in a Kitchen", authors=("Ada Wally",)),
    *(paper(f"rain-{number}", f"Rain, Part {number}") for number in range(3)),
)
"""Papers whose order hangs on one rule of the ranking each."""
SYNONYMS = (("rain", "drizzle"), ("wall", "rampart"))


@pytest.fixture(scope="module")
def ask_meadow(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    www = tmp_path_factory.mktemp("www")
    served_library(www / "repo", replace(library(*MEADOW), vocabulary=vocabulary(), synonyms=SYNONYMS))
    for page in opened(browser, www):
        yield asking(page)


def test_a_paper_with_all_the_words_is_an_answer_however_little_it_tells(ask_meadow: Ask) -> None:
    answer = ask_meadow("teapot")
    assert (answer["hits"], answer["full"]) == (["teapot", "walk"], 2)


def test_a_title_made_of_the_query_comes_before_one_that_mentions_it(ask_meadow: Ask) -> None:
    assert ask_meadow("marmalade toast")["hits"] == ["marmalade", "orchard"]


def test_of_two_words_a_letter_away_the_one_in_more_papers_is_taken(ask_meadow: Ask) -> None:
    assert ask_meadow("wals ")["respelled"] == "wall "


def test_a_word_that_falls_into_two_by_chance_is_a_slip_of_another(ask_meadow: Ask) -> None:
    answer = ask_meadow("langauge ")
    assert (answer["hits"], answer["respelled"], answer["missing"]) == (["bees"], "language ", ["langauge"])


def test_a_word_that_is_two_of_one_paper_is_not_taken_for_another(ask_meadow: Ask) -> None:
    answer = ask_meadow("tallladders ")
    assert (answer["hits"], answer["respelled"], answer["missing"]) == (["tall"], None, [])


def test_a_name_and_its_number_are_found_together_and_apart(ask_meadow: Ask) -> None:
    for query in ("xyz9 ", "xyz 9 ", "XYZ-9"):
        assert set(ask_meadow(query)["hits"]) == {"gpt", "gpt9"}, query


def test_a_paper_known_by_synonyms_alone_comes_after_one_that_holds_a_word(ask_meadow: Ask) -> None:
    hits = ask_meadow("rain wall ")["hits"]
    assert hits.index("rampart") > max(map(hits.index, ("stones", "fence", "paint")))


def test_the_name_of_a_tag_counts_no_more_beside_the_words_it_is_made_of(ask_meadow: Ask) -> None:
    assert ask_meadow("pot mix")["hits"] == ["worded", "tagged"]


def test_a_tag_is_meant_by_the_words_of_its_name_where_others_are_between(ask_meadow: Ask) -> None:
    for query in ("pot nobody mix ", "a mixture, somebody's, of pots "):
        assert ask_meadow(query)["hits"][0] == "tagged", query


def test_a_quoted_phrase_must_stand_there_as_it_is(ask: Ask) -> None:
    assert set(ask("kettle question")["hits"]) == {"kt4", "whistle"}
    assert ask('"kettle question"')["hits"] == ["kt4"]
    assert ask('"question kettle"')["hits"] == []
    assert ask('"one flame"')["hits"] == ["pots"]  # in a summary
    assert ask('"mixture of pots"')["hits"] == ["pots"]  # in the name of a tag
    assert ask('"deep pan" smoke')["hits"] == ["deep"]


def test_words_phrases_and_tags_can_be_left_out(ask: Ask) -> None:
    assert ask("kettle -samovar")["hits"] == ["whistle"]
    assert ask('pan -"deep pan"')["hits"] == ["pan-survey"]
    assert ask("pan -tag:survey")["hits"] == ["deep"]
    assert set(ask("-kettle")["hits"]) == {"pots", "steam", "deep", "pan-survey", "curious"}


def test_a_tag_is_asked_for_by_key_label_and_alias(ask: Ask) -> None:
    for query in ("tag:survey", "tag:Survey", "tag:overview", 'tag:"overview"', "TAG:survey"):
        assert ask(query)["hits"] == ["pan-survey", "kt4"], query  # by title
    assert ask("tag:survey kettle")["hits"] == ["kt4"]
    assert ask("tag:lids tag:mixture-of-pots")["hits"] == ["pots"]
    answer = ask("tag:nonsense pans")
    assert answer["unknown"] == ["tag:nonsense"]
    assert "pan-survey" in answer["hits"]


def test_no_query_is_every_paper_by_title_and_a_sign_is_none(ask: Ask) -> None:
    assert ask("")["hits"] == ask("  ")["hits"]
    assert ask("")["hits"] == ["pan-survey", "pots", "curious", "deep", "kt4", "steam", "whistle"]
    assert ask("?!")["hits"] == []


def test_what_was_understood_is_said(ask: Ask) -> None:
    assert ask("kettels sing")["respelled"] == "kettles sing"
    assert ask("Kettels sing")["missing"] == ["Kettels"]
    assert ask("kettles sing")["missing"] == []
    assert ask("Singing  kettels!")["respelled"] == "Singing  kettles!"
    assert ask("kettles")["respelled"] is None
    assert ask("kettl")["respelled"] is None  # not wrong, only not finished


def test_where_nobody_wrote_a_word_the_nearest_is_taken_or_at_least_named(ask: Ask) -> None:
    near, far = ask("whistlelent "), ask("whistlelenting ")
    assert (near["hits"], near["respelled"]) == (["whistle"], "whistlenet ")
    assert (far["hits"], far["respelled"]) == ([], "whistlenet ")
    nothing = ask("qqqqzzzz")
    assert (nothing["hits"], nothing["respelled"]) == ([], None)


def test_tags_are_suggested_by_their_names_while_they_are_typed(ask: Ask) -> None:
    for query in ("mop", "mix", "pot mix", "mixture"):
        assert ask(query)["tags"][0] == "mixture-of-pots", query
    assert ask("vessels")["tags"][:2] == ["mixture-of-pots", "lids"]  # those of what was found


def test_a_tag_of_just_this_name_is_named(ask: Ask) -> None:
    assert ask("Lids")["named"] == ["lids"]
    assert ask("pot mix")["named"] == ["mixture-of-pots"]
    assert ask("mix")["named"] == []


def test_authors_are_named_by_their_names(ask_meadow: Ask) -> None:
    assert ask_meadow("ada wal")["authors"] == ["Ada Wally"]
    assert ask_meadow("wally")["authors"] == ["Ada Wally", "Wally Brass"]
    assert ask_meadow("tao ye")["authors"] == ["Tao Ye", "Tao Ye-Sheep"]
    for query in ("ada brass", "al", "wall paint", '"ada wally"', "marmalade", ""):
        assert ask_meadow(query)["authors"] == [], query


def test_a_very_long_query_is_answered(ask: Ask) -> None:
    assert ask(" ".join(["kettle"] * 500))["hits"]
    assert ask("x" * 20_000)["hits"] == []
    assert ask('"' * 300)["hits"] == []


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("<img src=x onerror=alert(1)>", ["curious"]),
        ("__proto__", ["curious"]),
        ("tag:__proto__ kettle^9", ["whistle", "kt4"]),
        ("constructor:1^9 ~ +*", ["curious"]),
    ],
)
def test_signs_of_query_languages_and_markup_are_no_more_than_text(ask: Ask, query: str, hits: list[str]) -> None:
    assert ask(query)["hits"] == hits


def test_marks_show_what_matched_in_any_form(page: Page) -> None:
    marked = page.evaluate(
        "async () => { const { marks } = await search.ask('learning pän');"
        " const text = 'A pan learns: Pans! ünpan'; return marks(text).map(([start, end]) => text.slice(start, end)); }"
    )
    assert marked == ["pan", "learns", "Pans"]


def test_details_are_the_sentence_that_answers_and_the_links(page: Page) -> None:
    details = page.evaluate(
        "async () => { const answer = await search.ask('smoke');"
        " return [...(await search.details(answer.hits, answer)).values()]; }"
    )
    assert details == [
        {"sentence": "The pan learns from smoke.", "links": [{"kind": "code", "url": "https://example.org/pan"}]}
    ]


@pytest.mark.parametrize(("query", "shown"), [("pans smoke", 0), ("pans", 0), ("pans heat", 1)])
def test_another_sentence_is_shown_only_for_what_neither_title_nor_finding_says(
    browser: Browser, tmp_path: Path, query: str, shown: int
) -> None:
    says = ["Smoke teaches.", "The pans of pans have heat."]
    (tmp_path / "repo").mkdir()
    found = paper("pans", "Pans that Learn", finding=says[0], summary=says[1])
    served_library(tmp_path / "repo", library(found, paper("lid", "A Lid")))
    for address in serve(tmp_path):
        page = browser.new_page()
        page.goto(address)
        sentence = page.evaluate(
            f"async (query) => {{ const {{ openSearch }} = await import({CLIENT});"
            " const search = openSearch(new URL('search/', location)); const answer = await search.ask(query);"
            " return (await search.details(answer.hits, answer)).get(answer.hits[0]).sentence; }",
            query,
        )
        page.close()
        assert sentence == says[shown]


def test_the_catalog_has_every_paper_under_its_own_slug(page: Page, kitchen: Library) -> None:
    slugs = page.evaluate("catalog.papers.map((paper) => paper.slug)")
    assert sorted(slugs) == sorted(found.slug for found in kitchen.papers if found.withdrawn is None)


def test_both_languages_part_a_text_alike(page: Page) -> None:
    texts = [
        *(found.title for found in content.load(REPOSITORY).library.papers),
        "Étude, naïve Straße ﬁne x² o'neill's snake_case GPT-4 研究 の İstanbul Ǆ 1½ … — !!!",
        "a‍b e\u0301 \u00ad ٣ नमस्ते",
    ]
    parted = page.evaluate(
        "async (texts) => { const { split } = await import(new URL('assets/javascripts/search/words.js', location));"
        " return texts.map(split); }",
        texts,
    )
    assert parted == [split(text) for text in texts]


def test_files_of_two_builds_are_told_apart(browser: Browser, kitchen: Library, tmp_path: Path) -> None:
    served_library(tmp_path / "repo", kitchen)
    people = tmp_path / "repo" / "search" / "people.json"
    people.write_text(json.dumps({**json.loads(people.read_text()), "stamp": "another"}))
    for address in serve(tmp_path):
        page = browser.new_page()
        page.goto(address)
        failure = page.evaluate(
            f"async () => {{ const {{ openSearch }} = await import({CLIENT});"
            " const search = openSearch(new URL('search/', location));"
            " return search.ask('kettle').then(() => null, (error) => error.message); }"
        )
        page.close()
        assert "search/people.json is of another build" in failure
