// Writes down the memory of a Python that has loaded the whole course, and tries it: `node freeze.mjs write|try PYTHON
// OUT SCRATCH`, where PYTHON holds what npm has fetched, OUT the package, and SCRATCH takes what is made.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { pathToFileURL } from "node:url";
import { mix, OPTIONS, takeUp, wake } from "./python.js";

const [, , what, folder, out, scratch] = argv;
const bytes = (...path) => new Uint8Array(readFileSync(join(...path)));
const address = `${folder}/`;
const lock = JSON.parse(readFileSync(join(folder, "pyodide-lock.json"), "utf8"));
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const options = {
  ...OPTIONS,
  indexURL: address,
  packageBaseUrl: address,
  lockFileContents: { ...lock, packages: {} },
};

/** Every file below a folder of a Python's own files. */
function* walked({ FS }, folder) {
  for (const name of FS.readdir(folder).filter((name) => !name.startsWith("."))) {
    const path = `${folder}/${name}`;
    if (FS.isDir(FS.stat(path).mode)) yield* walked({ FS }, path);
    else yield path;
  }
}

// In another Python than the one that is written down, so that nothing of this work is left in its memory. What is said
// of functions to those who read them takes as much room as they do, and nobody reads it here.
const COMPILE = `
from importlib._bootstrap_external import _code_to_timestamp_pyc
from pathlib import Path
for path in Path("/made").rglob("*.py"):
    code = compile(path.read_text("utf-8"), path.relative_to("/made").as_posix(), "exec", dont_inherit=True, optimize=2)
    path.with_suffix(".pyc").write_bytes(_code_to_timestamp_pyc(code))
    path.unlink()
`;

async function write() {
  const maker = await loadPyodide(options);
  maker.unpackArchive(bytes(out, "backlab.zip"), "zip", { extractDir: "/made" });
  maker.runPython(COMPILE);
  const python = await loadPyodide({ ...options, _makeSnapshot: true });
  for (const path of walked(maker, "/made")) {
    const to = path.replace("/made", "/lib/backlab");
    python.FS.mkdirTree(to.slice(0, to.lastIndexOf("/")));
    python.FS.writeFile(to, maker.FS.readFile(path));
  }
  python.runPython("import sys; sys.path.insert(0, '/lib/backlab')");
  const prepare = python.runPython("from backlab.hosts.browser import prepare; prepare");
  prepare(readFileSync(join(scratch, "opened.json"), "utf8"));
  prepare.destroy(); // nothing of this script may be in the memory
  python.runPython("import gc; gc.collect()");
  writeFileSync(join(scratch, "snapshot"), mix(python.makeMemorySnapshot(), bytes(folder, "pyodide.asm.wasm")));
}

/** Take it up as a page does, from a folder without Python's library. */
async function tryOut() {
  const { default: create } = await import(pathToFileURL(join(folder, "pyodide.asm.mjs")).href);
  const python = await takeUp(
    loadPyodide,
    options,
    create,
    mix(bytes(scratch, "snapshot"), bytes(folder, "pyodide.asm.wasm")),
  );
  for (const { notebooks, message, answer } of JSON.parse(readFileSync(join(scratch, "tried.json"), "utf8"))) {
    const told = [];
    wake(python, (said) => told.push(said), notebooks).hear(message);
    if (told.length !== 1 || told[0] !== answer) throw new Error("the memory that was written down answers otherwise");
  }
}

try {
  await (what === "write" ? write() : tryOut());
  exit(0);
} catch (error) {
  console.error(String(error?.message ?? error).slice(-2000)); // where it is thrown is one line of a million letters
  exit(1);
}
