"""Takes the README's two screenshots of the site that `make site` built.

    python -m benchmarks.screenshots

They are what a reader sees in the system's Chromium, so they are taken anew when the look changes.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from playwright.sync_api import sync_playwright

from benchmarks.site import CHROMIUM, FLAGS, ROOT, served

FOLDER = ROOT / ".github" / "screenshots"
VIEWS = {"home": ("", "light"), "search": ("search/?q=cheaper+mixture+of+experts&not=survey", "dark")}


def main() -> None:
    """Write one picture a view, by its name."""
    with served(ROOT / "site") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (path, colours) in VIEWS.items():
            size = {"width": 1200, "height": 750}
            page = browser.new_page(viewport=size, color_scheme=colours, device_scale_factor=1.5)
            page.goto(address + path, wait_until="networkidle")
            Image.open(BytesIO(page.screenshot())).save(FOLDER / f"{name}.webp", quality=85, method=6)
        browser.close()


if __name__ == "__main__":
    main()
