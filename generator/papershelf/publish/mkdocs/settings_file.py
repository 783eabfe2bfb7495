"""What `mkdocs.yml` says, judged before MkDocs acts on it: every key is known, every value is named with its line.

MkDocs' own schema says what is known. It only warns of a key that it does not know, and a key with a slip
in it then has no effect: `site_ulr` gives a site without an address.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from mkdocs.config.config_options import Choice, Optional, Plugins, PropagatingSubConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin
from mkdocs.theme import Theme
from mkdocs.utils import get_theme_names
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from papershelf.content import read_bounded
from papershelf.content.yaml.fields import nearest
from papershelf.errors import PapershelfError, Problem, Severity, WrongUsage, errors_among, stop
from papershelf.publish.mkdocs import identity
from papershelf.publish.mkdocs.theme import PAGES, add_own

MAX_BYTES = 1024 * 1024
"""The largest file of settings that is read."""

WRITE_ADDRESS = "Write an address such as https://example.org/list/"

_GUIDE = "https://www.mkdocs.org/user-guide/configuration/"
_NOT_SET = ("config_file_path", "mdx_configs", "pages", "google_analytics")
"""In MkDocs' schema, and not for `mkdocs.yml`: its own, or long removed."""
_OF_ANY_THEME = ("name", "custom_dir", "static_templates", "locale", "include_search_page", "search_index_only")
_READ_BY_THEME = re.compile(r"\btheme\.([a-z_]+)")
_OF_ANY_PLUGIN = ("enabled",)
_NOT_INSTALLED = re.compile(r'The "(.+)" plugin is not installed')
_SLIP = 0.8
"""How like a known key an unknown one of the theme is that is a slip of the fingers."""
_MOST_NAMED = 12
"""More keys than these are not named in a message."""
_SOUND: dict[Path, tuple[bytes, str]] = {}
"""Settings that MkDocs and the plugins allow, as bytes and as values: `serve` asks of the same again and again."""
_UNFIT_FOR_ADDRESS = re.compile("[\x00- \x7f\"'<>\\\\^`{|}]")


_PLUGINS = Plugins(theme_key="theme", default=["search"])
_INSTALLED = _PLUGINS.installed_plugins
"""To ask for them again would read a file of everything that is installed."""


class _JudgedConfig(MkDocsConfig):  # type: ignore[no-untyped-call]
    """MkDocs' settings with plugins of their own.

    MkDocs' option keeps the plugins that it made: to judge with it would reset those of a running build.
    """

    plugins = _PLUGINS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The text of the settings, for the places of keys."""

    path: str
    """As a person would type it."""
    raw: bytes
    node: yaml.Node | None

    def line(self, *keys: str) -> int | None:
        """The line of the innermost key that is written in this file, counted from 1."""
        mark = self._find(keys)[1]
        return None if mark is None else mark.line + 1

    def variables(self, *keys: str) -> list[str]:
        """The environment's variables that a value comes from."""
        node = self._find(keys)[0]
        if node is None or node.tag != "!ENV":
            return []
        # Of several in a list, the last is the default.
        parts = node.value[:-1] if isinstance(node, yaml.SequenceNode) else [node]
        return [part.value for part in parts]

    def _find(self, keys: Iterable[str]) -> tuple[yaml.Node | None, yaml.Mark | None]:
        """The value under some keys, and where the last of them begins that was found."""
        node, mark = self.node, None
        for key in keys:
            entry = next((pair for pair in _entries(node) if pair[0].value == key), None)
            if entry is None:
                return None, mark
            node, mark = entry[1], entry[0].start_mark
        return node, mark

    def problem(self, keys: tuple[str, ...], problem: str, remedy: str) -> Problem:
        """A problem of the value, or of the key, at some keys."""
        if variables := self.variables(*keys):
            problem = f"{problem} (from the environment, {' or '.join(variables)})"
        return Problem(path=self.path, line=self.line(*keys), field=".".join(keys), problem=problem, remedy=remedy)


def _entries(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node | None]]:
    """The keys of a mapping, or of a list of names and of mappings with one key, as plugins are."""
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    return [pair for item in items for pair in (item.value if isinstance(item, yaml.MappingNode) else [(item, None)])]


def check(path: Path, shown: str) -> list[Problem]:
    """Judge the settings of a project.

    Args:
        path: `mkdocs.yml`, whose format is MkDocs' (https://www.mkdocs.org/user-guide/configuration/).
        shown: What messages call it.

    Returns:
        Warnings: keys of the theme that nothing is known to read; a template of the project's own may.

    Raises:
        WrongUsage: A key is not known; with all other problems.
        PapershelfError: The file cannot be read, is no YAML mapping, or has a wrong value.
    """
    source, folder = _compose(path, shown), path.absolute().parent
    raw = _construct(source, path, _settings_at(path))
    written = source.raw, repr(raw)  # which may hold itself, and what others inherit or the environment says
    is_sound = _SOUND.get(path.absolute()) == written
    wrong = (
        [] if is_sound else [*_wrong_addresses(source, raw), *_wrong_options(source, raw), *_wrong_port(source, raw)]
    )
    # What is beside the file is looked at each time.
    wrong += _missing_pages(source, raw, folder)
    own = next((options for name, options in _named_plugins(raw) if name == "papershelf"), None)
    faults = [source.problem(*fault) for fault in identity.faults(raw, own, folder)]
    judged = {problem.field for problem in faults}
    wrong = [*(problem for problem in wrong if problem.field not in judged), *faults]
    wrong += [] if is_sound else _wrong_values(source, path, known={problem.field for problem in wrong})
    foreign = [*_foreign_to_theme(source, raw, folder)]
    unknown = [] if is_sound else [*_given_twice(source), *_unknown_keys(source, raw)]
    unknown += errors_among(foreign)
    if unknown:
        raise WrongUsage([*unknown, *wrong])
    if wrong:
        raise PapershelfError(wrong)
    _SOUND[path.absolute()] = written
    return foreign


def read(path: Path, shown: str) -> dict[str, Any]:
    """What is written in the settings, and in what they inherit, before MkDocs adds anything.

    Raises:
        PapershelfError: The file cannot be read, or is no YAML mapping.
    """
    return _construct(_compose(path, shown), path, _settings_at(path))


def _settings_at(path: Path) -> MkDocsConfig:
    return _JudgedConfig(config_file_path=str(path.absolute()))


def _compose(path: Path, shown: str) -> _Source:
    """The text as YAML's nodes, whatever their tags mean."""
    remedy = "Check quotes, brackets and indentation; put a text with ':' or '#' in double quotes"
    try:
        raw = read_bounded(path, MAX_BYTES)
        if len(raw) > MAX_BYTES:
            raise stop(shown, f"it has more than {MAX_BYTES // 1024:,} KB", "Remove what is not a setting")
        node = yaml.compose(raw, Loader=yaml.SafeLoader)
    except OSError as error:
        raise stop(shown, f"it cannot be read ({error.strerror})", "Check the file and its permissions") from None
    except yaml.YAMLError as error:
        raise _malformed(shown, error, remedy) from None
    except RecursionError:
        raise stop(shown, "it nests too deep", remedy) from None
    if not isinstance(node, yaml.MappingNode):
        problem = "it is not a mapping of keys and values"
        raise stop(shown, problem, "Write one `key: value` a line, `site_name: My list` first")
    return _Source(path=shown, raw=raw, node=node)


def _construct(source: _Source, path: Path, config: MkDocsConfig) -> dict[str, Any]:
    """The values, with those of the environment and of an inherited file."""
    try:
        with path.open("rb") as file:
            return yaml_load(file, get_yaml_loader(config=config))
    except ConfigurationError as error:
        if isinstance(error.__context__, yaml.YAMLError):
            raise _malformed(source.path, error.__context__, f"Correct it; {_GUIDE} says how") from None
        raise stop(source.path, _worded(str(error)), f"Correct it; {_GUIDE} says how") from None


def _malformed(shown: str, error: yaml.YAMLError, remedy: str) -> PapershelfError:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    problem = f"this is not valid YAML ({_worded(str(reason))})"
    return stop(shown, problem, remedy, line=None if mark is None else mark.line + 1)


def _worded(message: str) -> str:
    """A message of MkDocs' or of PyYAML's as a clause on one line."""
    message = re.sub(r"<class '(?:\w+\.)*(\w+)'>", r"\1", message)
    return " ".join(message.split())[:300].rstrip(".")


def _given_twice(source: _Source) -> Iterator[Problem]:
    """Keys that a mapping has twice: YAML takes the last, and the first is lost without a word."""
    rest: list[yaml.Node | None] = [source.node]
    visited: set[int] = set()  # an alias leads to a node again, and may lead into itself
    while rest:
        node = rest.pop()
        if id(node) in visited:
            continue
        visited.add(id(node))
        if isinstance(node, yaml.MappingNode):
            names = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode) and key.value != "<<"]
            firsts = {key.value: key for key in reversed(names)}
            for key in names:
                if firsts[key.value] is not key:
                    line = key.start_mark.line + 1
                    yield stop(source.path, f"the key '{key.value}' is given twice", "Remove one", line=line).problems[
                        0
                    ]
            rest += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            rest += node.value


def _unknown(source: _Source, given: object, known: Iterable[str], *keys: str) -> Iterator[Problem]:
    """The keys of a mapping that are not known. Of what is not a mapping MkDocs says so."""
    known = tuple(known)
    for key in given if isinstance(given, Mapping) else ():
        if key not in known:
            near = nearest(str(key), known)
            remedy = f"Did you mean '{near}'?" if near else f"Remove it; {_known_ones(known)}"
            yield source.problem((*keys, str(key)), "the key is not known", remedy)


def _known_ones(known: tuple[str, ...]) -> str:
    return f"known are {', '.join(known)}" if len(known) <= _MOST_NAMED else f"{_GUIDE} names those that are"


def _unknown_keys(source: _Source, raw: Mapping[str, Any]) -> Iterator[Problem]:
    schema = MkDocsConfig._schema
    yield from _unknown(source, raw, (key for key, _ in schema if key not in _NOT_SET))
    for key, option in schema:
        if isinstance(option, PropagatingSubConfig):
            parts = {
                name: [each for each, _ in part.config_class._schema] for name, part in option.config_class._schema
            }
            given = raw.get(key)
            # What is written above its parts counts for each of them.
            yield from _unknown(source, given, [*parts, *dict.fromkeys(chain.from_iterable(parts.values()))], key)
            for name, known in parts.items():
                yield from _unknown(source, given.get(name) if isinstance(given, Mapping) else None, known, key, name)
    for name, options, plugin in _plugins(raw):
        known = [each for each, _ in plugin.config_scheme]
        yield from _unknown(source, options, [*known, *_OF_ANY_PLUGIN], "plugins", name)


def _foreign_to_theme(source: _Source, raw: Mapping[str, Any], folder: Path) -> Iterator[Problem]:
    """Keys of the theme that none of its templates reads: an error where one is near, or else a warning."""
    given = raw.get("theme")
    if not isinstance(given, Mapping) or given.get("name") not in get_theme_names():
        return  # without keys, or MkDocs says that there is no such theme
    custom = given.get("custom_dir")
    theme = Theme(name=given["name"], custom_dir=str(folder / custom) if isinstance(custom, str) else None)
    add_own(theme, folder)
    read = {
        key
        for place in theme.dirs
        for template in Path(place).rglob("*.html")
        for key in _READ_BY_THEME.findall(template.read_text(encoding="utf-8", errors="replace"))
    }
    known = [*_OF_ANY_THEME, *sorted(read)]
    for problem in _unknown(source, given, known, "theme"):
        # What is only somewhat like a known key may be meant for a template that hands the theme on.
        is_slip = get_close_matches(str(problem.field).removeprefix("theme."), known, cutoff=_SLIP)
        yield (
            problem
            if is_slip
            else replace(problem, problem="no template reads it", remedy="Remove it", severity=Severity.WARNING)
        )


def _named_plugins(raw: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """The plugins that are named, with their options as they are written."""
    named = raw.get("plugins")
    items = [named] if isinstance(named, Mapping) else named if isinstance(named, list) else []
    for item in items:
        for name, options in item.items() if isinstance(item, Mapping) else [(item, {})]:
            yield str(name), options


def _plugins(raw: Mapping[str, Any]) -> Iterator[tuple[str, object, BasePlugin[Any]]]:
    """The plugins that are named and installed, with their options as they are written."""
    theme = raw.get("theme")
    theme = theme.get("name") if isinstance(theme, Mapping) else theme
    for name, options in _named_plugins(raw):
        # A theme's own plugin goes before another of its name.
        found = _INSTALLED.get(f"{theme}/{name}") or _INSTALLED.get(name.removeprefix("/"))
        if found is not None:
            yield name, options, found.load()()


def _wrong_values(source: _Source, path: Path, known: Collection[str | None]) -> Iterator[Problem]:
    """What MkDocs objects to, which is the first wrong value, but for what is known to be wrong."""
    config = _settings_at(path)
    # MkDocs moves and removes keys while it validates, so it gets a copy of its own.
    config.load_dict({key: value for key, value in _construct(source, path, config).items() if key not in _NOT_SET})
    # A hook is a program: it is run once, when MkDocs loads the settings.
    config["hooks"] = []
    for key, error in config.validate()[0]:
        message, remedy = _worded(str(error)), f"Correct it; {_GUIDE} says how"
        if key in known or (key == "plugins" and message.startswith("Plugin '")):
            continue  # the latter is an option of a plugin
        if key == "plugins" and (missing := _NOT_INSTALLED.match(message)) is not None:
            near = nearest(missing[1], _INSTALLED)
            remedy = f"Did you mean '{near}'?" if near else "Install it, or remove it"
            yield source.problem((key, missing[1]), "there is no such plugin", remedy)
        else:
            # In MkDocs' own words, which whoever searches for them finds.
            yield stop(source.path, f"Config value '{key}': {message}", remedy, line=source.line(key)).problems[0]


def _wrong_options(source: _Source, raw: Mapping[str, Any]) -> Iterator[Problem]:
    for name, options, plugin in _plugins(raw):
        given = dict(options) if isinstance(options, Mapping) else {}
        for key, _ in plugin.load_config({key: given[key] for key in given if key not in _OF_ANY_PLUGIN})[0]:
            option = dict(plugin.config_scheme)[key]
            option = option.option if isinstance(option, Optional) else option
            written: dict[object, str] = {bool: "Write true or false", int: "Write a whole number from 1"}
            remedy = written.get(getattr(option, "_type", None), f"Correct it; {_GUIDE} says how")
            if isinstance(option, Choice):
                near = nearest(str(given.get(key)), map(str, option.choices))
                remedy = f"Did you mean '{near}'?" if near else f"Write one of {', '.join(map(str, option.choices))}"
            yield source.problem(("plugins", name, key), f"{str(given.get(key))[:60]!r} is not a known value", remedy)


def _wrong_addresses(source: _Source, raw: Mapping[str, Any]) -> Iterator[Problem]:
    for key in ("site_url", "repo_url"):
        if isinstance(address := raw.get(key), str) and address and (fault := fault_of(address)) is not None:
            yield source.problem((key,), f"'{address[:60]}' {fault}", WRITE_ADDRESS)


def _missing_pages(source: _Source, raw: Mapping[str, Any], folder: Path) -> Iterator[Problem]:
    """A folder of pages that is named and not there. That of a list without such pages need not be there."""
    named = raw.get("docs_dir")
    if isinstance(named, str) and not (folder / named).is_dir() and folder / named != folder / PAGES:
        yield source.problem(("docs_dir",), f"there is no folder '{named[:60]}'", f"Remove it; pages are in {PAGES}/")


def _wrong_port(source: _Source, raw: Mapping[str, Any]) -> Iterator[Problem]:
    port = str(raw.get("dev_addr", "")).rpartition(":")[2]
    if port.isdecimal() and not 0 < int(port[:6]) < 65536:
        yield source.problem(("dev_addr",), f"there is no port {port[:6]}", "Write one from 1024 to 65535")


def fault_of(address: str) -> str | None:
    """Why an address cannot be that of a site, which other addresses are put behind; also `localhost` can."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or _UNFIT_FOR_ADDRESS.search(address):
        return "is not an address of a site"
    if "@" in parts.netloc:
        return "names a user"
    return "has a query or a fragment" if "?" in address or "#" in address else None
