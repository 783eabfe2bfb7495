"""What Jinja compiles templates to: code that does on no page anew what is the same on all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from types import FunctionType
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro

from papershelf.text import Html

SPEECH = "papershelf.speech"
"""The policy that says by which names templates call functions that make HTML of texts, and always the same."""


def _fold(node: nodes.Expr, speech: Mapping[str, Callable[..., Html]]) -> nodes.Expr:
    """What is written, with HTML in the place of a call that would make it on every page, such as `_('Cite')`."""
    if isinstance(node, nodes.CondExpr):
        node.expr1 = _fold(node.expr1, speech)
        node.expr2 = None if node.expr2 is None else _fold(node.expr2, speech)
    if not isinstance(node, nodes.Call) or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return node
    say = speech.get(node.node.name) if isinstance(node.node, nodes.Name) else None
    if say is None or not all(isinstance(each, nodes.Const) for each in node.args):
        return node
    try:
        return nodes.Const(say(*(each.as_const() for each in node.args)), lineno=node.lineno)
    except (LookupError, TypeError):
        return node  # it fails when the page is rendered


def _assigned(template: nodes.Template) -> set[str]:
    """The names that mean something else somewhere in a template."""
    names = {name.name for name in template.find_all(nodes.Name) if name.ctx != "load"}
    names.update(each.target for each in template.find_all(nodes.Import))
    names.update(each.name for each in template.find_all(nodes.Macro))
    for each in template.find_all(nodes.FromImport):
        names.update(name if isinstance(name, str) else name[1] for name in each.names)
    return names


class _Writing(CodeGenerator):
    """Compiles templates whose values `finalize` has escaped already: Jinja would look at each of them again."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 (Jinja's name)
        """Write a template's code."""
        assigned = _assigned(node)
        speech = {name: say for name, say in self.environment.policies[SPEECH].items() if name not in assigned}
        for output in node.find_all(nodes.Output):
            output.nodes = [_fold(each, speech) for each in output.nodes]
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"({finalize.src}")


class _Context(Context):
    """What a template is given."""

    def call(self, function: Any, /, *given: Any, **named: Any) -> Any:
        """Call a function or a macro; Jinja would ask each of them what it wants to be given besides."""
        kind = type(function)
        if kind is Macro:
            given = (self.eval_ctx, *given)
        elif kind is not FunctionType or hasattr(function, "jinja_pass_arg"):
            return super().call(function, *given, **named)
        if named:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
        return function(*given, **named)


class QuickEnvironment(Environment):
    """Jinja's, for templates that all have the same globals."""

    code_generator_class = _Writing
    context_class = _Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: a plain mapping, for Jinja goes through it for every part of every page."""
        return super().make_globals(d) if d else dict(self.globals)
