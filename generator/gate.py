"""The output gate: reads the built site as a browser would, and says what must not be published.

The checks before the build look at what people wrote; this one looks at what came out, whichever
template, theme, extension or plugin made it. Each file is parsed once. Of a page nothing is kept
but its ids, so that memory grows by a few hundred bytes a page.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.errors import Problem, stop

MAX_BYTES = 50_000_000
"""The largest page, feed or style sheet that is read; a sitemap may not be larger either."""

LINES_LOOKED_UP = 500
"""Looking for a line reads the page again; after so many problems nobody needs more of them."""

Attributes = Mapping[str, str | None]

_PAGES = (".html", ".htm")
_XML = (".xml", ".svg", ".xhtml", ".atom", ".rss")
_SCRIPTS = (".js", ".mjs")
_HASH = re.compile(r"sha256-[A-Za-z0-9+/]{43}=")

_TRIMMED = "".join(map(chr, range(0x21)))
"""What a browser strips from both ends of an address: C0 controls and the space."""
_DROPPED = str.maketrans("", "", "\t\n\r")
"""What a browser drops from the middle of an address."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ABSOLUTE = re.compile(r"(https?)://([^/?#]+)([^?#]*)(.*)", re.IGNORECASE | re.DOTALL)

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""What a page may load, as a content security policy says it (https://www.w3.org/TR/CSP3/); pictures
within style sheets are `data:`. The hashes of inline scripts join `script-src`."""

_POLICY_META = "meta[http-equiv='content-security-policy' i]"

_DATA_TYPES = frozenset({"application/json", "application/ld+json"})
"""Types of script block that no browser runs. Any other type has to be trusted."""
_FORBIDDEN_TAGS = frozenset({"applet", "base", "embed", "fencedframe", "frame", "iframe", "object", "portal"})
_FORBIDDEN_ATTRIBUTES = frozenset({"formaction", "srcdoc"})
_ANIMATIONS = frozenset({"animate", "animateMotion", "animateTransform", "set"})
_FOLLOWED_TAGS = frozenset({"a", "area"})
"""Elements whose `href` is an address for people, not one that the browser loads by itself."""
_QUIET_RELS = frozenset(
    {"alternate", "author", "bookmark", "canonical", "cite-as", "describedby", "edit", "enclosure"}
    | {"first", "help", "index", "last", "license", "me", "next", "prev", "privacy-policy"}
    | {"related", "search", "self", "terms-of-service", "up", "via"}
)
"""Relations of a `<link>` that load nothing; whatever is not among them is taken to load."""
_LOADED_ATTRIBUTES = frozenset({"action", "attributionsrc", "background", "data", "manifest", "ping", "poster", "src"})
_SET_ATTRIBUTES = frozenset({"imagesrcset", "srcset"})
_CSS_ATTRIBUTES = frozenset(
    {"clip-path", "cursor", "fill", "filter", "marker-end", "marker-mid", "marker-start", "mask"} | {"stroke", "style"}
)
_NOSCRIPT = re.compile("<noscript", re.IGNORECASE)
_REFRESH = re.compile(r"[\s\d.]*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)
_DESCRIPTOR = re.compile(r"[\d.]+[hwx]")
"""What stands beside an address in `srcset`."""

# CSS, as far as addresses go: comments and strings are read so that nothing in them is taken
# for an address, or the other way round. Letters of `url` may be written as escapes.
_CSS = re.compile(
    r"""/\*(?:.*?\*/|.*)
    | (?:\\?u|\\0{0,4}[57]5\s?)(?:\\?r|\\0{0,4}[57]2\s?)(?:\\?l|\\0{0,4}[46]c\s?)\(\s*
      (?: "(?P<double>(?:[^"\\\n]|\\.)*)" | '(?P<single>(?:[^'\\\n]|\\.)*)' | (?P<bare>[^()"']*) )\s*(?:\)|\Z)
    | "(?P<quoted>(?:[^"\\\n]|\\.)*)(?:"|\Z)
    | '(?P<apostrophed>(?:[^'\\\n]|\\.)*)(?:'|\Z)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)
_CSS_DATA = ("data:image/", "data:font/")
"""Pictures and fonts within a style sheet: they run nothing and ask nobody."""

_LIST_IT = "Move it into a script of the theme, or list its hash in templates/scripts.sha256"
_KEEP_LOCAL = "Serve the file from this site, or make it a link that readers follow"
_NO_HANDLERS = "Attach the handler in a script of the theme"
_DROP = "Remove it from the template or the text that it comes from"
_MEND_LINK = "Correct the address, or add the page"
_STATE_POLICY = "Build the page with the theme's main.html, which states the site's policy first"


class _Internal(NamedTuple):
    """An address on this site: a file that exists, and a place in it."""

    file: str
    fragment: str


class _External(NamedTuple):
    """An address elsewhere that people may follow."""

    scheme: str


class _Fault(NamedTuple):
    """An address that cannot stand."""

    problem: str
    remedy: str


class _Mention(NamedTuple):
    """The first link to a place."""

    path: str
    field: str
    address: str


_Place = _Internal | _External | _Fault


class _Page(NamedTuple):
    """A file under inspection."""

    path: str
    """Relative to the site, with forward slashes."""
    folder: str
    """Its folder with a slash behind it, or nothing for the root."""
    root: str
    """The way from there to the root: a `../` for each folder."""
    source: str


class _Report:
    """Problems, each told once: a fault of the theme stands on every page of the site."""

    def __init__(self) -> None:
        self._first: dict[tuple[str | None, str, str], tuple[str, int | None]] = {}
        self._pages: dict[tuple[str | None, str, str], set[str]] = {}

    def add(self, page: _Page, field: str | None, problem: str, remedy: str, *, at: str = "") -> None:
        """Note a problem; `at` is a text whose first place in the source gives the line."""
        key = (field, problem, remedy)
        if key not in self._first:
            line = _line(page.source, at) if len(self._first) < LINES_LOOKED_UP else None
            self._first[key] = (page.path, line)
        self._pages.setdefault(key, set()).add(page.path)

    def problems(self) -> list[Problem]:
        """What was found, in the order of reading."""
        found = []
        for (field, problem, remedy), (path, line) in self._first.items():
            others = len(self._pages[field, problem, remedy]) - 1
            more = f", here and in {others} more file{'s' * (others > 1)}" if others else ""
            found.append(Problem(path=path, line=line, field=field, problem=problem + more, remedy=remedy))
        return sorted(found, key=Problem.sort_key)


class _Site:
    """What addresses are resolved against: the files that exist, and where they will be served."""

    def __init__(self, root: Path, own_host: str | None, base_path: str) -> None:
        self.root = root
        self.files = frozenset(_files(root))
        self._own_host = own_host.casefold() if own_host else None
        self._base_path = f"/{base_path.strip('/')}/".replace("//", "/")
        # The same targets are linked from nearly every page; the bound keeps memory level.
        self._resolve = lru_cache(maxsize=1 << 16)(self._resolve_anew)
        self.hash_of = lru_cache(maxsize=None)(lambda file: _sha256((root / file).read_bytes()))

    def locate(self, page: _Page, address: str) -> _Place:
        """What a browser that shows `page` makes of an address in it, already cleaned."""
        if not address or address[0] in "#?":
            return _Internal(page.path, address.partition("#")[2])
        if page.root and address.startswith(page.root):
            # From the root, links of all pages to one place are one question. What is left is
            # a path still, also where it begins like an address of another kind.
            return self._resolve("", f"./{address.removeprefix(page.root)}")
        return self._resolve(page.folder, address)

    def _resolve_anew(self, folder: str, address: str) -> _Place:
        scheme = _SCHEME.match(address)
        if scheme is None:
            return self._resolve_path(folder, address)
        if scheme[1].lower() in ("http", "https"):
            return self._resolve_absolute(address)
        if scheme[1].lower() == "mailto":
            return _External("mailto")
        return _Fault(f"an address with the scheme `{scheme[1].lower()}:`", "Use an https address, or none")

    def _resolve_absolute(self, address: str) -> _Place:
        parts = _ABSOLUTE.match(address.replace("\\", "/"))
        if parts is None:
            return _Fault(f"{_quote(address)} names no host", "Write the address as https://host/path")
        scheme, host, path, rest = parts.groups()
        if "@" in host:
            return _Fault(f"{_quote(address)} holds user information", "Write the address without it")
        # Beside a project's site on a shared host (GitHub Pages) there are other people's sites.
        if host.casefold() == self._own_host and self._is_ours(path or "/"):
            return self._resolve_path("", (path or "/") + rest)
        return _External(scheme.lower())

    def _resolve_path(self, folder: str, address: str) -> _Place:
        path, _, fragment = address.partition("#")
        path = path.partition("?")[0].replace("\\", "/")
        if path.startswith("//"):
            return _Fault(f"{_quote(address)} has a host and no scheme", "Write https: in front of it")
        if path.startswith("/"):
            if not self._is_ours(path):
                return _Fault(f"{_quote(address)} lies outside of the site", _MEND_LINK)
            folder, path = "", path[len(self._base_path) :]
        name = _join(folder, path)
        if name is None:
            return _Fault(f"{_quote(address)} climbs out of the site", _MEND_LINK)
        for file in (name, f"{name}/index.html".lstrip("/")):
            if file in self.files:
                return _Internal(file, fragment)
        return _Fault(f"{_quote(name or '/')} is not on the site", _MEND_LINK)

    def _is_ours(self, path: str) -> bool:
        return f"{path}/".startswith(self._base_path)


class _Gate:
    """One inspection: the site, the scripts that may run, and what was found so far."""

    def __init__(self, site: _Site, trusted: frozenset[str], policy: str | None) -> None:
        self.site = site
        self.trusted = trusted
        self.policy = None if policy is None else _parse_policy(policy)
        self.report = _Report()
        self.ids: dict[str, str] = {}
        """The ids of each page, joined by NUL, which no parsed id can contain."""
        self._anchors_here: dict[_Internal, _Mention] = {}
        """Places within the page under inspection that it links to."""
        self._anchors: dict[_Internal, _Mention] = {}
        """Places in other pages that are linked to, for when all ids are known."""

    def inspect_file(self, path: str) -> None:
        """Read a file of the site by its kind; pictures, fonts and data are left alone."""
        reader = _READERS.get(path[path.rfind(".") :].lower())
        if reader is None:
            return
        raw = (self.site.root / path).read_bytes()
        page = _Page(path, path[: path.rfind("/") + 1], "../" * path.count("/"), "")
        if len(raw) > MAX_BYTES:
            problem = f"the file has {len(raw):,} bytes and the limit is {MAX_BYTES:,}"
            self.report.add(page, None, problem, "Split it into several")
            return
        try:
            page = page._replace(source=raw.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            self.report.add(page, None, f"byte {error.start} is not UTF-8", "Write the file as UTF-8")
            return
        reader(self, page)

    def inspect_page(self, page: _Page) -> None:
        """A page, in every reading that a browser may make of it."""
        self._anchors_here.clear()
        ids: set[str] = set()
        for scripting in _readings(page.source):
            ids.update(self._inspect_reading(page, LexborHTMLParser(page.source, scripting=scripting)))
        self._inspect_anchors(self._anchors_here, ids)
        self.ids[page.path] = "\0".join(sorted(ids))

    def _inspect_reading(self, page: _Page, tree: LexborHTMLParser) -> list[str]:
        if self.policy is not None:
            self._inspect_policy(page, tree)
        ids: list[str] = []
        for node in _elements(tree):
            tag, attributes = node.tag or "", node.attributes
            special = _ELEMENTS.get(tag)
            if special is not None:
                special(self, page, node, attributes)
            if attributes or tag in _FORBIDDEN_TAGS:
                self.inspect_attributes(page, tag, attributes)
                if "id" in attributes or "name" in attributes:
                    ids += _ids(tag, attributes)
        if len(ids) != len(set(ids)):
            for name in sorted({name for name, count in Counter(ids).items() if count > 1}):
                self.report.add(page, "id", f"{_quote(name)} stands twice on the page", "Give each its own")
        return ids

    def _inspect_policy(self, page: _Page, tree: LexborHTMLParser) -> None:
        """A page's policy: as strict as the site's, in force before anything loads, and with nothing that it stops."""
        assert self.policy is not None, "asked for only where the site has one"
        field = "<meta http-equiv=Content-Security-Policy>"
        # A policy says nothing about what stands before it.
        first = tree.css_first(f"head > :is({_POLICY_META}, script, style, link)")
        is_first = first is not None and first.tag == "meta"
        stated = first if is_first else tree.css_first(f"head > {_POLICY_META}")
        if stated is None:
            self.report.add(page, field, "the page states no policy", _STATE_POLICY)
            return
        content = stated.attributes.get("content") or ""
        if not _is_within(_parse_policy(content), self.policy):
            problem = f"{_quote(content)} allows more than the site's policy does"
            self.report.add(page, field, problem, _STATE_POLICY, at=content)
        if not is_first:
            self.report.add(page, field, "something is loaded before the policy is stated", _STATE_POLICY)
        for node in tree.css("style, [style]"):
            problem = "an inline style, which the policy stops"
            self.report.add(page, f"<{node.tag}>", problem, "Give it a class, and the style sheet a rule", at="style=")

    def inspect_attributes(self, page: _Page, tag: str, attributes: Attributes) -> None:
        """The attributes of an element, one by one."""
        if tag in _FORBIDDEN_TAGS:
            self.report.add(page, f"<{tag}>", "this element has no place on a page", _DROP, at=f"<{tag}")
        for name, rule in _rules_of(*attributes):
            rule(self, page, tag, name, attributes[name] or "", attributes)

    def inspect_address(self, page: _Page, field: str, value: str, *, loaded: bool) -> _Place:
        """An address: what it leads to, and whether it may."""
        address = _clean(value)
        place = self.site.locate(page, address)
        if isinstance(place, _Fault):
            self.report.add(page, field, place.problem, place.remedy, at=value)
        elif isinstance(place, _External):
            if loaded:
                problem = f"{_quote(address)} is a request to another host"
                self.report.add(page, field, problem, _KEEP_LOCAL, at=value)
        else:
            self._inspect_internal(page, field, address, place)
        return place

    def _inspect_internal(self, page: _Page, field: str, address: str, place: _Internal) -> None:
        if page.path == "404.html" and address[:1] not in ("/", "#") and not _SCHEME.match(address):
            # This page is shown at addresses of any depth.
            problem = f"{_quote(address)} is relative, and 404.html is shown at any address"
            self.report.add(page, field, problem, "Write the address from the root of the host", at=address)
        if place.fragment:
            anchors = self._anchors_here if place.file == page.path else self._anchors
            anchors.setdefault(place, _Mention(page.path, field, address))

    def inspect_anchors(self) -> None:
        """The places in other pages that links name, once all pages are read."""
        for file, places in groupby(sorted(self._anchors), key=lambda place: place.file):
            if file in self.ids:
                mentions = {place: self._anchors[place] for place in places}
                self._inspect_anchors(mentions, set(self.ids[file].split("\0")))

    def _inspect_anchors(self, anchors: Mapping[_Internal, _Mention], ids: AbstractSet[str]) -> None:
        for place, (path, field, address) in anchors.items():
            if not _has_anchor(ids, place.fragment):
                problem = f"{_quote(address)} names a place that {place.file} does not have"
                page = _Page(path, "", "", "")
                self.report.add(page, field, problem, "Correct the part behind #, or add the heading")

    def inspect_script(self, page: _Page, node: LexborNode, attributes: Attributes) -> None:
        """A script: data that parses, or code that is known by its hash."""
        # HTML reads the file from `src` and SVG from `href`; each runs the text if its own is missing.
        sources = [attributes[name] or "" for name in _SCRIPT_SOURCES if name in attributes]
        for source in sources:
            self._inspect_script_file(page, source)
        text = node.text(deep=False)
        kind = (attributes.get("type") or "").strip().lower()
        if kind in _DATA_TYPES:
            self._inspect_json(page, kind, text)
        elif (text.strip() or not sources) and _sha256(text.encode()) not in self.trusted:
            problem = f"an inline script that is not listed ({_sha256(text.encode())})"
            self.report.add(page, "<script>", problem, _LIST_IT, at=text[:80])

    def _inspect_script_file(self, page: _Page, source: str) -> None:
        # That the file exists on this site is the rule of the attribute.
        place = self.site.locate(page, _clean(source))
        if isinstance(place, _Internal) and self.site.hash_of(place.file) not in self.trusted:
            problem = f"{place.file} is not a script of the theme ({self.site.hash_of(place.file)})"
            self.report.add(page, "<script src>", problem, "Put it into templates/theme/assets", at=source)

    def _inspect_json(self, page: _Page, kind: str, text: str) -> None:
        try:
            json.loads(text)
        except (ValueError, RecursionError) as error:
            problem = f"a block of {kind} that does not parse ({error})"
            self.report.add(page, "<script>", problem, "Write it with a JSON writer", at=text[:80])

    def inspect_style(self, page: _Page, node: LexborNode, _attributes: Attributes) -> None:
        """A style block."""
        self.inspect_css(page, "<style>", node.text(deep=False))

    def inspect_meta(self, page: _Page, _node: LexborNode, attributes: Attributes) -> None:
        """A meta element: where it sends the reader, or what address it states."""
        content = attributes.get("content") or ""
        what = (attributes.get("http-equiv") or "").strip().lower()
        name = attributes.get("property") or attributes.get("name") or ""
        if what == "refresh":
            self._inspect_refresh(page, content)
        elif what == "content-type" or "charset" in attributes:
            if "utf-8" not in (attributes.get("charset") or content).lower():
                self.report.add(page, "<meta charset>", "not UTF-8", "Declare UTF-8", at=content)
        elif name.endswith((":url", ":image")):
            self.inspect_address(page, f"<meta {name}>", content, loaded=False)

    def _inspect_refresh(self, page: _Page, content: str) -> None:
        field = "<meta http-equiv=refresh>"
        match = _REFRESH.match(content)
        target = _clean(match[1]) if match else ""
        if not target or _SCHEME.match(target):
            problem = f"it sends readers to {_quote(target)}, which is no address within the site"
            self.report.add(page, field, problem, "Redirect to a page of this site by its path", at=content)
        else:
            self.inspect_address(page, field, target, loaded=True)

    def inspect_animation(self, page: _Page, node: LexborNode, attributes: Attributes) -> None:
        """An SVG animation, which may not change where a link leads."""
        if (attributes.get("attributeName") or "").strip().lower().endswith("href"):
            self.report.add(page, f"<{node.tag}>", "an animation of an address", _DROP, at=f"<{node.tag}")

    def inspect_css(self, page: _Page, field: str, text: str) -> None:
        """Style rules: every address in them is one that the browser loads."""
        for match in _CSS.finditer(text):
            quoted = match["quoted"] or match["apostrophed"]
            if quoted is not None:
                # `@import "…"` and `image-set("…")` take a string; other strings name no host.
                address = _clean(_css_unescape(quoted))
                if not _ABSOLUTE.match(address) and not address.startswith(("//", "\\\\")):
                    continue
            else:
                address = _clean(_css_unescape(match["double"] or match["single"] or match["bare"] or ""))
            if address and not address.lower().startswith(_CSS_DATA):
                self.inspect_address(page, field, address, loaded=True)

    def inspect_style_sheet(self, page: _Page) -> None:
        """A CSS file."""
        self.inspect_css(page, "css", page.source)

    def inspect_xml(self, page: _Page) -> None:
        """A feed, a sitemap or a picture: well-formed, and inert when a browser opens it."""
        try:
            _XmlReader(self, page).read()
        except expat.ExpatError as error:
            self.report.add(page, "xml", f"not well-formed ({error})", "Write it with an XML writer")


class _XmlReader:
    """Feeds the elements of an XML file to the gate's rules for attributes."""

    def __init__(self, gate: _Gate, page: _Page) -> None:
        self._gate = gate
        self._page = page
        self._style: list[str] | None = None
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self) -> None:
        """Parse the whole file."""
        self._parser.Parse(self._page.source.encode(), True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if tag.lower() in ("script", "handler", "listener"):
            self._refuse(f"<{tag}>", "a script")
        elif tag in _ANIMATIONS and local.get("attributeName", "").lower().endswith("href"):
            self._refuse(f"<{tag}>", "an animation of an address")
        if tag == "style":
            self._style = []
            self._parser.CharacterDataHandler = self._style.append
        self._gate.inspect_attributes(self._page, tag, local)

    def _end(self, name: str) -> None:
        if self._style is not None and name.rpartition(":")[2] == "style":
            self._gate.inspect_css(self._page, "<style>", "".join(self._style))
            self._style = None
            self._parser.CharacterDataHandler = None

    def _instruction(self, target: str, _data: str) -> None:
        # A style sheet in XSLT can write scripts.
        self._refuse(f"<?{target}?>", "a processing instruction")

    def _doctype(self, name: str, *_rest: object) -> None:
        # Entities of its own could hide anything, or grow without bound.
        self._refuse(f"<!DOCTYPE {name}>", "a document type")

    def _refuse(self, field: str, problem: str) -> None:
        place = f"{problem} in an XML file"
        self._gate.report.add(self._page, field, place, _DROP, at=field.rstrip("?>"))


_ElementRule = Callable[[_Gate, _Page, LexborNode, Attributes], None]
_AttributeRule = Callable[[_Gate, _Page, str, str, str, Attributes], None]


def _forbidden(gate: _Gate, page: _Page, tag: str, name: str, _value: str, _all: Attributes) -> None:
    gate.report.add(page, f"<{tag} {name}>", "this attribute has no place on a page", _DROP, at=f"{name}=")


def _handling(gate: _Gate, page: _Page, tag: str, name: str, _value: str, _all: Attributes) -> None:
    gate.report.add(page, f"<{tag} {name}>", "an event handler", _NO_HANDLERS, at=f"{name}=")


def _loaded(gate: _Gate, page: _Page, tag: str, name: str, value: str, _all: Attributes) -> None:
    gate.inspect_address(page, f"<{tag} {name}>", value, loaded=True)


def _cited(gate: _Gate, page: _Page, tag: str, name: str, value: str, _all: Attributes) -> None:
    gate.inspect_address(page, f"<{tag} {name}>", value, loaded=False)


def _linked(gate: _Gate, page: _Page, tag: str, name: str, value: str, attributes: Attributes) -> None:
    loaded = tag not in _FOLLOWED_TAGS and not (tag == "link" and _is_quiet(attributes.get("rel") or ""))
    gate.inspect_address(page, f"<{tag} {name}>", value, loaded=loaded)


def _is_quiet(relations: str) -> bool:
    return _QUIET_RELS.issuperset(relations.lower().split())


def _candidates(gate: _Gate, page: _Page, tag: str, name: str, value: str, _all: Attributes) -> None:
    # An address that holds a comma would be torn apart here: it then fails, which is the safe side.
    for part in re.split(r"[\s,]+", value):
        if part and not _DESCRIPTOR.fullmatch(part):
            gate.inspect_address(page, f"<{tag} {name}>", part, loaded=True)


def _styled(gate: _Gate, page: _Page, tag: str, name: str, value: str, _all: Attributes) -> None:
    gate.inspect_css(page, f"<{tag} {name}>", value)


_SCRIPT_SOURCES = ("src", "href", "xlink:href")
"""The attributes that name a script's file; the latter two in SVG."""
_ELEMENTS: Mapping[str, _ElementRule] = {
    "script": _Gate.inspect_script,
    "style": _Gate.inspect_style,
    "meta": _Gate.inspect_meta,
    **dict.fromkeys(_ANIMATIONS, _Gate.inspect_animation),
}
_ATTRIBUTES: Mapping[str, _AttributeRule] = {
    "cite": _cited,
    "href": _linked,
    "xlink:href": _linked,
    **dict.fromkeys(_FORBIDDEN_ATTRIBUTES, _forbidden),
    **dict.fromkeys(_LOADED_ATTRIBUTES, _loaded),
    **dict.fromkeys(_SET_ATTRIBUTES, _candidates),
    **dict.fromkeys(_CSS_ATTRIBUTES, _styled),
}


# Most elements of a site have the same few attributes.
@lru_cache(maxsize=4_096)
def _rules_of(*names: str) -> tuple[tuple[str, _AttributeRule], ...]:
    """What is asked of an element with attributes of these names, in their order."""
    rules = {name: _ATTRIBUTES.get(name, _handling if name.startswith("on") else None) for name in names}
    return tuple((name, rule) for name, rule in rules.items() if rule is not None)


_READERS: Mapping[str, Callable[[_Gate, _Page], None]] = {
    **dict.fromkeys(_PAGES, _Gate.inspect_page),
    **dict.fromkeys(_XML, _Gate.inspect_xml),
    ".css": _Gate.inspect_style_sheet,
}


def state_policy(inline: AbstractSet[str]) -> str:
    """The content security policy of a page whose inline scripts have these hashes."""
    script = " ".join([_POLICY["script-src"], *(f"'{script_hash}'" for script_hash in sorted(inline))])
    return "; ".join(f"{name} {sources}" for name, sources in (_POLICY | {"script-src": script}).items())


def inspect(
    site: Path, *, trusted: frozenset[str], own_host: str | None, base_path: str, policy: str | None = None
) -> list[Problem]:
    """Everything in a built site that must not be published; nothing, if all is well.

    Args:
        site: The folder that MkDocs wrote.
        trusted: The scripts that may run, as `sha256-…`: those of `trusted_hashes` for files and
            those of `read_hash_list` for inline ones.
        own_host: The host of `site_url`, or None where the site has no address yet.
        base_path: The path of `site_url`, `/` where there is none.
        policy: What every page has to state, or something stricter; None where pages state nothing.
    """
    gate = _Gate(_Site(site, own_host, base_path), trusted, policy)
    for path in sorted(gate.site.files):
        gate.inspect_file(path)
    gate.inspect_anchors()
    return gate.report.problems()


def trusted_hashes(folders: Iterable[Path]) -> frozenset[str]:
    """The hashes of every script file below the folders: the theme's assets, and our own."""
    return frozenset(
        _sha256((folder / name).read_bytes())
        for folder in folders
        for name in _files(folder)
        if name.endswith(_SCRIPTS)
    )


def read_hash_list(path: Path) -> frozenset[str]:
    """The hashes of inline scripts, from a file with one `sha256-…` a line and `#` comments."""
    hashes = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        entry = line.partition("#")[0].strip()
        if entry and not _HASH.fullmatch(entry):
            problem = f"{_quote(entry)} is no hash"
            raise stop(str(path), problem, "Write sha256- and 44 characters of base64", line=number)
        if entry:
            hashes.add(entry)
    return frozenset(hashes)


def _files(root: Path) -> Iterator[str]:
    """The files below a folder, relative to it, with forward slashes."""

    def fail(error: OSError) -> None:
        # Left to itself, os.walk passes over a folder that it cannot read, and so would the gate.
        raise error

    for folder, _, names in os.walk(root, onerror=fail):
        inner = Path(folder).relative_to(root).as_posix()
        prefix = "" if inner == "." else f"{inner}/"
        yield from (prefix + name for name in names)


def _parse_policy(policy: str) -> dict[str, frozenset[str]]:
    """The sources that each directive of a policy allows; a directive that comes again is not heard."""
    directives: dict[str, frozenset[str]] = {}
    for part in policy.split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), frozenset(sources) - {"'none'"})
    return directives


def _is_within(policy: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Whether a page may load nothing under a policy that it may not under another, which allows nothing by default.

    Forms and `<base>` have no default: where a page says nothing of them, the rules for its elements hold.
    """
    if policy.get("default-src") != frozenset():
        return False
    return all(sources <= other.get(name, frozenset()) for name, sources in policy.items())


def _readings(source: str) -> tuple[bool, ...]:
    """How browsers may read a page: what `<noscript>` holds is markup only where scripts are off."""
    return (True, False) if _NOSCRIPT.search(source) else (True,)


def _elements(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Every element of a page; the contents of a `<template>` stand outside of its tree."""
    pending = [tree.root] if tree.root is not None else []
    while pending:
        scope = pending.pop()
        yield from scope.traverse()
        pending += scope.template_fragments()


def _ids(tag: str, attributes: Attributes) -> list[str]:
    """What a link's fragment may name here."""
    names = {attributes.get("id"), attributes.get("name") if tag == "a" else None}
    return [name for name in names if name]


def _has_anchor(ids: AbstractSet[str], fragment: str) -> bool:
    """Whether a fragment means a place in a page of these ids."""
    # A browser takes `top` for the head of the page, and what follows `:~:` for a search.
    wanted = fragment.partition(":~:")[0]
    return wanted.lower() in ("", "top") or wanted in ids or unquote(wanted) in ids


def _join(folder: str, path: str) -> str | None:
    """The file or folder that a relative path means, or None if it climbs out of the site."""
    segments = folder.split("/")[:-1]
    *inner, last = path.split("/")
    for segment in (*map(unquote, inner), unquote(last) or "."):
        if segment == "..":
            if not segments:
                return None
            segments.pop()
        elif segment != ".":
            segments.append(segment)
    return "/".join(segments)


def _clean(address: str) -> str:
    """An address as a browser takes it up."""
    if address.isprintable():
        return address.strip(" ")
    return address.strip(_TRIMMED).translate(_DROPPED)


def _css_unescape(text: str) -> str:
    """A string or address of CSS, as a browser reads it."""

    def plain(match: re.Match[str]) -> str:
        number = int(match[1], 16) if match[1] else 0
        return match[2] or (chr(number) if 0 < number < 0x110000 else "\N{REPLACEMENT CHARACTER}")

    return _CSS_ESCAPE.sub(plain, text) if "\\" in text else text


def _sha256(data: bytes) -> str:
    """A hash in the form of a content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode()


def _line(source: str, needle: str) -> int | None:
    """The line where a text first stands, counted from 1, if it stands there as it is."""
    place = source.find(needle) if needle else -1
    return None if place < 0 else source.count("\n", 0, place) + 1


def _quote(text: str) -> str:
    """A text from the site, short and harmless enough for a terminal."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:100])
    return f"`{shown}{'…' * (len(text) > 100)}`"
