"""What is in the wheel, what an import costs, and which floor of the house may use which."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "backlab"
MODULES = sorted(PACKAGE.rglob("*.py"))

# The house, from the ground up. A module belongs to the floor whose prefix fits it best.
FLOORS = (
    ("backlab.markup", "backlab.model", "backlab.language", "backlab.refusal", "backlab.version"),
    ("backlab.course.order",),
    ("backlab.drawing",),
    ("backlab.knowledge.findings",),
    ("backlab.presentation",),
    ("backlab.knowledge",),
    ("backlab.reasoning",),
    ("backlab.reviews",),
    ("backlab.words",),
    ("backlab", "backlab.advice"),
    ("backlab.notebook_words", "backlab.notebook_titles", "backlab.notebook_cards"),
    ("backlab.pictures",),
    ("backlab.course",),
    ("backlab.practice",),
    ("backlab.kit",),
    ("backlab.labs",),
    ("backlab.safety",),
    ("backlab.hosts",),
    ("backlab.widgets",),
    ("backlab.serving",),
    ("backlab.site",),
    ("backlab.serving.classroom",),
    ("backlab.app", "backlab.__main__", "backlab.catalogue"),
)
LEVEL = {prefix: level for level, floor in enumerate(FLOORS) for prefix in floor}
# What may use what others have made; all else is Python and nothing more.
HOSTING = ("backlab.hosts", "backlab.widgets", "backlab.serving", "backlab.site", "backlab.app", "backlab.catalogue")
KIT_USES = ("backlab.kit", "backlab.markup", "backlab.language", "backlab.refusal")


def name_of(path: Path) -> str:
    """``backlab/model.py`` is ``backlab.model``; ``backlab/__init__.py`` is ``backlab``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def level_of(module: str) -> int:
    """The floor of a module of backlab; a new module right under ``backlab`` must be given one."""
    prefix = module
    while prefix not in LEVEL:
        prefix = prefix.rpartition(".")[0]
        assert prefix != "backlab", f"{module} is on no floor: give it one in FLOORS"
    return LEVEL[prefix]


@cache
def imports(path: Path) -> frozenset[str]:
    """Every module that the file imports, wherever in it, relative imports written out."""
    return frozenset(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = _origin(node, package)
            yield from (_submodule(source, alias.name) for alias in node.names)


def _origin(node: ast.ImportFrom, package: str) -> str:
    above = package.split(".")[: 1 - node.level or None] if node.level else []
    return ".".join([*above, *filter(None, [node.module])])


def _submodule(source: str, name: str) -> str:
    """``from backlab import model`` imports a module, ``from backlab import advise`` a name of one."""
    path = ROOT.joinpath(*source.split("."), name)
    return f"{source}.{name}" if path.is_dir() or path.with_suffix(".py").is_file() else source


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_imports_from_a_higher_floor(path: Path) -> None:
    """A module uses its own floor and those below it, so that no change above can break what is below."""
    own = level_of(name_of(path))
    used = {module for module in imports(path) if module.split(".")[0] == "backlab"}
    assert {module for module in used if level_of(module) > own} == set()


def test_no_module_needs_itself() -> None:
    """Imports lead one way only, on one floor too: no module needs one that needs it, not even when it is called."""
    left = {name_of(path): imports(path) - {name_of(path)} for path in MODULES}
    while left:
        free = {name for name, used in left.items() if not used & left.keys()}
        assert free, f"a circle: {sorted(left)}"
        left = {name: used for name, used in left.items() if name not in free}


def is_part_of(module: str, *parts: str) -> bool:
    """Whether a module is one of these, or in one of these packages."""
    return any(f"{module}.".startswith(f"{part}.") for part in parts)


@pytest.mark.parametrize("path", [m for m in MODULES if not is_part_of(name_of(m), *HOSTING)], ids=name_of)
def test_all_but_the_hosts_needs_only_the_standard_library(path: Path) -> None:
    """Labs too import nothing but Python itself: they run in a browser's Python, or wherever a host shows them."""
    used = {module.split(".")[0] for module in imports(path)}
    assert used - sys.stdlib_module_names - {"backlab"} == set()


@pytest.mark.parametrize("path", [m for m in MODULES if is_part_of(name_of(m), "backlab.kit")], ids=name_of)
def test_the_kit_knows_nothing_of_backs(path: Path) -> None:
    """What a lab is could be the ground of another course: it uses itself, the markup and the language."""
    used = {module for module in imports(path) if is_part_of(module, "backlab")}
    assert {module for module in used if not is_part_of(module, *KIT_USES)} == set()


def test_import_loads_no_third_party_module() -> None:
    """``import backlab`` loads modules of Python and of backlab, and no other."""
    code = "import sys; before = set(sys.modules); import backlab; print(*sys.modules.keys() - before)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    names = {module.split(".")[0] for module in loaded.split()}
    assert "backlab" in names
    assert names - sys.stdlib_module_names - {"backlab"} == set()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel that is built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(path).namelist())


def test_wheel_holds_the_notebooks(wheel: set[str]) -> None:
    """Each notebook of the checkout is in the wheel, so that installing it alone is enough."""
    notebooks = {f"backlab/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert notebooks
    assert notebooks <= wheel


def test_wheel_holds_the_whole_package(wheel: set[str]) -> None:
    """Every file of the package is in the wheel, but for what only translators and the kit's build work with."""
    files = {path.relative_to(ROOT) for path in PACKAGE.rglob("*") if path.is_file()}
    left_out = {path for path in files if {"catalogue", "js"} & {*path.parts} or path.suffix in (".po", ".pot")}
    assert {path.as_posix() for path in files - left_out if "__pycache__" not in path.parts} <= wheel
    assert not {path.as_posix() for path in left_out} & wheel
    assert {"backlab/py.typed", "backlab/locale/es/LC_MESSAGES/backlab.mo"} <= wheel


def test_wheel_holds_the_licence(wheel: set[str]) -> None:
    """The licences of the code, and of text and pictures, travel with the wheel."""
    licences = {name.rpartition("/")[2] for name in wheel if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-text"}


def test_wheel_holds_nothing_else(wheel: set[str]) -> None:
    """No test, benchmark or leftover of a working tree is in the wheel."""
    assert {name.split("/")[0] for name in wheel if ".dist-info/" not in name} == {"backlab"}
    assert [name for name in wheel if name.endswith((".pyc", "-checkpoint.ipynb"))] == []
