// A line over empty axes: drawn by moving across them, or point by point with the arrow keys.

import { make } from "../dom.js";
import { draw, legend, numbers, share, uncover } from "./guess.js";

/** @import { Line, Truth } from "../contract" */
/** @import { Control, Hands } from "../types" */

/** So near to a point, in pixels, the pointer holds it. */
const NEAR = 24;
/** @type {Record<string, number>} */
const STEPS = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/**
 * The axes: numbers at the side, words below, and room between them.
 *
 * @param {Line} field
 */
function axes({ low, high, unit, xs, at }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({
    viewBox: "0 0 100 100",
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  }))
    svg.setAttribute(name, value);
  const grid = svg.cloneNode();
  const rows = [0, 0.25, 0.5, 0.75, 1];
  const lines = [...rows.map((y) => `M0 ${100 * y}H100`), ...at.map((x) => `M${100 * x} 0V100`)].join("");
  if (grid instanceof Element) draw(grid, "bl-grid", lines);
  const plot = make("div", { class: "bl-plot" }, grid, svg);
  const side = rows.map((y) => tick(String(Math.round(low + (high - low) * y)), { bottom: y }));
  let lower = false;
  const below = xs.map((words, n) => {
    lower = n > 0 && at[n] - at[n - 1] < 0.25 && !lower;
    return tick(words, { left: at[n] }, lower ? "is-lower" : "");
  });
  const picture = make(
    "div",
    { class: "bl-axes", role: "group" },
    make("p", { class: "bl-axis-unit", "aria-hidden": "true" }, unit),
    make("div", { class: "bl-axis-y", "aria-hidden": "true" }, ...side),
    plot,
    make("div", { class: "bl-axis-x", "aria-hidden": "true" }, ...below),
  );
  return { picture, plot, svg };
}

/**
 * @param {string} words
 * @param {Record<string, number>} where
 * @param {string} [kind]
 */
function tick(words, where, kind = "") {
  const element = make("span", { class: kind }, words);
  for (const [name, value] of Object.entries(where)) element.style.setProperty(`--bl-${name}`, String(value));
  return element;
}

/**
 * @param {Line} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function line(field, { get, put, signal }) {
  const { low, high, at, xs, given } = field;
  const { picture, plot, svg } = axes(field);
  const hint = make("p", { class: "bl-note" }, field.hint);
  const cue = make("p", { class: "bl-cue", "aria-hidden": "true" }, field.cue);
  const marks = legend();
  const words = make("legend", {}, field.label);
  const element = make("fieldset", { class: "bl-field bl-line bl-guess" }, words, picture, hint, marks.element);
  const points = xs.map((name, n) => point(name, n < given.length, field));
  plot.append(cue, ...points.map((each) => each.element));
  let isOver = false;
  const drawn = () => {
    const held = numbers(get());
    return xs.map((_, n) => given[n] ?? held[n] ?? null);
  };
  /** @param {Map<number, number>} moved the new numbers, by the place of their points */
  const set = (moved) => {
    if (!isOver && moved.size) put(drawn().map((value, n) => (n < given.length ? value : (moved.get(n) ?? value))));
  };
  points.slice(given.length).forEach(({ element: handle }, n) => {
    handle.tabIndex = n ? -1 : 0;
  });
  plot.addEventListener("keydown", (event) => pressed(event, points, drawn, field, set), { signal });
  sweep(plot, field, set, signal);
  return {
    element,
    show() {
      const values = drawn();
      draw(svg, "bl-drawn", path(at, values, field));
      cue.hidden = values.some((value, n) => n >= given.length && value !== null);
      let last = given.at(-1) ?? (low + high) / 2;
      values.forEach((value, n) => {
        points[n].show(value, at[n], value ?? last);
        last = value ?? last;
      });
    },
    tell: uncover(field.id, element, picture, (truth) => {
      isOver = true;
      hint.hidden = true;
      cue.hidden = true;
      marks.show(truth);
      draw(svg, "bl-band", band(at, truth, field));
      draw(svg, "bl-found", path(at, truth.values, field));
      points.forEach((each, n) => {
        each.uncover(truth.values[n], truth, n);
      });
      return xs.map((name, n) => `${name}: ${truth.values[n]}`).join("; ");
    }),
  };
}

/**
 * One point: a handle with its number, and later what was found there.
 *
 * @param {string} name
 * @param {boolean} isGiven
 * @param {Line} field
 */
function point(name, isGiven, { low, high, at, undrawn }) {
  const number = make("span", { class: "bl-point-number", "aria-hidden": "true" });
  const found = make("span", { class: "bl-point-found", "aria-hidden": "true", hidden: true });
  const slider = {
    role: "slider",
    "aria-orientation": "vertical",
    "aria-label": name,
    "aria-valuemin": low,
    "aria-valuemax": high,
  };
  const element = make("span", { class: `bl-point${isGiven ? " is-given" : ""}`, ...(isGiven ? {} : slider) }, number);
  let now = low;
  return {
    element,
    /** @param {number | null} value @param {number} x @param {number} y where it waits to be drawn */
    show(value, x, y) {
      now = y;
      element.style.setProperty("--bl-left", String(x));
      element.style.setProperty("--bl-bottom", String(share(y, low, high)));
      element.classList.toggle("is-drawn", value !== null);
      element.classList.toggle("is-high", share(y, low, high) > 0.85);
      number.textContent = value === null ? "?" : String(value);
      if (isGiven) return;
      element.setAttribute("aria-valuenow", String(value ?? Math.round(y)));
      element.setAttribute("aria-valuetext", value === null ? undrawn : String(value));
    },
    /** @param {number} value @param {Truth} truth @param {number} n */
    uncover(value, { found: words }, n) {
      if (isGiven) return;
      found.textContent = String(value);
      found.hidden = false;
      found.style.setProperty("--bl-left", String(Number(element.style.getPropertyValue("--bl-left"))));
      found.style.setProperty("--bl-bottom", String(share(value, low, high)));
      // Out of the way of the guess, and of the axis below.
      const isOver = now >= value;
      const isLow = share(value, low, high) <= 0.15;
      found.classList.toggle("is-below", isOver && !isLow);
      found.classList.toggle("is-beside", isOver && isLow && share(now - value + low, low, high) < 0.18);
      found.classList.toggle("is-last", at[n] > 0.9);
      element.classList.toggle("is-above", isOver);
      element.after(found);
      element.setAttribute("aria-disabled", "true");
      element.setAttribute("aria-valuetext", `${element.getAttribute("aria-valuetext")}; ${words}: ${value}`);
      element.dataset.place = String(n);
    },
  };
}

/**
 * The arrow keys: left and right lead from point to point, up and down move the one that has the focus.
 *
 * @param {KeyboardEvent} event
 * @param {{ element: HTMLElement }[]} points
 * @param {() => (number | null)[]} drawn
 * @param {Line} field
 * @param {(moved: Map<number, number>) => void} set
 */
function pressed(event, points, drawn, { low, high, given }, set) {
  const here = points.findIndex(({ element }) => element === event.target);
  const { key } = event;
  if (here < given.length || event.ctrlKey || event.metaKey || event.altKey) return;
  const aside = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const held = Number(points[here].element.getAttribute("aria-valuenow"));
  const goal =
    { Home: low, End: high }[key] ?? (key in STEPS ? held + (drawn()[here] === null ? 0 : STEPS[key]) : null);
  if (aside) reach(points, Math.min(Math.max(here + aside, given.length), points.length - 1));
  else if (goal !== null) set(new Map([[here, Math.min(Math.max(goal, low), high)]]));
  else return;
  event.preventDefault();
}

/**
 * One stop for the Tab key; the arrows go on from there.
 *
 * @param {{ element: HTMLElement }[]} points
 * @param {number} to
 */
function reach(points, to) {
  for (const { element } of points) if (element.hasAttribute("tabindex")) element.tabIndex = -1;
  points[to].element.tabIndex = 0;
  points[to].element.focus({ preventScroll: true });
}

/**
 * A movement across the plot: the point that is held follows it, and those that it passes stay where it passed them.
 *
 * @param {HTMLElement} plot
 * @param {Line} field
 * @param {(moved: Map<number, number>) => void} set
 * @param {AbortSignal} signal
 */
function sweep(plot, { at, low, high, given }, set, signal) {
  /** @type {{ pointer: number, x: number, y: number } | null} */
  let last = null;
  /** The point that follows the pointer up and down, and those that it has passed. */
  let held = -1;
  /** @type {Set<number>} */
  let passed = new Set();
  /** @param {PointerEvent} event where it is: across in pixels, up as a number */
  const read = ({ clientX, clientY }) => {
    const { left, top, width, height } = plot.getBoundingClientRect();
    const up = Math.min(Math.max(1 - (clientY - top) / height, 0), 1);
    return { x: clientX - left, y: low + up * (high - low), places: at.map((each) => each * width) };
  };
  /** @param {number[]} places @param {number} x */
  const nearest = (places, x) => {
    const far = places.map((place, n) => (n < given.length ? Number.POSITIVE_INFINITY : Math.abs(place - x)));
    const n = far.indexOf(Math.min(...far));
    return far[n] <= NEAR ? n : -1;
  };
  /** @param {PointerEvent} event */
  const begin = (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    const { x, y, places } = read(event);
    last = { pointer: event.pointerId, x, y };
    held = nearest(places, x);
    passed = new Set();
    plot.setPointerCapture(event.pointerId);
    if (held >= 0) set(new Map([[held, Math.round(y)]]));
  };
  /** @param {PointerEvent} event */
  const follow = (event) => {
    if (last?.pointer !== event.pointerId) return;
    const { x, y, places } = read(event);
    const before = last;
    /** @type {Map<number, number>} */
    const moved = new Map();
    places.forEach((place, n) => {
      const isPassed = place > Math.min(before.x, x) && place <= Math.max(before.x, x);
      if (!isPassed) return;
      passed.add(n);
      moved.set(n, Math.round(before.y + ((place - before.x) / (x - before.x)) * (y - before.y)));
    });
    held = nearest(places, x) === held ? held : -1;
    if (held >= 0) moved.set(held, Math.round(y));
    last = { ...last, x, y };
    set(moved);
  };
  /** @param {PointerEvent} event */
  const end = (event) => {
    if (last?.pointer !== event.pointerId) return;
    const { x, y, places } = read(event);
    const near = nearest(places, x);
    if (event.type === "pointerup" && near >= 0 && !passed.has(near)) set(new Map([[near, Math.round(y)]]));
    last = null;
  };
  plot.addEventListener("pointerdown", begin, { signal });
  plot.addEventListener("pointermove", follow, { signal });
  plot.addEventListener("pointerup", end, { signal });
  plot.addEventListener("pointercancel", end, { signal });
}

/**
 * The line through those points that there are, in a plot of 100 by 100.
 *
 * @param {number[]} at
 * @param {(number | null)[]} values
 * @param {Line} field
 */
function path(at, values, { low, high }) {
  const there = values.flatMap((value, n) => (value === null ? [] : [[at[n], share(value, low, high)]]));
  return there.map(([x, y], n) => `${n ? "L" : "M"}${place(x)} ${place(1 - y)}`).join("");
}

/**
 * Where the line may lie.
 *
 * @param {number[]} at
 * @param {Truth} truth
 * @param {Line} field
 */
function band(at, { values, low: lows, high: highs }, field) {
  const [over, under] = [highs, lows].map((ends) => ends.map((end, n) => (n < field.given.length ? values[n] : end)));
  const there = path([...at, ...[...at].reverse()], [...over, ...under.reverse()], field);
  return `${there}Z`;
}

/** @param {number} part */
const place = (part) => Math.round(part * 1000) / 10;
