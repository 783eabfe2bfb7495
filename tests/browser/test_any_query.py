"""Whatever is typed: nothing found is said plainly, and no query ends in an error.

The papers are fabricated.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import Ask, asking, opened, served_library
from fabricate import REPOSITORY, paper
from larder import PAPERS, TAGS, made
from playwright.sync_api import Browser, Page

from papershelf import content
from papershelf.model import Library


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    www = tmp_path_factory.mktemp("www")
    served_library(www / "repo", made(PAPERS, TAGS))
    yield from opened(browser, www)


@pytest.fixture
def ask(page: Page) -> Ask:
    return asking(page)


@pytest.fixture(scope="module")
def three_tags() -> Library:
    tags = {"gardens": ("Gardens", ()), "bridges": ("Bridges", ()), "survey": ("Survey", ())}
    papers = tuple(paper(f"p{number}", f"Invented Plan {number}", tags=("gardens",)) for number in range(14))
    return made(papers, tags)


@pytest.fixture(scope="module")
def ask_small(three_tags: Library, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    www = tmp_path_factory.mktemp("www")
    served_library(www / "repo", three_tags)
    for page in opened(browser, www):
        yield asking(page)


@pytest.mark.parametrize(
    "query",
    ["zzzqqq", "the", "&&&", "语言", "kaplan", "13", "13 ", "-", "tag:", '""', "🔥", "#", "*", "^", "~", "\ud83d"],
)
def test_where_nothing_is_found_nothing_is_near(ask_small: Ask, query: str) -> None:
    answer = ask_small(query)
    if query.strip() == "13":
        assert answer["hits"] == ["p13"]
        return
    assert (answer["hits"], answer["tags"], answer["respelled"]) == ([], [], None)


def test_a_tag_is_near_once_and_only_if_it_shares_a_word(ask_small: Ask) -> None:
    assert ask_small("gardens zzzqqq")["tags"] == ["gardens"]
    assert ask_small("bridge")["tags"] == ["bridges"]
    assert ask_small("gardens bridges")["tags"] == ["gardens", "bridges"]
    assert ask_small("-invented")["tags"] == []
    assert ask_small("vessel plan")["tags"] == ["gardens"], "what was found is there"
    assert ask_small("tag:survey")["tags"] == ["survey"]


def test_stop_words_are_near_to_nothing(ask: Ask) -> None:
    answer = ask("a of")
    assert (answer["hits"][0], answer["tags"]) == ("fish", [])


def test_a_correction_is_a_word_and_leads_somewhere(ask_small: Ask, ask: Ask) -> None:
    assert ask_small("inventions plonn zz ")["respelled"] != "inventions plan zz "
    assert ask_small("inventedly ")["respelled"] in (None, "invented ")
    assert ask_small("tag:survey inventedlies ")["respelled"] is None, "it would lead to nothing, too"
    assert ask("smorebrod ")["respelled"] == "smørrebrød "
    assert ask("模型模型模型 ")["respelled"] is None


# Whatever is typed.

_TYPED = """tag: -tag: TAG: -" the of kettle kettles ketle c++ C# .net a* k- constructor __proto__ toString
语言 模 がん กา नम שָׁ 한ㄱ ß İ ﬁ 🔥 👩🏽‍🔬 𠮷 x 1 42 e\u0301 zzzz qqqqwwww behaviour matrices art"""
_PIECES = [
    *"-–—\"'“”„«»‘’「」『』＂＇:：*+#^~.,;!?()[]{}<>/\\|&%$@=_",
    *" \u00a0\u00ad\u200b\u200d\ufeff\u202e\u0301\ud83d\ude00\x00\n\t",
    *_TYPED.split(),
    *["to be", "state of the art", "a" * 25, "a" * 600],
]

_ASK_ALL = """async (queries) => {
  const failed = [];
  for (const query of queries) {
    try {
      const answer = await search.ask(query);
      const isOnce = (values) => new Set(values).size === values.length;
      const isSound = isOnce(answer.tags) && isOnce(answer.hits) &&
        answer.full <= answer.hits.length && answer.tags.every((key) => catalog.tags.has(key)) &&
        answer.hits.every((number) => catalog.papers[number]);
      answer.marks(query);
      if (!isSound) failed.push([query, JSON.stringify(answer)]);
    } catch (error) {
      failed.push([query, String(error)]);
    }
  }
  return failed;
}"""


def queries(seed: int, number: int) -> list[str]:
    """Random queries, the same for a seed."""
    chance = random.Random(seed)

    def piece() -> str:
        if chance.random() < 0.2:
            return chr(chance.choice([chance.randrange(0x20, 0x3000), chance.randrange(0x110000)]))
        return chance.choice(_PIECES) + chance.choice(["", "", " "])

    return ["".join(piece() for _ in range(chance.randrange(1, 9))) for _ in range(number)]


@pytest.mark.parametrize("of", ["small", "empty", "mixed", "real"])
def test_no_query_ends_in_an_error(browser: Browser, tmp_path: Path, three_tags: Library, of: str) -> None:
    makers = {
        "small": lambda: three_tags,
        "empty": lambda: made((), {}),
        "mixed": lambda: made(PAPERS, TAGS),
        "real": lambda: content.load(REPOSITORY).library,
    }
    served_library(tmp_path / "repo", makers[of]())
    faults: list[str] = []
    for page in opened(browser, tmp_path):
        page.on("pageerror", lambda error: faults.append(str(error)))
        asked = queries(len(of), 300 if of == "real" else 1500)
        assert page.evaluate(_ASK_ALL, asked) == []
    assert faults == []
