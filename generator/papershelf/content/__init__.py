"""`content/` and the model: strict loading, saving with minimal differences, and what import does."""

from __future__ import annotations

from papershelf.content.abstracts import MAX_ABSTRACT, OpenAbstract
from papershelf.content.abstracts import name_of as name_open_abstract
from papershelf.content.abstracts import write as write_open_abstract
from papershelf.content.digests import mark, record
from papershelf.content.facts import REJECTED
from papershelf.content.files import locate, lock, read_bounded, read_text, remove_files, write_files
from papershelf.content.inbox import Inbox
from papershelf.content.ledger import promise
from papershelf.content.loader import Examined, Loaded, examine, load, require_sound
from papershelf.content.map_positions import NAME as MAP_FILE
from papershelf.content.map_positions import write as write_map
from papershelf.content.papers import objections, to_values, update_summary
from papershelf.content.papers import update as update_paper
from papershelf.content.yaml.edit import Value
from papershelf.content.yaml.fields import check_day, is_day, nearest

__all__ = [
    "MAP_FILE",
    "MAX_ABSTRACT",
    "REJECTED",
    "Examined",
    "Inbox",
    "Loaded",
    "OpenAbstract",
    "Value",
    "check_day",
    "examine",
    "is_day",
    "load",
    "locate",
    "lock",
    "mark",
    "name_open_abstract",
    "nearest",
    "objections",
    "promise",
    "read_bounded",
    "read_text",
    "record",
    "remove_files",
    "require_sound",
    "to_values",
    "update_paper",
    "update_summary",
    "write_files",
    "write_map",
    "write_open_abstract",
]
