// site/freeze.mjs
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

// site/python.js
var PIECE = 1 << 20;
var PACKAGE = "/lib/backlab";
function takeUp(load, options2, create, memory) {
  const createPyodideModule = async (settings) => {
    const program = await create(settings);
    const held = [];
    while (program.HEAP8.length < memory.length) held.push(program._malloc(PIECE));
    for (const piece of held) program._free(piece);
    return program;
  };
  return load({ ...options2, createPyodideModule, _loadSnapshot: memory });
}
async function startAnew(load, options2, packed) {
  const python = await load(options2);
  python.unpackArchive(packed, "zip", { extractDir: PACKAGE });
  python.runPython(`import sys; sys.path.insert(0, "${PACKAGE}")`);
  return python;
}
function wake(python, tell, notebooks, said) {
  for (const [language, catalogue] of Object.entries(said)) {
    const folder2 = `${PACKAGE}/backlab/locale/${language}/LC_MESSAGES`;
    python.FS.mkdirTree(folder2);
    python.FS.writeFile(`${folder2}/backlab.mo`, catalogue);
  }
  const waking = python.runPython("from backlab.hosts.browser import wake; wake");
  return waking(tell, notebooks);
}
var OPTIONS = { checkAPIVersion: true, env: { HOME: "/home/pyodide" } };
var DATA = 11;
function number(program, at) {
  let value = 0;
  for (let factor = 1; ; factor *= 128, at += 1) {
    value += (program[at] & 127) * factor;
    if (program[at] < 128) return { value, end: at + 1 };
  }
}
function* data(program) {
  let at = 8;
  for (; ; ) {
    const kind = program[at];
    const size = number(program, at + 1);
    if (kind === DATA) break;
    at = size.end + size.value;
    if (at >= program.length) return;
  }
  const count = number(program, number(program, at + 1).end);
  at = count.end;
  for (let left = count.value; left; left -= 1) {
    const address2 = number(program, at + 2);
    const size = number(program, address2.end + 1);
    yield { address: address2.value, from: size.end, size: size.value };
    at = size.end + size.value;
  }
}
var START = 1;
function mix(memory, program) {
  const start = new Uint32Array(memory.buffer, memory.byteOffset, 2)[START];
  for (const { address: address2, from, size } of data(program)) {
    for (let n = 0; n < size; n += 1) memory[start + address2 + n] ^= program[from + n];
  }
  return memory;
}

// site/freeze.mjs
var [, , what, folder, out, scratch] = argv;
var bytes = (...path) => new Uint8Array(readFileSync(join(...path)));
var address = `${folder}/`;
var lock = JSON.parse(readFileSync(join(folder, "pyodide-lock.json"), "utf8"));
var { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
var options = {
  ...OPTIONS,
  indexURL: address,
  packageBaseUrl: address,
  lockFileContents: { ...lock, packages: {} }
};
var FORGET = `
import gc, linecache, re, sys, zipimport
zipimport._zip_directory_cache.clear()
sys.path_importer_cache.clear()
linecache.clearcache()
re.purge()
gc.collect()
`;
var COMPILE = `
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
function clean({ _module: program }) {
  const words = new Uint32Array(program.HEAP8.buffer);
  const end = 4 * words.findLastIndex((word) => word !== 0);
  const held = [];
  for (let size = 1 << 20; size >= 16; size = Math.min(size / 2, size - 16)) {
    for (; ; ) {
      const place = program._malloc(size);
      if (place + size > end) {
        program._free(place);
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
    bytes(out, "backlab.zip")
  );
  const prepare = python.runPython("from backlab.hosts.browser import prepare; prepare");
  prepare(readFileSync(join(scratch, "opened.json"), "utf8"));
  prepare.destroy();
  python.runPython(FORGET);
  clean(python);
  writeFileSync(join(scratch, "snapshot"), mix(python.makeMemorySnapshot(), bytes(folder, "pyodide.asm.wasm")));
}
async function tryOut() {
  const { default: create } = await import(pathToFileURL(join(folder, "pyodide.asm.mjs")).href);
  const python = await takeUp(
    loadPyodide,
    options,
    create,
    mix(bytes(scratch, "snapshot"), bytes(folder, "pyodide.asm.wasm"))
  );
  const given = readdirSync(out).filter((name) => name.endsWith(".mo.gz"));
  const said = Object.fromEntries(given.map((name) => [name.split(".")[0], gunzipSync(bytes(out, name))]));
  for (const { notebooks, message, answer } of JSON.parse(readFileSync(join(scratch, "tried.json"), "utf8"))) {
    const told = [];
    wake(python, (answer2) => told.push(answer2), notebooks, said).hear(message);
    if (told.length !== 1 || told[0] !== answer) throw new Error("the memory that was written down answers otherwise");
  }
}
try {
  await (what === "write" ? write() : tryOut());
  exit(0);
} catch (error) {
  console.error(String(error?.message ?? error).slice(-2e3));
  exit(1);
}
