"""Invented feeds, pages and answers, in the forms of those who publish such: nothing in them was ever written."""

from __future__ import annotations

import html
import json
from typing import Any

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>arXiv Query: search_query=all:kettle</title>
  <id>https://arxiv.org/api/invented</id>
  <entry>
    <id>http://arxiv.org/abs/2401.00011v2</id>
    <published>2023-12-31T23:00:00Z</published>
    <title>Kettles of
  $O(n\\log n)$ Spouts</title>
    <summary>  We pour tea by Erd\\H{o}s.
</summary>
    <author><name>Ada Kettle</name></author>
    <author><name>Bo van den Spoon</name></author>
    <arxiv:doi>10.5555/Tea.1</arxiv:doi>
  </entry>
  <entry>
    <id>http://arxiv.org/abs/math/0309136v1</id>
    <published>2003-09-08T00:00:00Z</published>
    <title>Gardens</title>
    <summary>We dig.</summary>
    <author><name>Cy Pot</name></author>
  </entry>
  <entry><title>No number</title></entry>
</feed>
"""
RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
  <channel>
    <title>cs.TE updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.TE</link>
    <item>
      <title>Kettles &amp; Pots</title>
      <link>https://arxiv.org/abs/2402.00012</link>
      <description>arXiv:2402.00012v1 Announce Type: new
Abstract: We say that a&lt;b for kettles. Abstract: kettles again.</description>
      <guid isPermaLink="false">oai:arXiv.org:2402.00012v1</guid>
      <arxiv:announce_type>new</arxiv:announce_type>
      <pubDate>Mon, 05 Feb 2024 00:00:00 -0500</pubDate>
      <dc:creator>Ada Kettle, Bo Spoon, Jr., Cy Pot (Institute of Tea, Leaf Town)</dc:creator>
    </item>
    <item>
      <title>Old Gardens, New Tools</title>
      <link>https://arxiv.org/abs/1912.00001</link>
      <description>arXiv:1912.00001v3 Announce Type: replace
Abstract: We dig again.</description>
      <guid isPermaLink="false">oai:arXiv.org:1912.00001v3</guid>
      <arxiv:announce_type>replace</arxiv:announce_type>
      <pubDate>Mon, 05 Feb 2024 00:00:00 -0500</pubDate>
      <dc:creator>Dee Spade</dc:creator>
    </item>
  </channel>
</rss>
"""
CATEGORY_ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns="http://www.w3.org/2005/Atom">
  <id>http://rss.arxiv.org/atom/cs.TE</id>
  <title>cs.TE updates on arXiv.org</title>
  <entry>
    <id>oai:arXiv.org:1912.00001v3</id>
    <title>Old Gardens</title>
    <link href="https://arxiv.org/abs/1912.00001" rel="alternate" type="text/html"/>
    <summary>arXiv:1912.00001v3 Announce Type: replace-cross
Abstract: We dig again.</summary>
    <published>2024-02-05T00:00:00-05:00</published>
    <arxiv:announce_type>replace-cross</arxiv:announce_type>
    <dc:creator>Dee Spade, Ed Rake</dc:creator>
  </entry>
</feed>
"""
OLD_RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://arxiv.org/"><title>cs.TE updates on arXiv.org</title></channel>
<item rdf:about="http://arxiv.org/abs/1905.00003">
<title>Pots that Whistle. (arXiv:1905.00003v1 [cs.TE])</title>
<link>http://arxiv.org/abs/1905.00003</link>
<description rdf:parseType="Literal">&lt;p&gt;We whistle, and a &amp;lt; b.
&lt;/p&gt;</description>
<dc:creator> &lt;a href="http://arxiv.org/find/cs/1/au:+Kettle_A/0/1/0/all/0/1"&gt;Ada Kettle&lt;/a&gt;,
 &lt;a href="http://arxiv.org/find/cs/1/au:+Spoon_B/0/1/0/all/0/1"&gt;Bo Spoon&lt;/a&gt;</dc:creator>
</item>
</rdf:RDF>
"""
LISTING = """<!DOCTYPE html>
<html lang="en"><head><title>Teapots</title></head><body>
<div id='dlpage'><h1>Teapots</h1>
<dl id='articles'>
  <h3>New submissions (showing 2 of 2 entries)</h3>
  <dt><a name='item1'>[1]</a> <a href ="/abs/2405.00021" title="Abstract" id="2405.00021">arXiv:2405.00021</a>
    [<a href="/pdf/2405.00021" title="Download PDF">pdf</a>]</dt>
  <dd><div class='meta'>
    <div class='list-title mathjax'><span class='descriptor'>Title:</span>
      A $\\Delta$ of Teapots &amp; Cups</div>
    <div class='list-authors'><a href="https://arxiv.org/search/cs?query=Kettle">Ada Kettle</a>,
      <a href="https://arxiv.org/search/cs?query=Spoon">Bo Spoon</a></div>
    <p class='mathjax'>We measure cups with $a&lt;b$.</p>
  </div></dd>
  <dt>[2] Error with 2405.00022</dt>
  <dt><a href="https://arxiv.org/abs/math.GT/0309136v2">arXiv:math/0309136</a></dt>
  <dd><div class='meta'>
    <div class='list-title mathjax'><span class='descriptor'>Title:</span> Leaves</div>
    <div class='list-authors'><span class="descriptor">Authors:</span> <a>Cy Pot</a></div>
  </div></dd>
</dl></div></body></html>
"""
SEARCH = """<!DOCTYPE html>
<html><body><ol class="breathe-horizontal" start="1">
<li class="arxiv-result">
  <p class="list-title is-inline-block"><a href="https://arxiv.org/abs/2406.00031">arXiv:2406.00031</a></p>
  <p class="title is-5 mathjax">Spouts of <span class="search-hit mathjax">Kettles</span></p>
  <p class="authors"><span class="search-hit">Authors:</span>
    <a href="/search/?searchtype=author&amp;query=Kettle%2C+A">Ada Kettle</a>,
    <a href="/search/?searchtype=author&amp;query=Spoon%2C+B">Bo Spoon</a></p>
  <p class="abstract mathjax"><span class="abstract-short">We pour&hellip; <a>&#9661; More</a></span>
    <span class="abstract-full" style="display: none;">We pour much tea. <a>&#9651; Less</a></span></p>
</li></ol></body></html>
"""
ABSTRACT_PAGE = """<!DOCTYPE html>
<html><head><link rel="canonical" href="https://arxiv.org/abs/2407.00041"/>
<meta name="citation_title" content="Lids of Pots"/>
<meta name="citation_author" content="Kettle, Ada"/>
<meta name="citation_author" content="van den Spoon, Bo"/>
<meta name="citation_arxiv_id" content="2407.00041"/>
<meta name="citation_abstract" content="We close lids."/>
</head><body></body></html>
"""

PAPERS: list[dict[str, Any]] = [
    {
        "paper": {
            "id": "2408.00051",
            "title": "Kettles\nThink",
            "summary": "We let kettles\nthink.",
            "authors": [{"_id": "1", "name": "Ada Kettle", "hidden": False}, {"name": "Bo Spoon"}],
            "publishedAt": "2024-08-01T00:00:00.000Z",
            "upvotes": 7,
            "githubRepo": "https://github.com/example/kettle",
            "projectPage": "https://kettle.example.org/",
        },
        "title": "Kettles Think",
    },
    {
        "paper": {
            "id": "2408.00052",
            "title": 'Pots & "Lids" <EOS>',
            "summary": "We lift lids.",
            "authors": [{"name": "Cy Pot"}],
            "publishedAt": "2024-08-02T00:00:00.000Z",
            "upvotes": 3,
            "projectPage": "javascript:alert(1)",
        },
        "title": 'Pots & "Lids" <EOS>',
    },
]
API = json.dumps(PAPERS, indent=1)
ONE_PAPER = json.dumps(PAPERS[0]["paper"])


def daily_page(papers: list[dict[str, Any]] = PAPERS, date: str = "2024-08-05") -> str:
    """A page with its data, as a browser saves it."""
    props = html.escape(json.dumps({"dateString": date, "periodType": "day", "dailyPapers": papers}))
    return (
        "<!DOCTYPE html>\n<html><head><title>Daily Papers - Hugging Face</title></head>\n<body><main>\n"
        f'<div class="SVELTE_HYDRATER contents" data-target="MainHeader" data-props="{{}}"></div>\n'
        f'<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="{props}"></div>\n'
        "</main></body></html>\n"
    )


PAPER_PAGE = (
    "<!DOCTYPE html><html><head><title>Paper page - Hugging Face</title></head><body>"
    f"<div data-target='PaperContent' data-props=\"{html.escape(json.dumps({'comments': [], **PAPERS[0]}))}\"></div>"
    "</body></html>"
)
MARKUP_PAGE = """<!DOCTYPE html>
<html><head><title>Daily Papers - Hugging Face</title></head><body>
<article><h3><a href="/papers/2408.00051" class="line-clamp-3">Kettles Think</a></h3>
  <a href="https://github.com/example/kettle">code</a></article>
<article><h3><a href="https://huggingface.co/papers/2408.00052">Pots Lift</a></h3>
  <a href="/papers/2408.00052#community">3</a></article>
</body></html>
"""

README = """<p align="center"><img src="https://img.example.org/a.png"></p>

# Awesome Kettles [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)

A list of papers about kettles. See [our survey of all kettles](https://arxiv.org/abs/2301.00001).

## Contents

- [Brewing](#brewing)
- [Pouring](#pouring)

## 1. Brewing :tea:

### 🔥 Hot water (2)

- [Boiling Water in Three Ways](https://arxiv.org/abs/2301.00002v3) [[code](https://github.com/example/boil)]
- **Water That Never Boils.** *Ada Kettle, Bo van den Spoon*. Teapot Symposium 2022.
  [[paper](https://doi.org/10.5555/tea.2)] [[project page](https://boil.example.org)]
- [2023/04] Steam without Heat [[pdf]](https://example.org/steam.pdf) ![](https://img.shields.io/badge/x-y)

## Pouring

| Year | Title | Authors | Paper | Code |
| ---- | ----- | ------- | ----- | ---- |
| 2021 | Spouts: A Study | Cy Pot, Dee Cup| [link](https://openreview.net/forum?id=abcdef) | [x](https://gitlab.com/s) |
| 2020 | Lids | Ed Lid et al. | [arXiv](https://arxiv.org/abs/2001.00005) | - |

* Theory of pouring
  * [Laminar Flow of Tea](https://arxiv.org/abs/2302.00006)
    * Fay Flow, Gus Pour
    * Keyword: flow, laminar
    * Code: [official](https://github.com/example/flow)
  * Kettle Makers, [a shop](https://shop.example.org/kettles/all)

Kettle, Ada, et al. "**Whistling as Speech**." Journal of Tea 3 (2019): 1-9. arXiv:1903.00007 [[pdf]](https://t.example.org/w.pdf)

## Citation

- Cite our [survey of all kettles](https://arxiv.org/abs/2301.00001)
"""

LINES = """# what I want to read
2301.00002
arXiv:2301.00003v2 [cs.TE]
https://doi.org/10.5555/tea.2
doi:10.5555/TEA.3
- https://openreview.net/forum?id=abcdefgh
Boiling Water in Three Ways
4. Steam without Heat https://arxiv.org/abs/2301.00004
Spouts: A Study - https://example.org/papers/spouts.html
https://example.org/nothing
"""
