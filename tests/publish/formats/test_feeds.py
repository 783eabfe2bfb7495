"""Feeds: read back by an independent parser, held to what RFC 4287 and JSON Feed 1.1 demand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import feedparser
import pytest
from fabricate import REPOSITORY, library, paper
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from papershelf import content
from papershelf.addresses import paper_url
from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Link, LinkKind
from papershelf.publish.formats import companions, feeds
from papershelf.publish.formats.bibliographies import Bibliographies
from papershelf.publish.formats.citation import on_one_line
from papershelf.text import capture_text, plain_text, summary_text

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://example.org/repo"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")
_URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def files(arranged: Catalog, address: str = SITE, forwarded: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    """The text of every companion by its path."""
    cited = Bibliographies(arranged, address)
    published = companions.publish(arranged, "Papershelf", address, cited, forwarded)
    beside = (companions.of_paper(each, cited, map(paper_url, each.aliases)) for each in arranged.library.papers)
    return {artifact.path: str(artifact.content) for artifact in (*published, *chain.from_iterable(beside))}


def parse(text: str) -> Any:
    """A feed as feedparser reads it, which must find nothing odd."""
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def hold_to_rfc4287(text: str) -> ET.Element:
    """The MUSTs of sections 4.1.1, 4.1.2, 3.3, 4.2.6 and 4.2.7 that concern what is written here."""
    feed = ET.fromstring(text)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (only,) = element.findall(f"{ATOM}{name}")
            assert only.text, name
        assert _URN.fullmatch(element.findtext(f"{ATOM}id", ""))
        assert _MOMENT.fullmatch(element.findtext(f"{ATOM}updated", ""))
        links = element.findall(f"{ATOM}link")
        kinds = [(link.get("rel"), link.get("type")) for link in links if link.get("rel") == "alternate"]
        assert len(kinds) == len(set(kinds)) == 1
        assert all(link.get("href") for link in links)
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None, "the feed has an author, so no entry needs one"
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    for entry in feed.findall(f"{ATOM}entry"):
        (body,) = entry.findall(f"{ATOM}content")
        assert body.get("type") == "html"
        assert len(body) == 0
    return feed


_JSON_FEED = {
    "version": str, "title": str, "description": str, "home_page_url": str, "feed_url": str,
    "language": str, "authors": list, "items": list,
}  # fmt: skip
_JSON_ITEM = {
    "id": str, "url": str, "external_url": str, "title": str, "content_html": str, "date_published": str,
    "authors": list, "tags": list,
}  # fmt: skip


def hold_to_json_feed(text: str) -> dict[str, Any]:
    """What JSON Feed 1.1 requires, and nothing but its keys."""
    feed: dict[str, Any] = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed.keys() == _JSON_FEED.keys()
    assert all(isinstance(feed[key], kind) for key, kind in _JSON_FEED.items())
    assert all(author.keys() == {"name"} for author in feed["authors"])
    for item in feed["items"]:
        assert {"id", "url", "title", "content_html", "date_published"} <= item.keys() <= _JSON_ITEM.keys()
        assert all(isinstance(value, _JSON_ITEM[key]) for key, value in item.items())
        assert _MOMENT.fullmatch(item["date_published"])
    return feed


@pytest.fixture(scope="module")
def real() -> Catalog:
    return arrange(content.load(REPOSITORY).library)


@pytest.fixture(scope="module")
def published(catalog: Catalog) -> dict[str, str]:
    return files(catalog)


def pairs(published: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for path, text in published.items():
        if path.endswith("feed.xml"):
            yield path.removesuffix("feed.xml"), text, published[path.replace(".xml", ".json")]


# -- valid, everywhere ----------------------------------------------------------------------------


def test_the_list_and_every_topic_and_tag_have_both_feeds(catalog: Catalog, published: dict[str, str]) -> None:
    words = catalog.library.vocabulary
    expected = {"", *(f"tags/{tag}/" for tag in words.tags), *(f"topics/{topic.key}/" for topic in catalog.topics)}
    assert {folder for folder, _, _ in pairs(published)} == expected


def test_every_feed_is_valid_and_both_formats_say_the_same(published: dict[str, str]) -> None:
    for folder, atom, jsn in pairs(published):
        feed, parsed, other = hold_to_rfc4287(atom), parse(atom), hold_to_json_feed(jsn)
        assert feed.findtext(f"{ATOM}title") == parsed.feed.title == other["title"], folder
        assert [entry.id for entry in parsed.entries] == [item["id"] for item in other["items"]]
        assert [entry.link for entry in parsed.entries] == [item["url"] for item in other["items"]]
        assert [entry.published for entry in parsed.entries] == [item["date_published"] for item in other["items"]]
        raw = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
        assert raw == [item["title"] for item in other["items"]]


def test_every_feed_of_the_real_list_is_valid(real: Catalog) -> None:
    found = list(pairs(files(real)))
    assert len(found) > 140
    seen: dict[str, str] = {}
    for _, atom, jsn in found:
        feed = hold_to_rfc4287(atom)
        hold_to_json_feed(jsn)
        entries = feed.findall(f"{ATOM}entry")
        assert len(entries) <= feeds.NEWEST
        seen |= {entry.findtext(f"{ATOM}id", ""): entry.findtext(f"{ATOM}title", "") for entry in entries}
    titles = {on_one_line(each.title) for each in real.papers}
    assert set(seen.values()) <= titles
    assert len(seen) == len(set(seen.values())) > 700
    assert not parse(next(iter(found))[1]).bozo


def test_a_feed_that_no_paper_is_in_is_valid(published: dict[str, str]) -> None:
    feed = hold_to_rfc4287(published["tags/unused/feed.xml"])
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated") == "2026-01-08T00:00:00Z", "the newest day of the list, for want of another"
    assert hold_to_json_feed(published["tags/unused/feed.json"])["items"] == []
    empty = hold_to_rfc4287(files(arrange(library()))["feed.xml"])
    assert empty.findtext(f"{ATOM}updated") == "2000-01-01T00:00:00Z"


# -- what stands in them --------------------------------------------------------------------------


def ids(text: str) -> list[str]:
    return [entry.id for entry in parse(text).entries]


def test_the_newest_come_first_and_one_day_has_a_fixed_order() -> None:
    papers = [
        paper("b", added="2026-01-02"),
        paper("a", added="2026-01-02"),
        paper("old", added="2025-12-31"),
        paper("new", added="2026-02-01"),
        paper("z", added="2026-01-02", listed=[("x", 1), ("y", 1)]),
        paper("gone", added="2026-03-01", withdrawn="Empty."),
    ]
    feed = parse(files(arrange(library(*papers)))["feed.xml"])
    assert [entry.title for entry in feed.entries] == ["New", "Z", "A", "B", "Old"]
    assert feed.feed.updated == "2026-02-01T00:00:00Z"


def test_a_feed_holds_the_newest_and_no_more() -> None:
    papers = [paper(f"p{n:03}", id=f"id{n}", added=f"2026-01-{n % 28 + 1:02}", tags=("t",)) for n in range(80)]
    published = files(arrange(library(*papers, tags={"t": "topic"})))
    for path in ("feed.xml", "tags/t/feed.xml", "topics/topic/feed.xml"):
        entries = parse(published[path]).entries
        days = [entry.published for entry in entries]
        assert len(entries) == feeds.NEWEST
        assert days == sorted(days, reverse=True)
    assert published["tags/t/papers.bib"].count("@misc{") == 80, "a bibliography is whole"


def test_the_content_is_the_summary_as_safe_html() -> None:
    each = paper(
        "x",
        summary="It *works*: [here](https://example.org/?a=1&b=2).\n\n<img src=x onerror=alert(1)> [x](javascript:x)",
        authors=("Ada <b>",),
        year="1999",
    )
    published = files(arrange(library(each)))
    (entry,) = parse(published["feed.xml"]).entries
    raw = ET.fromstring(published["feed.xml"]).findtext(f"{ATOM}entry/{ATOM}content", "")
    tree = LexborHTMLParser(raw)
    assert [node.tag for node in tree.css("p, em, a, img, script, b")] == ["p", "p", "em", "a", "p"]
    assert tree.css("a")[0].attributes["href"] == "https://example.org/?a=1&b=2"
    assert (tree.css("p")[0].text(), "onerror=alert(1)" in tree.text()) == ("Ada <b> · 1999", True)
    assert "It <em>works</em>" in entry.content[0].value
    assert json.loads(published["feed.json"])["items"][0]["content_html"] == raw


def test_a_formula_keeps_its_meaning_where_readers_drop_mathml() -> None:
    each = paper("x", summary="It takes $n^2$ steps.\n\nAlways.")
    raw = ET.fromstring(files(arrange(library(each)))["feed.xml"]).findtext(f"{ATOM}entry/{ATOM}content", "")
    assert raw == f"<p>{summary_text('It takes $n^2$ steps.')}</p>\n<p>Always.</p>"
    assert "math" not in raw


def test_links_lead_to_the_paper_and_to_what_belongs_to_it() -> None:
    each = paper(
        "x",
        doi="10.9999/x",
        links=(Link(kind=LinkKind.CODE, url="https://example.org/c"), Link(kind=LinkKind.OTHER, url="https://o.org/")),
    )
    published = files(arrange(library(each)))
    (entry,) = parse(published["feed.xml"]).entries
    assert [(link.rel, link.href) for link in entry.links] == [
        ("alternate", f"{SITE}/papers/x/"),
        ("related", "https://doi.org/10.9999/x"),
        ("related", "https://example.org/c"),
    ]
    (item,) = json.loads(published["feed.json"])["items"]
    assert (item["url"], item["external_url"]) == (f"{SITE}/papers/x/", "https://doi.org/10.9999/x")


HOSTILE = "]]> <script>alert(1)</script> & \x00\x0b\ufffe\ud800 </title> <![CDATA[ é 🦜"


def test_hostile_texts_stay_text() -> None:
    """Rows 31, 33 and 38."""
    arranged = arrange(library(paper("x", HOSTILE, tags=("t",), summary=HOSTILE), tags={"t": "topic"}))
    for _, atom, jsn in pairs(files(arranged)):
        hold_to_rfc4287(atom)
        hold_to_json_feed(jsn)
        title = ET.fromstring(atom).findtext(f"{ATOM}entry/{ATOM}title")
        assert title == json.loads(jsn)["items"][0]["title"] == on_one_line(plain_text(HOSTILE))
        body = LexborHTMLParser(ET.fromstring(atom).findtext(f"{ATOM}entry/{ATOM}content", ""))
        assert body.css("script") == []


@settings(deadline=None)
@given(text=st.text().map(capture_text))
def test_any_text_makes_a_valid_feed(text: str) -> None:
    made = paper("x", text, summary=text)
    feed = hold_to_rfc4287(files(arrange(library(made)))["feed.xml"])
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == (on_one_line(made.title) or made.id)


# -- who is who -----------------------------------------------------------------------------------

BEFORE = paper("kettle", "A Kettle", id="aaaaa2", tags=("t",), summary="Old.")


def test_an_entry_stays_the_same_one_whatever_people_change() -> None:
    after = replace(BEFORE, slug="teapot", title="A Teapot", aliases=("kettle",), tags=("u",), summary="New.")
    tags = {"t": "topic", "u": "other"}
    old, new = (files(arrange(library(each, tags=tags))) for each in (BEFORE, after))
    assert ids(old["feed.xml"]) == ids(new["feed.xml"]) == ids(old["tags/t/feed.xml"]) == ids(new["tags/u/feed.xml"])
    assert json.loads(old["feed.json"])["items"][0]["id"] == json.loads(new["feed.json"])["items"][0]["id"]
    again = files(arrange(library(BEFORE, tags=tags)), forwarded=(("/tags/w/", "/tags/t/"),))
    assert ids(old["feed.xml"]) == ids(again["tags/w/feed.xml"])


def test_two_papers_are_two_entries() -> None:
    arranged = arrange(library(BEFORE, paper("other"), tags={"t": "topic"}))
    assert len(set(ids(files(arranged)["feed.xml"]))) == 2


def test_a_paper_without_a_summary_says_so() -> None:
    (entry,) = parse(files(arrange(library(paper("x"))))["feed.xml"]).entries
    assert entry.content[0].value == "<p>Nobody has summarised this paper yet.</p>"


def test_a_feed_stays_the_same_one_when_papers_come(catalog: Catalog, published: dict[str, str]) -> None:
    fewer = arrange(replace(catalog.library, papers=catalog.library.papers[:3]))
    again = files(fewer)
    names = {path: parse(text).feed.id for path, text in published.items() if path.endswith(".xml")}
    assert {path: parse(text).feed.id for path, text in again.items() if path.endswith(".xml")} == names
    assert len(set(names.values())) == len(names)


def test_a_former_address_serves_the_feed_of_today(catalog: Catalog) -> None:
    published = files(catalog, SITE, (("/tags/warmth/", "/tags/heat/"),))
    old, new = parse(published["tags/warmth/feed.xml"]), parse(published["tags/heat/feed.xml"])
    assert [entry.id for entry in old.entries] == [entry.id for entry in new.entries] != []
    assert [link.href for link in old.feed.links] == [link.href for link in new.feed.links]
    assert old.feed.links[0].href == f"{SITE}/tags/heat/feed.xml", "readers that follow `self` move on"
    assert old.feed.id != new.feed.id, "each address keeps the identity that its subscribers know"
    assert published["tags/warmth/papers.bib"] == published["tags/heat/papers.bib"]


# -- with and without an address of the site ------------------------------------------------------


@pytest.mark.parametrize("home", ["https://example.org/", "https://example.org/deep/repo/"])
def test_without_an_address_links_resolve_from_wherever_the_feed_is_served(catalog: Catalog, home: str) -> None:
    published = files(catalog, "", (("/tags/warmth/", "/tags/heat/"),))
    for path, text in published.items():
        if not path.endswith(("feed.xml", "feed.json")):
            continue
        at = home + path
        if path.endswith(".xml"):
            feed = hold_to_rfc4287(text)
            found = [link.get("href", "") for link in feed.iter(f"{ATOM}link") if link.get("rel") != "related"]
        else:
            other = hold_to_json_feed(text)
            found = [other["feed_url"], other["home_page_url"], *(item["url"] for item in other["items"])]
        assert not any("://" in address or address.startswith("/") for address in found)
        folder = path.replace("warmth", "heat").rpartition("/")[0]
        here = f"{home}{folder}/" if folder else home
        assert urljoin(at, found[0]) == here + path.rpartition("/")[2]
        assert urljoin(at, found[1]) == here
        assert all(urljoin(at, address).startswith(f"{home}papers/") for address in found[2:])


@pytest.mark.parametrize("address", ["https://example.org", "https://example.org/repo"])
def test_with_an_address_every_link_is_absolute(catalog: Catalog, address: str) -> None:
    for path, text in files(catalog, address).items():
        if path.endswith("feed.xml"):
            links = [link.get("href", "") for link in ET.fromstring(text).iter(f"{ATOM}link")]
            assert links
            assert all(link.startswith("https://") for link in links)
            assert links[0] == f"{address}/{path}"


def test_the_same_catalog_gives_the_same_bytes(catalog: Catalog, published: dict[str, str]) -> None:
    again = files(catalog)
    assert list(again.items()) == list(published.items())


def test_a_renamed_paper_is_cited_at_its_former_address_too(published: dict[str, str]) -> None:
    for name in ("cite.bib", "cite.ris", "cite.json"):
        assert published[f"papers/whistling-vessels/{name}"] == published[f"papers/kettles-under-another-name/{name}"]


def test_a_withdrawn_paper_keeps_its_citations_and_leaves_the_lists(published: dict[str, str]) -> None:
    assert "Drawer" in published["papers/a-drawer-that-was-emptied/cite.bib"]
    for path, text in published.items():
        if not path.startswith("papers/a-drawer"):
            assert "drawer-that-was" not in text, path


# -- authors, and whose entry it is ---------------------------------------------------------------


def test_an_entry_names_its_authors_and_counts_those_after_the_eighth() -> None:
    many = paper("many", authors=tuple(f"Kettle{n}, Ada" for n in range(200)))
    published = files(arrange(library(many)))
    entry = ET.fromstring(published["feed.xml"]).find(f"{ATOM}entry")
    assert entry is not None
    names = [name.text for name in entry.iterfind(f"{ATOM}author/{ATOM}name")]
    assert names == [f"Ada Kettle{n}" for n in range(8)]
    (item,) = json.loads(published["feed.json"])["items"]
    assert item["authors"] == [{"name": name} for name in names]
    byline = f"<p>{', '.join(map(str, names))} and 192 more</p>"
    assert item["content_html"].startswith(byline)
    assert entry.findtext(f"{ATOM}content", "").startswith(byline)


def test_a_paper_without_authors_has_those_of_the_feed() -> None:
    published = files(arrange(library(paper("x"))))
    assert ET.fromstring(published["feed.xml"]).find(f"{ATOM}entry/{ATOM}author") is None
    assert "authors" not in json.loads(published["feed.json"])["items"][0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Kettles", "https://example.org/a"), ("Kettles", "https://example.org/b")),
        (("Kettles", ""), ("Teapots", "")),
        (("Kettles", "https://example.org"), ("Kettles", "")),
    ],
)
def test_two_lists_give_one_paper_two_entry_ids(one: tuple[str, str], other: tuple[str, str]) -> None:
    arranged = arrange(library(paper("a-shared-kettle", id="q7x2kd")))
    ids = []
    for name, address in (one, other, one):
        cited = Bibliographies(arranged, address)
        published = {each.path: each.content for each in companions.publish(arranged, name, address, cited)}
        feed = parse(str(published["feed.xml"]))
        item = json.loads(str(published["feed.json"]))["items"][0]
        assert item["id"] == feed.entries[0].id
        ids.append((feed.feed.id, feed.entries[0].id))
    assert ids[0] == ids[2], "the same list, the same ids"
    assert len({*ids[0], *ids[1]}) == 4
