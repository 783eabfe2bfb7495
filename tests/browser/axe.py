"""The rules of axe-core, for what a page shows in light and in dark colours."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Axe().axe_script
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All that axe-core checks unasked, and that a finger hits what it means to."""
OF_COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
"""Those of them that can be kept in light colours and broken in dark ones."""


def violations(page: Page) -> list[str]:
    """What breaks the rules, each with the element; the page stays in dark colours, and without motion."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    found = []
    for scheme, options in (("light", RULES), ("dark", OF_COLOURS)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        response = page.evaluate("options => axe.run(document, options)", options)
        found += [
            f"{each['id']}, {scheme}: {node['html']}" for each in response["violations"] for node in each["nodes"]
        ]
    return found
