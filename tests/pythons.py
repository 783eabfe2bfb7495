"""What a list's numbers come to, as JSON: run by test_pythons.py under each Python that there is.

Usage: `python pythons.py FOLDER PAPERS [whole]`. With `whole` every page is written, which needs all libraries
and not only those that every Python can import, and the built-in `sum` refuses floats.
"""

from __future__ import annotations

import builtins
import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

_sum = sum


def add_whole(values: Iterable[Any], /, start: Any = 0) -> Any:
    """`sum` that takes no float: before Python 3.12 it rounds after each addition, since then once at the end."""
    values = list(values)
    if any(isinstance(value, float) for value in (start, *values)):
        raise TypeError("sum() of floats depends on the Python; take math.fsum()")
    return _sum(values, start)


def numbers(root: Path, count: int, whole: bool) -> dict[str, str]:
    """The bytes of each output that is calculated, or a digest of them."""
    from papershelf import content
    from papershelf.catalog import catalog
    from papershelf.similarity import related, suggest
    from papershelf.similarity.map_data import to_map
    from papershelf.similarity.map_layout import draw

    library = content.load(root).library
    arranged = catalog.arrange(replace(library, papers=library.papers[:count], published=()))
    found = {"content/map.csv": content.write_map(draw(arranged, anew=True))}
    # Half of the places are drawn and half are guessed, for both are calculated.
    drawn = dict(list(library.positions.items())[::2])
    arranged = catalog.arrange(replace(arranged.library, positions=drawn))
    found["content/map.csv, resumed"] = content.write_map(draw(arranged))
    relations = related.relate(arranged)
    found["map/papers.json"] = to_map(arranged, relations)
    found["related"] = repr(relations)
    model = suggest.learn(arranged)
    found["suggested"] = repr([model.suggest(replace(paper, tags=())) for paper in arranged.papers])
    if whole:
        from papershelf.publish.page import Site
        from papershelf.publish.site import publish
        from papershelf.publish.template_files import places
        from papershelf.publish.templates import Renderer

        renderer = Renderer(*places(root))
        for artifact in publish(arranged, Site(name="Papershelf"), renderer):
            found[artifact.path] = hashlib.sha256(artifact.to_bytes()).hexdigest()
    return found


if __name__ == "__main__":
    folder, papers, *rest = sys.argv[1:]
    if whole := rest == ["whole"]:
        builtins.sum = add_whole
    print(json.dumps(numbers(Path(folder), int(papers), whole)))  # noqa: T201
