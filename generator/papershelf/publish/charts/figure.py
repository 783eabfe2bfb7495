"""What a figure is: its finding, its pictures, and its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from papershelf.text import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Pictures with what they say and the numbers behind them."""

    key: str
    title: str
    says: str
    """The finding, in a plain sentence."""
    pictures: tuple[Html, ...]
    """The same numbers in each layout."""
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    leads: tuple[str, ...]
    """Where each row leads: the address of the papers that it counts."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """By the key of a layout: what its picture leaves out."""
