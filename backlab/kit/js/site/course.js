// The script of a page that is a file: it draws the labs at once, as they are first met, and has a worker answer them.

import { Session } from "../session.js";
import { surroundings } from "../surroundings.js";
import { drawLab } from "../view.js";
import { Line } from "./line.js";
import { Notice } from "./notice.js";
import { keep, shelfName } from "./shelf.js";
import { announce } from "./votes.js";

/** @import { Answered, Failed, Met } from "../contract" */
/** @import { CoursePage } from "../types" */

/** What the browser must have so that Python lives in it. */
const isNew = () => ["Worker", "WebAssembly", "DecompressionStream"].every((name) => name in globalThis);

/**
 * The worker as whoever carries messages.
 *
 * @param {URL} engine
 * @param {string} version
 * @param {() => void} fail
 */
function beginWorker(engine, version, fail) {
  const worker = new Worker(new URL(`worker.js?${version}`, engine), { type: "module" });
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

/** @param {CoursePage} page */
function begin(page) {
  const engine = new URL(page.engine, location.href);
  const root = new URL("../", engine);
  const notice = new Notice(page.words);
  /** @type {Place[]} */
  const places = [];
  /** @param {Answered} answer */
  const news = (answer) => {
    if (answer.kind === "progress") notice.progress(answer.step, answer.share);
    else if (answer.kind === "failed") broken(answer.why);
    else if (answer.kind === "opened") {
      for (const place of places) {
        place.mount.ariaBusy = "false";
        place.becomes(answer.labs[place.number]);
      }
      notice.done();
      document.documentElement.dataset.labs = "live";
      keep(shelfName(root.href, page.version), needed(root));
      navigator.serviceWorker?.register(new URL("sw.js", root)).catch(() => {});
    }
  };
  const isPossible = isNew();
  const carrier = isPossible ? beginWorker(engine, page.version, () => broken()) : NOBODY;
  const { notebook, language } = page;
  const line = new Line(carrier, { notebook, language, query: location.search.slice(1) }, news);
  const broken = (/** @type {Failed["why"]} */ why = "files") => {
    line.fail(); // a lab that was asked something stays as one that waits: it shows another patient
    notice.fail(why);
  };
  if (!isPossible) broken("browser");
  for (const mount of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".bl-mount"))) {
    const number = Number(mount.dataset.lab);
    const met = page.labs[number];
    const waits = isPossible && isAsked(met);
    mount.ariaBusy = String(waits);
    places.push(new Place(mount, line, number, waits ? unaddressed(met) : met));
  }
}

const data = document.getElementById("backlab-page");
if (data) {
  /** @type {CoursePage} */
  const page = JSON.parse(data.textContent ?? "");
  if (page.labs.length) begin(page);
  if (page.votes) announce(page.votes, page.language);
}
