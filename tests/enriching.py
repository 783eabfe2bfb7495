"""The installed `papershelf enrich` against a server on this machine: `python enriching.py PAPERSHELF`, in a list.

The server answers as arXiv, Hugging Face and Crossref do, and each knows one of the papers of `brought`. What it says
of them is in no file. All of it is invented.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from services import Reply, atom, entry, hits, message, paper_info, serving, work

from papershelf.facts.sources import SOURCES

FOUND = {
    "watering-cans-without-holes": ("arXiv", 'authors: ["Cora Sprinkle"]'),
    "on-pots-and-lids": ("Hugging Face", 'arxiv: "2101.00097"'),
    "spouts-of-the-north": ("Crossref", 'venue: "Annals of Spouts"'),
}
"""By paper, which service knows it, and a line that its file gets."""


def answer(path: str) -> Reply:
    """What a service says of a request."""
    address = urlsplit(path)
    asked = parse_qs(address.query)
    if address.path == "/api/query":
        known = "2002.00098" in asked.get("id_list", [""])[0]
        return atom(*([entry("2002.00098", "Watering Cans Without Holes", "Cora Sprinkle")] if known else []))
    if address.path == "/api/papers/search":
        return hits(paper_info("2101.00097", "On Pots and Lids", "Ida Pot", "Bo Kessél"))
    if address.path == "/works/10.5555%2Fspouts":
        eve = {"given": "Eve", "family": "Spout"}
        facts = {"container-title": ["Annals of Spouts"]}
        return message(work("10.5555/spouts", "Spouts of the North", eve, year=2019, **facts))
    return message([]) if address.path == "/works" else Reply(status=404)


def main(papershelf: str) -> None:
    """Enrich the papers in the list of this folder, and look into their files."""
    with serving(answer) as server:
        elsewhere = [word for source in SOURCES for word in ("--service", f"{source.name}={server.address}")]
        subprocess.run([papershelf, "enrich", *FOUND, *elsewhere], check=True)
    for paper, (service, line) in FOUND.items():
        text = Path("content", "papers", f"{paper}.md").read_text("utf-8")
        for expected in (line, f'source: "{service}"'):
            if expected not in text:
                sys.exit(f"{paper}: no {expected} in its file, after these requests: {', '.join(server.asked)}")


if __name__ == "__main__":
    main(sys.argv[1])
