"""The many addresses of one paper: read as the identifier that they state, and the one address of each.

Forms: arXiv (https://info.arxiv.org/help/arxiv_identifier.html and …/arxiv_identifier_for_services.html), DOI
(https://www.doi.org/the-identifier/resources/handbook, section 2), OpenReview's forum ids, and those of the
ACL Anthology (https://aclanthology.org/info/ids/). Pure: nothing is asked of a network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, quote, unquote

from papershelf.model import LinkKind, Paper
from papershelf.text.links import trim


class IdentifierKind(StrEnum):
    """Who names the paper."""

    ARXIV = "arxiv"
    DOI = "doi"
    OPENREVIEW = "openreview"
    ACL = "acl"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A paper's name in a register."""

    kind: IdentifierKind
    value: str
    """As the register writes it: arXiv's without a version, a DOI without a prefix."""

    @property
    def key(self) -> str:
        """What two spellings of one identifier have in common: case means nothing in a DOI."""
        same = self.value.casefold() if self.kind is IdentifierKind.DOI else self.value
        return f"{self.kind.value}:{same}"

    @property
    def address(self) -> str:
        """Where readers find the paper."""
        return {
            IdentifierKind.ARXIV: "https://arxiv.org/abs/{}",
            IdentifierKind.DOI: "https://doi.org/{}",
            IdentifierKind.OPENREVIEW: "https://openreview.net/forum?id={}",
            IdentifierKind.ACL: "https://aclanthology.org/{}/",
        }[self.kind].format(quote(self.value))


# Before April 2007 a number was behind its archive, whose subject class may be named or not; until 2014 it had
# four digits behind the month, and has had five since.
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    "funct-an|gr-qc|hep-(?:ex|lat|ph|th)|math|math-ph|mtrl-th|nlin|nucl-(?:ex|th)|patt-sol|physics|plasm-ph|q-alg|"
    "q-bio|q-fin|quant-ph|solv-int|stat|supr-con"
)
_MONTH = "(?:0[1-9]|1[0-2])"
_ARXIV = (
    rf"(?:(?P<archive>{_ARCHIVES})(?:\.[A-Za-z]{{2}}|\.[a-z]+(?:-[a-z]+)*)?/(?P<old>[0-9]{{2}}{_MONTH}[0-9]{{3}})"
    rf"|(?P<new>(?:(?:0[7-9]|1[0-4]){_MONTH}\.[0-9]{{4}}|(?:1[5-9]|[2-9][0-9]){_MONTH}\.[0-9]{{5}})))(?:v[1-9][0-9]*)?"
)
_ARXIV_NUMBER = re.compile(_ARXIV)
_ARXIV_PATH = re.compile(
    rf"/(?:abs|pdf|html|format|ps|src|e-print|papers|overview|html_feedback|tb|bibtex)/{_ARXIV}(?:\.pdf|\.md)?/?",
    re.IGNORECASE,
)
_ARXIV_HOST = re.compile(
    r"(?:(?:www|export|browse|[a-z]{2})\.)?arxiv\.org|xxx\.lanl\.gov|(?:www\.|beta\.)?alphaxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org"
    r"|(?:www\.)?ar5iv\.org|(?:www\.)?arxiv-vanity\.com|(?:www\.)?huggingface\.co|(?:www\.)?hf\.co|hf-mirror\.com"
    r"|(?:www\.)?scirate\.com"
)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<number>.+)", re.IGNORECASE)
_ARXIV_PREFIX = re.compile(r"arxiv\s*:\s*", re.IGNORECASE)
_SUBJECT = re.compile(r"\s*\[[a-z-]+(?:\.[A-Za-z-]+)?\]")

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f]+")
_DOI_PREFIX = re.compile(r"(?:info:doi/|urn:doi:|doi\s*:\s*|doi\s+(?=10\.))", re.IGNORECASE)
_DOI_HOST = re.compile(r"(?:(?:www|dx)\.)?doi\.org|doi\.acm\.org")
_PUBLISHER = re.compile(
    r"(?:.+\.)?(?:acm|acs|agu|ams|annualreviews|aps|asme|biorxiv|frontiersin|iacr|informs|iop|jmir|jstor|medrxiv|oup|plos"
    r"|pnas|royalsocietypublishing|science|siam|springer|sagepub|tandfonline|wiley|worldscientific|aip|degruyter"
    r"|emerald|liebertpub|mit|cambridge|aaai|jair|vldb|iospress|inderscienceonline|thelancet|cell|bmj|elifesciences"
    r"|openedition|copernicus|psyarxiv|ssrn|techrxiv|researchsquare|preprints|f1000research|peerj|ieee)"
    r"\.(?:org|com|edu|net|co\.uk)"
)
_PUBLISHER_TAIL = re.compile(
    r"(?:/(?:full|pdf|epdf|abstract|meta|summary|fulltext|html|pdfft|download|references|figures)"
    r"|(?:v[0-9]+)?\.full(?:\.pdf|-text|\.txt)?|\.pdf|\.html?|\.abstract)+/?$",
    re.IGNORECASE,
)
_RECORD_NUMBER = re.compile(r"/[0-9]+(?:/[^/]*)?$")
"""What the presses of Oxford and MIT put behind a DOI: a number of their own, and words of the title."""
_PREPRINT_VERSION = re.compile(r"(10\.(?:1101|64898)/.+?)v[0-9]+(?:\..*)?")
_NATURE = re.compile(r"/articles/([a-z0-9-]{6,})(?:\.pdf)?/?", re.IGNORECASE)

_OPENREVIEW_ID = re.compile(r"[A-Za-z0-9_-]{5,30}")
_ACL_ID = r"[0-9]{4}\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]+|[A-Z][0-9]{2}-[0-9]{4,5}"
_ACL_NUMBER = re.compile(_ACL_ID)
_ACL_PATH = re.compile(rf"/(?:anthology/)?(?:papers/(?:[A-Z0-9]+/)*)?(?P<id>{_ACL_ID})(?:v[0-9]+)?(?:\.[a-z]+)?/?")
_ACL_HOST = re.compile(r"(?:www\.)?(?:aclanthology\.(?:org|info)|aclweb\.org)")
_ACL_DOI = re.compile(rf"10\.(?:18653/v1|3115)/(?P<id>{_ACL_ID})", re.IGNORECASE)

_ADDRESS = re.compile(
    r"(?:https?:)?(?://)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,})(?::[0-9]+)?(?P<path>/[^?#]*)"
    r"(?:\?(?P<query>[^#]*))?(?:\#.*)?",
    re.IGNORECASE | re.DOTALL,
)
LONGEST = 2_000
"""The longest text that is read as an identifier, in characters."""


def identify(text: str) -> Identifier | None:
    """The identifier that a text states: bare, with its prefix, or as any address of the paper.

    Args:
        text: What a person pasted, such as `arXiv:2306.14898v2` or `https://dl.acm.org/doi/10.1145/3531146`.

    Returns:
        The identifier; None where the text states none, or more than one.
    """
    if len(text) > LONGEST:
        return None
    text = text.strip().strip("\"'“”‘’").strip()
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1].strip()
    return _of_address(text) or _of_words(text)


def is_arxiv_number(text: str) -> bool:
    """Whether a text is an arXiv number and nothing else; a version may be behind it."""
    return _ARXIV_NUMBER.fullmatch(text) is not None


def is_doi(text: str) -> bool:
    """Whether a text is a DOI and nothing else: no address, no prefix, no full stop of a sentence behind it."""
    return _DOI.fullmatch(text) is not None and trim(text) == text


def identifiers_of(paper: Paper) -> tuple[Identifier, ...]:
    """Every identifier that a paper states: as a fact, or by a link to the paper. Without repeats."""
    return tuple({identifier.key: identifier for identifier in _stated(paper)}.values())


def _stated(paper: Paper) -> Iterator[Identifier]:
    links = (link.url for link in paper.links if link.kind is LinkKind.PAPER)
    for text in (paper.arxiv, paper.doi, *links):
        identifier = None if text is None else identify(text)
        if identifier is not None:
            yield identifier
            found = _ACL_DOI.fullmatch(identifier.value)
            if found is not None:
                yield Identifier(IdentifierKind.ACL, found["id"])


def _of_words(text: str) -> Identifier | None:
    """An identifier that is by itself."""
    bare = _SUBJECT.sub("", _ARXIV_PREFIX.sub("", text, count=1))
    if (number := _ARXIV_NUMBER.fullmatch(trim(bare))) is not None:
        return _arxiv(number)
    prefixed = _DOI_PREFIX.match(text)
    bare = text[prefixed.end() :] if prefixed else text
    if _DOI.fullmatch(bare):
        return _doi(trim(bare))
    return Identifier(IdentifierKind.ACL, text) if _ACL_NUMBER.fullmatch(text) else None


def _of_address(text: str) -> Identifier | None:
    if (parts := _ADDRESS.fullmatch(text)) is None:
        return None
    host, path, query = parts["host"].lower(), unquote(parts["path"]), parts["query"] or ""
    if _DOI_HOST.fullmatch(host):
        stated = _DOI_PREFIX.sub("", path[1:].strip(), count=1)
        return _doi(trim(stated)) if _DOI.fullmatch(stated) else None
    if _ARXIV_HOST.fullmatch(host):
        found = _ARXIV_PATH.fullmatch(trim(path))
        return None if found is None else _arxiv(found)
    if host in ("openreview.net", "www.openreview.net"):
        return _of_openreview(path, query)
    if _ACL_HOST.fullmatch(host):
        found = _ACL_PATH.fullmatch(trim(path))
        return None if found is None else Identifier(IdentifierKind.ACL, found["id"])
    return _of_publisher(host, path, query)


def _of_openreview(path: str, query: str) -> Identifier | None:
    if path.rstrip("/") not in ("/forum", "/pdf", "/attachment"):
        return None
    (forum, *_) = parse_qs(query).get("id", [""])
    return Identifier(IdentifierKind.OPENREVIEW, forum) if _OPENREVIEW_ID.fullmatch(forum) else None


def _of_publisher(host: str, path: str, query: str) -> Identifier | None:
    if host in ("nature.com", "www.nature.com") and (found := _NATURE.fullmatch(trim(path))) is not None:
        return Identifier(IdentifierKind.DOI, f"10.1038/{found[1]}")
    if not _PUBLISHER.fullmatch(host):
        return None
    named = [value for values in parse_qs(query).values() for value in values]
    for words in (path, *named):
        if (found := _DOI.search(words)) is not None:
            stated = _PUBLISHER_TAIL.sub("", found[0]).rstrip("/")
            if host in ("academic.oup.com", "direct.mit.edu"):
                stated = _RECORD_NUMBER.sub("", stated)
            preprint = _PREPRINT_VERSION.fullmatch(stated)
            return _doi(trim(preprint[1] if preprint else stated))
    return None


def _arxiv(found: re.Match[str]) -> Identifier:
    value = found["new"] or f"{found['archive'].lower()}/{found['old']}"
    return Identifier(IdentifierKind.ARXIV, value)


def _doi(stated: str) -> Identifier | None:
    """A DOI; arXiv's own name a paper of arXiv."""
    arxiv = _ARXIV_DOI.fullmatch(stated)
    number = None if arxiv is None else _ARXIV_NUMBER.fullmatch(arxiv["number"])
    if number is not None:
        return _arxiv(number)
    return Identifier(IdentifierKind.DOI, stated) if _DOI.fullmatch(stated) else None
