// Writes down the memory of a Python that has loaded the whole course, and tries it: `node freeze.mjs write|try PYTHON
// OUT SCRATCH`, where PYTHON holds what npm has fetched, OUT the package, and SCRATCH takes what is made.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { mix, OPTIONS, startAnew, takeUp, wake } from "./python.js";

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

// What Python remembers of files that will not be there, and of patterns that it compiles again in no time.
const FORGET = `
import gc, linecache, re, sys, zipimport
zipimport._zip_directory_cache.clear()
sys.path_importer_cache.clear()
linecache.clearcache()
re.purge()
gc.collect()
`;

// In another Python than the one that is written down, so that nothing of this work is left in its memory. What is said
// of functions to those who read them, where their lines stand and what their arguments are take as much room as all
// that they do, and nobody reads it here. Of Python's own library some arguments are asked for what they are.
const COMPILE = `
import ast, sys, zipfile
from importlib._bootstrap_external import _code_to_timestamp_pyc
from pathlib import Path
from types import CodeType

def plain(code):
    inner = (plain(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(inner))

def unsaid(tree):
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef():
                node.returns = None
            case ast.arg():
                node.annotation = None
    return tree

def compiled(from_, to, change):
    with zipfile.ZipFile(from_) as given, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name in given.namelist():
            content, new = given.read(name), zipfile.ZipInfo(name)
            if name.endswith(".py"):
                code = compile(change(ast.parse(content)), name, "exec", dont_inherit=True, optimize=2)
                content, new = _code_to_timestamp_pyc(plain(code)), zipfile.ZipInfo(name + "c")
            made.writestr(new, content, zipfile.ZIP_DEFLATED)

compiled("/given.zip", "/backlab.zip", unsaid)
compiled(next(path for path in sys.path if path.endswith(".zip")), "/python_stdlib.zip", lambda tree: tree)
`;

/** Leave nought where nothing is held any more: what has stood there would be packed and sent like all else. */
function clean({ _module: program }) {
  const words = new Uint32Array(program.HEAP8.buffer);
  const end = 4 * words.findLastIndex((word) => word !== 0);
  const held = [];
  for (let size = 1 << 20; size >= 16; size = Math.min(size / 2, size - 16)) {
    for (;;) {
      const place = program._malloc(size);
      if (place + size > end) {
        program._free(place); // from here on nothing has been held yet
        break;
      }
      new Uint8Array(program.HEAP8.buffer, place, size).fill(0);
      held.push(place);
    }
  }
  for (const place of held) program._free(place);
}

async function write() {
  const maker = await loadPyodide(options);
  maker.FS.writeFile("/given.zip", bytes(scratch, "course.zip"));
  maker.runPython(COMPILE);
  for (const name of ["backlab.zip", "python_stdlib.zip"])
    writeFileSync(join(out, name), maker.FS.readFile(`/${name}`));
  const stdLibURL = join(out, "python_stdlib.zip");
  const python = await startAnew(
    loadPyodide,
    { ...options, stdLibURL, _makeSnapshot: true },
    bytes(out, "backlab.zip"),
  );
  const prepare = python.runPython("from backlab.hosts.browser import prepare; prepare");
  prepare(readFileSync(join(scratch, "opened.json"), "utf8"));
  prepare.destroy(); // nothing of this script may be in the memory
  python.runPython(FORGET);
  clean(python);
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
  const given = readdirSync(out).filter((name) => name.endsWith(".mo.gz"));
  const said = Object.fromEntries(given.map((name) => [name.split(".")[0], gunzipSync(bytes(out, name))]));
  for (const { notebooks, message, answer } of JSON.parse(readFileSync(join(scratch, "tried.json"), "utf8"))) {
    const told = [];
    wake(python, (answer) => told.push(answer), notebooks, said).hear(message);
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
