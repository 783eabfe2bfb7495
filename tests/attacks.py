r"""Pages that ask another host for something, however it is written, and pages that look so and do not.

Both the gate and a real browser are shown each of them. A file is written by its path on the site; a page
that is a text only is `index.html`. The other host is `other.example`.
"""

from __future__ import annotations

Files = dict[str, str]

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="


def page(body: str, **files: str) -> Files:
    """A page, and files beside it by their names with a low line for the dot."""
    return {"index.html": f"<!doctype html><body><p id=x>{body}"} | {
        name.replace("_", "."): text for name, text in files.items()
    }


def style(rules: str) -> Files:
    return page(f"<style>{rules}</style>")


def drawing(inner: str) -> Files:
    return page(f'<svg xmlns="http://www.w3.org/2000/svg" width=9 height=9>{inner}</svg>')


FETCHING: dict[str, Files] = {
    # addresses, in attributes
    "two backslashes": page(r'<img src="\\other.example/a.png">'),
    "slash and backslash": page(r'<img src="/\other.example/a.png">'),
    "backslash and slash": page(r'<img src="\/other.example/a.png">'),
    "scheme with backslashes": page(r'<img src="https:\\other.example\a.png">'),
    "three slashes": page('<img src="///other.example/a.png">'),
    "slashes parted by a tab": page('<img src="/&#9;/other.example/a.png">'),
    "slashes parted by line ends": page('<img src="/&#13;&#10;\\other.example/a.png">'),
    "another scheme without slashes": page('<img src="http:other.example/a.png">'),
    "another scheme with one slash": page('<img src="HTTP:/other.example/a.png">'),
    "control characters in front": page('<img src="&#1;&#31; //other.example/a.png">'),
    "scheme parted by a tab": page('<img src="ht&Tab;tps://other.example/a.png">'),
    "entities": page('<img src="&sol;&#x2f;other&period;example/a.png">'),
    "percent-encoded host": page('<img src="https://other%2Eexam%70le/a.png">'),
    "wide letters": page('<img src="https://ｏther．example/a.png">'),
    "soft hyphen in the host": page('<img src="https://oth&shy;er.example/a.png">'),
    "set of pictures": page(r'<img srcset="a.png 9x, /\other.example/a.png 1x">', a_png=""),
    "set of pictures without spaces": page(r'<img srcset="\\other.example/a.png">'),
    "poster": page(r'<video poster="/\other.example/a.png"></video>'),
    "sound": page(r'<audio src="\/other.example/a.mp3"></audio>'),
    "background": page(r'<table background="/\other.example/a.png"><td>a</table>'),
    "input": page(r'<input type=image src="/\other.example/a.png">'),
    "style sheet": page(r'<link rel=stylesheet href="/\other.example/a.css">'),
    "preload": page(r'<link rel=preload as=image imagesrcset="/\other.example/a.png 1x">'),
    "refresh": page(r'<meta http-equiv=refresh content="0;url=/\other.example/a">'),
    "refresh without a name": page(r"<meta http-equiv=refresh content='0 \/other.example/a'>"),
    "refresh in quotes": page(r"""<meta http-equiv=refresh content="0; URL = '\\other.example/a'b">"""),
    "script": page(r'<script src="/\other.example/a.js"></script>'),
    "frame": page(r'<iframe src="/\other.example/a"></iframe>'),
    "object": page(r'<object data="/\other.example/a"></object>'),
    "base": {"index.html": r'<base href="/\other.example/"><img src="a.png">'},
    # style rules
    "import": style(r'@import "/\\other.example/a.css";'),
    "import, backslash first": style(r'@import "\\/other.example/a.css";'),
    "import, scheme with backslashes": style(r'@import "https:\\other.example/a.css";'),
    "import, a backslash by its number": style(r"@import '\5c\2f other.example/a.css';"),
    "import, escaped name": style(r'@\69mport "//other.example/a.css";'),
    "import, within a comment's ends": style('/**/@import/**/"//other.example/a.css"/**/;'),
    "import, line continued": style('@import "/\\\n/other.example/a.css";'),
    # A browser looks for imports ahead of its parser, and there takes escapes as they are.
    "import, as it is written": style(r'@import "\/other.example/a.css";'),
    "import in a layer": style(r'@import url("/\\other.example/a.css") layer(a) supports(display: grid);'),
    "import, cut off": style('@import "//other.example/a.css'),
    "url, escaped name": style(r"#x{background:\75rl(/\\other.example/a.png)}"),
    "url, one letter escaped": style(r"#x{background:u\72l(//other.example/a.png)}"),
    "url, capital letters": style("#x{background:URL(//other.example/a.png)}"),
    "url, string with escapes": style(r'#x{background:url("\2f\2f other.example/a.png")}'),
    "url, cut off": style("#x{background:url(//other.example/a.png"),
    "url, cut off in its string": style("#x{background:url('//other.example/a.png"),
    "url behind a broken string": style('#x{content:"a\n}#x{background:url(//other.example/a.png)}'),
    "url behind a broken address": style("#x{color:url(a'b);background:url(//other.example/a.png)}"),
    "url behind a string that holds a comment": style(
        '#x::before{content:"/*"}#x{background:url(//other.example/a)/**/}'
    ),
    "url behind an escaped quote": style(r"#x::before{content:'\''}#x{background:url(//other.example/a.png)/*'*/}"),
    "url in nested rules": style("body{@media all{&{#x{background:url(//other.example/a.png)}}}}"),
    "url in a property of one's own": style("#x{--a:url(//other.example/a.png);background:var(--a)}"),
    "string in a property of one's own": style(r'#x{--a:"/\\other.example/a.png";background:image-set(var(--a) 1x)}'),
    "string that var() falls back to": style('#x{background:image-set(var(--b, "//other.example/a.png") 1x)}'),
    "registered property": style(
        "@property --a{syntax:'<image>';inherits:false;initial-value:url(https://other.example/a.png)}"
        "#x{background:var(--a)}"
    ),
    "set of images": style(r'#x{background:image-set("/\\other.example/a.png" 1x)}'),
    "set of images, with a prefix": style(r"#x{background:-webkit-image-set(url(\5c\5cother.example/a.png) 1x)}"),
    "set of images, scheme with backslashes": style(r'#x{background:image-set("https:\\\\other.example/a.png" 1x)}'),
    "cross-fade": style("#x{background:-webkit-cross-fade(url(//other.example/a.png),url(//other.example/b.png),50%)}"),
    "choice": style("#x{background:if(else: url(//other.example/a.png))}"),
    "font": style("@font-face{font-family:a;src:url(//other.example/a.woff2)}#x::after{content:'a';font-family:a}"),
    "cursor, mask, list": style("#x{display:list-item;list-style-image:url(//other.example/a.png)}"),
    "content": style("#x::after{content:url(//other.example/a.png)}"),
    "style attribute": page(r"""<b style="background:u\72l(/\\other.example/a.png)">a</b>"""),
    "file of style rules": page("<link rel=stylesheet href=a.css>", a_css=r'@import "/\\other.example/b.css";'),
    "file with a mark in front": page(
        "<link rel=stylesheet href=a.css>", a_css='\ufeff@import "//other.example/b.css";'
    ),
    # SVG and XML
    "picture in SVG": drawing(r'<image href="/\other.example/a.png" width=9 height=9 />'),
    "old name in SVG": drawing(r'<image xlink:href="\\other.example/a.png" width=9 height=9 />'),
    "paint in SVG": drawing(r'<rect width=9 height=9 mask="u\72l(//other.example/a.svg#b)" />'),
    "style in SVG": drawing(r'<style>#x{background:image-set("\\/other.example/a" 1x)}</style>'),
    "filter in SVG": drawing(
        '<filter id=f><feImage href="//other.example/a.png"/></filter><rect filter="url(#f)" width=9 height=9 />'
    ),
    "animated paint": drawing(
        '<rect width=9 height=9><set attributeName=mask to="url(//other.example/a.svg#b)" /></rect>'
    ),
    "animated address": drawing(
        '<image width=9 height=9><set attributeName=href to="//other.example/a.png" /></image>'
    ),
    "SVG file": {
        "index.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        r'<image href="/\other.example/a.png" width="9" height="9"/></svg>'
    },
    "two styles in each other": {
        "index.svg": '<svg xmlns="http://www.w3.org/2000/svg">'
        "<style>@import '//other.example/a.css';<style/></style></svg>"
    },
    "comment from an element within a style": {
        "index.svg": '<svg xmlns="http://www.w3.org/2000/svg">'
        "<style><b>/*</b>@import '//other.example/a.css';<b>*/</b></style></svg>"
    },
    "two names for one attribute": {
        "index.svg": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:b="urn:b" width="9" height="9">'
        '<image href="//other.example/a.png" b:href="#b" width="9" height="9"/></svg>'
    },
    "page in an XML file": {
        "index.xml": '<html xmlns="http://www.w3.org/1999/xhtml"><head>'
        r'<meta http-equiv="refresh" content="0;url=\\other.example/a"/></head></html>'
    },
    "page in a feed": {
        "index.xml": '<feed xmlns="http://www.w3.org/2005/Atom">'
        r'<img xmlns="http://www.w3.org/1999/xhtml" src="/\other.example/a.png"/></feed>'
    },
    "style sheet of an XML file": {"index.xml": '<?xml-stylesheet type="text/css" href="//other.example/a.css"?><a/>'},
}
"""What a browser takes from another host, and the gate refuses."""

STAYING: dict[str, Files] = {
    "link to another host": page('<a href="https://other.example/a">a</a>'),
    "address in a text": page("url(//other.example/a.png) <code>@import '//other.example/a.css'</code>"),
    "address in a title": page('<b title="url(//other.example/a.png)">a</b>'),
    "address in a comment of rules": style("/* url(//other.example/a.png) @import '//other.example/a.css'; */"),
    "address in a string of rules": style("#x::after{content:'see url(//other.example/a.png)'}"),
    "address that a selector looks for": style("a[href^='https://other.example/']{color:red}"),
    "namespace": style('@namespace a url(https://other.example/a);@namespace "https://other.example/b";'),
    "function of another name": style(r"#x{--a:xurl(\2f\2f other.example)}"),
    "data within rules": style(f"#x{{background:url({PIXEL}),image-set('{PIXEL}' 1x)}}"),
    "rules of this site": page(
        "<link rel=stylesheet href=a.css>", a_css="@import 'b.css';#x{background:url(a.png)}", b_css="", a_png=""
    ),
    "backslashes within the site": page(r'<img src=".\b\a.png">', **{"b/a_png": ""}),
    "host in a query": page('<img src="a.png?https://other.example/">', a_png=""),
    "paint of this drawing": drawing('<mask id=m></mask><rect width=9 height=9 mask="url(#m)" />'),
    "link of a feed": {
        "index.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://other.example/a"/></feed>'
    },
}
"""What a browser asks nobody else for, and the gate lets pass."""
