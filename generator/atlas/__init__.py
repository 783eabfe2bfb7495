"""The map: every paper a point, near those that it is like. Pure.

`draw` lays all papers out anew, which takes a while and is a command of its own; its result is
committed as data. `to_map` is what a build publishes: the committed positions, a guess for each
paper that came later, and the places of the labels.
"""

from generator.atlas.layout import ROUNDS, draw
from generator.atlas.publication import by_topic, place, to_map

__all__ = ["ROUNDS", "by_topic", "draw", "place", "to_map"]
