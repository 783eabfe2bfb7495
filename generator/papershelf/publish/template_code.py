"""What Jinja compiles templates to: code that does on no page anew what is the same on all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame

from papershelf.text import Html

SPEECH = "papershelf.speech"
"""The policy that says which names mean the same HTML on every page, or functions that always make it of a text."""

Speech = Mapping[str, Html | Callable[..., Html]]


def _fold(node: nodes.Expr, speech: Speech) -> nodes.Expr:
    """What is written, with HTML in the place of what is the same on every page, such as `_('Cite')`."""
    if isinstance(node, nodes.Name) and isinstance(html := speech.get(node.name), Html):
        return nodes.Const(html, lineno=node.lineno)
    if isinstance(node, nodes.CondExpr):
        node.expr1 = _fold(node.expr1, speech)
        node.expr2 = None if node.expr2 is None else _fold(node.expr2, speech)
    if not isinstance(node, nodes.Call) or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return node
    say = speech.get(node.node.name) if isinstance(node.node, nodes.Name) else None
    if not callable(say) or not all(isinstance(each, nodes.Const) for each in node.args):
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

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call as Python has it; Jinja's asks each time what a function or a macro is to be given besides."""
        escapes = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
        if not escapes or forward_caller or not self._is_plain(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _is_plain(self, node: nodes.Call) -> bool:
        """Whether a call is given what is written, and nothing else: some globals ask for more."""
        called = node.node.name if isinstance(node.node, nodes.Name) else None
        wants_more = hasattr(self.environment.globals.get(called or ""), "jinja_pass_arg")
        is_spread = node.dyn_args is not None or node.dyn_kwargs is not None
        return not (wants_more or is_spread or any(iskeyword(each.key) for each in node.kwargs))


class QuickEnvironment(Environment):
    """Jinja's, for templates that all have the same globals."""

    code_generator_class = _Writing

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: a plain mapping, for Jinja goes through it for every part of every page."""
        return super().make_globals(d) if d else dict(self.globals)
