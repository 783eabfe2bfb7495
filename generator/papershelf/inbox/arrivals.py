"""What of the feeds' answers is new, and becomes candidates. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from papershelf.content import inbox, naming, vocabulary
from papershelf.content.feeds import Feed, FeedKind
from papershelf.content.inbox import Arrival, Inbox
from papershelf.content.yaml.fields import Report
from papershelf.errors import Problem, Severity
from papershelf.inbox.feeds import SERVICES
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.create import Maker
from papershelf.ingest.shelf import Fresh, Group, Shelf
from papershelf.model import Library, Origin, Paper
from papershelf.records.record import FACTS
from papershelf.similarity.suggest import MOST_TAGS, Suggestion
from papershelf.text import near_keys, normalize, plain_text

MOST_NEW = 200
"""How many candidates one run brings; the next one brings the rest."""
_LONGEST = 120
"""Characters of a query or an address that a reason shows."""

Suggest = Callable[[Paper], tuple[Suggestion, ...]]
"""The tags that a paper probably needs, the surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What a run brings."""

    arrivals: tuple[Arrival, ...]
    """In the order of their names."""
    files: Mapping[str, str]
    """Files to write, by path under `content/`, what is referred to first."""
    suggested: Mapping[str, tuple[Suggestion, ...]]
    """By slug, why tags are proposed."""
    looked_at: int
    """How many records the answers had."""
    known: int
    """How many of them are on the list, wait already, or were candidates once."""
    other: int
    """How many have none of the words that their feed asks for."""
    left: int
    """How many candidates wait for the next run."""
    problems: tuple[Problem, ...]
    """Records that are incomplete, and what a curator should look at."""


def plan(
    library: Library,
    box: Inbox,
    captures: Iterable[tuple[Feed, Capture]],
    suggest: Suggest,
    *,
    day: str,
    also: Iterable[Paper] = (),
) -> Arrivals:
    """Decide what is new.

    Args:
        library: The list.
        box: Its inbox, and what was ever in it.
        captures: The answers, in the order in which they count.
        suggest: What proposes tags.
        day: The day that candidates are marked with, `YYYY-MM-DD`.
        also: Other papers that are no candidates: of the list as it is, where `library` is as it would be.
    """
    captures = list(captures)
    sorting = _Sorting(shelf=_shelf(library, box, also))
    for feed, capture in captures:
        for candidate in capture.candidates:
            sorting.take(feed, capture, _of_service(feed, _bare(candidate)))
        sorting.problems += capture.set_aside
    left = sorting.leave(MOST_NEW)
    # A later page of a feed does not name it: the path is that of the first.
    paths = {feed.id: capture.path for feed, capture in reversed(captures)}
    arrivals, suggested = sorting.make(vocabulary.words(library.vocabulary), paths, suggest, day)
    problems = [*sorting.problems, *_near(library.papers, arrivals)]
    return Arrivals(
        arrivals=tuple(arrivals),
        files=_files(arrivals, day),
        suggested=suggested,
        looked_at=sum(len(capture.candidates) + len(capture.set_aside) for _, capture in captures),
        known=sorting.known,
        other=sorting.other,
        left=left,
        problems=tuple(replace(each, severity=Severity.WARNING) for each in dict.fromkeys(problems)),
    )


def _files(arrivals: Iterable[Arrival], day: str) -> dict[str, str]:
    arrivals = list(arrivals)
    abstracts = {
        f"abstracts/{each.paper.slug}.md": f"{each.paper.abstract}\n" for each in arrivals if each.paper.abstract
    }
    written = {each.file: inbox.write(each) for each in arrivals}
    # What remembers them is written last: a candidate that is there and not remembered is merely known by its file.
    return abstracts | written | inbox.record((each.paper for each in arrivals), day)


def _shelf(library: Library, box: Inbox, also: Iterable[Paper]) -> Shelf:
    """Whatever is no candidate any more, or is one already."""
    waiting = [*(each.paper for each in box.arrivals), *also]
    # Each has a name of its own there, whatever it is called: a candidate may be called as a paper is.
    others = [replace(each, slug=f"candidate {number}") for number, each in enumerate([*waiting, *box.offered])]
    shelf = Shelf.of([*library.papers, *others])
    ids, slugs = naming.taken(library)
    shelf.ids |= ids
    shelf.taken |= {*slugs, *(paper.slug for paper in waiting)}
    return shelf


@dataclass(slots=True, kw_only=True)
class _Sorting:
    """Records become groups of those of one new paper, or are passed over."""

    shelf: Shelf
    fresh: Fresh = field(default_factory=Fresh)
    known: int = 0
    other: int = 0
    problems: list[Problem] = field(default_factory=list)
    reasons: dict[int, dict[str, str]] = field(default_factory=dict)
    """Why each group came, by its own identity and the ids of feeds."""

    def take(self, feed: Feed, capture: Capture, candidate: Candidate) -> None:
        """Decide about a record."""
        mentioned = _mentioned(feed, candidate)
        if feed.words and not mentioned:
            self.other += 1
        elif self.shelf.find(candidate, None) is not None:
            self.known += 1
        elif (group := self.fresh.find(candidate)) is not None:
            self.fresh.join(candidate, group)
            self._give_reason(group, feed, mentioned)
        elif candidate.title:
            self._give_reason(self.fresh.add(candidate), feed, mentioned)
        else:
            problem = f"only its identifier is known, {candidate.arxiv or candidate.doi}"
            remedy = "Add it with `papershelf add`, which asks for its title"
            self.problems.append(Problem(path=capture.path, line=candidate.line, problem=problem, remedy=remedy))

    def _give_reason(self, group: Group, feed: Feed, mentioned: tuple[str, ...]) -> None:
        words = " and ".join(f"'{word}'" for word in mentioned[:3])
        said = f"; its text has {words}" if words else ""
        self.reasons.setdefault(id(group), {}).setdefault(feed.id, f"{_origin(feed)}{said}")

    def leave(self, most: int) -> int:
        """Keep so many of the new papers at the most, and say how many are left out."""
        left = len(self.fresh.groups[most:])
        del self.fresh.groups[most:]
        return left

    def make(
        self, meaning: Mapping[str, str], paths: Mapping[str, str], suggest: Suggest, day: str
    ) -> tuple[list[Arrival], dict[str, tuple[Suggestion, ...]]]:
        """The candidates, in the order of their names, and why tags are proposed; see `plan` and `Maker`."""
        maker = Maker(shelf=self.shelf, fresh=self.fresh, meaning=meaning, added=day, paths=paths)
        made = {paper.slug: paper for paper in maker.make()}
        self.problems += maker.notes
        suggested = {slug: suggest(paper) for slug, paper in made.items()}
        arrivals = []
        for group in self.fresh.groups:
            slug, reasons = maker.made[id(group)], self.reasons[id(group)]
            paper = _with_tags(made[slug], suggested[slug])
            first, *others = [*reasons.values()][:3]
            reason = ", and ".join([first, *(f"{each[0].lower()}{each[1:]}" for each in others)])
            arrivals.append(Arrival(paper=paper, source=next(iter(reasons)), reason=reason))
        sound = filter(self._is_sound, arrivals)
        return sorted(sound, key=lambda arrival: arrival.paper.slug), suggested

    def _is_sound(self, arrival: Arrival) -> bool:
        """Whether the file of a candidate loads; where it does not, that is said instead of written."""
        report = Report(path=arrival.source)
        inbox.read(report, arrival.paper.slug, inbox.write(arrival))
        self.problems += [replace(each, line=None) for each in report.problems]
        return not report.problems


def _near(known: Iterable[Paper], arrivals: Iterable[Arrival]) -> Iterator[Problem]:
    """Candidates whose titles nearly repeat that of a paper: one word more, less or other, or look-alike letters."""
    seen = {key: paper for paper in known for key in near_keys(paper.title)}
    for arrival in arrivals:
        near = next((seen[key] for key in near_keys(arrival.paper.title) if key in seen), None)
        if near is not None:
            problem, remedy = f"it is nearly that of {near.source}", "Check whether they are one paper"
            yield Problem(path=f"content/{arrival.file}", field="title", problem=problem, remedy=remedy)


def _bare(candidate: Candidate) -> Candidate:
    """A record without what others decided of it: another list's names, tags and summary are its own."""
    paper = candidate.paper
    if paper is None:
        return candidate
    return replace(
        candidate,
        paper=None,
        abstract=candidate.abstract or paper.abstract or "",
        links=paper.links,
        proposed=(*paper.tags, *paper.keywords),
        **{fact: getattr(paper, fact) for fact in FACTS},
    )


def _of_service(feed: Feed, candidate: Candidate) -> Candidate:
    """A record that says which of its facts a service states; what people keep in files and libraries is theirs."""
    if feed.kind in (FeedKind.ZOTERO, FeedKind.FILE):
        return candidate
    stated = tuple(fact for fact in FACTS if getattr(candidate, fact))
    return replace(candidate, sources=(Origin(source=SERVICES[feed.kind].name, facts=stated),) if stated else ())


def _origin(feed: Feed) -> str:
    """Where a candidate comes from, in words."""
    shown = feed.what if len(feed.what) <= _LONGEST else f"{feed.what[: _LONGEST - 1]}…"
    match feed.kind:
        case FeedKind.ARXIV_CATEGORY:
            return f"New in {shown} at arXiv"
        case FeedKind.ARXIV_QUERY:
            return f"New at arXiv for the query {shown}"
        case FeedKind.HUGGING_FACE:
            return "Among the daily papers of Hugging Face"
        case FeedKind.ZOTERO:
            return f"New in the Zotero library {shown}"
        case FeedKind.FILE:
            return f"New in {shown}"


def _mentioned(feed: Feed, candidate: Candidate) -> tuple[str, ...]:
    """The words of a feed that a record has, at the beginning of a word of it."""
    if not feed.words:
        return ()
    text = _plain(f"{plain_text(candidate.title)} {plain_text(candidate.abstract)}")
    return tuple(word for word in feed.words if _needle(_plain(word)) in f" {text}")


def _needle(word: str) -> str:
    """A word as it is looked for; some scripts have no spaces between words."""
    return f" {word}" if word.isascii() else word


def _plain(text: str) -> str:
    """Words in small letters with single spaces between them, so that hyphens and spaces are one."""
    return " ".join(re.findall(r"\w+", normalize("NFKC", text).casefold()))


def _with_tags(paper: Paper, suggested: Iterable[Suggestion]) -> Paper:
    """A paper with the tags that its words mean and those that are suggested, none of which anybody confirmed."""
    proposed = tuple(dict.fromkeys((*paper.proposed, *(each.tag for each in suggested))))
    return replace(paper, proposed=proposed[:MOST_TAGS])
