// Python in a script: taken up out of a memory that was written down, or started as usual. The worker of a page does it
// with what it fetches, and the build with what it has at hand.

/** @typedef {{ hear(message: string): boolean, finish(): void }} Answerer */

// Python's own way to write its memory down is private and fits one build. It is tried when the course is built.

const PIECE = 1 << 20; // bytes
const PACKAGE = "/lib/backlab"; // where ours is among that Python's own files

/**
 * Python with the memory of another.
 *
 * @param {any} load of Pyodide
 * @param {object} options
 * @param {any} create of Pyodide's own program
 * @param {Uint8Array} memory
 */
export function takeUp(load, options, create, memory) {
  /** @param {object} settings Room for the memory is made before it is put there: a program begins with less. */
  const createPyodideModule = async (settings) => {
    const program = await create(settings);
    const held = [];
    while (program.HEAP8.length < memory.length) held.push(program._malloc(PIECE));
    for (const piece of held) program._free(piece);
    return program;
  };
  return load({ ...options, createPyodideModule, _loadSnapshot: memory });
}

/**
 * Python as it starts by itself, with our package.
 *
 * @param {any} load
 * @param {object} options
 * @param {Uint8Array} packed
 */
export async function startAnew(load, options, packed) {
  const python = await load(options);
  python.unpackArchive(packed, "zip", { extractDir: PACKAGE });
  python.runPython(`import sys; sys.path.insert(0, "${PACKAGE}")`);
  return python;
}

/**
 * What answers a page.
 *
 * @param {any} python
 * @param {(answer: string) => void} tell
 * @param {string} notebooks
 * @param {Record<string, Uint8Array>} said What is said in each language but the one that the code speaks.
 * @returns {Answerer}
 */
export function wake(python, tell, notebooks, said) {
  for (const [language, catalogue] of Object.entries(said)) {
    const folder = `${PACKAGE}/backlab/locale/${language}/LC_MESSAGES`;
    python.FS.mkdirTree(folder);
    python.FS.writeFile(`${folder}/backlab.mo`, catalogue);
  }
  const waking = python.runPython("from backlab.hosts.browser import wake; wake");
  return waking(tell, notebooks);
}

/** What every start has in common: nothing is looked for elsewhere. */
export const OPTIONS = { checkAPIVersion: true, env: { HOME: "/home/pyodide" } };

const DATA = 11; // the section of a program that holds its first data

/**
 * A number as programs hold them, and where it ends; what stands in front of its sign is cut off.
 *
 * @param {Uint8Array} program
 * @param {number} at
 */
function number(program, at) {
  let value = 0;
  for (let factor = 1; ; factor *= 128, at += 1) {
    value += (program[at] & 127) * factor;
    if (program[at] < 128) return { value, end: at + 1 };
  }
}

/**
 * A program's first data: where each piece stands in its memory, and where in the program.
 *
 * @param {Uint8Array} program
 */
function* data(program) {
  let at = 8;
  for (;;) {
    const kind = program[at];
    const size = number(program, at + 1);
    if (kind === DATA) break;
    at = size.end + size.value;
    if (at >= program.length) return;
  }
  const count = number(program, number(program, at + 1).end);
  at = count.end;
  for (let left = count.value; left; left -= 1) {
    const address = number(program, at + 2); // behind "at once" and "the constant"
    const size = number(program, address.end + 1); // behind "end"
    yield { address: address.value, from: size.end, size: size.value };
    at = size.end + size.value;
  }
}

const START = 1; // where a memory that is written down says how long the words before it are

/**
 * Take a program's first data out of a memory, or put them in again: most of them are still as they were, so they need
 * not be fetched twice.
 *
 * @param {Uint8Array} memory
 * @param {Uint8Array} program
 */
export function mix(memory, program) {
  const start = new Uint32Array(memory.buffer, memory.byteOffset, 2)[START];
  for (const { address, from, size } of data(program)) {
    for (let n = 0; n < size; n += 1) memory[start + address + n] ^= program[from + n];
  }
  return memory;
}
