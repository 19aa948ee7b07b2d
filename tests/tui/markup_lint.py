"""Finds what Textual or Rich would read as markup: text given bare where ``[..]`` means something.

A note that says ``[/]`` stops the app there, and ``[@click=app.quit]x[/]`` becomes a thing to
click. Words reach such a place as ``Content`` or ``Text``, or with ``markup=False``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

WORDS_FIRST = {
    *("Static", "Label", "Button", "Link", "Checkbox", "RadioButton", "ToggleButton", "Digits"),
    *("Option", "Selection", "Tab", "Tree", "DirectoryTree", "ListItem", "Panel", "SystemCommand"),
}
"""Widgets and things whose first argument is painted, and read as markup when it is a string."""
WORDS_IN = {"TabPane": "title", "Collapsible": "title", "Placeholder": "label"}
"""Containers whose first arguments are something else: the keyword that is painted."""
OPTIONS = {"OptionList", "SelectionList", "Select", "RadioSet", "Tabs", "ListView"}
"""All their arguments are painted."""
METHODS = {
    *("update", "add_row", "add_rows", "add_column", "add_columns", "update_cell"),
    *("update_cell_at", "add_option", "add_options", "set_options", "replace_option_prompt"),
    *("add_leaf", "set_label", "add_pane", "add_tab"),
}
"""Methods whose arguments are painted."""
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "label", "prompt", "content"}
"""What is painted when it is assigned, or given by a keyword of this name."""
NEVER = {"from_markup", "from_text", "render_markup", "Markdown", "MarkdownViewer"}
"""They read markup whatever they are given."""
SAFE_CALLS = {"Content", "Text", "line", "lines", "Option", "Selection", "Strip", "unmarked"}
SAFE_TYPES = {"Content", "Text", "Option", "Strip", "RenderResult"}
SAFE_METHODS = {
    *("assemble", "styled", "blank", "truncate", "stylize", "join", "wrap", "append", "pad_right"),
    *("pad_left", "center", "right_crop", "expand_tabs", "copy", "rstrip", "render"),
}
"""Methods of ``Content`` and ``Text`` that return one of them, where what they are called on is."""


class Found(NamedTuple):
    """A place where text may be read as markup."""

    file: str
    line: int
    code: str


def name_of(node: ast.expr) -> str:
    """Return the last part of a name: ``Static`` for ``widgets.Static``."""
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def type_names(annotation: ast.expr | None) -> set[str]:
    """Return the names that stand in an annotation."""
    if annotation is None:
        return set()
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    return {name_of(n) for n in ast.walk(annotation) if isinstance(n, ast.Name | ast.Attribute)}


def is_painted_type(annotation: ast.expr | None) -> bool:
    """Whether an annotation says ``Content`` or ``Text``, or a container of nothing else."""
    names = type_names(annotation) - {"list", "tuple", "Sequence", "Iterable", "Iterator"}
    return bool(names) and names <= SAFE_TYPES


class Lint:
    """Looks at all modules below some folders.

    Args:
        folders: with the modules.
        extra: sources to look at besides, by name.
    """

    def __init__(self, *folders: Path, extra: dict[str, str] | None = None) -> None:
        self._trees = {
            f"{folder.name}/{path.relative_to(folder).as_posix()}": ast.parse(
                path.read_text("utf-8")
            )
            for folder in folders
            for path in sorted(folder.rglob("*.py"))
        } | {name: ast.parse(code) for name, code in (extra or {}).items()}
        self._painting: set[str] = set()
        """Functions that return painted text, of the module that is looked at."""
        every = [painting(tree) for tree in self._trees.values()]
        self._everywhere = set().union(*(yes for yes, _no in every)) - set().union(
            *(no for _yes, no in every)
        )

    def found(self) -> list[Found]:
        """Return every place, in order."""
        found = []
        for file, tree in self._trees.items():
            yes, no = painting(tree)
            self._painting = (self._everywhere | yes) - no
            found += [Found(file, n.lineno, ast.unparse(n)) for n in self._in_scope(tree, {})]
        return found

    def _in_scope(self, scope: ast.AST, outer: dict[str, bool]) -> Iterator[ast.expr | ast.stmt]:
        """Yield what is unsafe in a module, class or function, then in those inside it."""
        names = outer | self._names(scope, outer)
        for node in own_nodes(scope):
            yield from self._unsafe(node, names, scope)
        for node in own_nodes(scope):
            if is_scope(node):
                yield from self._in_scope(node, names)

    def _names(self, scope: ast.AST, outer: dict[str, bool]) -> dict[str, bool]:
        """Return for each name that a scope gives a value whether all its values are safe."""
        names: dict[str, bool] = {}
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            every = [*scope.args.posonlyargs, *scope.args.args, *scope.args.kwonlyargs]
            names = {arg.arg: is_painted_type(arg.annotation) for arg in every}
            for star in (scope.args.vararg, scope.args.kwarg):
                if star:
                    names[star.arg] = is_painted_type(star.annotation)
        for node in own_nodes(scope):
            for target, value in assigned(node):
                if isinstance(target, ast.Name):
                    good = value is not None and self._safe(value, outer | names)
                    names[target.id] = names.get(target.id, True) and good
        return names

    def _unsafe(
        self, node: ast.AST, names: dict[str, bool], scope: ast.AST
    ) -> Iterator[ast.expr | ast.stmt]:
        match node:
            case ast.Call():
                yield from self._unsafe_call(node, names)
            case ast.Assign(targets=targets, value=value):
                bare = not self._safe(value, names)
                if bare and any(
                    isinstance(t, ast.Attribute) and t.attr in ATTRIBUTES for t in targets
                ):
                    yield node
            case ast.Return(value=ast.expr() as value):
                renders = isinstance(scope, ast.FunctionDef) and scope.name in {
                    "render",
                    "__rich__",
                }
                if renders and not self._safe(value, names):
                    yield node

    def _unsafe_call(self, call: ast.Call, names: dict[str, bool]) -> Iterator[ast.expr]:
        called = name_of(call.func)
        keywords = {keyword.arg: keyword.value for keyword in call.keywords}
        match keywords.get("markup"):
            case ast.Constant(value=False):
                plain = True
            case _:
                plain = False
        if called in NEVER:
            yield call
            return
        if called == "notify":
            if not plain:
                yield call
            return
        if plain:
            return
        painted = [value for name, value in keywords.items() if name in ATTRIBUTES - {"label"}]
        if called in WORDS_FIRST:
            painted += [*call.args[:1], *filter(None, [keywords.get("label")])]
        elif called in WORDS_IN:
            painted += [*call.args[:1], *filter(None, [keywords.get(WORDS_IN[called])])]
        elif called in OPTIONS or (called in METHODS and isinstance(call.func, ast.Attribute)):
            painted += [*call.args, *filter(None, [keywords.get("label")])]
        if not all(self._safe(value, names) for value in painted):
            yield call

    def _safe(self, node: ast.expr, names: dict[str, bool]) -> bool:
        """Whether a value is painted text, or words of ours without markup."""
        match node:
            case ast.Constant(value=value):
                return not isinstance(value, str) or "[" not in value
            case ast.Name(id=name):
                return names.get(name, False)
            case ast.Starred(value=value) | ast.NamedExpr(value=value):
                return self._safe(value, names)
            case ast.IfExp(body=body, orelse=other):
                return self._safe(body, names) and self._safe(other, names)
            case ast.BoolOp(values=values):
                return all(self._safe(value, names) for value in values)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._safe(left, names) and self._safe(right, names)
            case ast.List(elts=values) | ast.Tuple(elts=values):
                return all(self._safe(value, names) for value in values)
            case ast.GeneratorExp(elt=element) | ast.ListComp(elt=element):
                return self._safe(element, names)
            case ast.Await(value=value):
                return self._safe(value, names)
            case ast.Call():
                return self._safe_call(node, names)
        return False

    def _safe_call(self, call: ast.Call, names: dict[str, bool]) -> bool:
        called = name_of(call.func)
        if called in {"_", "gettext", "ngettext"}:  # our own words, without what somebody typed
            return all("[" not in str(a.value) for a in call.args if isinstance(a, ast.Constant))
        if called in SAFE_CALLS | self._painting:
            return True
        if called in SAFE_METHODS and isinstance(call.func, ast.Attribute):
            on = call.func.value
            return name_of(on) in {"Content", "Text"} or self._safe_value(on, names)
        return False

    def _safe_value(self, node: ast.expr, names: dict[str, bool]) -> bool:
        """Whether a value is ``Content`` or ``Text``: a string's own methods give strings."""
        return not isinstance(node, ast.Constant) and self._safe(node, names)


def painting(tree: ast.AST) -> tuple[set[str], set[str]]:
    """Return the functions of a module that return painted text, and those that do not."""
    yes: set[str] = set()
    no: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            (yes if is_painted_type(node.returns) else no).add(node.name)
    return yes - no, no


def is_scope(node: ast.AST) -> bool:
    """Whether names inside are another matter."""
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda)


def own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes of a scope, the ones inside other scopes left out."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not is_scope(child):
            yield from own_nodes(child)


def assigned(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """Yield targets with the value that they are given, None where nobody knows which."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                if isinstance(target, ast.Tuple | ast.List):
                    yield from ((part, None) for part in target.elts)
                else:
                    yield target, value
        case ast.AnnAssign(target=target, annotation=annotation, value=value):
            painted = (
                ast.Call(ast.Name("Content"), [], []) if is_painted_type(annotation) else value
            )
            yield target, painted
        case ast.AugAssign(target=target, value=value):
            yield target, value
        case ast.NamedExpr(target=target, value=value):
            yield target, value
        case (
            ast.For(target=target) | ast.AsyncFor(target=target) | ast.comprehension(target=target)
        ):
            for part in ast.walk(target):
                if isinstance(part, ast.Name):
                    yield part, None
        case ast.With(items=items) | ast.AsyncWith(items=items):
            yield from ((item.optional_vars, None) for item in items if item.optional_vars)
