// What the guesses on a picture share: the truth that is laid over them, and the words below the picture.

import { make, say } from "../dom.js";

/** @import { Told, Truth, Value } from "../contract" */

/**
 * The numbers that a value holds, one for each place.
 *
 * @param {Value} value
 * @returns {(number | null)[]}
 */
export const numbers = (value) =>
  Array.isArray(value) ? value.map((each) => (typeof each === "number" ? each : null)) : [];

/**
 * Which marks stand for what, below the picture; it is there once the truth is.
 *
 * @returns {{ element: HTMLElement, show: (truth: Truth) => void }}
 */
export function legend() {
  const [yours, found] = ["yours", "found"].map((name) => make("span", { class: `bl-is-${name}` }));
  const element = make("p", { class: "bl-guess-legend", hidden: true }, yours, found);
  return {
    element,
    show(truth) {
      say(yours, truth.yours);
      say(found, truth.found);
      yours.hidden = !truth.yours;
      element.hidden = false;
    },
  };
}

/**
 * What follows the truth: `show` is called when it comes, or another one does. Whoever has just committed by a button
 * that goes away is led to the picture, and hears what it shows.
 *
 * @param {string} id
 * @param {HTMLElement} element the control
 * @param {HTMLElement} picture
 * @param {(truth: Truth) => string} show returns what the picture shows, in words
 * @returns {(told: Told) => void}
 */
export function uncover(id, element, picture, show) {
  let before = "";
  picture.setAttribute("tabindex", "-1");
  return ({ truth }) => {
    const found = truth[id];
    const now = JSON.stringify(found);
    if (!found || now === before) return;
    before = now;
    element.classList.add("is-uncovered");
    picture.setAttribute("aria-label", show(found));
    if (element.parentElement?.querySelector(".bl-buttons")?.contains(document.activeElement))
      picture.focus({ preventScroll: true });
  };
}

/**
 * How far up a number stands, as a share of the axis.
 *
 * @param {number} number
 * @param {number} low
 * @param {number} high
 */
export const share = (number, low, high) => (number - low) / (high - low || 1);

/**
 * The line of a class in a drawing, there from now on if it was not yet.
 *
 * @param {Element} svg
 * @param {string} kind
 * @param {string} d
 */
export function draw(svg, kind, d) {
  const there = svg.querySelector(`.${kind}`);
  const path = there ?? document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("class", kind);
  path.setAttribute("d", d);
  if (!there) svg.append(path);
}
