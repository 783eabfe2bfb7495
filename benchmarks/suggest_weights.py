"""The weights of the vocabulary's words: fitted on the imports of `content/`, each as if no paper had tags yet.

Run from the project's folder: `python -m benchmarks.suggest_weights [--listings DIR]`. It prints the constants
of `papershelf.similarity.suggest`, and how often a confidence of 0.8 or more is right on a listing
that had no part in them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.suggest import bare, load, without_abstract, without_summary
from papershelf.model import Library, Paper
from papershelf.similarity.imports import in_order
from papershelf.similarity.logistic import Case, Numbers, fit, logistic
from papershelf.similarity.tag_evidence import index_tags

SURE = 0.8
MOST_CASES = 50_000
"""A fit on more would take minutes and come to the same."""

Seen = Callable[[Paper], Paper]
NEW: dict[bool, tuple[Seen, ...]] = {False: (without_summary, without_abstract), True: (bare,)}
"""What is at hand of a new paper: its abstract, or a summary; or (True) its title only."""


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A case, with the listing that its paper came by."""

    listing: str
    case: Case


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of the vocabulary's words.")
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: here)")
    parser.add_argument("--listings", type=Path, default=Path("../shared/listings"), help="captured listings")
    options = parser.parse_args()
    library = load(options.root, options.listings)
    curated = [paper for paper in library.papers if paper.tags and paper.withdrawn is None]
    for is_bare, seen in NEW.items():
        report("_OF_WORDS", is_bare, list(of_words(library, curated, seen)))


def of_words(library: Library, curated: list[Paper], seen: tuple[Seen, ...]) -> Iterator[Seat]:
    """Each import judged by the words of the vocabulary alone, as if nothing else were there."""
    for each in in_order(curated, tuple(library.listings)):
        for at_hand in seen:
            papers = tuple(map(at_hand, each.papers))
            index = index_tags((), library.vocabulary, others=papers)
            for paper in papers:
                evidence = index.read(replace(paper, tags=())).evidence
                for tag, found in evidence.items():
                    yield Seat(listing=each.listing or "", case=(found.features_of_words, tag in paper.tags))


def report(name: str, is_bare: bool, seats: list[Seat]) -> None:
    seats = seats[:: len(seats) // MOST_CASES + 1]
    start: Numbers = (0.0,) * len(seats[0].case[0])
    weights = fit((seat.case for seat in seats), start)
    print(f"{name}[{is_bare}]: {tuple(round(weight, 2) for weight in weights)}")
    for listing in sorted({seat.listing for seat in seats}):
        others = fit((seat.case for seat in seats if seat.listing != listing), start)
        mine = [seat.case for seat in seats if seat.listing == listing]
        sure = [right for features, right in mine if logistic(others, features) >= SURE]
        print(f"  {listing}: {len(sure):,} of {len(mine):,}, {sum(sure) / max(1, len(sure)):.0%} right")


if __name__ == "__main__":
    main()
