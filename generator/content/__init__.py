"""`content/` and the model: strict loading, saving with minimal differences, and what import does."""

from __future__ import annotations

from generator.content.digests import is_day, mark, record
from generator.content.library import Loaded, load
from generator.content.merge import Plan, Source, plan_import
from generator.content.papers import update as update_paper
from generator.content.retag import merge_tags, rename_tag
from generator.content.store import locate, lock, read_bounded, write_files

__all__ = [
    "Loaded",
    "Plan",
    "Source",
    "is_day",
    "load",
    "locate",
    "lock",
    "mark",
    "merge_tags",
    "plan_import",
    "read_bounded",
    "record",
    "rename_tag",
    "update_paper",
    "write_files",
]
