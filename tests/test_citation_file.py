"""CITATION.cff by the rules of Citation File Format 1.2.0 that it falls under.

The format's own validator pins a library of 2021, so the rules that matter here are written out.
"""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import yaml
from fabricate import REPOSITORY

_KEYS = {
    "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers", "keywords",
    "license", "license-url", "message", "preferred-citation", "references", "repository", "repository-artifact",
    "repository-code", "title", "type", "url", "version",
}  # fmt: skip


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    loaded = yaml.load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def test_its_keys_are_those_of_the_format(said: dict[str, Any]) -> None:
    assert {"authors", "cff-version", "message", "title"} <= said.keys() <= _KEYS
    assert said["cff-version"] == "1.2.0"
    assert said["type"] in ("software", "dataset")
    assert all(isinstance(said[key], str) and said[key] for key in said.keys() - {"authors", "keywords"})


def test_its_authors_are_an_entity(said: dict[str, Any]) -> None:
    assert [author.keys() for author in said["authors"]] == [{"name"}]
    assert said["authors"][0]["name"] in (REPOSITORY / "LICENSE").read_text(encoding="utf-8")


def test_its_keywords_are_unique_texts(said: dict[str, Any]) -> None:
    assert len(said["keywords"]) == len(set(said["keywords"])) > 0
    assert all(isinstance(word, str) and word for word in said["keywords"])


def test_it_names_the_licence_of_the_project_and_leaves_the_version_to_the_package(said: dict[str, Any]) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert said["license"] == project["license"].split(" AND ")[0]
    assert "version" not in said
    assert "version" not in project
