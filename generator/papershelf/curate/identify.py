"""The identifier that a person wrote in one of its many forms."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from papershelf.text import is_url

_WORK = r"(?P<work>[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})"
_ARXIV_PAGE = re.compile(rf"/(?:abs|pdf|html)/{_WORK}(?:v[0-9]+)?(?:\.pdf)?/?")
_ARXIV = re.compile(rf"(?:arxiv\s*:\s*)?{_WORK}(?:v[0-9]+)?", re.IGNORECASE)
_DOI = re.compile(r"(?:doi\s*:\s*)?(?P<doi>10\.[0-9]{4,9}/\S+)", re.IGNORECASE)


def arxiv_of(written: str) -> str | None:
    """The arXiv identifier of an address or of a text such as `arXiv:2306.14898`; None where it states none."""
    host, path = _parts(written.strip())
    if host in ("arxiv.org", "www.arxiv.org", "export.arxiv.org"):
        found = _ARXIV_PAGE.fullmatch(path)
    else:
        found = None if host else _ARXIV.fullmatch(written.strip())
    return found["work"] if found else None


def doi_of(written: str) -> str | None:
    """The DOI of an address or of a text such as `doi:10.1000/182`; None where it states none."""
    host, path = _parts(written.strip())
    if host in ("doi.org", "dx.doi.org", "www.doi.org"):
        found = _DOI.fullmatch(unquote(path.removeprefix("/")))
    else:
        found = None if host else _DOI.fullmatch(written.strip())
    return found["doi"] if found else None


def _parts(written: str) -> tuple[str, str]:
    """Host and path of an address; no host where it is none."""
    if not is_url(written):
        return "", ""
    parts = urlsplit(written)
    return (parts.hostname or "").lower(), parts.path
