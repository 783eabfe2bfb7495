"""What makes an editor complete and check the files that people write: a schema and snippets, for no format of ours.

The schema is JSON Schema, draft 7, the newest that every YAML language server reads in full. Snippets are
those of Visual Studio Code (https://code.visualstudio.com/docs/editing/userdefinedsnippets), since no
editor validates front matter within Markdown.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, get_args, get_origin, get_type_hints

from papershelf.content import feeds
from papershelf.model import MAX_TEXT, LinkKind, Start, Tag, Topic, Vocabulary
from papershelf.text import DEVICE, LONGEST_SLUG, SLUG

SCHEMA = "tags.schema.json"
"""The schema's name, beside `tags.yml` and on the site."""

SOURCES_SCHEMA = "sources.schema.json"
"""Beside `sources.yml`."""

SNIPPETS = ".vscode/papershelf.code-snippets"
"""Where Visual Studio Code looks for a project's snippets."""

_KEY = {"type": "string", "pattern": f"^{SLUG}$", "maxLength": LONGEST_SLUG}
_TEXT = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT, "pattern": r"\S"}
_SAID = {
    "label": "What readers see.",
    "description": "One or two sentences that decide whether a paper belongs here.",
    "topic": "The one topic that the tag belongs to.",
    "aliases": "What people type when they mean it; each word means one tag only.",
    "broader": "A tag that contains this one.",
    "former_keys": "Keys that the topic had before; their addresses lead to it.",
    "former_tags": "Keys of tags that were removed; their addresses lead to this topic.",
    "overview": "Three to five sentences: what the theme is, where its papers agree and differ. "
    "Links: [words](paper:its-slug), [words](tag:its-key).",
    "start": "Three to five papers to begin with, in the order of reading.",
    "paper": "The name of its file, without `.md`.",
    "why": "What a reader gets from it at this point, in at most 14 words.",
}
"""What an editor says of each field, as it is typed."""


def to_files(vocabulary: Vocabulary, *, has_sources: bool = False) -> Mapping[str, str]:
    """The files of a project that an editor reads, by path.

    Args:
        vocabulary: The list's.
        has_sources: Whether the list names sources of candidates.
    """
    made = {f"content/{SCHEMA}": to_vocabulary_schema(vocabulary), SNIPPETS: to_snippets(vocabulary)}
    return made | ({f"content/{SOURCES_SCHEMA}": to_sources_schema()} if has_sources else {})


def to_vocabulary_schema(vocabulary: Vocabulary) -> str:
    """The JSON Schema of `tags.yml`, from the model's own fields.

    Topics and tags that exist are proposed where one is referred to; others are let pass, because
    whoever adds a topic writes it and its tags in one go. That a name is known, `check` says.
    """
    known = {"topic": vocabulary.topics, "broader": vocabulary.tags}
    return _json(
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "Papershelf: content/tags.yml",
            "type": ["object", "null"],
            "additionalProperties": False,
            "properties": {
                "topics": _section("Families of tags, in the order of the site.", _record(Topic, known)),
                "tags": _section("The vocabulary, in the order of the site.", _record(Tag, known)),
            },
        }
    )


def to_sources_schema() -> str:
    """The JSON Schema of `sources.yml`, from the keys and forms that its loader knows."""
    properties: dict[str, Any] = {}
    for key in feeds.FIELDS:
        form = {"pattern": f"^(?:{feeds.PATTERNS[key]})$"} if key in feeds.PATTERNS else {}
        properties[key] = {"description": feeds.SAID[key]} | _TEXT | form
    properties["limit"] = {"description": feeds.SAID["limit"], "type": "integer", "minimum": 1, "maximum": feeds.MOST}
    words = {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": feeds.MOST_WORDS, "uniqueItems": True}
    properties["words"] = {"description": feeds.SAID["words"]} | words
    return _json(
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": f"Papershelf: content/{feeds.NAME}",
            "type": ["object", "null"],
            "maxProperties": feeds.MOST_FEEDS,
            "propertyNames": _KEY,
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "properties": properties,
                "oneOf": [{"required": [kind]} for kind in feeds.FeedKind],
                "not": {"required": [feeds.FeedKind.FILE, "limit"]},
            },
        }
    )


def _section(said: str, record: dict[str, Any]) -> dict[str, Any]:
    """A mapping of keys that can be part of an address."""
    return {
        "description": said,
        "type": ["object", "null"],
        "propertyNames": _KEY | {"not": {"pattern": f"^(?:{DEVICE})$"}},
        "additionalProperties": record,
    }


def _record(noun: type[Topic | Tag | Start], known: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """The shape of a topic, a tag or a beginning: every field of the model but its key, which is before it."""
    hints = get_type_hints(noun)
    written = [field for field in fields(noun) if field.name != "key"]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _property(field, hints[field.name], known) for field in written},
        "required": [field.name for field in written if field.default is MISSING],
    }


def _property(field: Field[Any], hint: Any, known: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    said = {"description": _SAID[field.name]}
    if field.name in known:
        return said | {"anyOf": [{"enum": list(known[field.name])}, _KEY]}
    if hint == tuple[Start, ...]:
        return said | {"type": "array", "items": _record(Start, known)}
    if field.name == "paper":
        return said | _KEY
    if get_origin(hint) is tuple:
        return said | {"type": "array", "items": _TEXT}
    if hint is str or (isinstance(hint, types.UnionType) and str in get_args(hint)):
        return said | _TEXT
    raise TypeError(f"no YAML is known for {field.name}: {hint}")


def to_snippets(vocabulary: Vocabulary) -> str:
    """Snippets for papers' files: every tag by its key and its other names, and a link of each kind."""
    snippets: dict[str, dict[str, Any]] = {
        f"Tag: {tag.label}": {
            "scope": "markdown",
            "prefix": list(dict.fromkeys([tag.key, *tag.aliases])),
            "body": tag.key,
            "description": f"{vocabulary.topics[tag.topic].label}. {tag.description}",
        }
        for tag in vocabulary.tags.values()
    }
    snippets["Link"] = {
        "scope": "markdown",
        "prefix": "link",
        "body": f'{{kind: ${{1|{",".join(LinkKind)}|}}, url: "${{2:https://}}"}}',
        "description": "An address that belongs to the paper, for `links: […]`",
    }
    return _json(snippets)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
