"""The rules for contributors: what makes a list worth reading, beyond what loading refuses."""

from generator.check.dates import notes_ahead
from generator.check.formats import as_github, as_json, as_text
from generator.check.material import Base, Material
from generator.check.promises import lost_addresses
from generator.check.rules import RULES, Rule, check, corrections, named, table
from generator.check.statistics import describe, nearly_always_together

__all__ = [
    "RULES",
    "Base",
    "Material",
    "Rule",
    "as_github",
    "as_json",
    "as_text",
    "check",
    "corrections",
    "describe",
    "lost_addresses",
    "named",
    "nearly_always_together",
    "notes_ahead",
    "table",
]
