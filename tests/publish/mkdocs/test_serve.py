"""`papershelf serve`: a saved file is on the page a moment later, and a broken one keeps the old page."""

# ruff: noqa: E501 (a message stays in one piece)

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from captures import run
from fabricate import LIBRARY, assemble
from serving import Server, free_port


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    project = assemble(tmp_path / "list", LIBRARY)
    project.replace("templates/pages/tag.md.j2", "", "")  # a template of its own, the package's to begin with
    started = Server(project, tmp_path / "log.txt")
    yield started
    started.stop()


def test_a_saved_paper_is_on_its_page_and_a_broken_one_keeps_the_old(server: Server) -> None:
    paper, file = "papers/kettles-under-another-name/", "content/papers/kettles-under-another-name.md"
    server.wait(lambda: "Whistling vessels are called" in server.page(paper))
    assert "Content-Security-Policy" not in server.page(paper), "it would stop the script that reloads the page"

    server.project.replace(file, "Whistling vessels are called", "Singing vessels are called")
    server.wait(lambda: "Singing vessels are called" in server.page(paper))

    server.project.replace(file, "tags: [kettles]", "tags: [kettles")
    server.wait(lambda: "The site is served as it was before this change." in server.printed)
    assert f"{file}:" in server.printed
    assert "Traceback" not in server.printed
    assert "Singing vessels are called" in server.page(paper)
    assert "Singing vessels are called" in server.page("tags/kettles/")

    server.project.replace(file, "tags: [kettles", "tags: [teapots]")
    server.wait(lambda: "Singing vessels are called" in server.page("tags/teapots/"))

    server.project.replace("templates/pages/tag.md.j2", "<h1 class", "<h1 onclick='x()' class")
    server.wait(lambda: "an event handler" in server.printed)
    time.sleep(0.5)
    assert "onclick" not in server.page("tags/teapots/")
    assert "Singing vessels are called" in server.page("tags/teapots/")

    server.project.replace("templates/pages/tag.md.j2", "<h1 onclick='x()' class", '<h1 id="mended" class')
    server.wait(lambda: '<h1 id="mended" class' in server.page("tags/teapots/"))
    assert not (server.project.root / "site").exists()

    # The same server, because starting one takes seconds.
    check_hosts(server)
    check_odd_requests(server)
    assert "Traceback" not in server.printed
    busy = server.project.run("serve", "--port", str(server.port))
    assert busy.returncode == 1
    assert f"127.0.0.1:{server.port} is in use. Choose another: papershelf serve --port " in busy.stderr
    assert not busy.stderr.rstrip(".\n").endswith(f" {server.port}")

    before = set(server.project.root.parent.iterdir())
    server.stop()
    assert before - set(server.project.root.parent.iterdir()), "the served site is gone"
    assert {path.name for path in server.project.root.parent.iterdir()} == {"list", "log.txt"}
    assert "Traceback" not in server.printed


def check_hosts(server: Server) -> None:
    """Only the server's own names are answered, with its port."""
    own = ["127.0.0.1", "localhost", "LocalHost", "[::1]"]
    assert {server.status(Host=f"{name}:{server.port}") for name in own} == {"200"}
    foreign = [
        f"evil.example:{server.port}",
        "evil.example",
        "127.0.0.1:1",
        "localhost",
        "",
        f"127.0.0.2:{server.port}",
    ]
    foreign += [f"localhost:{server.port}@evil.example", f"evil.example/localhost:{server.port}", f"[::1:{server.port}"]
    foreign += [f"127.0.0.1.evil.example:{server.port}", f"0x7f.1:{server.port}"]
    assert {name: server.status(Host=name) for name in foreign} == dict.fromkeys(foreign, "421")
    assert server.status("/livereload/1/1", Host="evil.example") == "421"
    assert server.ask(b"GET / HTTP/1.0\r\n\r\n")[9:12] == b"421"
    assert server.status(Origin=f"http://localhost:{server.port}") == "200"
    for origin in ("https://evil.example", "null", f"https://127.0.0.1:{server.port}", "http://127.0.0.1:1"):
        assert server.status(Origin=origin) == "403"


def check_odd_requests(server: Server) -> None:
    """What can have no answer gets a clean refusal."""
    odd = [
        "/%00",
        "/..%2f",
        "/%ff",
        "/%c3",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/../x",
        "/a%0d%0aSet-Cookie:x",
        "/%5c%5chost",
        "/%1b]0;",
    ]
    assert {path: server.status(path) for path in odd} == dict.fromkeys(odd, "400")
    missing = ["/nowhere", "/" + "a" * 30_000, "/livereload/" + "9" * 30_000 + "/1", "/tags/index.html/x"]
    assert {path[:30]: server.status(path) for path in missing} == {path[:30]: "404" for path in missing}
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"):
        assert server.status(method=method) == "405"
    head = server.ask(f"HEAD / HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode())
    assert head.startswith(b"HTTP/1.0 200")
    assert head.endswith(b"\r\n\r\n"), "an answer to HEAD has no body"
    server.ask(b"GARBAGE\r\n\r\n")
    server.ask(b"")


def test_a_server_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path) -> None:
    server = Server(assemble(tmp_path / "list", LIBRARY), tmp_path / "log.txt")
    server.wait(lambda: "Serving on" in server.printed)
    server.stop(signal.SIGTERM)
    assert {path.name for path in tmp_path.iterdir()} == {"list", "log.txt"}
    assert "Traceback" not in server.printed


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--port", "0"], "Invalid value for '--port': 0 is not in the range 1<=x<=65535."),
        (["--port", "65536"], "Invalid value for '--port': 65536 is not in the range 1<=x<=65535."),
        (["--host", "evil.example"], "Invalid value for '--host': 'evil.example' is not an address; write 127.0.0.1 or localhost"),
        (["-a", "localhost"], "Invalid value for --dev-addr: '' is not an address; write 127.0.0.1 or localhost"),
        (["-a", "localhost:x"], "Invalid value for --dev-addr: 'x' is not a valid integer range."),
        (["-a", "localhost:8001", "--port", "8001"], "Give either --dev-addr, or --host and --port"),
        (["--prt", "1"], "No such option '--prt'. Did you mean '--port'?"),
    ],
)  # fmt: skip
def test_wrong_addresses_are_wrong_usage(tmp_path: Path, words: list[str], message: str) -> None:
    result = run(tmp_path, "serve", *words)
    assert (result.exit_code, result.output.splitlines()[-1]) == (2, f"Error: {message}")


def test_an_address_of_another_machine_is_named(tmp_path: Path) -> None:
    project = assemble(tmp_path / "list", LIBRARY)
    done = project.run("serve", "--host", "192.0.2.1", "--port", str(free_port()))
    assert done.returncode == 1
    assert done.stderr == (
        "papershelf: 192.0.2.1 is not an address of this machine. Leave --host out, or name one that is.\n"
    )
