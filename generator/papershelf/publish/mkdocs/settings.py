"""What `mkdocs.yml` and the environment say of the site."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from papershelf.errors import Problem, Severity, stop
from papershelf.publish.mkdocs import settings_file
from papershelf.publish.page import Site


def read_site(path: Path) -> Site:
    """What `mkdocs.yml` and the environment say of the site: its name, and where it is.

    Raises:
        PapershelfError: The settings cannot be read.
    """
    settings_file.check(path, str(path))
    try:
        config = load_config(str(path))
    except MkDocsException as error:
        raise stop(str(path), f"the settings cannot be read ({error})", "Correct them") from None
    fill_in(config)
    return site_of(config)


def site_of(config: MkDocsConfig, *, cards: bool = False) -> Site:
    """The site that MkDocs' settings describe."""
    url = (config.site_url or "").rstrip("/") or None
    repository = config.repo_url or None
    # As MkDocs joins them, for the link on a paper's page stands beside its tags and not where MkDocs' stands.
    edit = urljoin(f"{repository.rstrip('/')}/", config.edit_uri) if repository and config.edit_uri else None
    return Site(
        name=config.site_name,
        url=url,
        repository=repository,
        edit=edit,
        cards=cards,
        description=config.site_description or "",
        copyright=config.copyright or "",
    )


def fill_in(config: MkDocsConfig) -> None:
    """Take the addresses of site and repository from GitHub's Actions where the settings leave them open."""
    server, repository = (os.environ.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY"))
    owner, _, name = repository.partition("/")
    if not config.repo_url and server and name:
        config.repo_url = f"{server}/{repository}"
        config.repo_name = repository
    if not config.repo_url:
        config.edit_uri = None
    if not config.site_url and name:
        host = f"{owner.lower()}.github.io"
        config.site_url = f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def check_settings(config: MkDocsConfig) -> list[Problem]:
    """Settings that would publish at the wrong place, or without an address.

    Raises:
        PapershelfError: A deployment has no address.
    """
    if config.site_url:
        return []
    missing = Problem(
        path="mkdocs.yml",
        field="site_url",
        problem="it is not set: pages have no canonical link, and feeds and data hold site-relative addresses",
        remedy="Set it, or SITE_URL, to the address at which the site is published",
        severity=Severity.WARNING,
    )
    if os.environ.get("GITHUB_ACTIONS"):
        raise stop(missing.path, "site_url is not set, and this build would be deployed", missing.remedy)
    return [missing]
