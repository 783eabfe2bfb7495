"""What `mkdocs.yml` and the environment say of the site."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config import base, config_options, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from papershelf.errors import Problem, Severity, stop
from papershelf.publish import search
from papershelf.publish.mkdocs import settings_file
from papershelf.publish.mkdocs.identity import identity_of
from papershelf.publish.page import Site

_EDIT_URI = "edit/main/"
"""What GitHub and most forges put before the path of a file that is to be edited, on the usual branch."""


def read_site(path: Path) -> Site:
    """What `mkdocs.yml` and the environment say of the site: its name, and where it is.

    Raises:
        PapershelfError: The settings cannot be read.
    """
    config = _read(path)
    fill_in(config, settings_file.read(path, str(path)))
    return site_of(config)


def keeps_abstracts(path: Path) -> bool:
    """Whether `mkdocs.yml` asks for the abstracts that a source's terms give freely.

    Raises:
        PapershelfError: The settings cannot be read.
    """
    plugin = _read(path).plugins.get("papershelf")
    return plugin is not None and plugin.config["abstracts"] == "open"


def _read(path: Path) -> MkDocsConfig:
    settings_file.check(path, str(path))
    try:
        return load_config(str(path))
    except MkDocsException as error:
        raise stop(str(path), f"the settings cannot be read ({error})", "Correct them") from None


def site_of(config: MkDocsConfig, *, cards: bool = False) -> Site:
    """The site that MkDocs' settings describe.

    Raises:
        PapershelfError: The catalogue of its language, or the text of its home page, is faulty.
    """
    url = (config.site_url or "").rstrip("/") or None
    repository = config.repo_url or None
    own = config.plugins.get("papershelf")
    # As MkDocs joins them, for the link on a paper's page is beside its tags and not where MkDocs' is.
    edit = urljoin(f"{repository.rstrip('/')}/", config.edit_uri) if repository and config.edit_uri else None
    return Site(
        name=config.site_name,
        url=url,
        repository=repository,
        edit=edit,
        cards=cards,
        anthology=own is not None and own.config["anthology"],
        search_whole_up_to=search.WHOLE_UP_TO if own is None else own.config["search_whole_up_to"],
        description=config.site_description or "",
        copyright=config.copyright or "",
        **identity_of(config),
    )


def fill_in(config: MkDocsConfig, written: Mapping[str, Any]) -> None:
    """Take from the environment where site and repository are, as far as the settings leave that open.

    `SITE_URL`, `REPO_URL` and `EDIT_URI` go before what GitHub's Actions say of their repository.

    Args:
        config: The settings as MkDocs has read them.
        written: What is in `mkdocs.yml`.

    Raises:
        PapershelfError: The environment has an address that is none.
    """
    server, repository = (os.environ.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY"))
    owner, _, name = repository.partition("/")
    if not config.repo_url and (url := _address_from("REPO_URL", "repo_url")):
        config.repo_url, config.repo_name = url, urlsplit(url).path.strip("/")
    if not config.repo_url and server and name:
        config.repo_url, config.repo_name = f"{server}/{repository}", repository
    if not config.repo_url:
        config.edit_uri = None
    elif written.get("edit_uri") is None:
        config.edit_uri = f"{(os.environ.get('EDIT_URI') or _EDIT_URI).rstrip('/')}/"
    config.site_url = config.site_url or _address_from("SITE_URL", "site_url")
    if not config.site_url and name:
        host = f"{owner.lower()}.github.io"
        config.site_url = f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def _address_from(variable: str, key: str) -> str:
    address = os.environ.get(variable, "")
    if address and (fault := settings_file.fault_of(address)) is not None:
        problem = f"{key}: '{address[:60]}' {fault} (from the environment, {variable})"
        raise stop("mkdocs.yml", problem, settings_file.WRITE_ADDRESS)
    return address


class Megabytes(config_options.Type[int]):
    """A size, as a whole number."""

    def run_validation(self, value: object) -> int:
        """Take a number from 1."""
        if type(value) is not int or value < 1:
            raise base.ValidationError("write a whole number from 1, in megabytes")
        return value


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
