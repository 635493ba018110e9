// How many of a hundred people: filled in by a tap, by drawing across them, or with a slider.

import { make } from "../dom.js";
import { legend, uncover } from "./guess.js";

/** @import { People, Truth } from "../contract" */
/** @import { Control, Hands } from "../types" */

/** One person, solid: a head, a body with its arms, and legs. */
const PERSON =
  "M10 0a4.4 4.4 0 1 1 0 8.8a4.4 4.4 0 1 1 0-8.8zM5.6 10h8.8c2.4 0 4 1.7 4 4v8.2c0 1.1-.7 1.8-1.6 1.8s-1.7-.7-1.7-1.8v-7.1h-.7" +
  "v19c0 1.2-.8 2-1.8 2s-1.9-.8-1.9-2v-10.3h-1.4v10.3c0 1.2-.9 2-1.9 2s-1.8-.8-1.8-2v-19h-.7v7.1c0 1.1-.8 1.8-1.7 1.8" +
  "s-1.6-.7-1.6-1.8v-8.2c0-2.3 1.6-4 4-4z";
const DOWN = ["Home", "PageDown", "ArrowLeft", "ArrowDown"];

/**
 * The people, and what tells how many a point of the window takes in.
 *
 * @param {number} of
 */
function crowd(of) {
  const people = Array.from({ length: of }, () => make("span", { class: "bl-one" }));
  for (const each of people) each.innerHTML = `<svg viewBox="0 0 20 36" aria-hidden="true"><path d="${PERSON}"/></svg>`;
  const element = make("div", { class: "bl-crowd", role: "img" }, ...people);
  return {
    element,
    people,
    /** @param {PointerEvent} event */
    upTo({ clientX, clientY }) {
      const { left, top, width, height } = element.getBoundingClientRect();
      const columns = getComputedStyle(element).gridTemplateColumns.split(" ").length;
      const rows = Math.ceil(of / columns);
      const row = Math.min(Math.max(Math.floor(((clientY - top) / height) * rows), 0), rows - 1);
      const column = Math.min(Math.max(Math.ceil(((clientX - left) / width) * columns), 0), columns);
      return Math.min(row * columns + column, of);
    },
  };
}

/**
 * @param {People} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function people(field, { uid, get, put, signal }) {
  const { element: picture, people: each, upTo } = crowd(field.of);
  const number = make("b", {});
  const tally = make("p", { class: "bl-tally", "aria-hidden": "true" }, number, ` ${field.unit}`);
  const words = make("legend", { id: `${uid}-words` }, field.label);
  const input = make("input", {
    type: "range",
    id: uid,
    min: 0,
    max: field.of,
    step: 1,
    value: 0,
    "aria-labelledby": words.id,
  });
  const hint = make("p", { class: "bl-note" }, field.hint);
  const marks = legend();
  const row = make("div", { class: "bl-slider" }, input);
  const aside = make("div", { class: "bl-guess-aside" }, tally, marks.element, hint);
  const body = make("div", { class: "bl-guess-body" }, picture, aside, row);
  const element = make("fieldset", { class: "bl-field bl-filling bl-guess" }, words, body);
  let isOver = false;
  const set = (/** @type {number} */ count) => {
    if (!isOver) put(count);
  };
  input.addEventListener("input", () => set(Number(input.value)), { signal });
  const lower = (/** @type {KeyboardEvent} */ { key }) => {
    if (get() === null && DOWN.includes(key)) set(0); // the slider stands there already, and would say nothing
  };
  input.addEventListener("keydown", lower, { signal });
  drawAcross(picture, upTo, (count, isTap) => set(isTap && count === get() ? count - 1 : count), signal);
  const shown = (/** @type {number} */ count) => `${count} ${field.unit}`;
  return {
    element,
    show(value) {
      const count = typeof value === "number" ? value : null;
      each.forEach((one, n) => {
        one.classList.toggle("is-yours", count !== null && n < count);
      });
      input.value = String(count ?? 0);
      input.style.setProperty("--bl-share", String((count ?? 0) / field.of));
      input.setAttribute("aria-valuetext", count === null ? field.undrawn : shown(count));
      number.textContent = count === null ? "–" : String(count);
      picture.setAttribute("aria-label", count === null ? field.undrawn : shown(count));
    },
    tell: uncover(field.id, element, picture, (truth) => {
      isOver = true;
      input.disabled = true;
      hint.hidden = true;
      marks.show(truth);
      colour(each, truth);
      return [truth.found, truth.yours].filter(Boolean).join("; ");
    }),
  };
}

/**
 * Those that it is in any case, and those that it may be: solid up to the lower end, half-tone up to the upper one. Both
 * ends have their number, and what was found between them has its own, larger one.
 *
 * @param {HTMLElement[]} each
 * @param {Truth} truth
 */
function colour(each, { values: [value], low: [low], high: [high] }) {
  const [found, least, most] = [Math.round(value), Math.round(low), Math.round(high)];
  each.forEach((one, n) => {
    one.classList.toggle("is-found", n < least);
    one.classList.toggle("is-maybe", n >= least && n < most);
    one.classList.toggle("is-figure", n + 1 === found);
    if ([least, found, most].includes(n + 1)) one.dataset.end = String(n + 1);
    else delete one.dataset.end;
  });
}

/**
 * A tap or a line drawn across; a finger that moves up or down moves the page instead.
 *
 * @param {HTMLElement} picture
 * @param {(event: PointerEvent) => number} upTo
 * @param {(count: number, isTap: boolean) => void} set
 * @param {AbortSignal} signal
 */
function drawAcross(picture, upTo, set, signal) {
  let pointer = 0;
  let hasMoved = false;
  let start = { x: 0, y: 0 };
  const begin = (/** @type {PointerEvent} */ event) => {
    if (!event.isPrimary || event.button !== 0) return;
    pointer = event.pointerId;
    hasMoved = false;
    start = { x: event.clientX, y: event.clientY };
    picture.setPointerCapture(pointer);
  };
  const follow = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== pointer) return;
    hasMoved ||= Math.hypot(event.clientX - start.x, event.clientY - start.y) > 4;
    if (hasMoved) set(upTo(event), false);
  };
  const end = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId === pointer && event.type === "pointerup" && !hasMoved) set(upTo(event), true);
    if (event.pointerId === pointer) pointer = 0;
  };
  picture.addEventListener("pointerdown", begin, { signal });
  picture.addEventListener("pointermove", follow, { signal });
  picture.addEventListener("pointerup", end, { signal });
  picture.addEventListener("pointercancel", end, { signal });
}
