"""All that a machine without the internet needs to install backlab: ``python3 deploy/offline.py FOLDER``.

The folder is for the system and the Python that gathered it: some packages are compiled for these.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "deploy" / "requirements.txt"
NO_PIP = "This Python has no pip to gather with. Try: uv run --with pip python deploy/offline.py FOLDER"
OLDEST = (3, 11)


def main() -> None:
    """Gather into the folder that is named, whole or not at all."""
    parser = argparse.ArgumentParser(description="Gather what installs backlab on a machine without the internet.")
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    folder: Path = parser.parse_args().folder.resolve()
    if refusal := refused(folder):
        sys.exit(refusal)
    print(f"Gathering for {where()} ...", flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as apart:
        gathered = Path(apart, folder.name)
        try:
            gather(gathered)
        except subprocess.CalledProcessError:
            sys.exit("pip could not gather everything: what it says is above. Nothing was kept.")
        os.replace(gathered, folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.0f} MB, for {where()}. How to install it stands in its README.txt.")


def refused(folder: Path) -> str:
    """Why nothing can be gathered, in one sentence; "" where it can."""
    if sys.version_info < OLDEST:
        return f"backlab needs Python {'.'.join(map(str, OLDEST))} or later; this is {platform.python_version()}."
    if folder.exists():
        return f"{folder} is there already: name a folder that is not, or delete it."
    return "" if importlib.util.find_spec("pip") else NO_PIP


def gather(folder: Path) -> None:
    """Write the packages, their list with hashes, and how to install them."""
    wheels = folder / "wheels"
    pip("download", "--require-hashes", "--no-deps", "--only-binary=:all:", "-r", PINS, "-d", wheels)
    pip("wheel", "--no-deps", "-w", wheels, ROOT)
    (ours,) = wheels.glob("backlab-*.whl")
    version, digest = ours.name.split("-")[1], hashlib.sha256(ours.read_bytes()).hexdigest()
    pins = f"{PINS.read_text('utf-8')}backlab=={version} \\\n    --hash=sha256:{digest}\n"
    (folder / "requirements.txt").write_text(pins, "utf-8")
    (folder / "README.txt").write_text(how_to_install(), "utf-8")


def pip(*arguments: str | Path) -> None:
    """Let pip work, and hear of it only where it fails."""
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments], check=True)


def where() -> str:
    """The system and the Python that the packages are for."""
    return f"{platform.system()} on {platform.machine()} with Python {python()}"


def python() -> str:
    """The version that compiled packages ask for, such as 3.11."""
    return ".".join(platform.python_version_tuple()[:2])


def how_to_install() -> str:
    """What to type on the machine without the internet; each command is a line that is set in."""
    windows = os.name == "nt"
    start = f"py -{python()}" if windows else f"python{python()}"
    programs = "venv\\Scripts\\" if windows else "venv/bin/"
    install = f"{programs}python -m pip install --no-index --find-links wheels --require-hashes -r requirements.txt"
    return f"""backlab, for a machine without the internet
{where()}, and a system no older than the one that gathered this.

Copy this folder onto the machine. Python {python()} must be there. Open a terminal in the folder, and type:

    {start} -m venv venv
    {install}
    {programs}backlab

For a class, only this one machine needs it. Instead of the last line:

    {programs}backlab --class
"""


if __name__ == "__main__":
    main()
