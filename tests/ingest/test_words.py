"""The vocabulary of an export joins that of the list that it is imported into. Everything is invented."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from fabricate import paper
from hypothesis import given, settings
from hypothesis import strategies as st
from ingest_reading import aside, read

from papershelf.content import vocabulary
from papershelf.content.vocabulary import as_typed
from papershelf.content.vocabulary_text import TAGS, TOPICS, add_entries, to_fields
from papershelf.content.yaml.fields import Report
from papershelf.errors import PapershelfError
from papershelf.ingest.merge import Plan, plan_import
from papershelf.model import Library, Paper, Start, Tag, Topic, Vocabulary
from papershelf.publish.formats import json_lines
from papershelf.skeleton import render

DAY = "2026-11-21"
BEGUN = render.vocabularies()[-1]


def written(words: Vocabulary) -> str:
    """A vocabulary as a file."""
    text = "# By hand.\n"
    for section, entries in ((TOPICS, words.topics), (TAGS, words.tags)):
        text = add_entries(text, section, {key: to_fields(entry) for key, entry in entries.items()})
    return text


def words_of(text: str) -> Vocabulary:
    report = Report(path="tags.yml")
    found = vocabulary.read(report, text)
    assert not report.problems
    return found


def make(*tags: Tag, topics: tuple[Topic, ...] = ()) -> Vocabulary:
    """Some tags under the topics that they name."""
    known = {topic.key: topic for topic in topics}
    for tag in tags:
        topic = Topic(key=tag.topic, label=f"Topic {tag.topic}", description=f"About {tag.topic}.")
        known.setdefault(tag.topic, topic)
    return Vocabulary(topics=MappingProxyType(known), tags=MappingProxyType({tag.key: tag for tag in tags}))


def tag(key: str, topic: str = "kitchen", **facts: Any) -> Tag:
    return Tag(key=key, topic=topic, **{"label": key.title(), "description": f"What is about {key}."} | facts)


def bring(ours: Library, text: str, theirs: Library) -> tuple[Plan, Mapping[str, str]]:
    """Import the export of a list, once more to see that nothing changes, and give the files of it all."""
    capture = read(json_lines.to_lines(theirs))
    texts = {"tags.yml": text, "urls.txt": ""}
    plan = plan_import(ours, texts, [capture], added=DAY, begun=[BEGUN])
    after = {**texts, **plan.files}
    assert words_of(after["tags.yml"]) == plan.after.vocabulary
    published = tuple(line for name, each in after.items() if name.startswith("urls") for line in each.split())
    library = replace(plan.after, published=published, synonyms=theirs.synonyms)
    again = plan_import(library, after, [capture], added=DAY, begun=[BEGUN])
    assert not again.files
    return plan, after


def bare(paper: Paper) -> Paper:
    return replace(paper, abstract=None)


_NAMES = st.one_of(
    st.sampled_from([name for key, each in BEGUN.tags.items() for name in (key, each.label, *each.aliases)]),
    st.text("abcdefg 'é%#&:\"\\", min_size=1, max_size=30).map(lambda text: " ".join(text.split())),
).filter(lambda name: any(character.isalpha() for character in name))
_KEYS = st.one_of(st.sampled_from([*BEGUN.tags]), st.from_regex(r"[a-z]{2,6}(-[a-z0-9]{2,5})?", fullmatch=True))
_TOPICS = st.sampled_from([*BEGUN.topics, "kitchen", "garden"])


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """A list of a few papers, with a vocabulary in which each word means one tag."""
    keys = draw(st.lists(_KEYS, min_size=1, max_size=6, unique=True))
    names = draw(st.lists(_NAMES, min_size=len(keys), max_size=20, unique_by=as_typed))
    free = [name for name in names if as_typed(name) not in map(as_typed, keys)]
    tags = []
    for number, key in enumerate(keys):
        label, *aliases = free[number :: len(keys)] or [key.upper()]
        above = draw(st.sampled_from([None, *keys[:number]]))
        about = draw(st.text("abc de.-'", max_size=200).map(lambda text: f"It is {' '.join(text.split())}.".strip()))
        start = (Start(paper="pots", why="Begin: here"),) if draw(st.booleans()) else ()
        facts = {"aliases": tuple(aliases), "broader": above, "description": about, "overview": about, "start": start}
        tags.append(tag(key, draw(_TOPICS), label=label, **facts))
    papers = (
        paper("pots", tags=tuple(draw(st.lists(st.sampled_from(keys), unique=True)))),
        paper("pans", proposed=(keys[0],), listed=[("shelf-of-old", 1)]),
    )
    return Library(papers=tuple(sorted(papers, key=lambda each: each.slug)), vocabulary=make(*tags))


@given(theirs=libraries())
@settings(deadline=None, max_examples=60)
def test_any_list_comes_whole_into_one_that_init_began(theirs: Library) -> None:
    sound = Report(path="")
    vocabulary.read(sound, written(theirs.vocabulary))
    assert not sound.problems
    plan, _ = bring(Library(vocabulary=BEGUN), written(BEGUN), theirs)
    assert not plan.set_aside
    assert [bare(each) for each in plan.after.papers] == [bare(each) for each in theirs.papers]
    tags, topics = plan.after.vocabulary.tags, plan.after.vocabulary.topics
    for key, known in theirs.vocabulary.tags.items():
        # Where a tag of `init` meant the same under another key, that is one more word for it.
        assert replace(tags[key], aliases=tags[key].aliases[: len(known.aliases)]) == known
        assert {*tags[key].aliases[len(known.aliases) :]} <= {*BEGUN.tags}
    assert [key for key in tags if key in theirs.vocabulary.tags and tags[key] != BEGUN.tags.get(key)] == [
        key for key, known in theirs.vocabulary.tags.items() if tags[key] != BEGUN.tags.get(key)
    ]
    for key, topic in theirs.vocabulary.topics.items():
        assert replace(topics[key], former_keys=()) == topic
    for key in BEGUN.tags:
        assert key in tags or any(key in each.aliases for each in tags.values())
    for key in BEGUN.topics:
        assert key in topics or any(key in each.former_keys for each in topics.values())


def test_what_the_list_has_stays_and_papers_get_its_own_word_for_it() -> None:
    ours = make(tag("heat", aliases=("warmth",)), tag("lids"), tag("survey", "kind", label="Reviews"))
    theirs = make(
        tag("warmth", description="Another text."),
        tag("lids", description="Other lids."),
        tag("spouts", aliases=("heat", "beaks"), broader="warmth", start=(Start(paper="gone", why="Why"),)),
    )
    theirs = replace(theirs, topics=MappingProxyType({"kitchen": Topic(key="kitchen", label="K", description="D.")}))
    others = (paper("pots", tags=("warmth", "lids", "spouts")),)
    capture_of = Library(papers=others, vocabulary=theirs, synonyms=(("pot", "jug"),))
    before = written(ours)
    plan, after = bring(Library(vocabulary=ours), before, capture_of)
    assert after["tags.yml"].startswith(before)
    assert after["synonyms.txt"] == "pot, jug\n"
    assert plan.after.papers[0].tags == ("heat", "lids", "spouts")
    assert plan.after.vocabulary.tags["spouts"] == tag("spouts", aliases=("beaks",), broader="heat")
    said = {note.field: note.problem for note in plan.notes}
    assert said["tags.warmth"] == "the list's own tag 'heat' is kept as it is"
    assert said["tags.lids"] == "the list's own tag 'lids' is kept as it is"
    assert said["topics.kitchen"] == "the list's own topic is kept as it is"
    assert said["tags.spouts.aliases"] == "a word of it means another tag of the list; it is left out"


def test_a_tag_of_init_that_a_person_changed_or_used_stays() -> None:
    mine = replace(BEGUN.tags["survey"], description="By hand.")
    ours = replace(BEGUN, tags=MappingProxyType({**BEGUN.tags, "survey": mine}))
    held = paper("cups", tags=("theory",))
    theirs = Library(vocabulary=make(tag("survey", "kind"), tag("theory", "kind"), tag("method", "kind")))
    plan, _ = bring(Library(vocabulary=ours, papers=(held,)), written(ours), theirs)
    after = plan.after.vocabulary.tags
    assert (after["survey"], after["theory"]) == (mine, BEGUN.tags["theory"])
    assert after["method"] == theirs.vocabulary.tags["method"]


def test_a_tag_that_the_list_removed_stays_removed() -> None:
    kitchen = Topic(key="kitchen", label="K", description="D.", former_tags=("steam",))
    ours = make(tag("lids"), topics=(kitchen,))
    plan, after = bring(Library(vocabulary=ours), written(ours), Library(vocabulary=make(tag("steam"))))
    assert after["tags.yml"] == written(ours)
    assert "the list removed this tag; it is left out" in {note.problem for note in plan.notes}


def test_a_beginning_names_papers_as_the_list_does() -> None:
    theirs = Library(
        papers=(paper("pots", "Pots of the sea"),),
        vocabulary=make(tag("lids", start=(Start(paper="pots", why="First"),))),
    )
    held = paper("pots", "Wholly other pots", id="other1")
    plan, _ = bring(Library(papers=(held,)), "", theirs)
    assert plan.after.vocabulary.tags["lids"].start == (Start(paper="pots-of-the-sea", why="First"),)


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({"kind": "shelf"}, "'shelf' is not known"),
        ({"kind": ["tag"]}, "'['tag']' is not known"),
        ({"kind": "tag", "key": "../etc"}, "it cannot be part of an address"),
        ({"kind": "tag", "key": "steam"}, "it is missing"),
        ({"kind": "tag", "key": "lids", "label": "x"}, "'lids' is in the export twice"),
        ({"kind": "tag", "key": "steam", "aliases": "x"}, "it is not of the form that an export has"),
        ({"kind": "tag", "key": "steam", "start": [{"paper": "x"}]}, "it is not of the form that an export has"),
        ({"kind": "tag", "key": "steam", "label": "S", "topic": "no", "description": "D."}, "the topic 'no' is not"),
        ({"kind": "topic", "key": "empty", "label": "E", "description": "D."}, "the topic has no tag"),
        ({"kind": "synonyms", "names": ["one"]}, "a group has 2 to 20 names"),
        ({"kind": "synonyms", "names": ["one", "two, three"]}, "a name has a comma"),
        ({"kind": "synonyms"}, "it is not a list of texts"),
    ],
)
def test_a_record_that_no_vocabulary_holds_is_set_aside_with_its_line(record: dict[str, Any], problem: str) -> None:
    lines = json_lines.to_lines(Library(vocabulary=make(tag("lids")))).splitlines()
    capture = read("\n".join([*lines, json.dumps(record)]))
    assert [*capture.vocabulary.tags] == ["lids"]
    ((line, said),) = aside(capture.set_aside)
    assert line == len(lines) + 1
    assert problem in said


def test_a_vocabulary_in_braces_is_refused_and_nothing_is_imported() -> None:
    theirs = Library(vocabulary=make(tag("lids")))
    capture = read(json_lines.to_lines(theirs))
    with pytest.raises(PapershelfError, match=r"the topics on line 1 are in braces"):
        plan_import(Library(), {"tags.yml": "topics: {}\ntags: {}\n"}, [capture], added=DAY)
    sections = ((TOPICS, BEGUN.topics), (TAGS, BEGUN.tags))
    text = "".join(
        f"{name}: {json.dumps({key: to_fields(each) for key, each in entries.items()})}\n" for name, entries in sections
    )
    assert words_of(text) == BEGUN
    capture = read(json_lines.to_lines(Library(vocabulary=make(tag("survey")))))
    with pytest.raises(PapershelfError, match=r"content/tags\.yml: the mapping on line 2 is in braces"):
        plan_import(Library(vocabulary=BEGUN), {"tags.yml": text}, [capture], added=DAY, begun=[BEGUN])
