"""What maintainers do to the vocabulary: tags and topics listed, added, described, renamed, joined and removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from papershelf.cli.changing import change, dry_run_option
from papershelf.cli.conventions import Commands, read_file
from papershelf.content.files import MAX_FILE
from papershelf.content.vocabulary_text import NAME, note_beginning
from papershelf.curate import tag_changes
from papershelf.curate import tags as tag_names
from papershelf.curate import topics as topic_changes
from papershelf.curate.paper_changes import Change
from papershelf.curate.tag_changes import NewTag
from papershelf.model import Library, Topic
from papershelf.project import Project
from papershelf.text import counted

_Plan = Callable[[Library, Mapping[str, str]], Mapping[str, str]]


def _change(root: Path, dry_run: bool, already: str, plan: _Plan, goes: str | None = None) -> None:
    """Make a change of the vocabulary, and say what it touched, and what was written of a tag or topic that goes."""
    project = Project(root)

    def planned(texts: Mapping[str, str]) -> Change:
        files = plan(project.library, texts)
        notes = () if goes is None else note_beginning(project.library.vocabulary, files.get(NAME, ""), goes)
        return Change(files=files, notes=notes)

    done = change(project, planned, dry_run)
    if not done.files:
        click.echo(f"{already}; nothing is changed")
    elif not dry_run:
        changed = sum(name.startswith("papers/") for name in done.files)
        click.echo(f"{counted(changed, 'paper')} changed, and content/tags.yml")


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


@click.group(cls=Commands)
def tags() -> None:
    """List and change the tags of the vocabulary, in every file that names them."""


@tags.command("list", epilog="Example: papershelf tags list")
@click.pass_obj
def list_tags(root: Path) -> None:
    """List every tag with its number of papers, by topic."""
    arranged = Project(root).catalog
    for topic in arranged.library.vocabulary.topics.values():
        click.echo(f"{topic.label} ({topic.key})")
        for tag in arranged.library.vocabulary.tags_of(topic.key):
            click.echo(f"  {len(arranged.by_tag[tag.key]):5,}  {tag.key}: {tag.label}")


@tags.command("add", epilog='Example: papershelf tags add kettles --topic heat --description "Vessels that whistle."')
@click.argument("key")
@click.option("--topic", required=True, metavar="TOPIC", help="The topic that it belongs to.")
@click.option("--description", required=True, metavar="TEXT", help="One or two sentences: which papers belong here.")
@click.option("--label", metavar="LABEL", help="What readers see (default: the key in words).")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="What people type instead; may be repeated.")
@click.option("--broader", metavar="TAG", help="A tag that contains it.")
@dry_run_option
@click.pass_obj
def add_tag(root: Path, /, topic: str, dry_run: bool, aliases: tuple[str, ...], **said: Any) -> None:
    """Add a tag, behind the last one of its topic."""
    tag = NewTag(aliases=_words(aliases), **said)
    _change(root, dry_run, "", lambda library, texts: tag_changes.add_tag(library, texts, tag, topic))


@tags.command("describe", epilog='Example: papershelf tags describe kettles "Vessels that whistle." --label Kettles')
@click.argument("tag")
@click.argument("text", required=False)
@click.option("--label", metavar="LABEL", help="What readers see.")
@dry_run_option
@click.pass_obj
def describe_tag(root: Path, tag: str, text: str | None, label: str | None, dry_run: bool) -> None:
    """Describe a tag anew: TEXT decides which papers belong to it."""
    _check_said(text, label)
    _change(
        root,
        dry_run,
        "It is described so already",
        lambda library, texts: tag_changes.describe_tag(library, texts, tag, text, label),
    )


def _check_said(text: str | None, label: str | None) -> None:
    if text is None and label is None:
        raise click.UsageError("Give the new description, --label, or both")


@tags.command("rename", epilog="Example: papershelf tags rename moe mixture-of-experts")
@click.argument("old")
@click.argument("new")
@dry_run_option
@click.pass_obj
def rename_tag(root: Path, old: str, new: str, dry_run: bool) -> None:
    """Give a tag a new key in every file. The old key stays as an alias, its address redirects."""
    said = f"'{old}' is another name of '{new}' already"
    _change(root, dry_run, said, lambda library, texts: tag_names.rename_tag(library, texts, old, new))


@tags.command("merge", epilog="Example: papershelf tags merge llm-routing model-routing")
@click.argument("source")
@click.argument("target")
@dry_run_option
@click.pass_obj
def merge_tags(root: Path, source: str, target: str, dry_run: bool) -> None:
    """Merge the tag SOURCE into TARGET, which takes over its papers, its names and its address."""
    said = f"'{source}' is another name of '{target}' already"
    _change(root, dry_run, said, lambda library, texts: tag_names.merge_tags(library, texts, source, target), source)


@tags.command("move", epilog="Example: papershelf tags move kettles heat")
@click.argument("tag")
@click.argument("topic")
@dry_run_option
@click.pass_obj
def move_tag(root: Path, tag: str, topic: str, dry_run: bool) -> None:
    """Put a tag under another topic; its papers and its address stay."""
    said = f"'{tag}' belongs to '{topic}' already"
    _change(root, dry_run, said, lambda library, texts: tag_changes.move_tag(library, texts, tag, topic))


@tags.command("remove", epilog="Example: papershelf tags remove kettles --from-papers --dry-run")
@click.argument("tag")
@click.option("--from-papers", is_flag=True, help="Take it from the papers that have it, too.")
@dry_run_option
@click.pass_obj
def remove_tag(root: Path, tag: str, from_papers: bool, dry_run: bool) -> None:
    """Remove a tag that no paper has. Its address, if it was published, leads to its topic."""
    _change(
        root,
        dry_run,
        "",
        lambda library, texts: tag_changes.remove_tag(library, texts, tag, from_papers=from_papers),
        tag,
    )


@tags.command("split", epilog="Example: papershelf tags split kettles tin-kettles copper-kettles --to tin-kettles=a,b")
@click.argument("tag")
@click.argument("new", nargs=-1, required=True)
@click.option("--to", "moves", multiple=True, metavar="NEW=SLUG,SLUG", help="Papers that get NEW in place of TAG.")
@click.option(
    "--moves",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file of such moves, one a line; `#` begins a remark.",
)
@click.option("--describe", "described", multiple=True, metavar="NEW=TEXT", help="What NEW is (default: as TAG).")
@click.option("--label", "labels", multiple=True, metavar="NEW=LABEL", help="What readers see (default: NEW in words).")
@dry_run_option
@click.pass_obj
def split_tag(root: Path, /, tag: str, new: tuple[str, ...], file: Path | None, dry_run: bool, **said: Any) -> None:
    """Split TAG: NEW tags are added, and the papers that are named get them in its place.

    Papers that are not named keep TAG. Where none is left, TAG goes, and its address leads to the first NEW.
    """
    rows = () if file is None else read_file(file, MAX_FILE).decode("utf-8", "replace").splitlines()
    moves = [*said["moves"], *(row for row in rows if row.partition("#")[0].strip())]
    assigned: dict[str, tuple[str, ...]] = {}
    for key, slugs in _pairs(moves, new, "--to"):
        assigned[key] = (*assigned.get(key, ()), *_words([slugs.partition("#")[0]]))
    descriptions = dict(_pairs(said["described"], new, "--describe"))
    labels = dict(_pairs(said["labels"], new, "--label"))

    def plan(library: Library, texts: Mapping[str, str]) -> Mapping[str, str]:
        otherwise = tag_names.known_tag(library.vocabulary.tags, tag).description
        parts = [NewTag(key=key, description=descriptions.get(key, otherwise), label=labels.get(key)) for key in new]
        return tag_changes.split_tag(library, texts, tag, parts, assigned)

    _change(root, dry_run, "", plan, tag)
    if missing := [key for key in new if key not in descriptions and not dry_run]:
        click.echo(f'Next: papershelf tags describe {missing[0]} "…"')


def _pairs(written: Iterable[str], new: tuple[str, ...], option: str) -> Iterable[tuple[str, str]]:
    for each in written:
        key, equals, value = each.partition("=")
        if not equals or key.strip() not in new:
            raise click.BadParameter(
                f"'{each[:80]}' does not begin with one of the new tags and `=`", param_hint=option
            )
        yield key.strip(), value.strip()


@click.group(cls=Commands)
def topics() -> None:
    """List and change the topics of the vocabulary, which gather its tags."""


@topics.command("list", epilog="Example: papershelf topics list")
@click.pass_obj
def list_topics(root: Path) -> None:
    """List every topic with its numbers of papers and tags."""
    arranged = Project(root).catalog
    words = arranged.library.vocabulary
    for topic in words.topics.values():
        papers = {paper.slug for tag in words.tags_of(topic.key) for paper in arranged.by_tag[tag.key]}
        click.echo(f"{len(papers):7,}  {topic.key}: {topic.label} ({counted(len(words.tags_of(topic.key)), 'tag')})")


@topics.command("add", epilog='Example: papershelf topics add heat --description "Warm things." --tag kettles,stoves')
@click.argument("key")
@click.option("--description", required=True, metavar="TEXT", help="One or two sentences: what it is about.")
@click.option("--label", metavar="LABEL", help="What readers see (default: the key in words).")
@click.option("--tag", "moved", multiple=True, required=True, metavar="TAG", help="A tag that moves into it.")
@dry_run_option
@click.pass_obj
def add_topic(root: Path, key: str, description: str, label: str | None, moved: tuple[str, ...], dry_run: bool) -> None:
    """Add a topic, and move tags into it: a topic without tags would be an empty page."""
    topic = Topic(key=key, label=label or tag_changes.to_label(key), description=description)
    _change(root, dry_run, "", lambda library, texts: topic_changes.add_topic(library, texts, topic, _words(moved)))


@topics.command("describe", epilog='Example: papershelf topics describe heat "Warm things." --label Heat')
@click.argument("topic")
@click.argument("text", required=False)
@click.option("--label", metavar="LABEL", help="What readers see.")
@dry_run_option
@click.pass_obj
def describe_topic(root: Path, topic: str, text: str | None, label: str | None, dry_run: bool) -> None:
    """Describe a topic anew."""
    _check_said(text, label)
    _change(
        root,
        dry_run,
        "It is described so already",
        lambda library, texts: topic_changes.describe_topic(library, texts, topic, text, label),
    )


@topics.command("rename", epilog="Example: papershelf topics rename heat warmth")
@click.argument("old")
@click.argument("new")
@dry_run_option
@click.pass_obj
def rename_topic(root: Path, old: str, new: str, dry_run: bool) -> None:
    """Give a topic a new key in every file. The former address redirects."""
    said = f"'{old}' is a former key of '{new}' already"
    _change(root, dry_run, said, lambda library, texts: topic_changes.rename_topic(library, texts, old, new))


@topics.command("remove", epilog="Example: papershelf topics remove stoves --into heat")
@click.argument("topic")
@click.option("--into", required=True, metavar="TOPIC", help="The topic that takes over its tags and its address.")
@dry_run_option
@click.pass_obj
def remove_topic(root: Path, topic: str, into: str, dry_run: bool) -> None:
    """Remove a topic; another one takes over its tags, and its address leads there."""
    said = f"'{topic}' is a former key of '{into}' already"
    _change(root, dry_run, said, lambda library, texts: topic_changes.remove_topic(library, texts, topic, into), topic)
