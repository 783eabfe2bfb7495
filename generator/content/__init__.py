"""`content/` and the model: strict loading, saving with minimal differences, and what import does."""

from __future__ import annotations

from generator.content.library import Loaded, load
from generator.content.merge import Plan, plan_import
from generator.content.store import locate, lock, read_bounded, write_plan

__all__ = ["Loaded", "Plan", "load", "locate", "lock", "plan_import", "read_bounded", "write_plan"]
