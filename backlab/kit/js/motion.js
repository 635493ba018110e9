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
const SHAPE = new Set("d points viewBox transform x y x1 y1 x2 y2 cx cy r rx ry width height".split(" "));
/** Without the same commands in these, two parts have nothing between them. */
const OUTLINE = ["d", "points"];
const PAINT = ["fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity", "opacity"];
const BOX = ["background-color", "color", "width", "height", "opacity"];
/** What makes a part look as it does: where two agree in it, their colours need not be worked out. */
const LOOK = new Set(["class", "style", ...PAINT]);
const EXTRAS = ["id", "data-key", "data-drag", "data-tap", "data-place"];
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;
const ARC = /a[\s\d.+-]/i;
const COLOUR = /^(rgb|color|oklab|oklch)/;

/** @typedef {SVGElement | HTMLElement} Part */
/** @typedef {(share: number) => void} Mover sets a part between 0, as it was, and 1, as it is now */
/**
 * A part as it stood, as far as what comes in its place differs: its attributes, its colours, and where it was in the
 * window (HTML) or in which picture, under which transform (SVG).
 *
 * @typedef {{ part: Part, shape: Map<string, string>, paint: Map<string, string> | null, box: DOMRect | null,
 *   under: string, picture: SVGElement | null }} Seen
 */
/** @typedef {{ parts: Map<string, Seen>, pictures: SVGElement[] }} Scene */

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
  /** @type {Scene | null} */
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
  let drawn = Number.NaN;
  /** @param {number} share */
  const draw = (share) => {
    if (share !== drawn) for (const move of each) move(share); // the first frame may have begun before the movement
    drawn = share;
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
 * @returns {Scene | null}
 */
function seen(body, content) {
  const parts = keyed(body);
  if (!parts.length) return null;
  const next = new Map(keyed(content).map((part) => [part.dataset.key, part]));
  const each = parts.map((part) => /** @type {const} */ ([part.dataset.key ?? "", stood(part, next)]));
  return { parts: new Map(each), pictures: [...body.querySelectorAll("svg")] };
}

/**
 * @param {ParentNode} body
 * @returns {Part[]}
 */
const keyed = (body) => [...body.querySelectorAll(/** @type {"svg"} */ ("[data-key]"))];

/**
 * @param {Part} part
 * @param {Map<string | undefined, Part>} next
 * @returns {Seen}
 */
function stood(part, next) {
  const other = next.get(part.dataset.key);
  const unlike = other ? differing(part, other) : [];
  const shape = unlike.filter((name) => SHAPE.has(name));
  // What a part looks like is costly to work out, and most of them stay as they are.
  const looks = other ? repainted(part, other, unlike) : ["opacity"];
  const picture = part.parentElement?.closest("svg") ?? null;
  return {
    part,
    picture,
    under: picture ? transforms(part) : "",
    shape: new Map(shape.map((name) => [name, part.getAttribute(name) ?? ""])),
    paint: looks.length ? paint(part, looks) : null,
    box: part.closest("svg") ? null : part.getBoundingClientRect(),
  };
}

/**
 * The attributes in which two parts differ.
 *
 * @param {Part} one
 * @param {Part} other
 */
function differing(one, other) {
  const names = new Set([...one.getAttributeNames(), ...other.getAttributeNames()]);
  return [...names].filter((name) => one.getAttribute(name) !== other.getAttribute(name));
}

/**
 * The colours and lines that may differ between two parts whose attributes of these names do.
 *
 * @param {Part} one
 * @param {Part} other
 * @param {string[]} unlike
 */
function repainted(one, other, unlike) {
  const looks = unlike.filter((name) => LOOK.has(name));
  if (!looks.length) return [];
  if (!(one instanceof SVGElement)) return BOX;
  const names = looks.flatMap((name) => (name === "style" ? redeclared(one, other) : [name]));
  return names.every((name) => PAINT.includes(name)) ? names : PAINT; // a class, or a colour that has a name
}

/**
 * What the styles of two parts say otherwise.
 *
 * @param {Part} one
 * @param {Part} other
 */
function redeclared(one, other) {
  const [a, b] = [one, other].map((part) => (part.getAttribute("style") ?? "").split(";"));
  const unlike = [...a.filter((each) => !b.includes(each)), ...b.filter((each) => !a.includes(each))];
  return [...new Set(unlike.map((each) => each.split(":")[0].trim()).filter(Boolean))];
}

/**
 * @param {Part} part
 * @param {string[]} names
 */
function paint(part, names) {
  const style = getComputedStyle(part);
  return new Map(names.map((name) => [name, style.getPropertyValue(name)]));
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
 * @param {Scene} before
 * @param {Element} body
 */
function movers({ parts, pictures }, body) {
  /** @type {Map<Part, Seen>} */
  const pairs = new Map();
  /** @type {Set<Part>} */
  const fresh = new Set();
  /** @type {Mover[]} */
  const shaping = [];
  const gone = new Map(parts);
  for (const part of keyed(body)) {
    const key = part.dataset.key ?? "";
    const old = gone.get(key);
    const ways = old?.part.tagName === part.tagName ? reshaped(part, old.shape) : null;
    if (old && ways) {
      gone.delete(key);
      pairs.set(part, old);
      shaping.push(...ways);
    } else fresh.add(part);
  }
  const entering = outermost(fresh).flatMap((part) => repainter(part, new Map([["opacity", "0"]])));
  const moving = [...pairs].flatMap(([part, old]) => [...moved(part, old, pairs)]);
  const left = new Map([...gone.values()].map((old) => [old.part, old]));
  const outer = new Set(outermost(left));
  const leaving = [...left.values()].filter(({ part }) => outer.has(part)).flatMap((old) => ghost(old, pictures, body));
  return [...shaping, ...moving, ...entering, ...leaving];
}

/**
 * What takes a part's attributes from what they were to what they are; null where its outline has other commands now.
 *
 * @param {Part} part
 * @param {Map<string, string>} from
 */
function reshaped(part, from) {
  /** @type {Mover[]} */
  const ways = [];
  for (const [name, old] of from) {
    const at = between(old, part.getAttribute(name) ?? "");
    if (at) ways.push((share) => part.setAttribute(name, at(share)));
    else if (OUTLINE.includes(name)) return null;
  }
  return ways;
}

/**
 * Parts that are in no other of them.
 *
 * @param {{ has(part: Part): boolean, keys(): Iterable<Part> }} parts
 */
function outermost(parts) {
  /** @param {Element | null} above @returns {boolean} */
  const isIn = (above) => above !== null && (parts.has(/** @type {Part} */ (above)) || isIn(above.parentElement));
  return [...parts.keys()].filter((part) => !isIn(part.parentElement));
}

/**
 * What takes a part's colours and its place in the window from what they were to what they are.
 *
 * @param {Part} part
 * @param {Seen} old
 * @param {Map<Part, Seen>} pairs
 */
function* moved(part, old, pairs) {
  if (old.paint) yield* repainter(part, old.paint);
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
 * @returns {Mover[]} none where all is as it was
 */
function repainter(part, from) {
  const own = part.getAttribute("style");
  const to = paint(part, [...from.keys()]);
  const each = [...from].flatMap(([name, old]) => {
    const at = old === to.get(name) ? null : mixed(old, to.get(name) ?? "");
    return at ? [{ name, at }] : [];
  });
  const draw = (/** @type {number} */ share) => {
    if (share < 1) for (const { name, at } of each) part.style.setProperty(name, at(share));
    else if (own === null) part.removeAttribute("style");
    else part.setAttribute("style", own);
  };
  return each.length ? [draw] : [];
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
  if (a.startsWith("rgb(") && b.startsWith("rgb(")) return between(a, b); // a browser mixes them no other way, but slower
  if (![a, b].every((value) => COLOUR.test(value) || value === "transparent")) return null;
  return (/** @type {number} */ share) => `color-mix(in srgb, ${b} ${round(share * 100)}%, ${a})`;
}

/**
 * What is no longer there, laid over the new picture until it has faded.
 *
 * @param {Seen} old
 * @param {SVGElement[]} pictures in which of them it was says where it is laid
 * @param {Element} body
 * @returns {Mover[]}
 */
function ghost({ part, paint, under, picture }, pictures, body) {
  const place = picture && body.querySelectorAll("svg")[pictures.indexOf(picture)];
  if (!place) return []; // HTML makes room at once
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
  const isSaid = (/** @type {string} */ word, /** @type {number} */ n) =>
    word === b.words[n] || bare(word) === bare(b.words[n]);
  if (a.numbers.length !== b.numbers.length || !a.words.every(isSaid)) return null;
  const words = [b.words[0]];
  /** @type {{ start: number, way: number }[]} */
  const moving = [];
  b.numbers.forEach((number, n) => {
    const way = number - a.numbers[n];
    if (way) words[moving.push({ start: a.numbers[n], way })] = b.words[n + 1];
    else words[moving.length] += number + b.words[n + 1]; // a number that stays is a word like any other
  });
  return (share) => {
    if (share === 1) return to;
    let text = words[0];
    for (let n = 0; n < moving.length; n += 1) text += round(moving[n].start + moving[n].way * share) + words[n + 1];
    return text;
  };
}

/** @param {number} number */
const round = (number) => Math.round(number * 100) / 100;

/** @param {string} word */
const bare = (word) => word.replace(/[\s,]+/g, "");

/**
 * A text's numbers, and what stands before, between and behind them: at least a blank between any two.
 *
 * @param {string} text
 */
function split(text) {
  const words = text.split(NUMBER).map((word, n, { length }) => word || (n && n < length - 1 ? " " : ""));
  const numbers = text.match(NUMBER) ?? [];
  return ARC.test(text) ? withFlags(words, numbers) : { words, numbers: numbers.map(Number) };
}

/**
 * The same of an outline with arcs, whose two flags count as words: nothing lies between them.
 *
 * @param {string[]} words
 * @param {string[]} numbers
 */
function withFlags(words, numbers) {
  const kept = [""];
  /** @type {number[]} */
  const moving = [];
  let command = "";
  let place = 0; // of a number behind its command
  numbers.forEach((number, n) => {
    const letter = /[a-z]\W*$/i.exec(words[n])?.[0][0];
    command = letter ?? command;
    place = letter ? 1 : place + 1;
    kept[moving.length] += words[n];
    if (/a/i.test(command) && [4, 5].includes(place % 7)) kept[moving.length] += number;
    else kept[moving.push(Number(number))] = "";
  });
  kept[moving.length] += words[numbers.length];
  return { words: kept, numbers: moving };
}
