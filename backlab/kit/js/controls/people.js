// How many of a hundred people: filled in by a tap, by drawing across them, or with a slider.

import { make } from "../dom.js";
import { legend, uncover } from "./guess.js";

/** @import { People, Truth } from "../contract" */
/** @import { Control, Hands } from "../types" */

const PERSON =
  "M10 1.5a3.8 3.8 0 1 1 0 7.6a3.8 3.8 0 1 1 0-7.6zM6.2 10.4h7.6c2 0 3.4 1.4 3.4 3.4v6c0 .8-.6 1.4-1.3 1.4s-1.2-.6-1.2-1.4" +
  "v-4.6h-.6v12.1c0 1-.7 1.6-1.6 1.6s-1.6-.6-1.6-1.6v-7h-1.8v7c0 1-.7 1.6-1.6 1.6s-1.6-.6-1.6-1.6v-12.1h-.6v4.6" +
  "c0 .8-.5 1.4-1.2 1.4s-1.3-.6-1.3-1.4v-6c0-2 1.4-3.4 3.4-3.4z";
const DOWN = ["Home", "PageDown", "ArrowLeft", "ArrowDown"];

/**
 * The people, and what tells how many a point of the window takes in.
 *
 * @param {number} of
 */
function crowd(of) {
  const people = Array.from({ length: of }, () => make("span", { class: "bl-one" }));
  for (const each of people) each.innerHTML = `<svg viewBox="0 0 20 30" aria-hidden="true"><path d="${PERSON}"/></svg>`;
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
  const number = make("span", { class: "bl-number", "aria-hidden": "true" });
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
  const row = make("div", { class: "bl-slider" }, input, number);
  const element = make("fieldset", { class: "bl-field bl-people bl-guess" }, words, picture, marks.element, row, hint);
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
      number.textContent = count === null ? "–" : shown(count);
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
 * Those that it was, and those that it may have been.
 *
 * @param {HTMLElement[]} each
 * @param {Truth} truth
 */
function colour(each, { values: [value], high: [high] }) {
  each.forEach((one, n) => {
    one.classList.toggle("is-found", n < Math.round(value));
    one.classList.toggle("is-maybe", n >= Math.round(value) && n < Math.round(high));
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
