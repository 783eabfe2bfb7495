"""The vocabulary that an import brings joins the one that the list has. Pure.

What the list has stays as it is, and what would mean the same is not added beside it. Only an entry that `init` wrote
and nobody has touched or used gives way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from papershelf.content import vocabulary
from papershelf.content.vocabulary import as_typed
from papershelf.content.vocabulary_text import (
    NAME,
    TAGS,
    TOPICS,
    add_entries,
    judge,
    remove_entry,
    set_names,
    to_fields,
)
from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import Report
from papershelf.errors import Problem, Rejected, Severity, stop
from papershelf.ingest.capture import Capture
from papershelf.model import Library, Tag, Topic, Vocabulary

SYNONYMS = "synonyms.txt"
"""Below `content/`."""


@dataclass(slots=True, kw_only=True)
class Joined:
    """A vocabulary with what an import adds to it."""

    text: str
    """The file without what gives way, to which the rest is added."""
    topics: dict[str, Topic] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
    """What is added, in the order of the export."""
    meaning: dict[str, str] = field(default_factory=dict)
    """What words mean tags afterwards: see `vocabulary.words`."""
    former: dict[str, list[str]] = field(default_factory=dict)
    """By tag that is added, the keys of those that gave way to it: their addresses lead to it."""
    notes: list[Problem] = field(default_factory=list)

    def write(self, papers: Mapping[str, str]) -> str:
        """The file as it will be.

        Args:
            papers: The slugs of the list's papers, by the slugs that the export names them by; papers that the export
                names and the list does not get are left out of beginnings.

        Raises:
            PapershelfError: The vocabulary would have a problem, or cannot be added to.
        """
        if not self.topics and not self.tags:
            return self.text
        text = self.text
        try:
            for section, added in ((TOPICS, self.topics), (TAGS, self.tags)):
                text = add_entries(text, section, {key: _fields(entry, papers) for key, entry in added.items()})
        except Rejected as error:
            raise stop(f"content/{NAME}", error.problem, error.remedy) from None
        judge(text)
        return text


def join(library: Library, text: str, captures: Iterable[Capture], begun: Sequence[Vocabulary]) -> Joined:
    """Decide what of the topics and tags of some exports a list gets.

    Args:
        library: The list as it is.
        text: Its vocabulary's file.
        captures: What is imported.
        begun: What `init` writes, in each of its versions.

    Raises:
        PapershelfError: An entry that gives way cannot be taken out of the file.
    """
    ours, joined = library.vocabulary, Joined(text=text)
    for capture in captures:
        brought = capture.vocabulary
        try:
            ours = _give_way(joined, ours, brought, library, begun)
        except Rejected as error:
            raise stop(f"content/{NAME}", error.problem, error.remedy) from None
        _add(joined, ours, brought, capture.path)
        ours = Vocabulary(
            topics=MappingProxyType({**ours.topics, **joined.topics}),
            tags=MappingProxyType({**ours.tags, **joined.tags}),
        )
    joined.meaning = vocabulary.words(ours) | joined.meaning
    return joined


def _give_way(
    joined: Joined, ours: Vocabulary, brought: Vocabulary, library: Library, begun: Sequence[Vocabulary]
) -> Vocabulary:
    """The vocabulary without the untouched entries of `init` in whose place those of an export come."""
    used = {tag for paper in library.papers for tag in (*paper.tags, *paper.proposed)}
    fresh = [
        tag
        for key, tag in ours.tags.items()
        if key not in used and any(known.tags.get(key) == tag for known in begun) and key not in joined.tags
    ]
    meaning = vocabulary.words(brought)
    tags, topics = dict(ours.tags), dict(ours.topics)
    for tag in fresh:
        heir = meaning.get(as_typed(tag.key)) or meaning.get(as_typed(tag.label))
        if heir is not None and brought.tags.get(tag.key) != tag:
            tags.pop(tag.key)
            joined.text = remove_entry(joined.text, TAGS, tag.key)
            if tag.key not in (heir, *brought.tags[heir].aliases):
                joined.former.setdefault(heir, []).append(tag.key)
        elif heir is None:
            left = tuple(alias for alias in tag.aliases if as_typed(alias) not in meaning)
            if left != tag.aliases:
                joined.text = set_names(joined.text, TAGS, tag.key, "aliases", left)
                tags[tag.key] = replace(tag, aliases=left)
    for key, topic in ours.topics.items():
        wanted = brought.topics.get(key)
        is_fresh = any(known.topics.get(key) == topic for known in begun) and key not in joined.topics
        if is_fresh and wanted is not None and wanted != topic:
            topics.pop(key)
            joined.text = remove_entry(joined.text, TOPICS, key)
    return Vocabulary(topics=MappingProxyType(topics), tags=MappingProxyType(tags))


def _add(joined: Joined, ours: Vocabulary, brought: Vocabulary, path: str) -> None:
    """Add the tags of an export that the list has no word for, and the topics that they need."""
    taken = vocabulary.words(ours)
    gone = {key for topic in ours.topics.values() for key in topic.former_tags}
    topics = {former: topic.key for topic in ours.topics.values() for former in topic.former_keys}
    kept: dict[str, Tag] = {}
    for key, tag in brought.tags.items():
        means = ours.tags[key].key if key in ours.tags else taken.get(as_typed(key)) or taken.get(as_typed(tag.label))
        if means is not None:
            joined.meaning[as_typed(key)] = means
            if means != key or tag != ours.tags[key]:
                _note(joined, path, f"tags.{key}", f"the list's own tag '{means}' is kept as it is")
        elif key in gone:
            _note(joined, path, f"tags.{key}", "the list removed this tag; it is left out")
        else:
            kept[key] = tag
    for key, tag in kept.items():
        aliases = tuple(alias for alias in tag.aliases if as_typed(alias) not in taken)
        broader = tag.broader if tag.broader in kept else joined.meaning.get(as_typed(tag.broader or ""))
        topic = topics.get(tag.topic, tag.topic) if tag.topic not in ours.topics else tag.topic
        if len(aliases) < len(tag.aliases):
            _note(joined, path, f"tags.{key}.aliases", "a word of it means another tag of the list; it is left out")
        aliases += tuple(joined.former.get(key, ()))
        joined.tags[key] = replace(tag, aliases=aliases, broader=broader, topic=topic)
    needed = {tag.topic for tag in (*ours.tags.values(), *joined.tags.values())}
    for key, known in brought.topics.items():
        if key in ours.topics and ours.topics[key] != known:
            _note(joined, path, f"topics.{key}", "the list's own topic is kept as it is")
        elif key not in ours.topics and key in needed:
            joined.topics[key] = _free(known, ours, brought)
    _redirect(joined, [key for key in ours.topics if key not in needed])


def _redirect(joined: Joined, empty: list[str]) -> None:
    """Take out topics of `init` that have no tag any more; the first topic that is added takes over their addresses."""
    for key in empty if joined.topics else ():
        heir = next(iter(joined.topics))
        joined.text = remove_entry(joined.text, TOPICS, key)
        topic = joined.topics[heir]
        joined.topics[heir] = replace(topic, former_keys=(*topic.former_keys, key))


def _free(topic: Topic, ours: Vocabulary, brought: Vocabulary) -> Topic:
    """A topic without former keys that the list uses."""
    keys = {*ours.topics, *brought.topics, *(key for known in ours.topics.values() for key in known.former_keys)}
    tags = {*ours.tags, *brought.tags, *(key for known in ours.topics.values() for key in known.former_tags)}
    return replace(
        topic,
        former_keys=tuple(key for key in topic.former_keys if key not in keys),
        former_tags=tuple(key for key in topic.former_tags if key not in tags),
    )


def _fields(entry: Topic | Tag, papers: Mapping[str, str]) -> dict[str, edit.Value]:
    """The fields of an entry whose beginning names papers as the list does."""
    start = tuple(replace(each, paper=papers[each.paper]) for each in entry.start if each.paper in papers)
    return to_fields(replace(entry, start=start))


def _note(joined: Joined, path: str, name: str, problem: str) -> None:
    remedy = "Nothing to do, unless you prefer the other one"
    joined.notes.append(Problem(path=path, field=name, problem=problem, remedy=remedy, severity=Severity.NOTE))


def read(text: str) -> Vocabulary:
    """A vocabulary that was judged already."""
    return vocabulary.read(Report(path=f"content/{NAME}"), text.replace("\r\n", "\n"))


def join_synonyms(library: Library, text: str, captures: Iterable[Capture]) -> str:
    """The synonyms with the groups that a list does not have, at the end."""
    known = {frozenset(name.casefold() for name in group) for group in library.synonyms}
    rows: list[str] = []
    for group in (group for capture in captures for group in capture.synonyms):
        names = frozenset(name.casefold() for name in group)
        if names not in known:
            known.add(names)
            rows.append(", ".join(group))
    return edit.append_rows(text, rows) if rows else text
