"""Files by their endings: what is read, what is inert, and what is refused."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from auditing import csp_hash, found, messages

from papershelf.audit import files

BAD_PAGE = "<script>evil()</script>"
BAD_XML = "<a><script>evil()</script></a>"


@pytest.mark.parametrize(
    "path",
    [
        "tools/a.png", "a.JPG", "a.jpeg", "a.webp", "a.avif", "favicon.ico", "a.woff2", "a.pdf", "a.PDF", "robots.txt",
        "a.csv", "a.json", "a.bib", "a.ris", "a.webmanifest", "a.js.map", "a.mp4", "a.zip", "fonts/sans.LICENSE",
        "CNAME", ".nojekyll", "a.b.c.txt", "a.html.txt", "a.shtml.pdf", ".well-known/security.txt", "a.html/b.txt",
    ],
)  # fmt: skip
def test_what_is_inert_passes_unread(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, {path: b"\xff<script>evil()</script>"}) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", BAD_PAGE), ("a.htm", BAD_PAGE), ("a.HTML", BAD_PAGE), ("a.Htm", BAD_PAGE), (".html", BAD_PAGE),
        ("a.txt.html", BAD_PAGE), ("a.pdf.htm", BAD_PAGE), ("a.xml", BAD_XML), ("a.svg", BAD_XML), ("a.SVG", BAD_XML),
        ("a.xhtml", BAD_XML), ("a.atom", BAD_XML), ("a.rss", BAD_XML), ("a.rdf", BAD_XML), ("a.png.svg", BAD_XML),
    ],
)  # fmt: skip
def test_what_is_markup_is_read_whatever_its_case(tmp_path: Path, path: str, text: str) -> None:
    [message] = messages(tmp_path, text, path)
    assert message.startswith(f"{path}:1: <script>: ")


@pytest.mark.parametrize(
    ("path", "ending"),
    [
        ("a.shtml", ".shtml"), ("a.SHTML", ".shtml"), ("a.shtm", ".shtm"), ("a.xht", ".xht"), ("a.xhtm", ".xhtm"),
        ("a.html5", ".html5"), ("a.xsl", ".xsl"), ("a.xslt", ".xslt"), ("a.svgz", ".svgz"), ("a.mht", ".mht"),
        ("a.mhtml", ".mhtml"), ("a.swf", ".swf"), ("a.wasm", ".wasm"), ("a.hta", ".hta"), ("a.htc", ".htc"),
        ("a.php", ".php"), ("a.cjs", ".cjs"), ("a.exe", ".exe"), ("a.mathml", ".mathml"), ("a.xul", ".xul"),
        ("a.kml", ".kml"), ("a.vbs", ".vbs"), ("a.txt.foo", ".foo"), ("a.html~", ".html~"), ("a.html ", ".html "),
        ("a.html\u200b", ".html\ufffd"), ("a.ht\uff4dl", ".ht\uff4dl"), ("a.html.gz.bak", ".bak"),
        ("a.htaccess", ".htaccess"),
        ("a.shtml.gz", ".shtml"), ("a.js.gz", ".js"), ("sub/CNAME.x", ".x"),
    ],
)  # fmt: skip
def test_what_nobody_knows_to_be_harmless_is_refused(tmp_path: Path, path: str, ending: str) -> None:
    [message] = messages(tmp_path, "plain", path)
    assert f"`{ending}` is not an ending that is known to be harmless. " in message


@pytest.mark.parametrize("path", ["a", "sub/page", "a.", "a.html.", "sub/CNAME", "sub/.nojekyll.", "a.gz", "Makefile"])
def test_a_file_without_an_ending_is_refused(tmp_path: Path, path: str) -> None:
    [message] = messages(tmp_path, BAD_PAGE, path)
    assert message == (
        f"{path}: a file without an ending, of which nobody knows how it is read. Give it one, such as .txt or .pdf."
    )


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("a.shtml", "Rename it to end in .html."),
        ("a.xht", "Rename it to end in .xhtml."),
        ("a.svgz", "Rename it to end in .svg."),
        ("a.cjs", "Rename it to end in .js."),
        ("a.swf", "Leave it out, or publish it as .html, .pdf, .txt or .zip."),
    ],
)
def test_the_remedy_says_what_would_pass(tmp_path: Path, path: str, remedy: str) -> None:
    [message] = messages(tmp_path, "plain", path)
    assert message.endswith(remedy)


@pytest.mark.parametrize("path", ["assets/bad.js", "bad.mjs", "sub/BAD.JS", "sw.js"])
def test_a_script_file_runs_only_by_its_hash_whether_a_page_names_it_or_not(tmp_path: Path, path: str) -> None:
    assert messages(tmp_path, "good()", path) == []
    [message] = messages(tmp_path, "bad()", path)
    assert message == (
        f"{path}: {path} is not a script of the theme ({csp_hash('bad()')}). Put it into templates/theme/assets."
    )


@pytest.mark.parametrize("path", ["data.json", "notes.txt", "a.png"])
def test_a_file_of_any_ending_that_a_page_runs_is_a_script(tmp_path: Path, path: str) -> None:
    [problem] = found(tmp_path, {path: "bad()", "a.html": f"<script src={path}></script>"})
    assert f"<script src>: {path} is not a script of the theme" in str(problem)


def test_a_packed_file_is_read_as_what_it_holds(tmp_path: Path) -> None:
    sitemap = "<urlset><url><loc>https://example.org/base/</loc></url></urlset>"
    packed = {"sitemap.xml.gz": gzip.compress(sitemap.encode()), "a.csv.gz": b"", "a.tar.gz": b"anything"}
    assert found(tmp_path, packed) == []
    for path, text in {"sitemap.xml.gz": BAD_XML, "a.html.gz": BAD_PAGE, "a.HTML.GZ": BAD_PAGE}.items():
        [problem] = found(tmp_path / "bad", {path: gzip.compress(text.encode())})
        assert str(problem).startswith(f"{path}:1: <script>: ")
        (tmp_path / "bad" / path).unlink()


@pytest.mark.parametrize(
    "raw",
    [b"", b"not packed", gzip.compress(b"<a/>" * 99, mtime=0)[:-9], gzip.compress(b"<a/>", mtime=0)[:10] + b"x" * 9],
)
def test_what_cannot_be_unpacked_is_refused(tmp_path: Path, raw: bytes) -> None:
    [problem] = found(tmp_path, {"a.xml.gz": raw})
    assert "it cannot be unpacked" in str(problem) or "not well-formed" in str(problem)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    [problem] = found(tmp_path, {"a.html": b"<p>\xff"})
    assert str(problem) == "a.html: byte 3 is not UTF-8. Write the file as UTF-8."


def test_a_byte_order_mark_hides_nothing(tmp_path: Path) -> None:
    assert len(messages(tmp_path, "\ufeff<script>x</script>")) == 1


def test_a_file_beyond_all_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    long = "<a>" + "x" * 2000 + "</a>"
    said = [str(problem) for problem in found(tmp_path, {"feed.xml": long, "map.xml.gz": gzip.compress(long.encode())})]
    assert said == [
        "feed.xml: the file has over 1,000 bytes. Split it into several.",
        "map.xml.gz: the file has over 1,000 bytes when it is unpacked. Split it into several.",
    ]
