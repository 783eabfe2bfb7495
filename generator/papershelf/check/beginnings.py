"""Rules for what tags and topics say to whoever begins with them, and for links within the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from papershelf.addresses import name_in
from papershelf.check import wording
from papershelf.check.material import Material
from papershelf.content.beginnings import lines
from papershelf.errors import Problem, Severity
from papershelf.model import KIND_TOPIC, Paper, Tag, Topic
from papershelf.text import counted, references, sentences, summary_faults, summary_text

FEWEST_SENTENCES, MOST_SENTENCES = 3, 5
MOST_WORDS = 110
FEWEST_STARTS, MOST_STARTS = 3, 5
MOST_REASON_WORDS = 14


def overview_length(material: Material) -> Iterator[Problem]:
    """Overviews that are not a few sentences, or that no page shows."""
    for place, entry in _entries(material):
        if not entry.overview:
            continue
        text = summary_text(entry.overview)
        words, said = len(text.split()), len(sentences(text))
        remedy = f"Say it in {FEWEST_SENTENCES} to {MOST_SENTENCES} sentences and at most {MOST_WORDS} words"
        if place == f"topics.{KIND_TOPIC}":
            problem, remedy = "the topic of kinds has no page that shows it", "Write it for the tags under it"
        elif words > MOST_WORDS:
            problem = f"it has {counted(words, 'word')}"
        elif not FEWEST_SENTENCES <= said <= MOST_SENTENCES:
            problem = f"it has {counted(said, 'sentence')}"
        else:
            continue
        yield _problem(material, f"{place}.overview", problem, remedy, Severity.WARNING)


def overview_voice(material: Material) -> Iterator[Problem]:
    """Overviews and reasons that ask, speak as authors do, or praise."""
    for field, text in _texts(material):
        if "?" in text:
            problem, remedy = "it asks a question", "State what the papers show"
        elif (words := wording.loud_words(text)) is not None:
            problem, remedy = f"'{words}' speaks for the authors, or praises", "Say plainly what there is"
        else:
            continue
        yield _problem(material, field, problem, remedy, Severity.WARNING)


def copied_overview(material: Material) -> Iterator[Problem]:
    """Overviews and reasons that repeat an abstract, where one is at hand."""
    found = dict(_texts(material))
    copied = wording.copied_from(material.catalog.papers, found.values())
    for field, text in found.items():
        if text in copied:
            problem = f"it shares the words '{copied[text]}' with an abstract"
            yield _problem(material, field, problem, "Say it in your own words")


def start(material: Material) -> Iterator[Problem]:
    """Beginnings that do not serve as one: papers that are not under the tag, too few or too many, long reasons."""
    for place, entry in _entries(material):
        here = material.catalog.by_tag.get(entry.key, ()) if isinstance(entry, Tag) else _under(material, entry)
        slugs = {paper.slug for paper in here}
        if entry.start and not FEWEST_STARTS <= len(entry.start) <= MOST_STARTS:
            remedy = f"Choose {FEWEST_STARTS} to {MOST_STARTS}"
            problem = f"it names {counted(len(entry.start), 'paper')}"
            yield _problem(material, f"{place}.start", problem, remedy, Severity.WARNING)
        seen: set[str] = set()
        for number, each in enumerate(entry.start, start=1):
            field = f"{place}.start[{number}]"
            if each.paper in seen:
                yield _problem(material, f"{field}.paper", f"'{each.paper}' is named twice", "Remove one of the two")
            elif each.paper not in slugs:
                problem, remedy = _outside(material.catalog.by_slug[each.paper], entry)
                yield _problem(material, f"{field}.paper", problem, remedy)
            seen.add(each.paper)
            if (words := len(each.why.split())) > MOST_REASON_WORDS:
                remedy = f"Say it in at most {MOST_REASON_WORDS}"
                yield _problem(material, f"{field}.why", f"it has {words} words", remedy, Severity.WARNING)


def _under(material: Material, topic: Topic) -> Iterable[Paper]:
    tags = material.catalog.library.vocabulary.tags_of(topic.key)
    return chain.from_iterable(material.catalog.by_tag[tag.key] for tag in tags)


def _outside(paper: Paper, entry: Tag | Topic) -> tuple[str, str]:
    if paper.withdrawn is not None:
        return f"'{paper.slug}' was withdrawn from the list", "Choose another paper"
    what = "the tag" if isinstance(entry, Tag) else "any tag of the topic"
    return f"'{paper.slug}' does not have {what}", "Choose another paper, or give it the tag"


def reference(material: Material) -> Iterator[Problem]:
    """Links to papers and tags that are not there, or that have another name now."""
    if material.doubts.keys() & {"tags.yml"}:
        return
    for place, entry in _entries(material):
        for problem, remedy, severity in _astray(material, entry.overview):
            yield _problem(material, f"{place}.overview", problem, remedy, severity)
        for _, fault in summary_faults(entry.overview):
            yield _problem(material, f"{place}.overview", fault.problem, fault.remedy)
    for field in ("summary", "note"):
        for paper in material.papers(field):
            for problem, remedy, severity in _astray(material, getattr(paper, field) or ""):
                yield material.problem(paper, field, problem, remedy, severity=severity)


def _astray(material: Material, text: str) -> Iterator[tuple[str, str, Severity]]:
    """What is to be said of the links of a text: problem, remedy and how bad it is."""
    known = material.catalog.references
    for link in references(text):
        scheme, _, name = link.partition(":")
        if link not in known:
            remedy = "Name a paper by its file" if scheme == "paper" else "Name a tag by its key in content/tags.yml"
            yield f"the link '{link[:80]}' leads to no {scheme} of the list", remedy, Severity.ERROR
        elif (present := name_in(known[link])) != name:
            yield f"'{link[:80]}' is not the name that it has now", f"Write '{scheme}:{present}'", Severity.WARNING


def _entries(material: Material) -> Iterator[tuple[str, Tag | Topic]]:
    """The topics and tags, each with its place in the file; none as long as the file has an error."""
    if "tags.yml" not in material.doubts:
        words = material.catalog.library.vocabulary
        yield from ((f"topics.{key}", topic) for key, topic in words.topics.items())
        yield from ((f"tags.{key}", tag) for key, tag in words.tags.items())


def _texts(material: Material) -> Iterator[tuple[str, str]]:
    """What topics and tags say, as plain text by field."""
    for place, entry in _entries(material):
        if entry.overview:
            yield f"{place}.overview", summary_text(entry.overview)
        yield from ((f"{place}.start[{number}].why", each.why) for number, each in enumerate(entry.start, start=1))


def _problem(material: Material, field: str, problem: str, remedy: str, severity: Severity = Severity.ERROR) -> Problem:
    line = lines(material.texts.get("tags.yml", "")).get(field)
    return Problem(path="content/tags.yml", line=line, field=field, problem=problem, remedy=remedy, severity=severity)
