"""One invented file of each kind that `import` reads, for a walk from nothing to a site: `python brought.py FOLDER`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import samples

FILES: dict[str, str] = {
    "autumn.txt": "new\n\nGet invented papers!\n\nSubscribe\n\nA Field Guide to Kettles\n\nKettles whistle late on high"
    " mountains, where water boils early. This invented abstract follows forty kettles from the sea to a summit, and"
    " explains with a short formula why their lids must be lighter there.\n\n",
    "daily.html": samples.daily_page(),
    "api.json": samples.API,
    "category.xml": samples.CATEGORY_ATOM,
    "search.html": samples.SEARCH,
    "library.bib": "@article{pots,\n  title = {On {P}ots and Lids},\n  author = {Pot, Ida and Kess{\\'e}l, Bo},\n"
    "  year = 2021,\n  keywords = {survey, pots},\n  note = {Secret},\n}\n",
    "spouts.ris": "TY  - JOUR\nTI  - Spouts of the North\nAU  - Spout, Eve\nPY  - 2019\nDO  - 10.5555/spouts\nER  - \n",
    "handles.json": json.dumps([{"type": "book", "title": "Handles: A History", "issued": {"date-parts": [[1999]]}}]),
    "zotero.csv": '"Key","Item Type","Publication Year","Author","Title","DOI","Url","Manual Tags"\n'
    '"AB12","journalArticle","2018","Rake, Ed","Rakes in Spring","10.5555/rakes","https://rakes.example/","gardens"\n',
    "awesome.md": "# Awesome gardens\n\n## Spades\n\n- **Spades for Heavy Soil**, *Dee Spade*, 2020."
    " [[paper]](https://arxiv.org/abs/2001.00099) [[code]](https://github.com/invented/spades)\n",
    "wanted.txt": "Watering Cans Without Holes https://arxiv.org/abs/2002.00098\n",
}
"""By name. From none of them anything is set aside."""

FACTS = json.dumps({"doi": "10.5555/rakes", "title": "Rakes in Spring", "venue": "Rake Letters"}) + "\n"
"""What a file says of one of these papers, for `enrich --from`."""


def write(folder: Path) -> None:
    """Write them, and the facts as `facts.jsonl` beside their folder."""
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    (folder.parent / "facts.jsonl").write_text(FACTS, encoding="utf-8", newline="")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
