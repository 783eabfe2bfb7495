"""Feeds of the tests' own, in the services' forms, and a list that reads them. All of it is invented.

Zotero's BibTeX is as its export translator writes it (https://github.com/zotero/translators/blob/master/BibTeX.js); the
other forms: see `services`.
"""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result
from services import Reply, Server, atom, entry, paper_info

from papershelf.cli import papershelf

DAY = "2026-11-21"
SOURCES = """\
new-on-arxiv:
  arxiv-query: 'cat:cs.KT AND abs:"kettle"'
daily:
  hugging-face: daily
  words: [kettle, tea pot]
group:
  zotero: groups/2345678
lab:
  file: "https://example.org/lab.bib"
"""
TAGS = """\
topics:
  heat: {label: "Heat", description: "How water gets hot."}
tags:
  kettles: {label: "Kettles", description: "Kettles and what boils in them.", topic: heat, aliases: [teapots]}
"""
PAPER = '---\nid: {id}\ntitle: "{title}"\nlisted: []\nadded: "2026-01-02"\nlinks: []\ntags: []\n{more}---\n'
BIBTEX = "application/x-bibtex"
ARXIV = [
    entry("2611.00001", "Kettles That Whistle in Thirds", "Ada Example", abstract="A kettle sings."),
    entry("2611.00002", "Kettles at Altitude", "Bo Sample", "Cy Instance", abstract="Water boils sooner up there."),
]
DAILY = [
    paper_info("2611.00002", "Kettles at Altitude", "Bo Sample", "Cy Instance", abstract="It boils sooner."),
    paper_info("2611.00003", "A Tea-Pot for Every Table", "Di Model", abstract="Pots and tables."),
    paper_info("2611.00004", "Hedges Cut in Spirals", "Ed Gardener", abstract="Nothing but hedges."),
]
GROUP = """
@article{example_spouts_2026,
	title = {Spouts and {Their} {Drips}},
	volume = {3},
	url = {https://example.org/spouts},
	doi = {10.1000/spouts.7},
	author = {Example, Ada and Sample, Bo},
	month = nov,
	year = {2026},
	keywords = {teapots, Drops},
	note = {Read this before Friday},
}
"""
LAB = "@inproceedings{lids, title={Lids for Small Pots}, author={Form, Fay}, year={2025}, booktitle={Kitchen Notes}}\n"


def shelf(root: Path, sources: str | None = SOURCES, **papers: str) -> Path:
    """A list with some papers, each the lines that its front matter has more, by id."""
    content = root / "content"
    (content / "papers").mkdir(parents=True)
    (content / "tags.yml").write_text(TAGS, encoding="utf-8")
    if sources is not None:
        (content / "sources.yml").write_text(sources, encoding="utf-8")
    for name, more in papers.items():
        text = PAPER.format(id=name, title=f"About {name}", more=more)
        (content / "papers" / f"about-{name}.md").write_text(text, encoding="utf-8")
    return root


def answers(path: str) -> Reply:
    """What the four services of `SOURCES` answer."""
    if path.startswith("/api/query?"):
        return atom(*ARXIV)
    if path.startswith("/api/daily_papers?"):
        return Reply(json.dumps([{"paper": paper, "title": paper["title"]} for paper in DAILY]))
    if path.startswith("/groups/2345678/items/top?"):
        return Reply(GROUP, BIBTEX)
    return Reply(LAB, "text/plain; charset=utf-8") if path == "/lab.bib" else Reply(status=404)


def fetch(root: Path, server: Server, *words: str) -> Result:
    """Run `papershelf fetch` on the day of the tests, with a server that stands for all."""
    named = dict.fromkeys(("arXiv", "Hugging Face", "Zotero"), server.address)
    named["lab"] = f"{server.address}/lab.bib"
    moved = [word for name, address in named.items() for word in ("--service", f"{name}={address}")]
    return run(root, "fetch", "--date", DAY, *moved, *words)


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(papershelf, ["--root", str(root), *words])


def inbox(root: Path) -> dict[str, str]:
    """The candidates' files, by their names without ending."""
    return {path.stem: path.read_text("utf-8") for path in sorted((root / "content" / "inbox").glob("*"))}
