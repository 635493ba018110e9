// Places on a picture: chosen by mouse, by touch, by the arrows and Space, or in a list of boxes.

import { fold, group, make } from "../dom.js";
import { names, withName } from "./boxes.js";

/** @import { Places } from "../contract" */
/** @import { Control, Hands } from "../types" */

/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The middle of a place, in pixels of the window.
 *
 * @param {Element} spot
 */
function middle(spot) {
  const box = spot.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/**
 * The nearest place on the picture in the direction of an arrow key.
 *
 * @param {SVGGraphicsElement} here
 * @param {SVGGraphicsElement[]} spots
 * @param {string} key
 */
export function neighbour(here, spots, key) {
  const way = WAYS[key];
  if (!way) return null;
  const [x, y] = middle(here);
  /** @param {Element} spot */
  const far = (spot) => {
    const [dx, dy] = [middle(spot)[0] - x, middle(spot)[1] - y];
    const along = dx * way[0] + dy * way[1];
    const across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    return along > 1 ? along + 2 * across : Infinity;
  };
  const best = spots.filter((spot) => spot !== here).sort((a, b) => far(a) - far(b))[0];
  return best && far(best) < Infinity ? best : null;
}

/**
 * One ring, drawn last: an outline of the place itself would be covered by its neighbours.
 *
 * @param {SVGSVGElement} svg
 * @param {AbortSignal} signal
 */
function drawRing(svg, signal) {
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ring.setAttribute("class", "bl-ring");
  ring.setAttribute("rx", "4");
  svg.append(ring);
  /** @param {FocusEvent} event */
  const surround = ({ target }) => {
    if (!(target instanceof SVGGraphicsElement)) return;
    const box = target.getBBox();
    const sides = { x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6 };
    for (const [name, value] of Object.entries(sides)) ring.setAttribute(name, String(value));
  };
  svg.addEventListener("focusin", surround, { signal });
}

/**
 * The picture, with nothing that would be said twice: its places speak for themselves.
 *
 * @param {Places} field
 * @param {Node[]} notes
 * @param {string} hint the id of what says how the keyboard works it
 * @param {AbortSignal} signal
 */
function drawFigure(field, notes, hint, signal) {
  const named = { role: "group", "aria-label": field.label, "aria-describedby": hint };
  const figure = make("div", { class: "bl-body-map", ...named });
  figure.innerHTML = field.svg;
  figure.append(...notes);
  const svg = figure.querySelector("svg");
  if (!svg) return figure;
  svg.setAttribute("role", "presentation");
  svg.removeAttribute("aria-label");
  for (const text of svg.querySelectorAll(":scope > title, :scope > desc")) text.remove();
  drawRing(svg, signal);
  return figure;
}

/**
 * Make the places of a picture work; what comes back shows the chosen ones, and those that are marked.
 *
 * @param {Places} field
 * @param {string} uid
 * @param {(name: string) => void} toggle
 * @param {AbortSignal} signal
 */
function drawMap(field, uid, toggle, signal) {
  const hint = make("p", { id: `${uid}-hint`, class: "bl-unseen" }, field.hint);
  const legend = make("p", { class: "bl-note", hidden: true }, field.marked);
  const figure = drawFigure(field, [hint, legend], hint.id, signal);
  /** @type {SVGGraphicsElement[]} */
  const drawn = [...figure.querySelectorAll("[data-place]")].filter((each) => each instanceof SVGGraphicsElement);
  const spots = new Map(drawn.map((spot) => [spot.dataset.place ?? "", spot]));
  /** @param {SVGGraphicsElement} spot */
  const reach = (spot) => {
    // One stop for the Tab key; the arrows go on from there.
    for (const other of spots.values()) other.setAttribute("tabindex", other === spot ? "0" : "-1");
    spot.focus({ preventScroll: true });
  };
  field.choices.forEach(({ name, words }, n) => {
    const spot = spots.get(name);
    if (!spot) return;
    const said = { role: "checkbox", "aria-label": words, tabindex: n === 0 ? "0" : "-1" };
    for (const [attribute, value] of Object.entries(said)) spot.setAttribute(attribute, value);
    const choose = () => {
      reach(spot);
      toggle(name);
    };
    spot.addEventListener("click", choose, { signal });
  });
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    const here = drawn.find((spot) => event.target instanceof Node && spot.contains(event.target));
    if (!here) return;
    const isPress = event.key === " " || event.key === "Enter";
    const next = isPress ? null : neighbour(here, drawn, event.key);
    if (isPress) toggle(here.dataset.place ?? "");
    else if (next) reach(next);
    if (isPress || next) event.preventDefault();
  };
  figure.addEventListener("keydown", key, { signal });
  return {
    figure,
    /** @param {string[]} chosen */
    choose(chosen) {
      for (const [name, spot] of spots) {
        spot.classList.toggle("is-chosen", chosen.includes(name));
        spot.setAttribute("aria-checked", String(chosen.includes(name)));
      }
    },
    /** @param {string[]} marked places that belong to a finding which is ticked elsewhere, with no word on which side */
    mark(marked) {
      for (const [name, spot] of spots) {
        spot.classList.toggle("is-marked", marked.includes(name));
        if (marked.includes(name)) spot.setAttribute("aria-description", field.marked);
        else spot.removeAttribute("aria-description");
      }
      legend.hidden = !marked.some((name) => spots.has(name));
    },
  };
}

/**
 * Places on a picture, and the same places as a list.
 *
 * @param {Places} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function places(field, { uid, get, put, signal }) {
  /** @param {string} name */
  const toggle = (name) => put(withName(field.choices, names(get()), name, !names(get()).includes(name)));
  const map = drawMap(field, uid, toggle, signal);
  const inputs = field.choices.map(() => make("input", { type: "checkbox" }));
  inputs.forEach((input, n) => {
    input.addEventListener("change", () => toggle(field.choices[n].name), { signal });
  });
  const labels = field.choices.map(({ words }, n) =>
    make("label", { class: "bl-check" }, inputs[n], make("span", {}, words)),
  );
  const list = make("div", {}, group(field.list, labels));
  const listed = fold(`${uid}-list`, "h4", field.list, list, false, signal);
  const body = make("div", {}, map.figure, listed.heading, list);
  const folded = fold(uid, "h3", field.label, body, field.open, signal);
  return {
    element: make("div", { class: "bl-field" }, folded.heading, body),
    show(value) {
      inputs.forEach((input, n) => {
        input.checked = names(value).includes(field.choices[n].name);
      });
      map.choose(names(value));
    },
    tell({ headings, marked }) {
      folded.rename(headings[field.id] ?? field.label);
      map.mark(marked[field.id] ?? []);
    },
  };
}
