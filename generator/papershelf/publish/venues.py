"""What kind of place a venue is, judged by its name: a journal, a conference, or nobody can say."""

from __future__ import annotations

import re
from enum import StrEnum


class VenueKind(StrEnum):
    """Where a paper was published, as bibliographies tell places apart."""

    JOURNAL = "journal"
    CONFERENCE = "conference"
    """A workshop, too."""
    OTHER = "other"
    """A preprint server, a thesis, or a name that says nothing."""


_YEAR = re.compile(r"(?<![\w.])(?:1[89]|20)[0-9]{2}(?![\w.])")
_SERVER = re.compile(r"\b(?:arxiv|corr|\w+rxiv|ssrn|preprint|thesis|dissertation|tech(?:nical)? report|blog)\b", re.I)
_SERIAL_PROCEEDINGS = re.compile(
    r"\bproceedings of the (?:national academy|ieee$|vldb endowment|acm on|royal society|american mathematical)"
    r"|\b(?:pvldb|pacmpl|pnas)\b",
    re.IGNORECASE,
)
"""Journals that call themselves proceedings."""
_MEETING = re.compile(
    r"\b(?:proceedings|conference|symposium|workshops?|findings|meeting|congress|convention|colloquium|track|tutorials?"
    r"|demonstrations?|companion|summit|seminar)\b",
    re.IGNORECASE,
)
_PERIODICAL = re.compile(
    r"\b(?:journal|transactions|trans\.|letters|magazine|annals|acta|archives?|bulletin|reviews?|quarterly|forum|surveys"
    r"|frontiers in|communications of|advances in (?!neural)|astronomy & astrophysics|ieee access|plos|elife|patterns"
    r"|neurocomputing|neural (?:computation|networks)|pattern recognition|information sciences|knowledge-based systems"
    r"|expert systems with applications|international journal)\b"
    r"|^(?:the )?(?:nature|science|cell|lancet)(?: (?!of\b)[\w&-]+)*$"
    r"|^(?:artificial intelligence|machine learning|information fusion|computational linguistics|distill|entropy"
    r"|sensors|big data|medical image analysis|physical review.*)$",
    re.IGNORECASE,
)
_SHORT_PERIODICAL = re.compile(
    r"\b(?:TMLR|JMLR|TACL|JAIR|TPAMI|PAMI|TIP|TKDE|TKDD|TNNLS|TNN|TOG|TOIS|TOSEM|TSE|TCSVT|TMM|TIST|TASLP|IJCV|CACM|JACM"
    r"|MLJ|AIJ|DMKD|DMLR|CSUR|JBHI|TMI|TGRS|RA-L|TVCG|TCYB|TAC|TIT|TITS|TIFS|TDSC)\b"
)
_SHORT_MEETING = re.compile(r"(?=\S*[A-Z]\S*[A-Z])[A-Z]\S+")
"""`ICML`, `NeurIPS`, `CoRL`: a word with more than one capital."""


def venue_kind(venue: str) -> VenueKind:
    """What kind of place a venue is; `OTHER` where its name does not say."""
    name = name_without_year(venue)
    if _SERVER.search(name):
        return VenueKind.OTHER
    if _SERIAL_PROCEEDINGS.search(name):
        return VenueKind.JOURNAL
    if _MEETING.search(name):
        return VenueKind.CONFERENCE
    if _PERIODICAL.search(name) or _SHORT_PERIODICAL.search(name):
        return VenueKind.JOURNAL
    # A year belongs to a meeting; one word with it, or an abbreviation, is the name of one.
    is_dated = name != venue
    if is_dated and (" " not in name or any(map(_SHORT_MEETING.fullmatch, name.split()))):
        return VenueKind.CONFERENCE
    return VenueKind.CONFERENCE if name in _MEETINGS else VenueKind.OTHER


_MEETINGS = frozenset((
    "AAAI", "ACL", "AISTATS", "CHI", "CIKM", "COLING", "COLM", "COLT", "CVPR", "CoLLAs", "CoNLL", "CoRL", "EACL",
    "ECAI", "ECCV", "EMNLP", "FAccT", "ICASSP", "ICCV", "ICDE", "ICDM", "ICLR", "ICML", "ICRA", "ICSE", "IJCAI",
    "IROS", "ISSTA", "Interspeech", "KDD", "LREC", "MICCAI", "MLSys", "NAACL", "NIPS", "NeurIPS", "OSDI", "POPL",
    "RSS", "SIGIR", "SIGMOD", "SOSP", "STOC", "UAI", "VLDB", "WACV", "WSDM", "WWW",
))  # fmt: skip
"""Meetings that are known without their year."""


def venue_year(venue: str) -> str | None:
    """The year that a venue's name states; None where it states none, or several."""
    found = set(_YEAR.findall(venue))
    return found.pop() if len(found) == 1 else None


def name_without_year(venue: str) -> str:
    """A venue's name without the year in it."""
    return " ".join(_YEAR.sub("", venue).replace("()", "").split()).strip(" ,")
