"""How well the search finds, what it fetches and how fast it answers: in a real headless Chromium, against rivals.

The rivals answer the same queries in the same run: lunr as it is used out of the box, stock
MkDocs Material through its own search box, and plain BM25. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from lunr import lunr
from lunr.stemmer import PorterStemmer
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import invented
from benchmarks.build import LISTINGS, ROOT, papershelf, prepare_ours
from benchmarks.rivals import MATERIAL_SETTINGS
from benchmarks.search_speed import measure_speed
from benchmarks.site import CHROMIUM, FLAGS, served
from papershelf import content
from papershelf.catalog.catalog import arrange
from papershelf.model import Paper
from papershelf.publish.search.words import running
from papershelf.text import escape_html, summary_text

PUBLIC = ROOT.parent / "shared" / "queries" / "public.jsonl"
OWN = ROOT / "benchmarks" / "queries.jsonl"
DESCRIBED = ROOT / "benchmarks" / "described.jsonl"
"""For papers drawn by lot, in other words than theirs. Those that are kept had no part in any tuning."""
TYPES = ("known-item", "typo", "semantic")
SHOWN = 10
SYNTHETIC = 5_000
VARIANTS: Mapping[str, Mapping[str, float]] = {
    "everything": {},
    "without summaries": {"summary": 0},
    "without tags": {"tag": 0, "named": 0},
    "without synonyms": {"synonym": 0, "synonymousWords": 0},
    "without spelling": {"misspelt": 0, "parted": 0},
    "without other endings": {"kin": 0},
    "without a bonus for words as typed": {"typed": 0},
    "without marking down what is known by synonyms alone": {"hearsay": 1},
    "without damping of rarity": {"rarity": 1},
    "without beginnings": {"begun": 0, "perhapsBegun": 0},
    "without closeness of titles": {"close": 0},
}

Ranking = list[str]
"""Titles, best first, as `key` writes them."""
Search = Callable[[str], Ranking]


@dataclass(frozen=True, slots=True)
class Query:
    """What a person types, and the titles that answer it."""

    type: str
    text: str
    relevant: frozenset[str]
    kept: bool
    """Whether no weight and no synonym may be tuned on it."""


def key(title: str) -> str:
    """A title as it is compared: its letters and digits."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", title).casefold())


def read_queries(path: Path) -> list[Query]:
    """The queries of a file, with their right answers."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Query(row["type"], row["query"], frozenset(map(key, row["relevant"])), row.get("kept", _is_third(row["query"])))
        for row in rows
    ]


def _is_third(text: str) -> bool:
    """Whether a query is of the third that is kept aside, by its hash, where the file does not say."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 3 == 0


def ndcg(ranking: Ranking, relevant: frozenset[str]) -> float:
    """The normalised discounted cumulative gain of the first ten, from 0 to 1."""
    gain = sum(1 / math.log2(place + 2) for place, title in enumerate(ranking[:SHOWN]) if title in relevant)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(SHOWN, len(relevant))))


def score(search: Search, queries: Sequence[Query]) -> dict[str, float]:
    """The mean of each type of query."""
    found = defaultdict(list)
    for query in queries:
        found[query.type].append(ndcg(search(query.text), query.relevant))
    return {kind: mean(found[kind]) for kind in TYPES if found[kind]}


# The rivals


def plain_bm25(papers: Sequence[Paper]) -> Search:
    """BM25 over the stemmed words of title, summary and, where there is one, abstract (k1 1.2, b 0.75)."""
    stem = PorterStemmer().stem
    texts = [
        Counter(map(stem, running(f"{p.title} {summary_text(p.summary)} {p.abstract or ''}").split())) for p in papers
    ]
    average = mean(text.total() for text in texts)
    holders = Counter(word for text in texts for word in text)

    def search(query: str) -> Ranking:
        scores: Counter[int] = Counter()
        for word in map(stem, running(query).split()):
            rarity = math.log(1 + (len(texts) - holders[word] + 0.5) / (holders[word] + 0.5))
            for number, text in enumerate(texts):
                if count := text[word]:
                    length = 1.2 * (0.25 + 0.75 * text.total() / average)
                    scores[number] += rarity * count * 2.2 / (count + length)  # type: ignore[assignment]
        return [key(papers[number].title) for number, _ in scores.most_common(SHOWN)]

    return search


def write_lunr(papers: Sequence[Paper], folder: Path) -> None:
    """lunr's index as its guide makes one, with the title counted ten times."""
    documents = [
        {
            "ref": str(number),
            "title": paper.title,
            "text": f"{summary_text(paper.summary)} {paper.abstract or ''}",
        }
        for number, paper in enumerate(papers)
    ]
    index = lunr("ref", [{"field_name": "title", "boost": 10}, "text"], documents)
    folder.mkdir()
    (folder / "index.json").write_text(json.dumps(index.serialize()), encoding="utf-8")
    shutil.copy(ROOT / "templates" / "theme" / "assets" / "vendor" / "lunr.min.js", folder)
    (folder / "index.html").write_text("<!doctype html><title>lunr</title><script src=lunr.min.js></script>")


def stock_lunr(page: Page, address: str, papers: Sequence[Paper]) -> Search:
    """lunr.js with its own query language, from which a query's signs are taken out."""
    page.goto(address)
    page.evaluate("async () => { window.index = lunr.Index.load(await (await fetch('index.json')).json()); }")

    def search(query: str) -> Ranking:
        words = " ".join(re.findall(r"\w+", query))
        found = page.evaluate(
            f"(words) => index.search(words).slice(0, {SHOWN}).map(({{ ref }}) => Number(ref))", words
        )
        return [key(papers[number].title) for number in found]

    return search


def build_material(papers: Sequence[Paper], folder: Path) -> Path:
    """A stock Material site of the same papers and texts."""
    (folder / "docs" / "papers").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MATERIAL_SETTINGS, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Papers\n", encoding="utf-8")
    for paper in papers:
        text = f"{summary_text(paper.summary)}\n\n{paper.abstract or ''}"
        page = f"# {escape_html(paper.title)}\n\n{escape_html(text)}\n"
        (folder / "docs" / "papers" / f"{paper.slug}.md").write_text(page, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True, capture_output=True)
    return folder / "site"


def stock_material(page: Page, address: str, papers: Sequence[Paper]) -> Search:
    """Material's own search box; its answer stands when the line that counts it stops changing."""
    titles = {paper.slug: key(paper.title) for paper in papers}
    page.goto(address)
    page.locator("[data-md-component=search-query]").focus()
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.includes('Type')")

    def search(query: str) -> Ranking:
        box = page.locator("[data-md-component=search-query]")
        box.fill("")
        box.dispatch_event("keyup")  # what Material listens to
        page.wait_for_function("!document.querySelector('.md-search-result__item')")
        box.fill(query)
        box.dispatch_event("keyup")
        page.wait_for_timeout(150)
        page.wait_for_function("!/Type|Initial/.test(document.querySelector('.md-search-result__meta').textContent)")
        page.wait_for_timeout(150)
        links = page.eval_on_selector_all(".md-search-result__item > a", "(links) => links.map((link) => link.href)")
        slugs = dict.fromkeys(match[1] for link in links if (match := re.search(r"/papers/([^/?#]+)/", link)))
        return [titles[slug] for slug in slugs][:SHOWN]

    return search


# Ours


def ours(page: Page, address: str, papers: Sequence[Paper]) -> Search:
    """The search page, as a reader opens it by a link."""
    titles = {paper.slug: key(paper.title) for paper in papers}
    page.goto(f"{address}search/")
    state = page.locator("[data-search-state]")
    state.wait_for(state="attached")

    def search(query: str) -> Ranking:
        page.evaluate(
            "(query) => { const address = new URL(location.href); address.searchParams.set('q', query);"
            " history.pushState(null, '', address); dispatchEvent(new PopStateEvent('popstate')); }",
            query,
        )
        page.locator("[data-search-state=ready]").wait_for(state="attached")
        slugs = page.eval_on_selector_all("[data-paper]", "(rows) => rows.map((row) => row.dataset.paper)")
        return [titles[slug] for slug in slugs][:SHOWN]

    return search


_VARY = """async ({ site, weights, queries }) => {
  const modules = new URL("assets/javascripts/search/", site);
  const { Engine, WEIGHTS } = await import(new URL("engine.js", modules));
  const { parse } = await import(new URL("query.js", modules));
  const { Shelf } = await import(new URL("shelf.js", modules));
  const { whole } = await import(new URL("whole.js", modules));
  const files = {};
  for (const name of ["documents", "people", "summaries", "abstracts", "identifiers"]) {
    if (name === "abstracts" && !files.documents.abstracts) continue;
    files[name] = await (await fetch(new URL(`search/${name}.json`, site))).json();
  }
  const fetchJson = async (name) => (await fetch(new URL(`search/${name}.json`, site))).json();
  const shelf = new Shelf(async (name) => files[name] ?? fetchJson(`shards/${name}`));
  const engine = new Engine(lunr, whole(files, lunr.stopWordFilter, shelf), { ...WEIGHTS, ...weights });
  const rank = async (query) => {
    const hits = await shelf.complete(async () => engine.rank(parse(query)).hits);
    return hits.slice(0, 10).map((paper) => files.documents.titles[paper]);
  };
  return Promise.all(queries.map(rank));
}"""


def vary(page: Page, address: str, weights: Mapping[str, float], queries: Sequence[Query]) -> dict[str, float]:
    """The engine with some of its parts at nothing."""
    page.goto(f"{address}search/")
    page.add_script_tag(url=f"{address}assets/vendor/lunr.min.js")
    asked = [query.text for query in queries]
    found = page.evaluate(_VARY, {"site": address, "weights": dict(weights), "queries": asked})
    rankings = {text: [key(title) for title in titles] for text, titles in zip(asked, found, strict=True)}
    return score(rankings.__getitem__, queries)


# The run


def prepare(folder: Path, *, with_abstracts: bool) -> tuple[Path, list[Paper]]:
    """This list as a fresh clone has it, or with the abstracts of the listings; built."""
    project = folder / ("abstracts" if with_abstracts else "fresh")
    prepare_ours(project)
    ignored = shutil.ignore_patterns("pages", "abstracts", ".*")
    shutil.copytree(ROOT / "content", project / "content", ignore=ignored, dirs_exist_ok=True)
    if with_abstracts:
        run(papershelf(project, "import", *sorted(map(str, LISTINGS.glob("*.txt")))))
    run(papershelf(project, "build"))
    return project / "site", list(arrange(content.load(project).library).papers)


def run(command: Sequence[str]) -> None:
    """Run a command that must succeed."""
    subprocess.run(command, check=True, capture_output=True)


def report_quality(folder: Path, page: Page, queries: Mapping[str, Sequence[Query]], *, with_abstracts: bool) -> Path:
    """Print how each search ranks, and what each part of ours adds."""
    site, papers = prepare(folder, with_abstracts=with_abstracts)
    rivals: dict[str, dict[str, dict[str, float]]] = {}
    lunr_folder = folder / f"lunr-{with_abstracts}"
    write_lunr(papers, lunr_folder)
    material = build_material(papers, folder / f"material-{with_abstracts}")
    with served(site) as here, served(lunr_folder) as lunrs, served(material) as stocks:
        makers: dict[str, Callable[[], Search]] = {
            "Papershelf": lambda: ours(page, here, papers),
            "plain BM25": lambda: plain_bm25(papers),
            "stock lunr": lambda: stock_lunr(page, lunrs, papers),
            "stock Material": lambda: stock_material(page, stocks, papers),
        }
        for name, make in makers.items():
            search = make()
            rivals[name] = {of: score(search, some) for of, some in queries.items()}
        print(f"\n## nDCG@10, {'with' if with_abstracts else 'without'} abstracts\n")
        table(rivals)
        parts = {
            name: {of: vary(page, here, weights, some) for of, some in queries.items()}
            for name, weights in VARIANTS.items()
        }
    print("\n### What each part adds\n")
    table(parts)
    return site


def table(rows: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
    """Print a Markdown table: a row a search, a column a file and type of queries."""
    heads = [f"{of}: {kind}" for of, scores in next(iter(rows.values())).items() for kind in scores]
    print(f"| | {' | '.join(heads)} |\n| --- |{' ---: |' * len(heads)}")
    for name, scores in rows.items():
        cells = [f"{value:.3f}" for of in scores.values() for value in of.values()]
        print(f"| {name} | {' | '.join(cells)} |")


def report_speed(browser: Browser, sites: Mapping[str, Path], repeat: int) -> None:
    """Print what a search costs the reader."""
    print("\n## Bytes and time\n\n| list | fetched for a first answer | first answer | a keystroke |")
    print("| --- | ---: | ---: | ---: |")
    for name, site in sites.items():
        words = ["merging", "models", "at", "scale", "diffusion", "for", "graphs"]
        if name.startswith("invented"):
            documents: dict[str, Any] = json.loads((site / "search" / "documents.json").read_text(encoding="utf-8"))
            words = documents["titles"][0].lower().split()
        with served(site) as address:
            speed = measure_speed(browser, address, words, repeat)
        print(f"| {name} | {speed.kilobytes:.0f} KB | {speed.first:.0f} ms | {speed.keystroke:.1f} ms |")


def main() -> None:
    """Print every table of this benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=50, help="how often a time is measured")
    arguments = parser.parse_args()
    queries = {
        f"{path.stem}, {name}": [query for query in read_queries(path) if query.kept == kept]
        for path in (PUBLIC, OWN, DESCRIBED)
        if path.is_file()
        for name, kept in (("tuned on", False), ("kept aside", True))
    }
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        sites = {"749 papers, a fresh clone": report_quality(folder, page, queries, with_abstracts=False)}
        if LISTINGS.is_dir():
            sites["749 papers, with abstracts"] = report_quality(folder, page, queries, with_abstracts=True)
        synthetic = prepare_ours(folder / "synthetic")
        invented.write_content(synthetic.project / "content", SYNTHETIC)
        synthetic.build()
        sites[f"invented: {SYNTHETIC:,} papers"] = synthetic.project / "site"
        report_speed(browser, sites, arguments.repeat)
        browser.close()


if __name__ == "__main__":
    main()
