"""`content/` and the model: strict loading, saving with minimal differences, and what import does."""

from __future__ import annotations

from generator.content.create import Created, Draft, create_paper, plan_paper, resolve_tag
from generator.content.digests import mark, record
from generator.content.fields import check_day, is_day, nearest
from generator.content.ledger import promise
from generator.content.library import Examined, Loaded, examine, load
from generator.content.lines import Value
from generator.content.map_file import NAME as MAP_FILE
from generator.content.map_file import write as write_map
from generator.content.mend import mend
from generator.content.merge import Plan, plan_import
from generator.content.papers import to_values, update_summary
from generator.content.papers import update as update_paper
from generator.content.proposal import propose_tags
from generator.content.retag import merge_tags, rename_tag
from generator.content.store import locate, lock, read_bounded, write_files

__all__ = [
    "MAP_FILE",
    "Created",
    "Draft",
    "Examined",
    "Loaded",
    "Plan",
    "Value",
    "check_day",
    "create_paper",
    "examine",
    "is_day",
    "load",
    "locate",
    "lock",
    "mark",
    "mend",
    "merge_tags",
    "nearest",
    "plan_import",
    "plan_paper",
    "promise",
    "propose_tags",
    "read_bounded",
    "record",
    "rename_tag",
    "resolve_tag",
    "to_values",
    "update_paper",
    "update_summary",
    "write_files",
    "write_map",
]
