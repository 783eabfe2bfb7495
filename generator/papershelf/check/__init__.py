"""The rules for contributors: what makes a list worth reading, beyond what loading refuses."""

from papershelf.check.dates import notes_ahead
from papershelf.check.formats import as_github, as_json, as_text
from papershelf.check.material import Base, Material
from papershelf.check.promises import lost_addresses
from papershelf.check.rules import RULES, Rule, check, corrections, named, table
from papershelf.check.statistics import describe, nearly_always_together

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
