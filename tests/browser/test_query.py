"""What a query means: phrases, words with signs, tags by name, and the punctuation of every keyboard.

The papers are fabricated.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from asking import Ask, asking, opened, served_library
from fabricate import REPOSITORY
from larder import PAPERS, TAGS, made
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    www = tmp_path_factory.mktemp("www")
    served_library(www / "repo", made(PAPERS, TAGS))
    yield from opened(browser, www)


@pytest.fixture
def ask(page: Page) -> Ask:
    return asking(page)


EVERY = {found.slug for found in PAPERS}


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ('"state of the art"', {"fish"}),
        ('"the state of the art"', {"fish"}),
        ('"vitamin c"', {"fish"}),
        ('"q-learning"', {"fish"}),
        ('"Q learning"', {"fish"}),
        ('"end-to-end"', {"end", "whole"}),
        ('"to be or not to be"', {"whole"}),
        ('"to be. Steam follows"', {"whole"}),  # from one sentence into the next
        ('"the"', {"fish", "teapot", "whole", "fire"}),
        ('"lids close tightly"', set()),  # from the summary into the abstract
        ('"tightly they shut"', {"abstract"}),
        ('"vitamin"', {"fish"}),  # just so: vitamins are another word
        ('"art" "vitamin c"', {"fish"}),
        ('"state of the ar', {"fish"}),  # the last word is not finished
        ('"state of the ar"', set()),
        ('"O(n^2) steps"', {"growth"}),
        ('"O(n²) steps"', {"growth"}),
        ('"x^2 is small"', {"growth"}),
        ('"语言模型"', {"chinese"}),
        ('"模型语言"', set()),
        ('"ネットの研究"', {"japanese"}),
        ('"กาแฟในเมือง"', {"thai"}),
        ('"كتاب في"', {"arabic"}),
        ('"network of kettles"', {"layers"}),
        ('"C++"', {"cpp", "tagged-cpp", "chinese"}),
        ('"C"', {"c", "tagged-c", "fish"}),
        ('"C#, it whistles"', {"sharp"}),
    ],
)
def test_a_phrase_finds_what_holds_it_as_it_is(ask: Ask, query: str, slugs: set[str]) -> None:
    answer = ask(query)
    assert set(answer["hits"]) == slugs
    assert answer["full"] == len(slugs)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ('-"state of the art" art', {"teapot"}),
        ('-"vitamin c" art', {"teapot"}),
        ("brewing -end-to-end", set()),
        ("-the kettle", {"c", "cpp", "sharp"}),
        ('spoons -"k-means"', {"meant"}),
        ("analysis -C", {"cpp"}),
        ("analysis -C++", {"c"}),
        ("C++ -语言", {"cpp", "tagged-cpp"}),
    ],
)
def test_what_is_left_out_is_left_out_just_so(ask: Ask, query: str, slugs: set[str]) -> None:
    hits = set(ask(query)["hits"])
    assert hits & {"fish", "whole", "fire"} == set()
    assert slugs <= hits if query.startswith("-the") else hits == slugs


def test_a_phrase_that_is_being_typed_fetches_no_summary_for_a_stop_word(page: Page, ask: Ask) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    for typed in ('"t', '"the', '"the stat', '"of fi'):
        ask(typed)
    assert set(ask('"vitam')["hits"]) == {"fish", "teapot"}
    assert ask('"of fis')["hits"] == ["fish"], "titles are at hand"
    assert fetched == []
    ask('"the state of the"')
    assert any("/details/" in url for url in fetched)


def test_words_beside_a_phrase_order_what_holds_it(ask: Ask) -> None:
    answer = ask('"end-to-end" kettle')
    assert (answer["hits"], answer["full"]) == (["whole", "end"], 1)


def test_what_is_not_there_leaves_nothing_out(ask: Ask) -> None:
    assert set(ask('-"never written there"')["hits"]) == EVERY


@pytest.mark.parametrize(
    ("query", "first", "never"),
    [
        ("C++", ["cpp", "tagged-cpp"], {"c", "tagged-c", "sharp", "tagged-sharp"}),
        ("c++ ", ["cpp", "tagged-cpp"], {"c", "tagged-c"}),
        ("C", ["c", "tagged-c"], {"cpp", "tagged-cpp", "sharp"}),
        ("C#", ["tagged-sharp", "sharp"], {"c", "cpp", "tagged-c"}),
        ("C♯", ["tagged-sharp", "sharp"], {"c", "cpp"}),
        ("Ｃ＋＋", ["cpp", "tagged-cpp"], {"c"}),
        (".NET", ["runtime"], {"c"}),
        ("neural net", ["layers"], set()),
        ("A*", ["star"], set()),
        ("RRT*", ["star"], set()),
        ("rrt", ["star"], set()),  # more than a letter is found without its signs
        ("k-means", ["means"], set()),
        ("node.js", ["means"], set()),
        ("R", ["means"], {"runtime"}),
        ("C+", ["cpp", "tagged-cpp"], {"c"}),  # not finished
        ("templ*", ["tagged-cpp"], set()),
    ],
)
def test_letters_with_signs_are_words(ask: Ask, query: str, first: list[str], never: set[str]) -> None:
    answer = ask(query)
    assert set(answer["hits"][: len(first)]) == set(first)
    assert not never & set(answer["hits"])


def test_a_name_that_begins_with_a_sign_is_asked_for_before_the_word(ask: Ask) -> None:
    answer = ask(".NET")
    assert (answer["hits"], answer["full"]) == (["runtime", "layers"], 1)
    assert set(ask("net ")["hits"]) == {"runtime", "layers"}


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("tag:C", ["tagged-c"]),
        ('tag:"C"', ["tagged-c"]),
        ("tag:C++", ["tagged-cpp"]),
        ("tag:cpp", ["tagged-cpp"]),
        ("tag:c-plus-plus", ["tagged-cpp"]),
        ("tag:C#", ["tagged-sharp"]),
        ("tag:.NET", ["runtime"]),
        ("tag:.net", ["runtime"]),
        ('tag:"neural_net"', ["layers"]),
        ("tag:neural-nets", ["layers"]),  # no name of a tag: another ending
        ("tag:pot", ["singular"]),
        ("tag:pots", ["plural"]),
        ("tag：pots", ["plural"]),
        ("ｔａｇ：pots", ["plural"]),
        ("tag:“neural net”", ["layers"]),
        ("tag:«neural net»", ["layers"]),
    ],
)
def test_a_tag_of_just_this_name_is_meant_alone(ask: Ask, query: str, slugs: list[str]) -> None:
    assert ask(query)["hits"] == slugs


def test_a_tag_that_is_nothing_but_signs_is_said_to_be_ignored(ask: Ask) -> None:
    assert ask("tag:+++ fish")["unknown"] == ["tag:+++"]


_QUOTES = zip("“„”‟«»‹‘‚'「『＂＇〝〝❝｢", "”“””»«›’‘'」』＂＇〞〟❞｣", strict=True)


@pytest.mark.parametrize(("start", "end"), [*_QUOTES, ("``", "''"), ("«\u00a0", "\u00a0»")])
def test_the_quotation_marks_of_every_keyboard_make_a_phrase(ask: Ask, start: str, end: str) -> None:
    assert ask(f"{start}state of the art{end}")["hits"] == ["fish"]
    assert ask(f"{start}art state of the{end}")["hits"] == []
    assert ask(f"art -{start}state of the art{end}")["hits"] == ["teapot"]
    assert ask(f"kettle {start}state of the art{end} tasks")["hits"] == ["fish"]


def test_an_apostrophe_is_no_quotation_mark(ask: Ask) -> None:
    for query in ("'don't touch' lid", "‘don’t touch’ lid", "kettle's lid", "kettles' lid don't"):
        assert ask(query)["hits"][0] == "fire", query


@pytest.mark.parametrize("dash", "-–—−‐‑－﹣―‒﹘")
def test_every_dash_before_a_word_leaves_it_out(ask: Ask, dash: str) -> None:
    assert ask(f"art {dash}vitamin")["hits"] == []
    assert "layers" not in ask(f"{dash}tag:neural-net")["hits"]
    assert {"end", "whole"} <= set(ask(f"end{dash}to{dash}end")["hits"])
    assert "fish" in ask(f"kettle {dash} fish")["hits"], "between spaces it is a pause"


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("語言 语言模型", "chinese"),
        ("大语言模型", "chinese"),
        ("模", "chinese"),
        ("ニューラルネット", "japanese"),
        ("研究", "japanese"),
        ("がんばる", "japanese"),
        ("กาแฟ", "thai"),
        ("smorrebrod", "norse"),
        ("SMØRREBRØD", "norse"),
        ("lodz", "norse"),
        ("strasse", "norse"),
        ("dang ISLAK", "norse"),
        ("λογοσ", "greek"),
        ("ΟΔΥΣΣΕΙΑ", "greek"),
        ("елка", "russian"),
        ("كتاب", "arabic"),
        ("كتـــاب", "arabic"),
        ("المکتبه", "arabic"),
        ("שלום", "hebrew"),
        ("किताब", "hindi"),
        ("한글", "korean"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "korean"),
        ("한그", "korean"),  # not finished
        ("🔥", "fire"),
        ("don't touch", "fire"),
        ("dont touch", "fire"),
        ("don’t touch", "fire"),
        ("colander", "fire"),
        ("co\u00adlan\u00adder", "fire"),
        ("ｃｏｌａｎｄｅｒ", "fire"),
        ("colander\u00a0lid", "fire"),
    ],
)
def test_words_are_found_in_every_script(ask: Ask, query: str, slug: str) -> None:
    answer = ask(query)
    assert answer["hits"][0] == slug
    assert answer["respelled"] is None


def test_in_scripts_without_spaces_letters_must_stand_together(ask: Ask) -> None:
    assert ask("型模")["hits"] == []
    assert ask("かんばる")["full"] == 0, "a voiced letter is another one"


def test_marks_are_drawn_around_the_letters_that_matched(page: Page) -> None:
    marked = page.evaluate(
        "async () => { const { marks } = await search.ask('语言 c++ dont smorrebrod');"
        " const text = '大语言模型, C++ (Don’t) Smørre\u00adbrød!';"
        " return marks(text).map(([start, end]) => text.slice(start, end)); }"
    )
    assert marked == ["语言", "C++", "Don’t", "Smørre\u00adbrød"]


def test_both_languages_part_every_text_of_the_table_alike(page: Page) -> None:
    rows = json.loads((REPOSITORY / "tests/data/words.json").read_text(encoding="utf-8"))
    parted = page.evaluate(
        "async (texts) => {"
        " const { split, grams } = await import(new URL('assets/javascripts/search/words.js', location));"
        " return texts.map((text) => [split(text), grams(text)]); }",
        [row["text"] for row in rows],
    )
    assert parted == [[row["words"], row.get("grams", row["words"])] for row in rows]
