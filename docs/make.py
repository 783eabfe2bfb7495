"""Writes the reference from the code, so that it says what the code does.

    python -m docs.make

Commands come from Click, settings from MkDocs' schema and from what our code and theme read of it, keys of
files from their loaders, rules from their table, and the search's parameters from its script. What the code
cannot say of itself stands here, and a key without a sentence is an error.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig

from papershelf.check import table
from papershelf.cli import papershelf
from papershelf.content import editor_files, feeds, inbox, papers
from papershelf.model import LinkKind, Vocabulary
from papershelf.publish.mkdocs.plugin_settings import Settings
from papershelf.publish.template_files import packaged

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "pages"
PACKAGE = ROOT / "generator" / "papershelf"
THEME = packaged() / "theme"

_MADE = "<!-- Written by `python -m docs.make`; a change here is lost. -->\n"

SETTINGS = {
    "copyright": "What the foot of each page says, as HTML.",
    "docs_dir": "The folder of pages written by hand: `content/pages`, never `content`.",
    "dev_addr": "Where `papershelf serve` listens, such as `127.0.0.1:8001`.",
    "edit_uri": "What comes between `repo_url` and a file's path in an edit link.",
    "extra": "Values for templates; `scope` is the path from which a site of several parts is served.",
    "extra_css": "Style sheets of every page: ours, and yours behind them.",
    "extra_javascript": "Scripts of your own on every page. The output gate has to know them by hash.",
    "extra_templates": "Files of `content/pages` that MkDocs makes with Jinja.",
    "hooks": "Python of your own that MkDocs calls. With it, every build makes every page.",
    "markdown_extensions": "Extensions for pages written by hand.",
    "plugins": "Has to name `papershelf`.",
    "repo_name": "Filled in beside `repo_url`.",
    "repo_url": "The repository. Without it there are no edit links. GitHub's Actions fill it in.",
    "site_description": "One sentence about the list, for search engines.",
    "site_dir": "Where the site is built. The folder is replaced whole.",
    "site_name": "The list's name, on every page and in feeds.",
    "site_url": "Where the site is published. Without it there are no canonical links. GitHub's Actions fill it in.",
    "strict": "Whether a warning stops the build.",
    "theme": "`papershelf`, or a mapping with that `name` and `language`, `logo`, `favicon` or `font`.",
    "use_directory_urls": "Stays `true`: the addresses of the site depend on it.",
    "validation": "What MkDocs says of links in pages written by hand.",
}
"""Keys of `mkdocs.yml` that our code, our theme or our own file names, and what they do here."""

FRONT_MATTER = {
    "id": ("import", "The paper's short name for good, of `/p/<id>/`."),
    "title": ("import, then people", "The title, as readers see it, with mathematics between dollars."),
    "listed": ("import", "The listings that carry the paper, and its place in each."),
    "added": ("import", "The day on which it came into the list."),
    "links": ("import, then people", f"Addresses of a kind: {', '.join(f'`{kind}`' for kind in LinkKind)}."),
    "tags": ("people", "Keys of tags in `content/tags.yml`, from 2 to 7."),
    "arxiv": ("people", "The arXiv identifier."),
    "authors": ("people", "The authors in the paper's order."),
    "year": ("people", "The year of publication."),
    "venue": ("people", "The conference or journal."),
    "doi": ("people", "The DOI, without an address around it."),
    "aliases": ("people", "Former names of the file; their addresses lead to this paper."),
    "merged": ("`papershelf merge`", "Papers that were merged into this one: the id and the name of each."),
    "withdrawn": ("people", "Why the paper was taken off the list. Its address stays."),
    "finding": ("people", "What the paper shows, in one line of at most 30 words."),
    "note": ("people", "The curators' judgement, in one or two sentences."),
    "sources": ("enrich", "Where facts come from that no person wrote: a source, and the keys it stated."),
    "proposed": (
        "a program",
        "Tags that nobody has confirmed yet. They are not published; `papershelf suggest --confirm` makes them tags.",
    ),
    "keywords": ("import", "Words of the source for what it is about that mean no tag yet. They are not published."),
}
"""Who writes each key of a paper's file, and what it holds."""

CANDIDATE = {
    "source": "The name of the source that it came from.",
    "day": "The day on which it came.",
    "reason": "Why it came, in one line.",
}
"""What a candidate's file has besides."""

SEARCH = {
    "q": 'Words, `"a phrase"`, `-word`, `tag:key`, `author:name`, `venue:name` and `year:2023..2025`.',
    "tag": "Papers that have all of these tags.",
    "any": "Papers that have at least one of these tags.",
    "not": "Papers that have none of these tags.",
    "topic": "Papers of one of these topics.",
    "kind": "Papers with one of these kinds of contribution.",
    "year": "Papers of one of these years.",
    "venue": "Papers at one of these venues.",
    "listing": "Papers of one of these listings.",
    "has": "Papers with links of all these kinds.",
    "sort": "The order of the results.",
}


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return _row(*head) + _row(*("---" for _ in head)) + "".join(_row(*row) for row in rows)


def commands() -> str:
    """Every command with its arguments, options and example."""
    text = "# Commands\n\nExit codes: 0 done, 1 problems found, 2 wrong usage.\n\n"
    for path, command in _walk(papershelf, ("papershelf",)):
        context = click.Context(command, info_name=" ".join(path))
        usage = " ".join([*path, *command.collect_usage_pieces(context)])
        text += f"{'#' * (1 + min(len(path), 3))} {' '.join(path)}\n\n{' '.join((command.help or '').split())}\n\n"
        text += f"```text\n{usage}\n```\n\n"
        options = [each for each in command.params if isinstance(each, click.Option)]
        if options:
            text += _table(("option", "what it does"), (_option(each, context) for each in options)) + "\n"
        if command.epilog:
            text += f"Example: `{command.epilog.removeprefix('Example: ')}`\n\n"
    return text.rstrip("\n") + "\n"


def _walk(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _walk(command.commands[name], (*path, name))


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    value = "" if option.is_flag or option.count else f" {option.make_metavar(context)}"
    named = ", ".join(f"`{name}{value}`" for name in [*option.opts, *option.secondary_opts])
    required = " Required." if option.required else ""
    return named, f"{(option.help or '').rstrip('.')}.{required}"


def settings() -> str:
    """The keys of `mkdocs.yml` that mean something here, and the plugin's own."""
    text = (
        "# Settings\n\n`mkdocs.yml` has MkDocs' keys. An unknown key, at any depth, stops the build and is named.\n\n"
    )
    text += "## Keys that Papershelf reads\n\n"
    rows = ((f"`{key}`", SETTINGS[key]) for key in sorted(keys_read()))
    text += _table(("key", "what it does"), rows)
    text += "\n## Options of the plugin `papershelf`\n\n"
    said = _attribute_texts(Settings)
    rows_of_plugin = (
        (f"`{name}`", _values(option), _default(option.default), said[name]) for name, option in Settings._schema
    )
    text += _table(("option", "values", "default", "what it does"), rows_of_plugin)
    return text + "\nAny value can come from the environment: `cards: !ENV [PAPERSHELF_CARDS, build]`.\n"


def _default(value: object) -> str:
    if isinstance(value, bool):
        value = str(value).lower()  # as YAML has it
    return "" if value is None else f"`{value}`"


def _values(option: object) -> str:
    """What an option may be: one of a few words, yes or no, a number, or a text."""
    inner = getattr(option, "option", option)
    choices = ", ".join(f"`{choice}`" for choice in getattr(inner, "choices", ()))
    return choices or {bool: "`true`, `false`", int: "a number"}.get(getattr(inner, "_type", str), "a text")


def keys_read() -> set[str]:
    """The keys of MkDocs' schema that our adapter or theme asks for, or that this list sets."""
    texts = [path.read_text("utf-8") for path in (PACKAGE / "publish" / "mkdocs").glob("*.py")]
    texts += [path.read_text("utf-8") for path in (PACKAGE / "cli").glob("*.py")]
    texts += [path.read_text("utf-8") for path in THEME.rglob("*.html")]
    asked = {key for text in texts for key in re.findall(r"\bconfig\.([a-z_]+)", text)}
    asked |= set(re.findall(r"^([a-z_]+):", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE))
    return asked & {key for key, _ in MkDocsConfig._schema} - {"config_file_path", "mdx_configs"}  # not for the file


def _attribute_texts(owner: type) -> Mapping[str, str]:
    """What stands under each attribute of a class."""
    body = ast.parse(inspect.getsource(owner)).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for first, second in zip(body.body, body.body[1:], strict=False):
        if isinstance(first, ast.Assign) and isinstance(second, ast.Expr) and isinstance(second.value, ast.Constant):
            found[ast.unparse(first.targets[0])] = str(second.value.value)
    return found


def files() -> str:
    """The keys of a paper's file and of the vocabulary."""
    text = "# Formats of files\n\n## A paper: `content/papers/<slug>.md`\n\n"
    text += "Front matter between two lines `---`, then the summary in Markdown. No other key is allowed.\n\n"
    rows = (
        (f"`{key}`", FRONT_MATTER[key][0], FRONT_MATTER[key][1], f"`{papers.EXAMPLES[key]}`") for key in papers.FIELDS
    )
    text += _table(("key", "written by", "what it holds", "example"), rows)
    schema = json.loads(editor_files.to_vocabulary_schema(Vocabulary(topics={}, tags={})))
    text += "\n## The vocabulary: `content/tags.yml`\n\n"
    text += "Two mappings, `topics` and `tags`. Each entry has a key that becomes part of an address.\n"
    for section, record in schema["properties"].items():
        fields = record["additionalProperties"]
        text += f"\n### `{section}`\n\n"
        kept = fields["required"]
        said = (
            (f"`{key}`", "yes" if key in kept else "", each["description"])
            for key, each in fields["properties"].items()
        )
        text += _table(("key", "required", "what it holds"), said)
    return text + _files_of_candidates()


def _files_of_candidates() -> str:
    """The keys of sources, and those that a candidate has besides a paper's."""
    text = "\n## Sources of candidates: `content/sources.yml`\n\n"
    text += "A mapping of names. Each source has one of the first five keys, and may have the others.\n\n"
    rows = ((f"`{key}`", feeds.SAID[key], f"`{feeds.EXAMPLES[key]}`") for key in feeds.FIELDS)
    text += _table(("key", "what it holds", "example"), rows)
    text += "\n## A candidate: `content/inbox/<slug>.md`\n\n"
    text += "As a paper's file, without `added` and with these keys. `content/offered/` has what ever was one.\n\n"
    own = [key for key in inbox.FIELDS if key not in papers.FIELDS]
    return text + _table(("key", "what it holds"), ((f"`{key}`", CANDIDATE[key]) for key in own))


def search() -> str:
    """What an address of the search page may hold."""
    script = (THEME / "assets" / "javascripts" / "search" / "state.js").read_text("utf-8")
    facets, sorts = (json.loads(_list_in(script, name)) for name in ("FACETS", "SORTS"))
    text = (
        "# Search\n\n`/search/?…` holds the whole state of a search. Commas separate the values of one parameter.\n\n"
    )
    rows = [(f"`{key}=`", SEARCH[key]) for key in ("q", *facets)]
    rows.append(("`sort=`", f"{SEARCH['sort']} {', '.join(f'`{each}`' for each in sorts)}; without it, the first."))
    return text + _table(("parameter", "what it asks for"), rows)


def _list_in(script: str, name: str) -> str:
    found = re.search(rf"const {name} = (\[[^\]]*\]);", script)
    assert found is not None, f"state.js has a list {name}"
    return found[1]


def rules() -> str:
    """The rules of `papershelf check`."""
    return f"# Rules\n\n`papershelf check` names what breaks a rule, with its file, line and remedy.\n\n{table()}"


def house() -> str:
    """The newcomer's page, which lives beside the code."""
    return (ROOT / "generator" / "README.md").read_text("utf-8")


MADE: Mapping[str, Callable[[], str]] = {
    "reference/commands.md": commands,
    "reference/settings.md": settings,
    "reference/files.md": files,
    "reference/search.md": search,
    "reference/rules.md": rules,
    "house.md": house,
}


def make() -> dict[str, str]:
    """The text of every page that is made, by its path below `docs/pages/`."""
    return {path: _MADE + write() for path, write in MADE.items()}


if __name__ == "__main__":
    for path, text in make().items():
        (PAGES / path).write_text(text, encoding="utf-8", newline="\n")
