"""JupyterLab beside the plain files, for those who want to change the code: JupyterLite, with the course in it.

No server and no other host takes part: Python for the browser comes from npm, as for the pages, and the packages that a
notebook needs lie beside it. Which they are, and in which exact versions, stands in ``lite-requirements.txt``.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from backlab.language import gettext
from backlab.serving import Refusal
from backlab.site.build import Piece
from backlab.site.engine import FROM_NPM, fetch
from backlab.site.packing import packed
from backlab.version import VERSION

TOP = "jupyter"
"""The folder of the site in which it stands."""
DOOR = f"{TOP}/lab/index.html"
"""The page that opens it."""
REQUIREMENTS = Path(__file__).with_name("lite-requirements.txt")
_NEEDS = ("jupyterlite_core", "jupyterlite_pyodide_kernel", "pip")
_PYTHON = "3.14"
# What no notebook asks for: what serves pages, and what translators and the kit's builders work with.
_LEFT_OUT = ("catalogue/", "kit/js/", "serving/", "site/", "teach/")
_EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget", "@jupyterlite/pyodide-kernel-extension")


def need() -> None:
    """Raises ``Refusal`` where something that it is built with is missing."""
    if missing := [name for name in _NEEDS if find_spec(name) is None]:
        raise Refusal(
            gettext("JupyterLab for the browser needs {names}: run this command with uv run --group lite").format(
                names=", ".join(name.replace("_", "-") for name in missing)
            )
        )


def files(folder: Path) -> Iterator[Piece]:
    """Every file of it, by its path from the top of the site; ``folder`` holds the notebooks.

    Raises ``Refusal`` where it cannot be built.
    """
    need()
    with tempfile.TemporaryDirectory() as scratch:
        lite, out = Path(scratch, "lite"), Path(scratch, "out")
        _python(lite / "static" / "pyodide")
        _contents(folder, lite / "notebooks")
        _settings(lite, lite / "notebooks", out)
        _run("-m", "jupyterlite_core", "build", "--lite-dir", str(lite), cwd=lite)
        for path in sorted(out.rglob("*")):
            if path.is_file() and not path.name.startswith("rspack."):
                yield Piece(f"{TOP}/{path.relative_to(out).as_posix()}", path.read_bytes())


def _python(place: Path) -> None:
    """Python for the browser, with the packages of a notebook as its own, so that none is fetched or asked for."""
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(fetch(Path(scratch), (*FROM_NPM, "pyodide.js")), place)
    lock = json.loads(place.joinpath("pyodide-lock.json").read_text("utf-8"))
    _fetch(place)
    place.joinpath(f"backlab-{VERSION}-py3-none-any.whl").write_bytes(wheel())
    lock["packages"] = dict(map(_locked, sorted(place.glob("*.whl"))))
    place.joinpath("pyodide-lock.json").write_text(json.dumps(lock), "utf-8")


def _fetch(place: Path) -> None:
    """The packages that are pinned; each is pure Python."""
    asked = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--platform=any", "--abi=none"]
    asked += [f"--python-version={_PYTHON}", "--implementation=py", "-q", "-d", str(place), "-r", str(REQUIREMENTS)]
    _run("-m", "pip", "--disable-pip-version-check", "download", *asked, cwd=place)


def wheel() -> bytes:
    """The package as a wheel of what a notebook needs of it."""
    about = f"Metadata-Version: 2.1\nName: backlab\nVersion: {VERSION}\n"
    return packed(
        lambda name: "__pycache__" not in name and not name.startswith(_LEFT_OUT),
        {f"backlab-{VERSION}.dist-info/METADATA": about},
    )


def _locked(path: Path) -> tuple[str, dict[str, Any]]:
    """A package as Python's list of what it may load says it."""
    written, version = path.name.split("-")[:2]
    name = re.sub(r"[-_.]+", "-", written).lower()
    return name, {
        "name": name,
        "version": version,
        "file_name": path.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": [written],
        "depends": [],
        "unvendored_tests": False,
    }


def _contents(folder: Path, place: Path) -> None:
    """The notebooks and what is beside them; what an output shows is one text, since nobody joins its lines here."""
    shutil.copytree(folder, place)
    for path in place.rglob("*.ipynb"):
        notebook = json.loads(path.read_text("utf-8"))
        for output in (each for cell in notebook["cells"] for each in cell.get("outputs", ())):
            if "data" in output:
                output["data"] = {kind: _whole(kind, shown) for kind, shown in output["data"].items()}
        path.write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")


def _whole(kind: str, shown: Any) -> Any:
    return "".join(shown) if isinstance(shown, list) and kind.startswith(("text/", "image/")) else shown


def _settings(lite: Path, folder: Path, out: Path) -> None:
    """What it is built from, and what its kernel has loaded before the first cell runs."""
    names = [_locked(path)[0] for path in sorted(lite.joinpath("static", "pyodide").glob("*.whl"))]
    kernel = {"loadPyodideOptions": {"packages": names}, "disablePyPIFallback": True}
    page = {"appName": "backlab", "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel}}
    shared = Path(sys.prefix, "share", "jupyter", "labextensions")
    build = {
        "apps": ["lab"],
        "contents": [str(folder.resolve())],
        "output_dir": str(out),
        "cache_dir": str(lite.parent / "cache"),
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        # Only what the course needs, whatever else is installed where it is built.
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(shared / name) for name in _EXTENSIONS],
    }
    said = {"jupyter-lite-schema-version": 0, "jupyter-config-data": page}
    lite.joinpath("jupyter-lite.json").write_text(json.dumps(said), "utf-8")
    lite.joinpath("jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": build}), "utf-8")


def _run(*command: str, cwd: Path) -> None:
    done = subprocess.run([sys.executable, *command], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or [""]
        raise Refusal(gettext("JupyterLab for the browser cannot be built: {why}").format(why=last[0]))
