// A lab that lives in the page and answers like any other: for the tests of what shows it.

import { Session } from "../session.js";
import { surroundings } from "../surroundings.js";
import { drawLab } from "../view.js";

/** @import { Changes, Effect, Face, Field, Panel, Reply, Request, State, Value } from "../contract" */
/** @import { Heard, Transport } from "../types" */

const choices = ["a", "b", "c"].map((name) => ({ name, words: `Choice ${name}` }));

const followed = [...choices, { name: "d", words: "Choice d" }].map((choice) => ({
  ...choice,
  under: choice.name === "d" ? "c" : "",
}));

const svg = `<svg viewBox="0 0 200 100" width="200" height="100">
<rect data-place="a" x="10" y="10" width="40" height="40"/><rect data-place="b" x="100" y="10" width="40" height="40"/>
<rect data-place="c" x="100" y="55" width="40" height="40"/></svg>`;

/** @type {Field[]} One of each kind. */
export const FIELDS = [
  { kind: "slider", id: "slider", label: "Slider", low: 0, high: 10, unasked: "not asked", words: [], colour: "" },
  { kind: "menu", id: "menu", label: "Menu", choices, anew: true },
  { kind: "radio", id: "radio", label: "Radio", choices, stacked: false },
  { kind: "boxes", id: "boxes", label: "Boxes", choices },
  { kind: "checks", id: "checks", label: "Checks", choices: followed, none: "None", no: "no", open: true },
  { kind: "places", id: "places", label: "Places", choices, svg, list: "List", hint: "Hint", marked: "M", open: true },
  { kind: "entry", id: "entry", label: "Entry", unit: "%", enter: "check" },
  { kind: "code", id: "code", label: "Code" },
  {
    kind: "buttons",
    id: "actions",
    buttons: [
      { name: "check", words: "Check", does: "answer", leads_to: "result", waits: "" },
      { name: "reset", words: "Reset", does: "press", leads_to: "", waits: "" },
      { name: "print", words: "Print", does: "print", leads_to: "", waits: "" },
      { name: "copy", words: "Copy", does: "copy", leads_to: "", waits: "" },
    ],
  },
  { kind: "text", id: "text" },
];

const places = svg.replaceAll("<rect ", '<rect fill="none" pointer-events="all" ');

/** @type {Field[]} Those in which one guesses on a picture. */
export const GUESSES = [
  {
    kind: "line",
    id: "line",
    label: "Line",
    xs: ["start", "soon", "later", "end"],
    at: [0, 0.2, 0.6, 1],
    low: 0,
    high: 100,
    unit: "Pain",
    given: [50],
    cue: "Here",
    hint: "Draw",
    undrawn: "not drawn",
  },
  { kind: "people", id: "people", label: "People", of: 100, unit: "of 100", hint: "Tap", undrawn: "nobody" },
  { kind: "spot", id: "spot", label: "Spot", choices: followed, svg: places, hint: "Tap the place" },
];

/** @type {Field} What is put into order. */
export const ORDER = {
  kind: "order",
  id: "order",
  label: "Order",
  choices,
  hint: "Drag",
  up: "{words} up",
  down: "{words} down",
  placed: "{words}: place {place} of {of}",
};

/** @type {Record<string, Value>} */
const VALUES = {
  slider: 5,
  menu: "a",
  radio: "a",
  boxes: [],
  checks: { yes: [], none: false, no: [] },
  places: [],
  entry: "",
  code: "",
};

/** @type {Face} */
const FACE = {
  key: "fake",
  lang: "en",
  look: "",
  whole: false,
  stage: null,
  fields: FIELDS,
  owned: ["fake.slider"],
  words: {
    controls: "Controls",
    result: "Result",
    jump: "Jump",
    copied: "Copied.",
    not_copied: "Not copied.",
    unkept: "This browser keeps nothing.",
    silent: "There is no answer yet.",
    more: "More",
    close: "Close",
    step: "Step {number} of {total}",
    step_back: "One step back",
    step_next: "Next step",
    step_done: "Done",
    on: "Next",
  },
  keeps: null,
  store: "page",
  terms: { odds: { label: "Odds", meaning: "What odds mean" } },
};

/**
 * A panel that shows all values.
 *
 * @param {Record<string, Value>} values
 * @returns {Record<string, Panel>}
 */
const panels = (values) => ({
  said: { id: "said", title: "Said", html: `<pre>${JSON.stringify(values)}</pre>`, open: true, folds: true },
});

/** @type {State} */
const STATE = {
  values: VALUES,
  panels: panels(VALUES),
  told: { headings: {}, marked: {}, hidden: {}, html: {}, done: {}, later: [], truth: {}, shuts: false },
  summary: "",
  said: "",
  query: "",
  handout: "",
  beside: "",
  shut: "",
  problem: "",
  not_kept: "",
};

const steps = ["one", "two", "three"].map((name) => ({ name, title: `Step ${name}`, html: `<p>Do ${name}</p>` }));

/** @type {Partial<Face>} A lab on a stage. */
const STAGED = {
  stage: { picture: "picture", first: ["slider", "menu"], more: "More controls", warning: "" },
  fields: [{ kind: "steps", id: "steps", label: "Steps", steps }, ...FIELDS],
};

/**
 * The panels of a stage: a picture as wide as the slider says, one that says all values, and one that comes and goes.
 *
 * @param {Record<string, Value>} values
 * @returns {Record<string, Panel>}
 */
const staged = (values) => {
  const drawn = `<svg viewBox="0 0 100 50"><rect width="${Number(values.slider) * 10}" height="50"/></svg>`;
  const html = `<figure class="bl-picture">${drawn}<details><summary>Table</summary><p>Rows</p></details></figure>`;
  const panel = { open: true, folds: true };
  return {
    picture: { ...panel, id: "picture", title: "Picture", html },
    ...panels(values),
    late: { ...panel, id: "late", title: "Late", html: values.menu === "b" ? "<p id='late'>Late</p>" : "" },
  };
};

/**
 * One sentence, short or long.
 *
 * @param {Record<string, Value>} values
 */
const verdict = ({ slider }) => `<p>${"The verdict of a lab. ".repeat(Number(slider))}</p>`;

/** @implements {Transport} */
export class FakeLab {
  /** @type {Request[]} What arrived. */
  heard = [];
  /** Whether it answers by itself. */
  answers = true;
  /** @type {State | null} What the page has told to keep of what it shows. */
  kept = null;
  /** @type {Heard | null} */
  page = null;

  /**
   * @param {Partial<Face>} face
   * @param {Partial<State>} state
   */
  constructor(face = {}, state = {}) {
    this.face = { ...FACE, ...face };
    this.state = { ...STATE, ...state };
    this.panels = this.face.stage ? staged : panels;
    if (this.face.stage) {
      /** @type {Record<string, Value>} */
      const values = { ...VALUES, slider: 1, steps: "one", ...state.values };
      this.state = { ...this.state, values, panels: staged(values), summary: verdict(values), ...state };
    }
    this.values = { ...this.state.values };
  }

  /** @param {Request} request */
  send(request) {
    this.heard.push(structuredClone(request));
    if (this.answers) queueMicrotask(() => this.answer(request));
  }

  /**
   * @param {Heard} page
   * @param {AbortSignal} signal
   */
  listen(page, signal) {
    this.page = page;
    signal.addEventListener("abort", () => {
      this.page = null;
    });
  }

  /** @param {State} state */
  shown(state) {
    this.kept = state;
  }

  /**
   * Take the values over as a lab would (a slider stays within its bounds), and say what has changed.
   *
   * @param {Request} request
   */
  answer(request) {
    if (request.kind === "whole") {
      this.reply({ ...this.state, values: this.values, panels: this.panels(this.values) }, [], request.turn);
      return;
    }
    const before = this.values;
    const asked = "values" in request ? request.values : {};
    this.values = { ...before, ...asked };
    if (typeof asked.slider === "number") this.values.slider = Math.min(asked.slider, 10);
    const moved = Object.entries(this.values).filter(
      ([id, value]) => JSON.stringify(value) !== JSON.stringify(before[id]),
    );
    /** @type {Changes} */
    const changes = moved.length ? { values: Object.fromEntries(moved), panels: this.panels(this.values) } : {};
    if (moved.length && this.face.stage) changes.summary = verdict(this.values);
    this.reply(changes, [], request.turn);
  }

  /**
   * @param {Changes} changes
   * @param {Effect[]} effects
   * @param {number} turn
   */
  reply(changes, effects = [], turn = this.heard.length) {
    /** @type {Reply} */
    const reply = { turn, changes, effects };
    this.page?.reply(structuredClone(reply));
  }
}

/**
 * A lab on the page, drawn `views` times.
 *
 * @param {{ face?: Partial<Face>, state?: Partial<State>, stage?: boolean, views?: number, answers?: boolean }} options
 */
export function open({ face, state, stage = false, views = 1, answers = true } = {}) {
  const lab = new FakeLab(stage ? { ...STAGED, ...face } : face, state);
  lab.answers = answers;
  const life = new AbortController();
  const session = new Session(lab, life.signal);
  const around = surroundings(session);
  const ends = Array.from({ length: views }, () => {
    const end = new AbortController();
    const el = document.createElement("div");
    document.body.append(el);
    drawLab(session, around, el, AbortSignal.any([life.signal, end.signal]));
    return end;
  });
  return { lab, session, life, ends };
}
