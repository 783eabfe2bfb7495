"""Names of authors: read from the one line that a file or a person gives, and written so that reading gives them back.

The forms with commas are BibTeX's (Oren Patashnik, "BibTeXing", 1988, section 4): `Family, Given`,
`von Family, Given` and `von Family, Jr., Given`. Braces around all of it name an organisation, as they do there.
A name without a comma is parted only where that is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from papershelf.errors import Rejected
from papershelf.model import Name, is_family_first
from papershelf.text.readable import from_tex

MOST_NAMED = 8
"""How many authors are in a row before the rest is only counted."""

_PARTICLES = frozenset((
    "'n", "'s", "'t", "aan", "abu", "af", "al", "am", "av", "ben", "bin", "bint", "d'", "da", "dal", "dalla", "das",
    "de", "degli", "dei", "del", "della", "delle", "dello", "den", "der", "des", "di", "do", "dos", "du", "e", "el",
    "het", "i", "ibn", "la", "las", "le", "les", "li", "lo", "los", "op", "san", "te", "ten", "ter", "thoe", "til",
    "tot", "ul", "van", "vande", "vanden", "vander", "vom", "von", "y", "zu", "zum", "zur",
))  # fmt: skip
"""Words in lower case that go with the family name behind them."""
_JOINTS = frozenset({"y", "i", "e"})
"""Words between the two family names of one person: `Ramón y Cajal`."""
_SUFFIX = re.compile(r"(?:[Jj]n?r|[Ss]n?r|JR|SR|[Ee]sq)\.?|I{2,3}|IV|VI{1,3}")
_ELIDED = re.compile(r"(?:d|l|dell|dall|all|nell)['’](?=[^\W\d_a-zà-ÿ])")
"""A particle that has lost its vowel and is at the family name: `d'Alembert`."""
_INITIAL = re.compile(r"[^\W\d_]\.?")
_ORGANISATIONS = frozenset((
    "academy", "agency", "alliance", "association", "associates", "center", "centre",
    "collaboration", "collective", "commission", "committee", "community", "consortium", "contributors",
    "corporation", "department", "foundation", "gmbh", "group", "inc", "inc.", "initiative", "institute",
    "institut", "laboratories", "laboratory", "labs", "lab", "llc", "ltd", "ltd.", "ministry", "network",
    "organisation", "organization", "partnership", "program", "programme", "project", "research", "society", "team",
    "university",
))  # fmt: skip
"""Words that end the name of an organisation, and no person's."""
_JOINING = frozenset({"and", "&", "of", "for", "und", "et", "+"})
"""Words within the name of an organisation, and of no person."""
_TEX = re.compile(r"[\\{}]")
_BRACES = {"{": 1, "}": -1}

_ONE_EACH = "Write one name an item: `Family, Given`, or an organisation in braces"


def parse_name(text: str) -> Name:
    """An author, from one line: `Given Family`, `von Family, Jr., Given` or `{Organisation}`.

    Raises:
        Rejected: It is empty, or has more commas than a name can have.
    """
    written = " ".join(text.replace("，", ",").split())
    organisation = _unwrap(written)
    if not organisation.strip(", "):
        raise Rejected("it names nobody", _ONE_EACH)
    is_whole = organisation != written
    if _TEX.search(organisation):
        # Bibliographies spell letters that they lack: `G{\\"o}del`.
        written = organisation = " ".join(from_tex(organisation, mathematics=False).split())
    if is_whole:
        return Name(family=organisation, literal=True)
    parts = [part.strip() for part in written.split(",")]
    if len(parts) == 1:
        return _parse_whole(written)
    return _parse_parts(parts)


def write_name(name: Name) -> str:
    """An author as files hold it: `Given Family` where that is read back as it is, else with commas or braces.

    Raises:
        Rejected: A part holds what would part it, such as a comma.
    """
    for written in _spellings(name):
        try:
            if parse_name(written) == name:
                return written
        except Rejected:
            continue
    raise Rejected(f"no line of a file is read as the name '{name.shown[:60]}'", _ONE_EACH)


def separator_of(names: Iterable[Name]) -> str:
    """What parts names in a row: a comma, or a semicolon where a name has a comma itself."""
    return "; " if any("," in name.shown for name in names) else ", "


def names_in_a_row(names: Sequence[Name], most: int | None = None) -> str:
    """Names as a sentence shows them: `Ada Kettle, Bo Spoon and 3 more`, with semicolons where a name has a comma.

    Args:
        names: The authors.
        most: How many are named; the rest is counted. None: all are named.
    """
    shown = [name.shown for name in names]
    left = 0 if most is None else len(shown) - most
    named = shown[:most] if left > 0 else shown
    row = separator_of(names).join(named)
    return f"{row} and {left:,} more" if left > 0 else row


def split_trailing_particle(given: str) -> tuple[str, str]:
    """Given names without the particle that is behind them in `Maupassant, Guy de`, and the particle."""
    words = given.split()
    end = len(words)
    while end > 1 and words[end - 1] in _PARTICLES:
        end -= 1
    return " ".join(words[:end]), " ".join(words[end:])


def _spellings(name: Name) -> Iterator[str]:
    if name.literal:
        yield f"{{{name.family}}}"
    yield name.shown
    yield ", ".join(filter(None, (name.last, name.suffix, name.given)))
    yield f"{name.last},"


def _unwrap(written: str) -> str:
    """The text without the braces around all of it, however many there are."""
    while written.startswith("{") and written.endswith("}"):
        depth = 0
        for place, sign in enumerate(written):
            depth += _BRACES.get(sign, 0)
            if not depth and place < len(written) - 1:
                return written  # the first one ends before the last one
        if depth:
            return written
        written = written[1:-1].strip()
    return written


def _parse_parts(parts: list[str]) -> Name:
    family, *rest = parts
    rest = [part for part in rest if part]
    if not family or len(rest) > 2:
        problem = "it begins with a comma" if not family else f"it has {len(parts) - 1} commas"
        raise Rejected(problem, _ONE_EACH)
    suffix = next((part for part in rest if _SUFFIX.fullmatch(part)), "")
    if suffix:
        rest.remove(suffix)
    if len(rest) == 2:
        suffix, *rest = rest
    if not rest and suffix:
        # `Ada Kettle, Jr.` has its given name in front.
        whole = _parse_whole(family)
        return Name(family=whole.family, given=whole.given, particle=whole.particle, suffix=suffix)
    words = family.split()
    particle, words = _split_particle(words, any_word=True)
    return Name(family=" ".join(words), given="".join(rest), particle=particle, suffix=suffix)


def _parse_whole(written: str) -> Name:
    """A name without a comma."""
    words = written.split()
    if _is_organisation(words):
        return Name(family=written, literal=True)
    if len(words) == 1 or words[-1].startswith("(") or _INITIAL.fullmatch(words[-1]) or words[-1].endswith(")"):
        # An only name; or one whose last word is not a family name: `Balaji A J`, `Li Ming (李明)`.
        return Name(family=written) if len(words) > 1 else _parse_family(words, given="")
    if is_family_first(written):
        return Name(family=words[0], given=" ".join(words[1:]))
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    start = len(words) - 1
    if start > 2 and words[start - 1] in _JOINTS:
        start -= 2
    while start > 0 and words[start - 1] in _PARTICLES:
        start -= 1
    return _parse_family(words[start:], given=" ".join(words[:start]), suffix=suffix)


def _parse_family(words: list[str], *, given: str, suffix: str = "") -> Name:
    particle, words = _split_particle(words, any_word=False)
    return Name(family=" ".join(words), given=given, particle=particle, suffix=suffix)


def _split_particle(words: list[str], *, any_word: bool) -> tuple[str, list[str]]:
    """What is in lower case before a family name, and the rest, which is never empty.

    Args:
        words: The family name with its particle.
        any_word: Whether each word in lower case is one, as in BibTeX's forms with commas; else only those known.
    """
    end = 0
    while end < len(words) - 1 and (words[end] in _PARTICLES or (any_word and _may_be_particle(words[end]))):
        end += 1
    particle, rest = " ".join(words[:end]), words[end:]
    if (elided := _ELIDED.match(rest[0])) is not None:
        return " ".join(filter(None, (particle, elided[0]))), [rest[0][elided.end() :], *rest[1:]]
    return particle, rest


def _may_be_particle(word: str) -> bool:
    """Whether a word in lower case is one by itself; what ends with an apostrophe is one with the word behind it."""
    return word[0].islower() and word[-1] not in "'’"


def _is_organisation(words: list[str]) -> bool:
    """Whether a name is certainly none of a person's."""
    if len(words) == 1:
        # `OpenAI`, `DeepSeek-AI`
        return len(words[0]) > 2 and words[0].endswith("AI") and not words[0].isupper()
    last = words[-1]
    return (
        words[0] == "The" or last == "AI" or last.casefold() in _ORGANISATIONS or not _JOINING.isdisjoint(words[1:-1])
    )
