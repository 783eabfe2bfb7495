"""`content/` and the model: strict loading, saving with minimal differences, and what import does."""

from __future__ import annotations

from generator.content.library import Loaded, load
from generator.content.map_file import NAME as MAP_FILE
from generator.content.map_file import write as write_map
from generator.content.merge import Plan, Source, plan_import
from generator.content.papers import update as update_paper
from generator.content.retag import merge_tags, rename_tag
from generator.content.store import locate, lock, read_bounded, write_files

__all__ = [
    "MAP_FILE",
    "Loaded",
    "Plan",
    "Source",
    "load",
    "locate",
    "lock",
    "merge_tags",
    "plan_import",
    "read_bounded",
    "rename_tag",
    "update_paper",
    "write_files",
    "write_map",
]
