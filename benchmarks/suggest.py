"""How good the proposed tags are: 10-fold cross-validation on the curated papers of `content/`.

Run from the project's folder: `python -m benchmarks.suggest [--listings DIR]`. Abstracts are
read from the captured listings, in memory; without listings only summaries are measured.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from papershelf import content
from papershelf.catalog import catalog
from papershelf.ingest import readers
from papershelf.ingest.merge import plan_import
from papershelf.model import KIND_TOPIC, Library, Paper
from papershelf.similarity.suggest import Model, learn
from papershelf.similarity.tag_evidence import Reading

FOLDS = 10

Asked = dict[str, Callable[[Paper], Paper]]


def without_abstract(paper: Paper) -> Paper:
    return replace(paper, abstract=None)


def whole(paper: Paper) -> Paper:
    return paper


def without_summary(paper: Paper) -> Paper:
    return replace(paper, summary="")


def bare(paper: Paper) -> Paper:
    return replace(paper, summary="", abstract=None)


MODES: tuple[tuple[Callable[[Paper], Paper], Asked], ...] = (
    (without_abstract, {"summaries only": without_abstract}),
    (
        whole,
        {"with abstracts": whole, "a new paper: no summary yet": without_summary, "a new paper: only a title": bare},
    ),
)
"""What the curated papers are read by, and what is at hand of the paper in question."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One paper, judged by a model that has not seen it."""

    tags: tuple[str, ...]
    rankings: Mapping[str, list[str]]
    """By method: every tag that it would name, the best first."""
    confidences: tuple[tuple[float, bool], ...]
    """Of each tag that was weighed, and whether a curator gave it."""
    proposed: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the proposed tags by cross-validation.")
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: here)")
    parser.add_argument("--listings", type=Path, default=Path("../shared/listings"), help="captured listings")
    options = parser.parse_args()
    library = load(options.root, options.listings)
    curated = [paper for paper in library.papers if paper.tags and paper.withdrawn is None]
    modes = MODES if any(paper.abstract for paper in curated) else MODES[:1]
    print(f"{len(curated)} curated papers, {len(library.vocabulary.tags)} tags, {FOLDS} folds\n")
    results: dict[str, list[Trial]] = {}
    for known, asked in modes:
        results |= validate(library, curated, known, asked)
    print("| text | method | precision at 3 | recall at 5 |\n| --- | --- | ---: | ---: |")
    for name, trials in results.items():
        for method in trials[0].rankings:
            print(f"| {name} | {method} | {precision(trials, method, 3):.3f} | {recall(trials, method, 5):.3f} |")
    ceiling = mean(min(3, len(paper.tags)) / 3 for paper in curated)
    print(f"\nNo method can pass a precision at 3 of {ceiling:.3f}: some papers have two tags.\n")
    for name, trials in results.items():
        print(f"Confidence and truth, {name}:\n")
        print("| confidence | proposals | mean confidence | right |\n| --- | ---: | ---: | ---: |")
        print("\n".join(reliability(trials)))
        print(f"\n{describe(library, trials)}\n")


def load(root: Path, folder: Path) -> Library:
    """The project's library, with the abstracts of the listings where they are at hand."""
    loaded = content.load(root)
    captures = [readers.read(str(path), path.stem, path.read_bytes()) for path in sorted(folder.glob("*.txt"))]
    plan = plan_import(loaded.library, loaded.texts, captures, added="2026-01-01")
    papers = [
        replace(paper, abstract=plan.files.get(f"abstracts/{paper.slug}.md", paper.abstract))
        for paper in loaded.library.papers
    ]
    return replace(loaded.library, papers=tuple(papers))


def validate(
    library: Library, curated: list[Paper], known: Callable[[Paper], Paper], asked: Asked
) -> dict[str, list[Trial]]:
    """Judge every paper by a model that was taught without its fold."""
    trials: dict[str, list[Trial]] = {name: [] for name in asked}
    for fold in range(FOLDS):
        taught = tuple(known(paper) for paper in curated if fold_of(paper) != fold)
        model = learn(catalog.arrange(replace(library, papers=taught)))
        held = [paper for paper in curated if fold_of(paper) == fold]
        for name, seen in asked.items():
            trials[name] += (judge(model, seen(paper)) for paper in held)
    return trials


def fold_of(paper: Paper) -> int:
    return int.from_bytes(hashlib.sha256(paper.id.encode()).digest()[:4], "big") % FOLDS


def judge(model: Model, paper: Paper) -> Trial:
    untagged = replace(paper, tags=())
    reading = model.index.read(untagged)
    ranked = model.rank(reading)
    return Trial(
        tags=paper.tags,
        rankings={
            "names and aliases in the text (baseline)": by_names(reading),
            "nearest papers alone": best({tag: found.votes for tag, found in reading.evidence.items()}),
            "text of the tag's papers alone": best({tag: found.similarity for tag, found in reading.evidence.items()}),
            "**as shipped**": [tag for tag, _ in ranked],
        },
        confidences=tuple((confidence, tag in paper.tags) for tag, confidence in ranked),
        proposed=tuple(suggestion.tag for suggestion in model.suggest(untagged)),
    )


def by_names(reading: Reading) -> list[str]:
    """The tags that the text names, those first that it names most; the title counts three times."""
    return best({tag: 3 * found.in_title + found.in_text for tag, found in reading.evidence.items()})


def best(scores: Mapping[str, float]) -> list[str]:
    return [tag for tag, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])) if score > 0]


def precision(trials: Iterable[Trial], method: str, places: int) -> float:
    return mean(len(set(trial.rankings[method][:places]) & set(trial.tags)) / places for trial in trials)


def recall(trials: Iterable[Trial], method: str, places: int) -> float:
    return mean(len(set(trial.rankings[method][:places]) & set(trial.tags)) / len(trial.tags) for trial in trials)


def reliability(trials: Iterable[Trial]) -> Iterator[str]:
    """A row for each tenth of the confidence."""
    pairs = [pair for trial in trials for pair in trial.confidences]
    for tenth in range(10):
        those = [pair for pair in pairs if tenth == min(int(pair[0] * 10), 9)]
        if those:
            confidence, right = mean(pair[0] for pair in those), mean(pair[1] for pair in those)
            span = f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"
            yield f"| {span} | {len(those):,} | {confidence:.2f} | {right:.2f} |"


def describe(library: Library, trials: list[Trial]) -> str:
    """What the proposals are worth as they are shown."""
    right = sum(len(set(trial.proposed) & set(trial.tags)) for trial in trials)
    proposed = sum(len(trial.proposed) for trial in trials)
    wanted = sum(len(trial.tags) for trial in trials)
    subjects = mean(any(library.vocabulary.tags[tag].topic != KIND_TOPIC for tag in trial.proposed) for trial in trials)
    return (
        f"As proposed: {proposed / len(trials):.1f} tags a paper, of which {right / proposed:.0%} are right; "
        f"{right / wanted:.0%} of the curators' tags are found; {subjects:.0%} of the papers get a subject."
    )


if __name__ == "__main__":
    main()
