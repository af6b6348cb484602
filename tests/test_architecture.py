"""The borders of the program: data goes one way, and what is heavy is imported late and in few places."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "assistant"

_ORDER = """
    records answer_records errors settings finnish word_analyses
    newsletters sentences sections facts passages rules
    bundled_model prepared_files bundled_text bert onnx_graph onnx_bert embeddings joint_reader reader
    dense lexical index index_building jsonlines index_files indexing rendering_builds watching
    fusion ranking filters retrieval names directory calls forms checks series changes history questions answers dialogue
    rendering_changes rendering exports batches evaluation
    ui arguments cli __main__
"""
ORDER = _ORDER.split()
"""A module or package imports only from those before it, types included."""

HOMES = {
    "bm25s": {"lexical"},
    "docx": {"newsletters.docx", "newsletters.docx_styles"},
    "faiss": {"dense"},
    "gradio": {"ui"},
    "icalendar": {"exports"},
    "libvoikko": {"finnish"},
    "limits": {"ui"},
    "lxml": {"newsletters.docx", "newsletters.html"},
    "markdown_it": {"newsletters.markdown"},
    "onnx": {"onnx_graph"},
    "onnxruntime": {"onnx_bert"},
    "pdfminer": {"newsletters.pdf_pages"},
    "phonenumbers": {"facts.contacts"},
    "pyvoikko": {"finnish"},
    "rapidfuzz": {"checks", "names", "lexical", "newsletters.duplicates"},
    "sentence_transformers": {"bundled_text", "bert", "onnx_bert", "embeddings", "joint_reader"},
    "starlette": {"ui"},
    "tokenizers": {"bundled_model"},
    "torch": {"bundled_text", "bert", "onnx_bert", "joint_reader"},
    "transformers": {"bert"},
    "watchfiles": {"watching"},
    "yaml": {"newsletters.markdown"},
}
"""Heavy library -> where alone it may be imported."""

LATE_MODULES = {"bundled_text", "bert", "onnx_graph", "onnx_bert", "joint_reader", "ui"}
"""Modules that import heavy libraries at their head, and are themselves imported by functions only."""


@dataclass(frozen=True)
class Import:
    """One import: in which module, of what, whether only for types, and whether when the module is loaded."""

    module: str
    name: str
    typing: bool
    at_head: bool


def module_names() -> dict[str, Path]:
    """ "facts.dates" -> its file; a package by its own name, the root as ""."""
    names = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return names


MODULES = module_names()


@cache
def imports() -> list[Import]:
    return [one for module, path in MODULES.items() for one in imports_of(module, path)]


def imports_of(module: str, path: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    late = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        for name in imported_names(node):
            yield Import(module, name, id(node) in typing, id(node) not in typing and id(node) not in late)


def imported_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        own = [f"{node.module}.{alias.name}" for alias in node.names]
        known = [name for name in own if name.removeprefix("assistant.") in MODULES]
        return known or [node.module or ""]
    return []


def own_imports() -> list[tuple[str, str, Import]]:
    """Importing module, imported module, the import; both without "assistant."."""
    return [
        (one.module, one.name.removeprefix("assistant").removeprefix("."), one)
        for one in imports()
        if one.name.partition(".")[0] == "assistant"
    ]


def top(module: str) -> str:
    return module.partition(".")[0]


def test_the_order_names_every_module_once() -> None:
    assert sorted(ORDER) == sorted({top(module) for module in MODULES} - {""})


def test_modules_import_only_from_those_before_them() -> None:
    place = {name: i for i, name in enumerate(ORDER)}
    wrong = [
        f"{module} imports {other}"
        for module, other, _ in own_imports()
        if top(module) != top(other) and (other == "" or place[top(other)] > place[top(module)])
    ]
    assert wrong == []


@pytest.mark.parametrize("package", sorted({top(module) for module in MODULES if "." in module}))
def test_no_circle_inside_a_package(package: str) -> None:
    inside: dict[str, set[str]] = {module: set() for module in MODULES if top(module) == package}
    for module, other, _ in own_imports():
        if module in inside and other in inside and module != other:
            inside[module].add(other)
    assert len(list(TopologicalSorter(inside).static_order())) == len(inside)


def test_heavy_libraries_have_homes() -> None:
    astray = [
        f"{one.module} imports {one.name}"
        for one in imports()
        if not one.typing
        and (homes := HOMES.get(top(one.name))) is not None
        and not {one.module, top(one.module)} & homes
    ]
    assert astray == []


def test_every_home_is_lived_in() -> None:
    used = {(top(one.name), home) for one in imports() if not one.typing for home in (one.module, top(one.module))}
    assert [(library, home) for library, homes in HOMES.items() for home in homes if (library, home) not in used] == []


def test_heavy_libraries_are_imported_late() -> None:
    heavy = HOMES.keys() | {"numpy"}
    early = [
        f"{one.module} imports {one.name}"
        for one in imports()
        if one.at_head and top(one.name) in heavy and top(one.module) not in LATE_MODULES
    ]
    assert early == []


def test_modules_with_heavy_heads_are_imported_late() -> None:
    early = [
        f"{module} imports {other}"
        for module, other, one in own_imports()
        if one.at_head and top(other) in LATE_MODULES and top(module) not in LATE_MODULES
    ]
    assert early == []


def test_no_module_imports_the_command_line() -> None:
    assert {module for module, other, _ in own_imports() if other in {"cli", "arguments"}} <= {"cli", "__main__"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
    assert [module for module in MODULES if module.rpartition(".")[2] in empty] == []


def test_today_is_asked_by_the_outermost_layer_only() -> None:
    asking = [
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"today", "now", "utcnow"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"date", "datetime"}
    ]
    assert {top(module) for module in asking} == {"cli", "ui"}


def test_the_modules_of_questions_load_nothing_heavy() -> None:
    light = "import assistant.cli, assistant.batches, assistant.evaluation, assistant.facts, assistant.questions"
    code = f"{light}, sys; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.split())
    assert "assistant" in loaded
    assert not loaded & (HOMES.keys() | {"numpy"})
