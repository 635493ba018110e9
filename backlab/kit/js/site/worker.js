// Answers one page: Python lives here, beside the page, which therefore never waits for it. Whatever is said is JSON.

import { mix, OPTIONS, startAnew, takeUp, wake } from "./python.js";
import { keep, shelf, shelfName } from "./shelf.js";

/** @import { Failed, Progress } from "../contract" */
/** @import { Answerer } from "./python.js" */

/** @type {any} A worker is no window. */
const worker = self;
const HERE = new URL("./", import.meta.url).href;
const VERSION = new URL(import.meta.url).search;
const SHELF = shelfName(new URL("../", HERE).href, VERSION.slice(1));
const PAUSE = 10; // milliseconds in which what is seen of an answer is on its way, before its rest is worked out
const SHARE = { fetch: 0.8, starting: 0.9 };
// Where another's memory was taken up and tried; in any other browser Python starts as usual.
const TRIED = /Chrom(e|ium)\//;

/** @param {Progress | Failed} answer */
const tell = (answer) => worker.postMessage(JSON.stringify(answer));

/** How many bytes of those that are on their way have come. */
const load = { of: 0, come: 0 };

/** @param {number} bytes */
function come(bytes) {
  load.come += bytes;
  tell({ kind: "progress", step: "fetch", share: (SHARE.fetch * load.come) / Math.max(load.of, load.come, 1) });
}

/**
 * A file of the engine, from the shelf or from afar, unpacked.
 *
 * @param {string} name
 */
async function taken(name) {
  const address = HERE + name + VERSION;
  const kept = await shelf(SHELF);
  let response = await kept?.match(address);
  if (!response) {
    response = await fetch(address);
    if (!response.ok) throw new TypeError(`${name}: ${response.status}`);
    kept?.put(address, response.clone()).catch(() => {}); // there is no room
  }
  load.of += Number(response.headers.get("Content-Length") ?? 0);
  const counted = /** @type {ReadableStream} */ (response.body).pipeThrough(
    new TransformStream({
      transform(piece, way) {
        come(piece.length);
        way.enqueue(piece);
      },
    }),
  );
  // Some hosts say that such a file is packed on its way only: then the browser has unpacked it.
  const isPacked = name.endsWith(".gz") && !response.headers.has("Content-Encoding");
  const body = isPacked ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  const type = name.includes(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(body, { headers: { "Content-Type": type } });
}

/** @param {Response} response */
const bytes = async (response) => new Uint8Array(await response.arrayBuffer());

/** Pyodide's own program; it is packed, so it is no module that could be imported by its address. */
async function creator() {
  const text = await (await taken("pyodide.asm.mjs.gz")).text();
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return (await import(address)).default;
}

const loader = async () => (await import(`${HERE}pyodide.mjs${VERSION}`)).loadPyodide;

async function options() {
  const lockFileContents = await (await taken("pyodide-lock.json")).json();
  return { ...OPTIONS, indexURL: HERE, packageBaseUrl: HERE, lockFileContents };
}

/**
 * Start Python while its own files come from here, whatever it fetches. It keeps to itself that its program could not be
 * begun, and would be waited for in vain.
 *
 * @template Result
 * @param {WebAssembly.Module} program
 * @param {Response} library
 * @param {() => Promise<Result>} start
 */
async function providing(program, library, start) {
  const { fetch } = worker;
  const { instantiateStreaming } = WebAssembly;
  worker.fetch = async (/** @type {unknown} */ address) => {
    if (String(address).endsWith("/python_stdlib.zip")) return library;
    if (String(address).endsWith("/pyodide.asm.wasm")) return new Response("");
    throw new TypeError(`nothing else is fetched: ${address}`);
  };
  const failure = new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (_, imports) => {
      const instance = WebAssembly.instantiate(program, imports);
      instance.catch(reject);
      return { instance: await instance, module: program };
    };
  });
  try {
    return await Promise.race([start(), /** @type {Promise<never>} */ (failure)]);
  } finally {
    worker.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** Python with the memory that was written down when the course was built. */
async function takenUp() {
  const program = taken("pyodide.asm.wasm.gz").then((response) => {
    const copy = response.clone();
    return Promise.all([WebAssembly.compileStreaming(response), bytes(copy)]);
  });
  const memory = taken("snapshot.gz").then(bytes);
  const all = Promise.all([program, memory, loader(), creator(), options()]);
  const [[compiled, plain], whole, load, create, given] = await all;
  tell({ kind: "progress", step: "starting", share: SHARE.starting });
  mix(whole, plain);
  return providing(compiled, new Response(""), () => takeUp(load, given, create, whole)); // its library is in the memory
}

/** Python as it starts by itself. */
async function started() {
  const program = taken("pyodide.asm.wasm.gz").then((response) => WebAssembly.compileStreaming(response));
  const packed = taken("backlab.zip").then(bytes);
  const all = Promise.all([program, packed, taken("python_stdlib.zip"), loader(), creator(), options()]);
  const [compiled, zip, library, load, createPyodideModule, given] = await all;
  tell({ kind: "progress", step: "starting", share: SHARE.starting });
  return providing(compiled, library, () => startAnew(load, { ...given, createPyodideModule }, zip));
}

async function python() {
  if (!TRIED.test(navigator.userAgent)) return started();
  try {
    return await takenUp();
  } catch (error) {
    console.warn("Python starts as usual:", short(error));
    return started();
  }
}

/** What is said in each language that the worker is named after; English, in which the code speaks, has no file. */
async function catalogues() {
  const others = worker.name.split(" ").filter((/** @type {string} */ language) => language && language !== "en");
  const files = others.map(async (/** @type {string} */ language) => [
    language,
    await bytes(await taken(`${language}.mo.gz`)),
  ]);
  return Object.fromEntries(await Promise.all(files));
}

/** @returns {Promise<Answerer>} */
async function answerer() {
  const notebooks = taken("notebooks.json").then((response) => response.text());
  const said = catalogues();
  const awake = wake(await python(), worker.postMessage.bind(worker), await notebooks, await said);
  keep(SHELF, [import.meta.url, `${HERE}pyodide.mjs${VERSION}`]);
  return awake;
}

/** @param {unknown} error */
const short = (error) => String(error instanceof Error ? error.message : error).slice(0, 300);

/**
 * Why nobody will answer.
 *
 * @param {unknown} error
 * @returns {Failed["why"]}
 */
function why(error) {
  if (error instanceof WebAssembly.CompileError || error instanceof SyntaxError) return "browser";
  if (error instanceof RangeError || /memory/i.test(short(error))) return "memory";
  return error instanceof TypeError ? "files" : "start";
}

/** @param {unknown} error */
function failed(error) {
  console.error(short(error));
  tell({ kind: "failed", why: why(error) });
  worker.close();
}

const awake = answerer();
awake.catch(failed);

worker.onmessage = async (/** @type {MessageEvent<string>} */ { data }) => {
  const answering = await awake.catch(() => undefined); // why there is nobody is said above
  if (!answering) return;
  try {
    if (answering.hear(data)) setTimeout(() => answering.finish(), PAUSE);
  } catch (error) {
    // A lab says itself what goes wrong in it; without one there is nothing to say it.
    failed(error);
  }
};
