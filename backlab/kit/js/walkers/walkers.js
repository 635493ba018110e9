// People in a picture: a canvas between the places of their groups and the buttons of those who have a story. The
// picture around it is made anew with every answer; the canvas and the people on it stay.

import { make } from "../dom.js";
import { figures, palette } from "./figures.js";
import { stands } from "./place.js";
import { stories } from "./stories.js";
import { walking } from "./walk.js";

/** @import { Walkers } from "../contract" */
/** @import { Place, Stand } from "./place.js" */

/** The attributes in which a page, or a workbench, says which theme it shows; presented, a picture has a light sheet. */
const THEME = ["data-theme", "class", "data-jp-theme-light", "data-presenting"];
const MATTERS = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];

/** @typedef {ReturnType<typeof view>} View */

/** Pixels between people and the edge of their group. */
const EDGE = 4;

/** @type {WeakMap<Element, Map<string, View>>} */
const shown = new WeakMap();

/**
 * Let the people in what was just filled walk to where they stand.
 *
 * @param {HTMLElement} body
 * @param {AbortSignal} signal
 */
export function letWalk(body, signal) {
  /** @type {NodeListOf<HTMLElement>} */
  const places = body.querySelectorAll("[data-walkers]");
  const views = shown.get(body) ?? new Map();
  if (!places.length && !views.size) return;
  shown.set(body, views);
  const left = new Set(views.keys());
  for (const place of places) {
    /** @type {Walkers} */
    const data = JSON.parse(place.dataset.walkers ?? "");
    left.delete(data.key);
    const there = views.get(data.key) ?? view(signal);
    views.set(data.key, there);
    there.show(place, data);
  }
  for (const key of left) {
    views.get(key)?.end();
    views.delete(key);
  }
}

/**
 * One crowd, from picture to picture.
 *
 * @param {AbortSignal} signal
 */
function view(signal) {
  const life = new AbortController();
  const until = AbortSignal.any([life.signal, signal]);
  const canvas = make("canvas", { class: "bl-walkers-canvas", "aria-hidden": "true" });
  const pen = canvas.getContext("2d");
  /** @type {HTMLElement | null} */
  let place = null;
  /** @type {Walkers} */
  let data = { key: "", looks: [], groups: [] };
  /** @type {Map<string, Map<number, number>>} */
  const seated = new Map();
  let dense = 1;
  let draw = figures(() => "", 1);
  /** @param {Iterable<[number, import("./walk.js").At]>} all */
  const paint = (all) => {
    if (!pen) return;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    for (const [person, { x, y, size, look, seen, isFew }] of all) {
      const shape = data.looks[look];
      if (!shape) continue;
      const picture = draw(shape, person, size, isFew);
      const half = picture.width / 2;
      if (seen < 1) pen.globalAlpha = seen;
      // On whole pixels of the screen, where it is copied as it is.
      pen.drawImage(picture, Math.round(x * dense - half), Math.round(y * dense - half));
      if (seen < 1) pen.globalAlpha = 1;
    }
  };
  const { to, again } = walking(paint, until);
  /** @type {Map<number, Stand>} */
  let all = new Map();
  const told = stories((person, size) => {
    const look = data.looks[all.get(person)?.look ?? -1];
    return look ? draw(look, person, size, true) : null;
  }, until);
  const colours = () => {
    if (!place) return;
    const here = () => place ?? document.body;
    dense = Math.min(devicePixelRatio || 1, 2);
    draw = figures(palette(here), dense);
    again();
  };
  /** @param {boolean} atOnce */
  const stand = (atOnce) => {
    if (!place) return;
    const { width, height } = place.getBoundingClientRect();
    if (!width || !height) return; // it is not shown, and comes again by its size
    const [wide, high] = [Math.round(width * dense), Math.round(height * dense)];
    const isOther = canvas.width !== wide || canvas.height !== high;
    if (isOther) Object.assign(canvas, { width: wide, height: high });
    all = stands(rooms(place, data), seated);
    to(all, atOnce || isOther);
    told.put(place, all);
  };
  const size = new ResizeObserver(() => {
    const { width, height } = place?.getBoundingClientRect() ?? new DOMRect();
    const isSame = canvas.width === Math.round(width * dense) && canvas.height === Math.round(height * dense);
    if (!isSame) stand(true);
  });
  const theme = new MutationObserver(colours);
  for (const element of [document.documentElement, document.body])
    theme.observe(element, { attributes: true, attributeFilter: THEME });
  for (const matter of MATTERS) matchMedia(matter).addEventListener("change", colours, { signal: until });
  until.addEventListener(
    "abort",
    () => {
      size.disconnect();
      theme.disconnect();
    },
    { once: true },
  );
  return {
    end: () => life.abort(),
    /**
     * @param {HTMLElement} next
     * @param {Walkers} what
     */
    show(next, what) {
      const isFirst = !place;
      if (place) size.unobserve(place);
      place = next;
      data = what;
      next.classList.add("is-live");
      const behind = next.querySelector(".bl-walkers-told");
      if (behind) behind.before(canvas);
      else next.append(canvas);
      if (isFirst) colours();
      stand(isFirst);
      size.observe(next);
    },
  };
}

/**
 * The room below the words of each group, in pixels of the picture.
 *
 * @param {HTMLElement} place
 * @param {Walkers} data
 * @returns {Place[]}
 */
function rooms(place, { groups }) {
  const { x, y } = place.getBoundingClientRect();
  return groups.flatMap((group) => {
    /** @type {HTMLElement | null} */
    const element = place.querySelector(`[data-group="${CSS.escape(group.name)}"]`);
    if (!element) return [];
    const box = element.getBoundingClientRect();
    const words = element.querySelector(".bl-walkers-head")?.getBoundingClientRect();
    const head = (words ? words.bottom - box.y : 0) + EDGE;
    const [wide, high] = [box.width - 2 * EDGE, box.height - head - EDGE];
    return [
      { group, room: { x: box.x - x + EDGE, y: box.y - y + head, wide: Math.max(wide, 1), high: Math.max(high, 1) } },
    ];
  });
}
