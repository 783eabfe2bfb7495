"""Files by their endings: which are read, and which are known to be inert where the site is served.

GitHub Pages takes the type of a file from its last ending, whatever its case, by the table of mime-db
(https://github.com/jshttp/mime-db), and sends what it does not know as bytes to be saved. A browser runs
nothing of the types below, and takes none of them for markup (https://mimesniff.spec.whatwg.org/).
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Mapping

from papershelf.audit.css import inspect_style_sheet
from papershelf.audit.hashes import SCRIPTS
from papershelf.audit.html import inspect_page, inspect_script_file
from papershelf.audit.inspection import Inspection
from papershelf.audit.report import Page, page_at, quote
from papershelf.audit.xml import inspect_xml

MAX_BYTES = 50_000_000
"""The largest page, feed or style sheet that is read; a sitemap may not be larger either."""

_READERS: Mapping[str, Callable[[Inspection, Page], None]] = {
    **dict.fromkeys((".htm", ".html"), inspect_page),
    **dict.fromkeys((".atom", ".rdf", ".rss", ".svg", ".xhtml", ".xml"), inspect_xml),
    ".css": inspect_style_sheet,
}

_INERT = frozenset(
    f".{ending}"
    for ending in (
        *("apng", "avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "tif", "tiff", "webp"),
        *("eot", "otf", "ttf", "woff", "woff2"),
        *("flac", "m4a", "m4v", "mov", "mp3", "mp4", "oga", "ogg", "ogv", "opus", "vtt", "wav", "webm"),
        *("docx", "epub", "md", "odp", "ods", "odt", "pdf", "pptx", "ps", "tex", "txt", "xlsx"),
        *(
            "bib",
            "cff",
            "csv",
            "geojson",
            "ics",
            "ipynb",
            "json",
            "jsonl",
            "jsonld",
            "license",
            "map",
            "npy",
            "npz",
            "parquet",
        ),
        *("ris", "tar", "toml", "tsv", "vcf", "webmanifest", "yaml", "yml", "zip"),
    )
)
"""Pictures, fonts, recordings, documents and data."""
_INERT_NAMES = frozenset({".nojekyll", "CNAME"})
"""Files at the root of a site that GitHub Pages reads (https://docs.github.com/pages)."""

_RENAMED = {
    **dict.fromkeys((".html5", ".mht", ".mhtml", ".shtm", ".shtml"), ".html"),
    **dict.fromkeys((".xht", ".xhtm"), ".xhtml"),
    ".cjs": ".js",
    ".svgz": ".svg",
}
"""Endings that are close to one that is read."""


def is_inert(path: str) -> bool:
    """Whether a browser runs nothing of a file, whatever it holds."""
    if path[path.rfind(".") :] in _INERT:  # as most are, and written like this
        return True
    return _kind(path)[0] in _INERT or path in _INERT_NAMES


def _kind(path: str) -> tuple[str, bool]:
    """The ending that says how a file is read, and whether it is packed."""
    # A browser may unpack a file, and takes what it then holds for what the ending before says.
    is_packed = _ending(path) == ".gz"
    return _ending(path[:-3]) if is_packed else _ending(path), is_packed


def inspect_file(inspection: Inspection, path: str, raw: bytes) -> None:
    """Read a file of the site by its kind, unless it is inert; what nobody knows is refused.

    Args:
        inspection: The inspection of the site.
        path: The file's path, relative to the site.
        raw: Its bytes.
    """
    page = page_at(path)
    ending, is_packed = _kind(path)
    if ending in SCRIPTS and not is_packed:
        inspect_script_file(inspection, page, path)
    elif (reader := _READERS.get(ending)) is None:
        inspection.report.add(page, None, *_unknown(ending))
    elif (source := _read(inspection, page, raw, is_packed)) is not None:
        reader(inspection, page._replace(source=source))


def _ending(path: str) -> str:
    """The last ending of a file's name, in small letters, with its dot; nothing if it has none."""
    name = path[path.rfind("/") + 1 :]
    return name[name.rfind(".") :].lower() if "." in name else ""


def _unknown(ending: str) -> tuple[str, str]:
    """What to say of a file that nobody knows to be harmless."""
    if ending in ("", "."):
        return "a file without an ending, of which nobody knows how it is read", "Give it one, such as .txt or .pdf"
    renamed = _RENAMED.get(ending)
    remedy = f"Rename it to end in {renamed}" if renamed else "Leave it out, or publish it as .html, .pdf, .txt or .zip"
    return f"{quote(ending)} is not an ending that is known to be harmless", remedy


def _read(inspection: Inspection, page: Page, raw: bytes, is_packed: bool) -> str | None:
    """The text of a file; None, and a problem, if it is too long or no text."""
    try:
        if is_packed:
            with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
                raw = packed.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            problem = f"the file has over {MAX_BYTES:,} bytes" + (" when it is unpacked" if is_packed else "")
            inspection.report.add(page, None, problem, "Split it into several")
            return None
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        inspection.report.add(page, None, f"byte {error.start} is not UTF-8", "Write the file as UTF-8")
    except (EOFError, OSError, zlib.error) as error:
        inspection.report.add(page, None, f"it cannot be unpacked ({error})", "Pack it again with gzip")
    return None
