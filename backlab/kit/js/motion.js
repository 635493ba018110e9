// A picture that changes moves: what carries the same `data-key` before and after goes from the one state to the other,
// so that one sees what became what. Words change at once. What is in the page is the new picture from the first moment;
// movement only lies over it, and ends also where the browser draws no frames.

import { fill } from "./dom.js";
import { later } from "./lifetimes.js";
import { letWalk } from "./walkers/walkers.js";

/** Milliseconds that a movement takes. */
const LONG = 250;
/** What changes again within so few milliseconds follows the hand, and is drawn at once. */
const AT_ONCE = 34;
const SHAPE = "d points viewBox transform x y x1 y1 x2 y2 cx cy r rx ry width height".split(" ");
const PAINT = ["fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity", "opacity"];
const BOX = ["background-color", "color", "width", "height", "opacity"];
/** What makes a part look as it does: where two agree in it, their colours need not be worked out. */
const LOOK = ["class", "style", ...PAINT];
const EXTRAS = ["id", "data-key", "data-drag", "data-tap", "data-place"];
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;
const COLOUR = /^(rgb|color|oklab|oklch)/;

/** @typedef {SVGElement | HTMLElement} Part */
/** @typedef {(share: number) => void} Mover sets a part between 0, as it was, and 1, as it is now */
/**
 * A part as it stood: its attributes, its colours where they change (else null), where it was in the window (HTML) or
 * in which picture, under which transform (SVG).
 *
 * @typedef {{ part: Part, shape: Map<string, string>, paint: Map<string, string> | null, box: DOMRect | null,
 *   under: string, picture: number }} Seen
 */

/** @type {WeakMap<Element, { stop: () => void, at: number }>} */
const last = new WeakMap();

/**
 * Set an element's HTML as `fill` does; what it holds under the same keys as before moves there from where it is now.
 *
 * @param {HTMLElement} body
 * @param {string} html
 * @param {AbortSignal} signal
 */
export function fillMoving(body, html, signal) {
  /** @type {Map<string, Seen> | null} */
  let before = null;
  let long = 0;
  const now = performance.now();
  fill(body, html, (content) => {
    const { stop, at } = last.get(body) ?? { stop: () => {}, at: Number.NEGATIVE_INFINITY };
    stop();
    // A slider that is drawn along changes all the time: each movement lasts until the next is due, none lags behind.
    long = Math.min(now - at, LONG);
    last.set(body, { stop: () => {}, at: now });
    if (long > AT_ONCE && !isStill()) before = seen(body, content);
  });
  if (before) last.set(body, { stop: run(movers(before, body), long, signal), at: now });
  letWalk(body, signal);
}

const isStill = () => document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Draw a movement frame by frame; what comes back stops it where it is.
 *
 * @param {Mover[]} each
 * @param {number} long
 * @param {AbortSignal} signal
 */
function run(each, long, signal) {
  const life = new AbortController();
  const until = AbortSignal.any([life.signal, signal]);
  const start = performance.now();
  /** @param {number} share */
  const draw = (share) => {
    for (const move of each) move(share);
  };
  const finish = () => {
    life.abort();
    draw(1);
  };
  /** @param {number} now */
  const frame = (now) => {
    if (until.aborted) return;
    const time = Math.max(0, now - start) / long;
    if (time >= 1) return finish();
    draw(1 - (1 - time) ** 3);
    requestAnimationFrame(frame);
  };
  draw(0);
  requestAnimationFrame(frame);
  later(long + 100, finish, until); // no frame may come: in a tab behind another there are none
  document.addEventListener("visibilitychange", finish, { signal: until });
  addEventListener("beforeprint", finish, { signal: until });
  return () => life.abort();
}

/**
 * The keyed parts of what is shown, as they stand at this moment; nothing where there are none.
 *
 * @param {Element} body
 * @param {DocumentFragment} content what comes in their place
 */
function seen(body, content) {
  const pictures = [...body.querySelectorAll("svg")];
  const next = new Map(keyed(content).map((part) => [part.dataset.key, look(part)]));
  const parts = keyed(body);
  if (!parts.length) return null;
  return new Map(
    parts.map((part) => {
      const picture = part.closest("svg");
      const box = picture ? null : part.getBoundingClientRect();
      // What a part looks like is costly to work out, and most of them stay as they are.
      const colours = next.get(part.dataset.key) === look(part) ? null : paint(part);
      const where = { under: transforms(part), picture: picture ? pictures.indexOf(picture) : -1 };
      return [part.dataset.key ?? "", { part, shape: attributes(part, SHAPE), paint: colours, box, ...where }];
    }),
  );
}

/**
 * @param {ParentNode} body
 * @returns {Part[]}
 */
const keyed = (body) => [...body.querySelectorAll(/** @type {"svg"} */ ("[data-key]"))];

/** @param {Part} part */
const look = (part) => LOOK.map((name) => part.getAttribute(name)).join("|");

/**
 * @param {Part} part
 * @param {string[]} names
 */
const attributes = (part, names) =>
  new Map(names.flatMap((name) => (part.hasAttribute(name) ? [[name, part.getAttribute(name) ?? ""]] : [])));

/** @param {Part} part */
function paint(part) {
  const style = getComputedStyle(part);
  return new Map((part instanceof SVGElement ? PAINT : BOX).map((name) => [name, style.getPropertyValue(name)]));
}

/**
 * What moves a part within its picture, as one transform.
 *
 * @param {Element} part
 * @returns {string}
 */
function transforms(part) {
  const above = part.parentElement;
  if (!(above instanceof SVGElement) || above instanceof SVGSVGElement) return "";
  return `${transforms(above)} ${above.getAttribute("transform") ?? ""}`.trim();
}

/**
 * All that moves: what has a partner goes there from where it was; what has none fades in or out.
 *
 * @param {Map<string, Seen>} before
 * @param {Element} body
 */
function movers(before, body) {
  /** @type {Map<Part, Seen>} */
  const pairs = new Map();
  /** @type {Part[]} */
  const fresh = [];
  const gone = new Map(before);
  for (const part of keyed(body)) {
    const key = part.dataset.key ?? "";
    const old = gone.get(key);
    if (old && isAlike(old, part)) {
      gone.delete(key);
      pairs.set(part, old);
    } else fresh.push(part);
  }
  const entering = outermost(fresh).map((part) => painter(part, new Map([["opacity", "0"]])));
  const left = outermost([...gone.values()].map(({ part }) => part));
  const leaving = [...gone.values()].filter(({ part }) => left.includes(part)).flatMap((old) => ghost(old, body));
  return [...[...pairs].flatMap(([part, old]) => [...moved(part, old, pairs)]), ...entering, ...leaving];
}

/**
 * Whether a part is of the same kind as before, with the same commands in its outline.
 *
 * @param {Seen} old
 * @param {Part} part
 */
const isAlike = ({ part: { tagName }, shape }, part) =>
  tagName === part.tagName &&
  ["d", "points"].every((name) => between(shape.get(name) ?? "", part.getAttribute(name) ?? ""));

/**
 * Parts that are in no other of them.
 *
 * @param {Part[]} parts
 */
const outermost = (parts) => parts.filter((part) => !parts.some((other) => other !== part && other.contains(part)));

/**
 * How one part moves.
 *
 * @param {Part} part
 * @param {Seen} old
 * @param {Map<Part, Seen>} pairs
 */
function* moved(part, old, pairs) {
  for (const name of SHAPE) {
    const from = old.shape.get(name);
    const to = part.getAttribute(name);
    if (from === undefined || to === null || from === to) continue;
    const at = between(from, to);
    if (at) yield (/** @type {number} */ share) => part.setAttribute(name, at(share));
  }
  if (old.paint) yield painter(part, old.paint);
  if (old.box) yield* slid(part, old.box, pairs);
}

/**
 * HTML is where its surroundings put it: it slides there, as far as what it stands in does not take it along.
 *
 * @param {Part} part
 * @param {DOMRect} old
 * @param {Map<Part, Seen>} pairs
 * @returns {Generator<Mover>}
 */
function* slid(part, old, pairs) {
  /** @type {Part | null | undefined} */
  const above = part.parentElement?.closest("[data-key]");
  const base = above ? pairs.get(above)?.box : null;
  const now = part.getBoundingClientRect();
  const under = base && above ? above.getBoundingClientRect() : null;
  const dx = old.x - now.x - (base && under ? base.x - under.x : 0);
  const dy = old.y - now.y - (base && under ? base.y - under.y : 0);
  if (Math.abs(dx) < 1 && Math.abs(dy) < 1) return;
  yield (share) => {
    part.style.translate = share < 1 ? `${dx * (1 - share)}px ${dy * (1 - share)}px` : "";
  };
}

/**
 * Takes a part's colours and lines from what they were to what they are; in the end its own style stands as it stood.
 *
 * @param {Part} part
 * @param {Map<string, string>} from
 * @returns {Mover}
 */
function painter(part, from) {
  const own = part.getAttribute("style");
  const to = paint(part);
  const each = [...from].flatMap(([name, old]) => {
    const at = old === to.get(name) ? null : mixed(old, to.get(name) ?? "");
    return at ? [{ name, at }] : [];
  });
  return (share) => {
    if (share < 1) for (const { name, at } of each) part.style.setProperty(name, at(share));
    else if (own === null) part.removeAttribute("style");
    else part.setAttribute("style", own);
  };
}

/**
 * Between two computed values: colours are mixed ("none" is one that lets all through), lengths and shares counted.
 *
 * @param {string} from
 * @param {string} to
 */
function mixed(from, to) {
  const [a, b] = [from, to].map((value) => (value === "none" ? "transparent" : value));
  if (!COLOUR.test(a) && !COLOUR.test(b)) return between(from, to);
  if (![a, b].every((value) => COLOUR.test(value) || value === "transparent")) return null;
  return (/** @type {number} */ share) => `color-mix(in srgb, ${b} ${round(share * 100)}%, ${a})`;
}

/**
 * What is no longer there, laid over the new picture until it has faded.
 *
 * @param {Seen} old
 * @param {Element} body
 * @returns {Mover[]}
 */
function ghost({ part, under, paint, picture }, body) {
  const place = body.querySelectorAll("svg")[picture];
  if (!place || part instanceof SVGSVGElement) return []; // HTML makes room at once
  const layer = document.createElementNS("http://www.w3.org/2000/svg", "g");
  if (under) layer.setAttribute("transform", under);
  layer.setAttribute("aria-hidden", "true");
  layer.style.pointerEvents = "none";
  for (const each of [part, ...part.querySelectorAll("*")]) for (const name of EXTRAS) each.removeAttribute(name);
  layer.append(part);
  place.append(layer);
  const full = Number(paint?.get("opacity") ?? 1);
  const fade = (/** @type {number} */ share) => {
    part.style.opacity = String(round(full * (1 - share)));
    if (share === 1) layer.remove();
  };
  return [fade];
}

/**
 * Between two texts that differ only in their numbers, else null.
 *
 * @param {string} from
 * @param {string} to
 * @returns {((share: number) => string) | null}
 */
export function between(from, to) {
  const [a, b] = [split(from), split(to)];
  const isSame = a.numbers.length === b.numbers.length && a.words.every((word, n) => bare(word) === bare(b.words[n]));
  if (!isSame) return null;
  return (share) => {
    if (share === 1) return to;
    const numbers = b.numbers.map((number, n) => round(a.numbers[n] + (number - a.numbers[n]) * share));
    return b.words.map((word, n) => word + (numbers[n] ?? "")).join("");
  };
}

/** @param {number} number */
const round = (number) => Math.round(number * 100) / 100;

/** @param {string} word */
const bare = (word) => word.replace(/[\s,]+/g, "");

/**
 * A text's numbers, and what stands before, between and behind them. The two flags of an arc count as words, since
 * nothing lies between them.
 *
 * @param {string} text
 */
function split(text) {
  const words = [""];
  /** @type {number[]} */
  const numbers = [];
  let command = "";
  let end = 0;
  let place = 0; // of a number behind its command
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    const word = text.slice(end, index) || (index ? " " : ""); // "5-3" has nothing between its numbers
    const letter = /[a-z]\W*$/i.exec(word)?.[0][0];
    command = letter ?? command;
    place = letter ? 1 : place + 1;
    words[numbers.length] += word;
    end = index + number.length;
    if (/a/i.test(command) && [4, 5].includes(place % 7)) words[numbers.length] += number;
    else words[numbers.push(Number(number))] = "";
  }
  words[numbers.length] += text.slice(end);
  return { words, numbers };
}
