"""Addresses: found in running text, freed of what TeX and punctuation glued to them, judged, typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from papershelf.errors import Rejected
from papershelf.model import Link, LinkKind
from papershelf.text.urls import check_host

LONGEST_URL = 2000

_DOMAINS = "com|org|net|io|ai|me|edu|gov|dev|app|co|info|ly|gl|live|site|tech|page|science|cn|uk|de|fr|ch|jp|kr|eu"
_START = re.compile(
    rf"https?://|(?<![\w@./:\\-])(?:[a-z0-9](?:[a-z0-9-]{{0,62}})\.){{1,5}}(?:{_DOMAINS})/(?=[\w~@])",
)
_BODY = re.compile(r"(?:[^\s<>\"{}|\\^`\x00-\x1f\x7f]|\\[_%#&~])*")
_TEX_ESCAPE = re.compile(r"\\([_%#&~])")
_NEXT_SENTENCE = re.compile(r"\.(?:In|We|The|This|Our|It|Code|All|These)$")
_WRAPPER = re.compile(r"\\?(?:url|href)\s*\{\s*$")

_INVISIBLE = r"\x00-\x20\x7f-\xa0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
_FORBIDDEN = re.compile(rf"[\s<>\"{{}}|\\^`{_INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a text, and the part of the text that it stands for."""

    url: str
    printed: str
    """What a reader sees: the address itself, as the text has it, mended."""
    start: int
    end: int
    """Where it is in the raw text, wrapper and repetition included."""


def find_links(abstract: str) -> tuple[Link, ...]:
    """Return every address in a text, typed, in order, without repeats."""
    urls = dict.fromkeys(address.url for address in addresses(abstract))
    return tuple(Link(kind=link_kind(url), url=url) for url in urls)


def addresses(text: str) -> Iterator[Address]:
    """Yield the addresses of a text from left to right, never overlapping."""
    position = 0
    while found := _START.search(text, position):
        body = _BODY.match(text, found.end())
        assert body is not None  # it also matches nothing
        raw = trim(text[found.start() : body.end()])
        printed = _TEX_ESCAPE.sub(r"\1", raw)
        position = found.start() + max(len(raw), len(found.group()))
        url = _official(printed)
        if not is_url(url):
            continue
        start, position = _unwrap(text, found.start(), position, printed)
        yield Address(url, printed, start, position)


def trim(raw: str) -> str:
    """Cut punctuation that belongs to the sentence; a bracket stays if it was opened inside."""
    while raw and len(raw) <= 2 * LONGEST_URL:
        shorter = _NEXT_SENTENCE.sub("", raw.rstrip(".,;:!?'’”*"))
        if shorter.endswith((")", "]")) and shorter.count(")") + shorter.count("]") > (
            shorter.count("(") + shorter.count("[")
        ):
            shorter = shorter[:-1]
        if shorter == raw:
            break
        raw = shorter
    return raw


def _official(printed: str) -> str:
    """Return the address to link to: with a scheme, and at the source instead of a mirror."""
    url = printed if printed.startswith(("http://", "https://")) else f"https://{printed}"
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    if host.split(".")[0] == "hf-mirror":
        return f"https://huggingface.co{slash}{path}"
    return f"{scheme}://{host.rstrip('.')}{slash}{path}"


def _unwrap(text: str, start: int, end: int, printed: str) -> tuple[int, int]:
    r"""Widen the span of an address over `\url{…}` around it and a copy `{…}` behind it."""
    opening = _WRAPPER.search(text, max(0, start - 12), start)
    copy = text[end : end + len(printed) + 6]
    for twin in (printed, printed.rstrip("/"), f"{printed}/"):
        if copy.startswith("{" + twin + "}"):
            end += len(twin) + 2
            break
    if named := re.compile(r"\{(?:URL|url|link|Link|here)\}").match(text, end):
        end = named.end()  # \href{address}{URL} without its name
    if not opening:
        return start, end
    start = opening.start()
    tail = re.compile(r"\s*\.?\}").match(text, end)
    end = tail.end() if tail else end
    # \href{address}{words}: the words stay in the text, the braces are the repair's business.
    return start, end


def check_url(url: str) -> None:
    """Object to an address that could mislead a reader or run a script.

    Raises:
        Rejected: The address, with the reason.
    """
    remedy = "Write a whole address such as https://example.org/page"
    if len(url) > LONGEST_URL:
        raise Rejected(f"an address of {len(url)} characters, over {LONGEST_URL}", "Link to a shorter one")
    if not re.match(r"https?:", url, re.IGNORECASE):
        raise Rejected("an address that begins with neither https:// nor http://", remedy)
    if bad := _FORBIDDEN.search(url):
        raise Rejected(f"an address that holds the character U+{ord(bad.group()):04X}", "Percent-encode it")
    check_host(url)


def is_url(url: str) -> bool:
    """Whether `check_url` has nothing to object to."""
    try:
        check_url(url)
    except Rejected:
        return False
    return True


_REPOSITORIES = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "anonymous.4open.science")
_MODEL = ("catalog.ngc.nvidia.com", "ollama.com")
_DATA = ("zenodo.org", "figshare.com", "drive.google.com", "kaggle.com", "modelscope.cn", "app.box.com",
         "dropbox.com")  # fmt: skip
_DEMO = ("gradio.live", "colab.research.google.com", "replicate.com", "hf.space", "streamlit.app")
_VIDEO = ("youtu.be", "youtube.com", "vimeo.com", "bilibili.com", "slideslive.com")
_PROJECT = ("github.io", "gitlab.io", "sites.google.com", "netlify.app", "vercel.app", "pages.dev")
_PAPER = ("arxiv.org", "doi.org", "openreview.net", "aclanthology.org", "aclweb.org", "biorxiv.org", "medrxiv.org",
          "proceedings.mlr.press", "jmlr.org", "papers.nips.cc", "papers.neurips.cc", "proceedings.neurips.cc",
          "openaccess.thecvf.com", "ecva.net", "ojs.aaai.org", "ijcai.org", "isca-archive.org", "dl.acm.org",
          "ieeexplore.ieee.org", "link.springer.com", "sciencedirect.com", "onlinelibrary.wiley.com", "jstor.org",
          "semanticscholar.org", "eprint.iacr.org", "hal.science", "ssrn.com", "pubmed.ncbi.nlm.nih.gov",
          "pmc.ncbi.nlm.nih.gov", "drops.dagstuhl.de", "ceur-ws.org", "distill.pub")  # fmt: skip

_SHORTENERS = ("aka.ms", "bit.ly", "tinyurl.com", "t.co", "goo.gl", "git.io", "is.gd", "shorturl.at", "x.com",
               "twitter.com", "en.wikipedia.org")  # fmt: skip

_KINDS = (
    (_REPOSITORIES, LinkKind.CODE),
    (_MODEL, LinkKind.MODEL),
    (_DATA, LinkKind.DATA),
    (_DEMO, LinkKind.DEMO),
    (_VIDEO, LinkKind.VIDEO),
    (_PROJECT, LinkKind.PROJECT),
    (_PAPER, LinkKind.PAPER),
)


def link_kind(url: str) -> LinkKind:
    """What a reader finds behind an address, judged by its host and path."""
    parts = urlsplit(url)
    host, path = (parts.hostname or "").lower(), parts.path
    if _is_at(host, "huggingface.co") or host == "hf.co":
        return _hugging_face_kind(path)
    if path.lower().endswith(".pdf") and not _is_at(host, "github.com"):
        return LinkKind.PAPER
    for hosts, kind in _KINDS:
        if any(_is_at(host, known) for known in hosts):
            return kind
    if host.split(".")[0] in {"demo", "playground"}:
        return LinkKind.DEMO
    # Whoever gives a whole host, or a page right under it, gives the home of a project.
    deep = path.strip("/").count("/") or any(_is_at(host, known) for known in _SHORTENERS)
    return LinkKind.OTHER if deep else LinkKind.PROJECT


def _is_at(host: str, known: str) -> bool:
    return host == known or host.endswith(f".{known}")


def _hugging_face_kind(path: str) -> LinkKind:
    first = path.strip("/").partition("/")[0]
    if first in {"", "blog", "docs"}:
        return LinkKind.OTHER
    named = {"spaces": LinkKind.DEMO, "papers": LinkKind.PAPER, "datasets": LinkKind.DATA, "collections": LinkKind.DATA}
    if first in named:
        return named[first]
    # A model is `owner/name`; the page of an owner holds models and data.
    return LinkKind.MODEL if "/" in path.strip("/") else LinkKind.DATA
