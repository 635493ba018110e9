// One place of a picture: tapped there, or chosen in the list beside it.

import { make } from "../dom.js";
import { radio } from "./choice.js";
import { legend, uncover } from "./guess.js";

/** @import { Spot } from "../contract" */
/** @import { Control, Hands } from "../types" */

/** So far beside a place, in pixels, it is meant all the same. */
const BESIDE = [0, 6, 12];

/**
 * The place under a pointer, or just beside it.
 *
 * @param {MouseEvent} event
 * @param {Element} picture
 * @returns {string}
 */
function placeAt({ clientX, clientY }, picture) {
  for (const far of BESIDE) {
    for (const [dx, dy] of [
      [0, 0],
      [-far, 0],
      [far, 0],
      [0, -far],
      [0, far],
    ]) {
      /** @type {SVGElement | null | undefined} */
      const place = document.elementFromPoint(clientX + dx, clientY + dy)?.closest("[data-place]");
      if (place && picture.contains(place)) return place.dataset.place ?? "";
    }
  }
  return "";
}

/** How a place is painted. @param {SVGElement} place */
const look = (place) => place.firstElementChild?.getAttribute("style") ?? "";

/**
 * A dot in the colours of a place, for the list beside a picture whose places differ by their colours.
 *
 * @param {SVGElement} place
 */
function swatch(place) {
  const dot = make("span", { class: "bl-swatch", "aria-hidden": "true" });
  dot.innerHTML = '<svg viewBox="0 0 20 20"><circle cx="10" cy="10" r="8"/></svg>';
  dot.querySelector("circle")?.setAttribute("style", look(place));
  return dot;
}

/**
 * @param {Spot} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function spot(field, hands) {
  const { id, label, choices } = field;
  const list = radio({ kind: "radio", id, label, choices, stacked: true }, hands);
  const picture = make("div", { class: "bl-spots", role: "img", "aria-label": field.hint });
  picture.innerHTML = field.svg;
  const svg = picture.querySelector("svg");
  svg?.setAttribute("aria-hidden", "true");
  for (const text of svg?.querySelectorAll(":scope > title") ?? []) text.remove(); // the browser would show it as a tip
  const hint = make("p", { class: "bl-note" }, field.hint);
  const marks = legend();
  const beside = make("div", { class: "bl-spots-side" }, picture, marks.element, hint);
  list.element.classList.add("bl-spot", "bl-guess");
  list.element.lastElementChild?.before(beside);
  /** @type {SVGElement[]} */
  const places = [...picture.querySelectorAll(/** @type {"path"} */ ("[data-place]"))];
  const labels = [...list.element.querySelectorAll("label")];
  if (new Set(places.map(look)).size > 1)
    labels.forEach((each, n) => {
      const place = places.find(({ dataset }) => dataset.place === choices[n].name);
      if (place) each.firstElementChild?.after(swatch(place));
    });
  let isOver = false;
  const tap = (/** @type {MouseEvent} */ event) => {
    const name = placeAt(event, picture);
    if (!isOver && choices.some((choice) => choice.name === name)) hands.put(name);
  };
  picture.addEventListener("click", tap, { signal: hands.signal });
  /** @param {string} kind @param {unknown} name */
  const mark = (kind, name) => {
    for (const place of places) place.classList.toggle(kind, place.dataset.place === name);
    labels.forEach((each, n) => {
      each.classList.toggle(kind, choices[n].name === name);
    });
  };
  const words = (/** @type {unknown} */ name) => choices.find((choice) => choice.name === name)?.words ?? "";
  const uncovered = uncover(id, list.element, picture, (truth) => {
    isOver = true;
    hint.hidden = true;
    mark("is-found", truth.place);
    if (!truth.yours) mark("is-yours", null);
    marks.show({ ...truth, yours: truth.place === hands.get() ? "" : truth.yours });
    const yours = truth.yours ? `; ${truth.yours}: ${words(hands.get())}` : "";
    return `${truth.found}: ${words(truth.place)}${yours}`;
  });
  return {
    element: list.element,
    show(value) {
      list.show(value);
      mark("is-yours", value);
    },
    tell(told) {
      uncovered(told);
      list.tell(told);
    },
  };
}
