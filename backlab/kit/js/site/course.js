// The script of a page that is a file: it draws the labs at once, as they are first met, and has a worker answer them.

import { Session } from "../session.js";
import { surroundings } from "../surroundings.js";
import { drawLab } from "../view.js";
import { Line } from "./line.js";
import { Notice } from "./notice.js";
import { keep, shelfName } from "./shelf.js";
import { Socket } from "./socket.js";
import { announce } from "./votes.js";

/** @import { Answered, Failed, Met } from "../contract" */
/** @import { CoursePage } from "../types" */
/** @import { Way } from "./socket.js" */

/** What the browser must have so that Python lives in it. */
const isNew = () => ["Worker", "WebAssembly", "DecompressionStream"].every((name) => name in globalThis);

/**
 * The worker as whoever carries messages.
 *
 * @param {URL} engine
 * @param {string} version
 * @param {string} language
 * @param {() => void} fail
 */
function beginWorker(engine, version, language, fail) {
  const worker = new Worker(new URL(`worker.js?${version}`, engine), { type: "module", name: language });
  worker.addEventListener("error", fail); // its own script did not come, or the browser cannot read it
  return {
    send: (/** @type {string} */ message) => worker.postMessage(message),
    listen: (/** @type {(answer: string) => void} */ hear) =>
      worker.addEventListener("message", ({ data }) => hear(data)),
  };
}

/** Nobody: what is sent waits for ever. */
const NOBODY = { send() {}, listen() {} };

/** A lab in its place, drawn anew when it turns out to be another. */
class Place {
  #end = new AbortController();

  /**
   * @param {HTMLElement} mount
   * @param {Line} line
   * @param {number} number
   * @param {Met} met
   */
  constructor(mount, line, number, met) {
    this.mount = mount;
    this.line = line;
    this.number = number;
    this.met = met;
    this.#draw();
  }

  /** @param {Met} met What whoever answers says that it is. */
  becomes(met) {
    if (this.line.knows(this.number)) return;
    const isOther = JSON.stringify(met.face) !== JSON.stringify(this.met.face);
    if (isOther) {
      this.met = met;
      this.#end.abort();
      this.#draw();
    } else if (JSON.stringify(met.state) !== JSON.stringify(this.met.state)) this.line.show(this.number, met.state);
  }

  #draw() {
    this.#end = new AbortController();
    this.mount.className = "bl-mount";
    this.mount.replaceChildren();
    const session = new Session(this.line.transport(this.number, this.met), this.#end.signal);
    drawLab(session, surroundings(session), this.mount, this.#end.signal);
  }
}

/**
 * What the next visit needs beside the engine, which keeps its own.
 *
 * @param {URL} root
 */
function needed(root) {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const own = loaded.filter((name) => name.startsWith(root.href) && !name.startsWith(`${root.href}engine/`));
  return [location.origin + location.pathname, ...own];
}

/**
 * Whether the address asks something of a lab, such as a patient: then it is not yet as it will be.
 *
 * @param {Met} met
 */
function isAsked({ face }) {
  const asked = new URLSearchParams(location.search);
  return face.owned.some((name) => asked.has(name));
}

/**
 * A lab that leaves the address as it is: somebody who loads the page again before it is answered has lost nothing.
 *
 * @param {Met} met
 * @returns {Met}
 */
const unaddressed = ({ face, state }) => ({ face, state: { ...state, query: null } });

/**
 * Where the course is kept for a visit without a network.
 *
 * @param {CoursePage} page
 */
function keepAll(page) {
  const root = new URL("../", new URL(page.engine, location.href));
  keep(shelfName(root.href, page.version), needed(root));
  navigator.serviceWorker?.register(new URL("sw.js", root)).catch(() => {});
}

/**
 * Whoever carries messages to Python in this browser, or nobody where it is too old.
 *
 * @param {CoursePage} page
 * @param {(why?: Failed["why"]) => void} broken
 */
function inBrowser(page, broken) {
  if (isNew()) return beginWorker(new URL(page.engine, location.href), page.version, page.language, () => broken());
  broken("browser");
  return NOBODY;
}

/** @param {string} path from this page, of the server that answers */
function onServer(path) {
  const address = new URL(path, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return new Socket(address);
}

/** @param {CoursePage} page */
function begin(page) {
  const notice = new Notice(page.words);
  /** @type {Place[]} */
  const places = [];
  /** @type {Line | undefined} */
  let line;
  /** @type {Failed["why"] | undefined} */
  let failed;
  const broken = (/** @type {Failed["why"]} */ why = "files") => {
    failed = why;
    line?.fail(); // a lab that was asked something stays as one that waits: it shows another patient
    notice.fail(why);
  };
  /** @param {(Met | null)[]} labs */
  const opened = (labs) => {
    for (const place of places) {
      place.mount.ariaBusy = "false";
      place.becomes(labs[place.number] ?? page.labs[place.number]);
    }
    notice.done();
    document.documentElement.dataset.labs = "live";
    if (page.engine) keepAll(page);
  };
  /** @param {Answered | { kind: Way }} answer */
  const news = (answer) => {
    if (answer.kind === "progress") notice.progress(answer.step, answer.share);
    else if (answer.kind === "failed") broken(answer.why);
    else if (answer.kind === "opened") opened(answer.labs);
    else if (answer.kind !== "replied" && answer.kind !== "lapsed" && answer.kind !== "back") notice.wait(answer.kind);
  };
  const { notebook, language } = page;
  const asked = { notebook, language, query: location.search.slice(1), held: page.socket && page.version };
  line = new Line(page.socket ? onServer(page.socket) : inBrowser(page, broken), asked, news);
  if (failed) line.fail();
  for (const mount of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".bl-mount"))) {
    const number = Number(mount.dataset.lab);
    const met = page.labs[number];
    const waits = !failed && isAsked(met);
    mount.ariaBusy = String(waits);
    places.push(new Place(mount, line, number, waits ? unaddressed(met) : met));
  }
  // A server makes the labs of a page when something is asked of them, and not before.
  const isAddressed = places.some(({ mount }) => mount.ariaBusy === "true");
  if (!page.socket || isAddressed) line.begin();
  else if (!line.isBegun) {
    notice.done();
    document.documentElement.dataset.labs = "live";
  }
}

const data = document.getElementById("backlab-page");
if (data) {
  /** @type {CoursePage} */
  const page = JSON.parse(data.textContent ?? "");
  if (page.labs.length) begin(page);
  if (page.votes) announce(page.votes, page.language);
}
