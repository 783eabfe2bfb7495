"""What the pictures for shared links cost in the process that draws them: processor time and bytes."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import mean, quantiles

from papershelf.project import Project
from papershelf.publish import template_files
from papershelf.publish.cards import Look, Studio
from papershelf.publish.site import compose

WARM = 16
"""Cards that are drawn before the clock runs, as the first ones of a process open the fonts."""


def main() -> None:
    """Draw every card of the list in the current folder, one after the other."""
    root = Path.cwd()
    cards = [page.card for page in compose(Project(root).catalog) if page.card is not None]
    studio = Studio(tuple(folder / "fonts" for folder in template_files.places(root)), Look(name="A reading list"))
    for card in cards[:WARM]:
        studio.draw(card)
    times, sizes = [], []
    for card in cards:
        start = time.process_time()
        picture = studio.draw(card)
        times.append((time.process_time() - start) * 1000)
        sizes.append(len(picture) / 1000)
    print(f"{len(cards):,} cards: {mean(times):.1f} ms of processor time and {mean(sizes):.1f} KB each")
    print(f"95 of 100 take at most {quantiles(times, n=20)[-1]:.1f} ms; the largest has {max(sizes):.1f} KB")


if __name__ == "__main__":
    main()
