"""What the frame of every page says and links, for the theme.

The theme is read by Jinja and by Zensical's MiniJinja, which knows no `{% trans %}`: it takes words from a table.
"""

from __future__ import annotations

from papershelf.publish.language import Words
from papershelf.publish.page import Site
from papershelf.text import escape_html, summary_html


def frame_words(words: Words) -> dict[str, str]:
    """The words of header, foot and 404 page. `{topics}`, `{tags}` and `{papers}` are places for addresses."""
    return {
        "topics": words.say("Topics"),
        "tags": words.say("Tags"),
        "papers": words.say("Papers"),
        "listings": words.say("Listings"),
        "map": words.say("Map"),
        "reading": words.say("Reading"),
        "skip": words.say("Skip to the content"),
        "main": words.say("Main"),
        "search": words.say("Search"),
        "search_papers": words.say("Search the papers"),
        "search_hint": words.say("Title, idea, method, system…"),
        "colours": words.say("Colours"),
        "source": words.say("Source"),
        "abstracts": words.say("Abstracts belong to their authors."),
        "about": words.say("About"),
        "statistics": words.say("Statistics"),
        "data": words.say("Data"),
        "contribute": words.say("Contribute"),
        "edit_tags": words.say("Edit tags"),
        "edit_description": words.say("Improve this description"),
        "edit_page": words.say("Edit this page"),
        "not_found": words.say("Page not found"),
        "mistyped": words.say("The address may be mistyped, or the page may have been removed."),
        "start_from": words.say(
            'Or start from the <a href="{topics}">topics</a>, the <a href="{tags}">tags</a> '
            'or <a href="{papers}">all papers from A to Z</a>.'
        ),
    }


def frame_of(site: Site) -> dict[str, str]:
    """What the frame has of the list's own, as HTML and addresses below the site's root."""
    licence = ""
    if site.licence is not None:
        link = f'<a href="{escape_html(site.licence.url)}" rel="license">{escape_html(site.licence.name)}</a>'
        licence = site.words.say("Summaries %(licence)s.", licence=link)
    moved = {}
    if site.anthology:
        moved["moved"] = site.words.say("A script looks up short addresses. Without it, search for the paper’s title.")
    return {
        **moved,
        "licence": licence,
        "footer": str(summary_html(site.footer)) if site.footer else "",
        "logo": site.logo.lstrip("/"),
        "script": site.words.script.lstrip("/"),
        "foreign": site.words.foreign,
    }
