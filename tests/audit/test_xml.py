"""XML: inert when a browser opens it, whatever its vocabulary."""

from __future__ import annotations

from pathlib import Path

import pytest
from auditing import messages
from hypothesis import given
from hypothesis import strategies as st

from papershelf.audit import xml
from papershelf.audit.inspection import Inspection
from papershelf.audit.report import page_at
from papershelf.audit.urls import Site

XML_PASSING = {
    "feed.xml": '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" '
    'href="https://example.org/base/feed.xml"/><link href="https://x.org/"/><title>a &lt;b&gt;</title></feed>',
    "sitemap.xml": "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url/></urlset>",
    "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><style>a{fill:url(#g)}</style><use href="#g"/></svg>',
}
XML_FAILING = {
    "script": ("<svg><script>x</script></svg>", "<script>: a script in an XML file"),
    "script with a prefix": ("<x xmlns:s='http://w'><s:script>x</s:script></x>", "a script in an XML file"),
    "handler": ("<svg onload='x'/>", "<svg onload>: an event handler"),
    "address": ("<svg xmlns:x='http://w'><a x:href='javascript:x'/></svg>", "the scheme `javascript:`"),
    "picture": ("<svg><image href='https://x.org/a.png'/></svg>", "a request to another host"),
    "style": ("<svg><style>@import '//x.org/a'</style></svg>", "has a host and no scheme"),
    "animation": ("<svg><set attributeName='href' to='x'/></svg>", "<set>: an animation of an address"),
    "style sheet": ("<?xml-stylesheet href='a.xsl'?><a/>", "a processing instruction in an XML file"),
    "entities": ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "a document type in an XML file"),
    "dead link": ("<feed><link rel='self' href='no.xml'/></feed>", "`no.xml` is not on the site"),
    "animated style": ("<svg><set attributeName='mask' to='url(//x.org/a)'/></svg>", "has a host and no scheme"),
    "refresh": ("<h><meta http-equiv='refresh' content='0;url=//x.org'/></h>", "has a host and no scheme"),
    "style beside a style": ("<s><style>@import '//x.org/a';<style/></style></s>", "has a host and no scheme"),
    "style under a comment": ("<s><style><b>/*</b>@import '//x.org/a';<b>*/</b></style></s>", "has a host and"),
    "two prefixes": ("<s xmlns:b='b'><image b:href='a.png' href='//x.org/a'/></s>", "has a host and no scheme"),
    "prefix behind": ("<s xmlns:b='b'><image href='//x.org/a' b:href='a.png'/></s>", "has a host and no scheme"),
    "three prefixes": (
        "<s xmlns:b='b' xmlns:c='c'><i b:href='a.png' c:href='//x.org/a' href='a.png'/></s>",
        "has a host and no scheme",
    ),
    "refresh beside a prefix": (
        "<h xmlns:b='b'><meta b:content='0;url=a.xml' http-equiv='refresh' content='0;url=//x.org'/></h>",
        "has a host and no scheme",
    ),
    "base": ("<feed xml:base='https://x.org/'/>", "<feed xml:base>: this attribute has no place"),
    "empty address": ("<feed><link href=''/></feed>", "<link href>: an empty address"),
    "other encoding": ("<?xml version='1.0' encoding='iso-8859-1'?><a/>", "<?xml?>: not UTF-8"),
    "not well-formed": ("<a>", "xml: not well-formed (no element found"),
    "markup let through": ("<a>\x01</a>", "xml: not well-formed"),
}


@pytest.mark.parametrize(("path", "text"), XML_PASSING.items())
def test_xml_that_may_be_published(tmp_path: Path, path: str, text: str) -> None:
    assert messages(tmp_path, text, path) == []


@pytest.mark.parametrize(("text", "expected"), XML_FAILING.values(), ids=XML_FAILING.keys())
@pytest.mark.parametrize("path", ["a.svg", "a.xml"])
def test_xml_that_may_not_be_published(tmp_path: Path, path: str, text: str, expected: str) -> None:
    said = messages(tmp_path, text, path)
    assert any(expected in message for message in said), said


NAMES = (
    "href",
    "b:href",
    "c:href",
    "xml:base",
    "xml:lang",
    "onload",
    "b:onload",
    "style",
    "rel",
    "content",
    "http-equiv",
)
elements = st.builds(
    lambda tag, names: f"<{tag} " + " ".join(f"{name}='url(//x.org)'" for name in names) + f">a</{tag}>",
    st.sampled_from(["link", "b:link", "style", "script", "b:SCRIPT", "meta", "set", "c:animate", "title", "iframe"]),
    st.lists(st.sampled_from(NAMES), unique=True, max_size=4),
)


@given(body=st.lists(elements, max_size=4).map("".join))
def test_an_element_that_is_passed_over_breaks_no_rule(body: str) -> None:
    page = page_at("a.xml", f"<a xmlns:b='b' xmlns:c='c'>{body}</a>")
    quick, thorough = (Inspection(Site(Path(), None, "/", frozenset()), frozenset(), None) for _ in range(2))
    xml.inspect_xml(quick, page)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(xml, "_is_asked", lambda *_names: True)
        xml.inspect_xml(thorough, page)
    assert quick.report.problems() == thorough.report.problems()
