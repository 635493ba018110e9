// site/freeze.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { pathToFileURL } from "node:url";

// site/python.js
var PIECE = 1 << 20;
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
function wake(python, tell, notebooks) {
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
function* walked({ FS }, folder2) {
  for (const name of FS.readdir(folder2).filter((name2) => !name2.startsWith("."))) {
    const path = `${folder2}/${name}`;
    if (FS.isDir(FS.stat(path).mode)) yield* walked({ FS }, path);
    else yield path;
  }
}
var COMPILE = `
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
  prepare.destroy();
  python.runPython("import gc; gc.collect()");
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
  console.error(String(error?.message ?? error).slice(-2e3));
  exit(1);
}
