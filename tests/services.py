"""A server of the tests' own, on this machine, that answers as the services do. All papers in it are invented.

Forms: arXiv's Atom after https://info.arxiv.org/help/api/user-manual.html (3.3 and 3.4); Crossref's JSON after
https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md, with a record of it as tests of `habanero` and
`rcrossref` keep them; Hugging Face's after `PaperInfo` in `huggingface_hub` (hf_api.py).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from papershelf.facts.cache import Cache
from papershelf.facts.fetch import Client

ATOM = "application/atom+xml; charset=utf-8"
JSON = "application/json"


@dataclass
class Reply:
    """What the server answers once."""

    body: bytes | str = b""
    kind: str = JSON
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    """Bytes after which the connection is closed, although more were promised."""
    wait: threading.Event | None = None
    """What is waited for before anything is sent."""


Script = Callable[[str], Reply]


@dataclass
class Server:
    """Where it is, what it was asked, and in which words."""

    address: str
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    script: Script = field(default=lambda path: Reply(status=404))


class _Handler(BaseHTTPRequestHandler):
    server_version = "kettle/1"

    def do_GET(self) -> None:
        told: Server = self.server.told  # type: ignore[attr-defined]
        told.asked.append(self.path)
        told.methods.append(self.command)
        told.agents.append(self.headers["User-Agent"])
        reply = told.script(self.path)
        if reply.wait is not None:
            reply.wait.wait(10)
        body = reply.body.encode("utf-8") if isinstance(reply.body, str) else reply.body
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.kind, "Content-Length": str(len(body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            with suppress(OSError):  # whoever asked has heard enough
                self.wfile.write(body[: reply.cut])
        self.close_connection = True

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(script: Script | None = None) -> Iterator[Server]:
    """A server that answers by a script, from the path to a reply, until the block ends."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    http.daemon_threads = True
    told = Server(address=f"http://127.0.0.1:{http.server_address[1]}")
    if script is not None:
        told.script = script
    http.told = told  # type: ignore[attr-defined]
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield told
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def in_turn(*replies: Reply) -> Script:
    """A script that gives one reply after the other, and the last one for good."""
    left = list(replies)
    return lambda path: left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def asking(folder: Path, **settings: Any) -> Iterator[tuple[Client, list[float]]]:
    """A client that does not wait, and the seconds that it would have waited."""
    waited: list[float] = []
    client = Client(cache=Cache(folder), sleep=waited.append, **{"time_out": 5.0, **settings})
    try:
        yield client, waited
    finally:
        client.close()


def atom(*entries: str) -> Reply:
    """A feed of arXiv's."""
    return Reply(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
        ' xmlns:arxiv="http://arxiv.org/schemas/atom">\n'
        "<title>ArXiv Query: search_query=&amp;id_list=</title><id>http://arxiv.org/api/kettle</id>\n"
        f"<opensearch:totalResults>{len(entries)}</opensearch:totalResults>\n" + "\n".join(entries) + "</feed>",
        ATOM,
    )


def entry(number: str, title: str, *authors: str, abstract: str = "", comment: str = "", doi: str = "") -> str:
    """A paper in it, in its second version."""
    names = "".join(f"<author><name>{escape(name)}</name></author>" for name in authors)
    extra = f"<arxiv:comment>{escape(comment)}</arxiv:comment>" if comment else ""
    extra += f"<arxiv:doi>{escape(doi)}</arxiv:doi>" if doi else ""
    year = f"20{number[:2]}" if number[:2].isdigit() else "1999"
    return (
        f"<entry><id>http://arxiv.org/abs/{number}v2</id><title>{escape(title)}</title>"
        f"<updated>2030-01-02T00:00:00Z</updated><published>{year}-03-04T05:06:07Z</published>"
        f"<summary>{escape(abstract)}</summary>{names}{extra}"
        '<category term="cs.KT" scheme="http://arxiv.org/schemas/atom"/></entry>'
    )


def work(doi: str, title: str, *authors: dict[str, str], year: int = 2031, **facts: Any) -> dict[str, Any]:
    """A work of Crossref's."""
    people = [{**author, "sequence": "additional", "affiliation": []} for author in authors]
    issued = {"date-parts": [[year, 5]]}
    return {"DOI": doi, "title": [title], "author": people, "issued": issued, "type": "journal-article", **facts}


def message(content: Any) -> Reply:
    """An answer of Crossref's: one work, or a list of them."""
    if isinstance(content, list):
        whole = {"message-type": "work-list", "message": {"total-results": len(content), "items": content}}
    else:
        whole = {"message-type": "work", "message": content}
    return Reply(json.dumps({"status": "ok", "message-version": "1.0.0", **whole}))


def paper_info(number: str, title: str, *authors: str, abstract: str = "") -> dict[str, Any]:
    """A paper of Hugging Face's."""
    people = [{"_id": f"{n:024x}", "name": name, "hidden": False} for n, name in enumerate(authors)]
    day = f"20{number[:2]}-03-04T05:06:07.000Z"
    return {"id": number, "authors": people, "publishedAt": day, "title": title, "summary": abstract, "upvotes": 3}


def hits(*papers: dict[str, Any]) -> Reply:
    """What its search finds."""
    return Reply(json.dumps([{"paper": paper, "title": paper["title"], "numComments": 0} for paper in papers]))
