"""The addresses of the site: spelled at one place, and those of a list told without composing a page."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from fabricate import REPOSITORY, library, paper
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf import addresses
from papershelf.catalog.catalog import arrange
from papershelf.model import Digest, Library
from papershelf.publish.site import compose

PACKAGE = REPOSITORY / "generator" / "papershelf"
TEMPLATES = REPOSITORY / "templates"

PLACES = "papers|tags|topics|listings|trending|digest|search|map|statistics|reading|list|curate|contribute|data|p"
WHOLE = re.compile(rf"""(?<![\w./-])/(?:{PLACES})(?:/|$)""")
"""An address from the site's root, and not the path of a file below `content/` nor a place of another site."""
BELOW_ROOT = re.compile(rf"^(?:{PLACES})/(?:$|[^\s.*`]*[{{$?#]|by-id|papers\.)")
"""The same without its slash, as scripts and MkDocs have it."""
BESIDE = re.compile(r"^(?:feed\.(?:xml|json)|cite\.(?:bib|ris|json)|papers\.(?:bib|csv|ris|csl\.json)|card\.png)$")
"""A file that stands beside a page."""


def texts_of_python(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module, those with places in them as one; docstrings are for people."""
    tree = ast.parse(path.read_text("utf-8"))
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in spoken:
            texts = [str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values]
            yield node.lineno, "".join(texts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken | parts:
            yield node.lineno, node.value


QUOTED = re.compile(r"""(["'`])((?:(?!\1).)*)\1""")


def texts_of_template(path: Path) -> Iterator[tuple[int, str]]:
    """What stands between quotes in a template or a script, its remarks left out."""
    text = re.sub(r"\{#.*?#\}|/\*.*?\*/|^\s*//.*?$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for row in text.split("\n"):
        # A script names modules by what would be the folder of a page.
        if not row.startswith("import ") and "modulepreload" not in row and "{% for name in" not in row:
            yield from ((0, found) for _, found in QUOTED.findall(row))
            # An expression may stand within the quotes of an attribute.
            for expression in re.findall(r"\{[{%].*?[%}]\}", row):
                yield from ((0, found) for _, found in QUOTED.findall(expression))


def spelled(path: Path) -> list[str]:
    """The texts of a file that spell an address of the site."""
    is_python = path.suffix == ".py"
    texts = texts_of_python(path) if is_python else texts_of_template(path)
    below_root = not is_python or "publish" in path.parts
    return [
        f"{path.name}:{line}: {text}"
        for line, text in texts
        if WHOLE.search(text) or BESIDE.match(text) or (below_root and BELOW_ROOT.match(text))
    ]


def sources() -> list[Path]:
    scripts = [path for path in TEMPLATES.rglob("*.js") if "vendor" not in path.parts]
    templates = [*TEMPLATES.rglob("*.j2"), *TEMPLATES.rglob("*.html")]
    # Readers know the addresses of the pages that they read, which are others' own.
    modules = [path for path in PACKAGE.rglob("*.py") if path.name != "addresses.py" and "ingest" not in path.parts]
    return sorted([*modules, *scripts, *templates])


def test_no_other_file_spells_an_address() -> None:
    assert len(sources()) > 200
    assert [found for path in sources() for found in spelled(path)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("publish/x.py", 'x = f"/papers/{slug}/"'),
        ("publish/x.py", 'x = f"{site}/p/{id}/"'),
        ("x.py", 'x = page.startswith("/tags/")'),
        ("publish/x.py", 'Artifact(path="data/papers.json")'),
        ("publish/x.py", 'x = "feed.xml"'),
        ("x.js", "fetch(new URL(`papers/${slug}/`, site));"),
        ("x.js", 'link("topics/", "topics")'),
        ("x.js", "fetch(new URL(`data/by-id/${name}`, site));"),
        ("x.j2", "{{ to('/papers/' ~ paper.slug ~ '/') }}"),
        ("x.html", "<a href=\"{{ 'search/' | url }}\">Search</a>"),
        ("x.html", '{% if page.url == "map/" %}'),
        ("x.j2", '<a href="cite.bib">BibTeX</a>'),
    ],
)
def test_a_file_that_spells_one_would_be_found(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    assert spelled(path)


NAMES = st.from_regex(r"[a-z]{1,3}", fullmatch=True)


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """Small lists: papers with former names, tags with former keys, listings, digests and pages by hand."""
    slugs = draw(st.lists(NAMES, unique=True, max_size=4))
    keys = draw(st.lists(NAMES, unique=True, max_size=3))
    topics = draw(st.lists(st.sampled_from(["heat", "vessels", "kind"]), min_size=len(keys), max_size=len(keys)))
    papers = [
        paper(
            slug,
            id=f"{slug}{number}x",
            aliases=tuple(draw(st.lists(NAMES, unique=True, max_size=2))),
            tags=tuple(draw(st.lists(st.sampled_from(keys), unique=True))) if keys else (),
            listed=tuple((name, number) for name in draw(st.sets(st.sampled_from("ab")))),
            withdrawn=draw(st.sampled_from([None, "It boiled over."])),
        )
        for number, slug in enumerate(slugs, start=1)
    ]
    former = draw(st.lists(NAMES, unique=True, max_size=3))
    made = library(
        *papers, tags=dict(zip(keys, topics, strict=True)), published=tuple(f"/tags/{key}/" for key in former)
    )
    tags = {
        key: replace(tag, aliases=tuple(draw(st.lists(NAMES, unique=True, max_size=2))))
        for key, tag in made.vocabulary.tags.items()
    }
    days = sorted(draw(st.sets(st.sampled_from(["2026-01-02", "2026-02-03", "2026-03-04"]))))
    ids = tuple(each.id for each in papers)
    return replace(
        made,
        vocabulary=replace(made.vocabulary, tags=MappingProxyType(tags)),
        digests=tuple(Digest(date=day, since=day, papers=ids) for day in days),
        handwritten=tuple(f"/{name}/" for name in draw(st.sets(NAMES, max_size=2))),
    )


@settings(max_examples=60)
@given(libraries())
def test_the_addresses_of_a_list_are_those_that_composing_finds(made: Library) -> None:
    # Pages of authors are promised to nobody.
    composed = {page.address for page in compose(arrange(made)) if not page.address.startswith(addresses.AUTHORS)}
    led_on = {source for source, _ in addresses.former_and_short(made)}
    assert addresses.addresses(made) == composed | led_on | set(made.handwritten)
    assert addresses.promised(made) == addresses.addresses(made) - {"/"}


def test_what_led_to_a_page_leads_there_still() -> None:
    made = library(paper("kettle", id="k1x", aliases=("pot",)), published=("/tags/warmth/",), tags={"heat": "things"})
    tag = replace(made.vocabulary.tags["heat"], aliases=("warmth", "hot things"))
    made = replace(made, vocabulary=replace(made.vocabulary, tags=MappingProxyType({"heat": tag})))
    assert dict(addresses.former_and_short(made)) == {
        "/p/k1x/": "/papers/kettle/",
        "/papers/pot/": "/papers/kettle/",
        "/tags/warmth/": "/tags/heat/",
    }


def test_addresses_are_asked_by_object_or_by_name() -> None:
    kettle = paper("kettle", id="k1x")
    assert addresses.paper_url(kettle) == addresses.paper_url("kettle") == "/papers/kettle/"
    assert addresses.short_url(kettle) == addresses.short_url("k1x") == "/p/k1x/"
    assert addresses.tag_url("heat") == "/tags/heat/"
    assert addresses.digest_url(Digest(date="2026-01-02", since="2026-01-02", papers=())) == "/digest/2026-01-02/"
    assert addresses.name_in("/papers/kettle/") == "kettle"
    assert addresses.is_below("/papers/kettle/", addresses.PAPERS)
    assert not addresses.is_below("/papers/", addresses.PAPERS)


@pytest.mark.parametrize(
    ("query", "facets", "address"),
    [
        ("", {}, "/search/"),
        ("", {"tag": "heat"}, "/search/?tag=heat"),
        ("tea & pots", {"topic": "", "listing": "a"}, "/search/?q=tea+%26+pots&listing=a"),
    ],
)
def test_a_search_has_an_address(query: str, facets: dict[str, str], address: str) -> None:
    assert addresses.search_url(query, **facets) == address


@pytest.mark.parametrize(
    ("address", "depth", "link"),
    [("/", 0, "./"), ("/", 2, "../../"), ("/tags/", 1, "../tags/"), ("/tags/", 0, "tags/")],
)
def test_an_address_is_linked_from_any_depth(address: str, depth: int, link: str) -> None:
    assert addresses.relative(address, depth) == link


def test_scripts_find_every_address_that_they_ask_for() -> None:
    known = json.loads(addresses.for_scripts())
    scripts = "".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.js"))
    asked = re.findall(r'(?:(?:pathTo|locate)\(|kind: (?="cite))"(\w+)"', scripts)
    assert set(asked) == set(known)
    assert not any(path.startswith("/") for path in known.values())
