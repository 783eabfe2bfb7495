"""The addresses of the site, and what the ledger promises of them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from papershelf.errors import Problem


def vanished(
    published: Iterable[str], present: Container[str], additions: Mapping[str, str] | None = None
) -> Iterator[Problem]:
    """Addresses that were published and that nothing stands at any more, each at its line of the ledger.

    Args:
        published: The ledger, line by line, then its additions.
        present: Every address that a build publishes, redirects included.
        additions: The files of those that are not in the ledger itself, relative to the project.
    """
    additions = additions or {}
    for number, address in enumerate(published, start=1):
        if address not in present:
            yield Problem(
                path=additions.get(address, "content/urls.txt"),
                line=None if address in additions else number,
                problem=f"the published address {address} would vanish",
                remedy=_keep(address),
            )


def _keep(address: str) -> str:
    if address.startswith("/papers/"):
        former = address.split("/")[2]
        return f"Add `aliases: [{former}]` to the renamed paper, or bring the file back with `withdrawn: …`"
    return "Bring back what stood there"
