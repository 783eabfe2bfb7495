"""Libraries that take long to import, and that most commands do without: imported when something of them is used."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def lazy_import(name: str) -> ModuleType:
    """A module that is read when one of its attributes is first asked for.

    Raises:
        ModuleNotFoundError: Nothing of that name is installed.
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = _find(name) or find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _find(name: str) -> ModuleSpec | None:
    """Where a module is, without importing the package that it is in, as `find_spec` would."""
    package = name.rpartition(".")[0]
    if not package:
        return PathFinder.find_spec(name)
    above = _find(package)
    return PathFinder.find_spec(name, above.submodule_search_locations) if above is not None else None
