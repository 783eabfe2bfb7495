"""The packed index of the search, read by the text of `packed.pack`'s docstring alone."""

from __future__ import annotations

from collections import Counter


def unpack(index: dict[str, str]) -> dict[str, Counter[int]]:
    """The papers of each word."""
    characters = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\']
    last, more = 64, len(characters) - 64
    found: dict[str, Counter[int]] = {}
    word = ""
    for entry, steps in zip(index["words"].split(), index["places"].split(), strict=True):
        word = word[: int(entry[0], 36)] + entry[1:]
        places: Counter[int] = Counter()
        at = step = 0
        factor = 1
        for character in steps:
            value = characters.index(character)
            if value >= last:
                step += (value - last) * factor
                factor *= more
            else:
                at += step + value * factor
                places[at] += 1
                step, factor = 0, 1
        found[word] = places
    return found
