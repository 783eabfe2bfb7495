"""Templates are compiled to quicker code than Jinja's own, which writes the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fabricate import REPOSITORY
from jinja2 import Environment, StrictUndefined, pass_context

from papershelf import addresses
from papershelf.publish.language import load
from papershelf.publish.template_code import SPEECH, QuickEnvironment
from papershelf.publish.templates import Renderer
from papershelf.text import Html, escape_markdown


class _Shelf:
    def __call__(self, cup: str) -> Html:
        return Html(f"<li>{cup}</li>")

    def count(self, *cups: str, **more: str) -> int:
        return len(cups) + len(more)


@pass_context
def _given(context: Any, name: str) -> str:
    return str(context.get(name, "nothing"))


def _say(message: str, **values: str) -> Html:
    return Html(message % values)


def _read_in_context(context: str, message: str) -> Html:
    return Html(f"{context}: {message}")


def _environment(kind: type[Environment]) -> Environment:
    environment = kind(
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: value if isinstance(value, Html) else escape_markdown(str(value)),
        extensions=["jinja2.ext.i18n"],
    )
    speech = {"gettext": _say, "_": _say, "pgettext": _read_in_context, "house": Html(" lang='de'")}
    environment.globals.update(
        urls=addresses, shelf=_Shelf(), given=_given, cups=lambda cup, of: f"{cup} of {of}", **speech
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.policies[SPEECH] = speech
    return environment


TEMPLATES = (
    "{{ urls.DATA }}|{{ urls.ATOM | upper }}|{{ urls.paper_url('kettle') }}|{{ urls.NOWHERE is defined }}",
    "{{ _('Cite') }}|{{ gettext('<b>Cite</b>') | upper }}|{{ pgettext('a verb', 'Read') }}",
    "{{ _('<b>%(name)s</b>', name='<i>') }}|{{ _(*['Cite']) }}|{{ _(message='Cite') }}|{{ _(given('tea')) }}",
    "{{ ' <' ~ _('<b>bold</b>') }}|{{ ('<' ~ _('<b>bold</b>')) | upper }}",
    "{{ '<' + _('<b>bold</b>') }}|{{ _('<i>Tea.') | striptags }}",
    "{{ _('<b>one</b>') if tea else _('other') }}|{{ [_('<b>'), '<'] | join(', ') }}|{% set x = _('<b>') %}{{ x }}",
    "{% trans %}No <b>tea</b>{% endtrans %}|{% trans tea=tea %}No {{ tea }}{% endtrans %}",
    "{% for _, urls in [('a', 'b')] %}{{ _ }}{{ urls.DATA is defined }}{% endfor %}",
    "{% set gettext = 'a cup' %}{{ gettext }}|{% with urls = {'DATA': 1} %}{{ urls.DATA }}{% endwith %}",
    "{% macro _(what) %}({{ what }}){% endmacro %}{{ _('Cite') }}",
    "{% macro m(urls) %}({{ urls.DATA }}){% endmacro %}{{ m({'DATA': '*'}) }}",
    "{% macro m(cup, of='green') %}{{ cup }} {{ of }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m('*', of='black') }}",
    "{% macro m(cup, of) %}{{ cup }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m('*', 'b', 'c', d='e') }}",
    "{% macro m() %}{{ caller() }}{% endmacro %}{% for x in 'ab' %}{% call m() %}*{{ x }}{% endcall %}{% endfor %}",
    "{% for cup in 'ab' %}{{ cups(cup, of='tea') }}{{ shelf(cup) }}{{ shelf.count(cup, of=cup) }}{% endfor %}",
    "{% for cup in 'ab' %}{{ given('cup') }}{{ given('tea') }}{% endfor %}",
    "{% set cup = 'a' %}{% block b %}{{ given('tea') }}{% endblock %}",
    "{% for cup in 'ab' %}{{ loop.cycle('<', '>') }}{{ 'x*'.upper() }}{{ loop.changed(cup) }}{% endfor %}",
    "{{ dict(a=1, class=2)['class'] }}|{{ (shelf if tea else cups)('a') }}|{{ shelf.count(*'ab', **{'c': 1}) }}",
    "{{ house }}|{{ house if tea }}|{% set x = house %}{{ x }}|{% for house in '*' %}{{ house }}{% endfor %}",
    "<i{{ house }}>{{ house if tea else '<' }}{{ 'of ' ~ house }}{% macro m() %}{{ house }}{% endmacro %}{{ m() }}",
    "{{ dict(a=1).get('a') }}|{{ range(3) | list | length }}|{{ namespace(a=2).a }}",
    "{% autoescape false %}{{ '<' ~ tea }}{{ _('<b>') }}{{ urls.DATA }}{% endautoescape %}",
)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_writes_what_jinja_writes(template: str) -> None:
    quick, plain = (
        _environment(kind).from_string(template).render(tea="<*>") for kind in (QuickEnvironment, Environment)
    )
    assert quick == plain != ""


@pytest.mark.parametrize("template", ["{{ _('%(name)s') }}", "{{ _() }}", "{{ nobody('*') }}", "{{ urls.NOWHERE }}"])
def test_what_cannot_be_said_fails_only_when_it_is_rendered(template: str) -> None:
    failures = []
    for kind in (QuickEnvironment, Environment):
        made = _environment(kind).from_string("{% if tea %}" + template + "{% endif %}")
        assert made.render(tea=False) == ""
        with pytest.raises(Exception) as caught:  # noqa: PT011 (the same as Jinja's, whatever that is)
            made.render(tea=True)
        failures.append((caught.type, str(caught.value)))
    assert failures[0] == failures[1]


def test_words_are_not_looked_up_again() -> None:
    environment = _environment(QuickEnvironment)
    said = "{{ _('Cite') }}{% trans %}tea{% endtrans %}{{ _('a') if tea else _('b') }}{{ house }}"
    template = environment.from_string(said)
    environment.globals.update(_=None, gettext=None, house=None)
    assert template.render(tea=False) == "Citeteab lang='de'"


def test_words_are_those_of_the_language(tmp_path: Path) -> None:
    (tmp_path / "x.j2").write_text("{{ _('Cite') }}|{% trans %}Cite{% endtrans %}", encoding="utf-8")
    german = load("de", "en", [REPOSITORY / "templates"])
    for _ in range(2):  # compiled, and as it is kept
        assert Renderer(tmp_path, words=german).render("x.j2", {}) == "Zitieren|Zitieren"
        assert Renderer(tmp_path).render("x.j2", {}) == "Cite|Cite"
