// People who walk from where they stood to where they stand, drawn frame by frame while anybody is on the way.

import { later } from "../lifetimes.js";
import { hash } from "./figures.js";

/** @import { Stand } from "./place.js" */

/** Milliseconds: of the shortest and the longest way, and until the last has set out. */
const SHORT = 250;
const LONG = 450;
const LAST = 150;
const FAR = 400; // pixels from which on a way is a long one

/** @typedef {{ x: number, y: number, size: number, look: number, isFew: boolean, seen: number }} At `seen`: from 0, not there, to 1 */
/** @typedef {{ person: number, from: At, to: At, wait: number, long: number }} Walk */

export const isStill = () => document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Those who stand or walk, and what lets them: `paint` draws them all.
 *
 * @param {(all: Iterable<[number, At]>) => void} paint
 * @param {AbortSignal} signal
 */
export function walking(paint, signal) {
  /** @type {Map<number, At>} Where everybody is now. */
  let now = new Map();
  /** @type {Walk[]} Those who are on their way. */
  let walks = [];
  let life = new AbortController();
  let start = 0;
  /** @param {number} time */
  const step = (time) => {
    let left = 0;
    for (const { person, from, to, wait, long } of walks) {
      const share = Math.min(Math.max((time - wait) / long, 0), 1);
      if (share < 1) left += 1;
      now.set(person, share < 1 ? between(from, to, ease(share)) : to);
      if (share === 1 && !to.seen) now.delete(person);
    }
    paint(now);
    return left;
  };
  const finish = () => {
    life.abort();
    step(Number.POSITIVE_INFINITY);
    walks = [];
  };
  /** @param {number} frame */
  const draw = (frame) => {
    if (life.signal.aborted || signal.aborted) return;
    if (step(Math.max(frame - start, 0))) requestAnimationFrame(draw);
    else finish();
  };
  return {
    /** Draw them where they are. */
    again: () => paint(now),
    /**
     * Where a person is at this moment.
     *
     * @param {number} person
     */
    where: (person) => now.get(person),
    /**
     * Let everybody walk to where they stand; at once where nothing is to move.
     *
     * @param {Map<number, Stand>} stands
     * @param {boolean} atOnce
     */
    to(stands, atOnce) {
      life.abort();
      const each = [...ways(now, stands)];
      walks = each.filter(moves);
      // Whoever walks is drawn last, over those who stand.
      now = new Map([...each.filter((way) => !moves(way)), ...walks].map(({ person, from }) => [person, from]));
      if (atOnce || !now.size || isStill()) return finish();
      life = new AbortController();
      const until = AbortSignal.any([life.signal, signal]);
      start = performance.now();
      requestAnimationFrame(draw);
      later(LONG + LAST + 100, finish, until); // no frame may come: in a tab behind another there are none
      document.addEventListener("visibilitychange", finish, { signal: until });
    },
  };
}

/** @param {Walk} walk */
const moves = ({ from: a, to: b }) =>
  a.x !== b.x || a.y !== b.y || a.size !== b.size || a.look !== b.look || a.seen !== b.seen;

/**
 * Fast at first, as in all that moves: whoever is sent elsewhere on the way turns round at once.
 *
 * @param {number} share
 */
const ease = (share) => 1 - (1 - share) ** 3;

/**
 * @param {At} from
 * @param {At} to
 * @param {number} share
 * @returns {At}
 */
function between(from, to, share) {
  const at = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * share;
  return {
    x: at(from.x, to.x),
    y: at(from.y, to.y),
    size: at(from.size, to.size),
    seen: at(from.seen, to.seen),
    look: share < 0.5 ? from.look : to.look,
    isFew: share < 0.5 ? from.isFew : to.isFew,
  };
}

/**
 * The way of each who is not where they stand: who comes and who goes fades.
 *
 * @param {Map<number, At>} now
 * @param {Map<number, Stand>} stands
 * @returns {Generator<Walk>}
 */
function* ways(now, stands) {
  for (const [person, stand] of stands) {
    const to = { ...stand, seen: 1 };
    yield way(person, now.get(person) ?? { ...to, seen: 0 }, to);
  }
  for (const [person, from] of now) if (!stands.has(person)) yield way(person, from, { ...from, seen: 0 });
}

/**
 * @param {number} person
 * @param {At} from
 * @param {At} to
 * @returns {Walk}
 */
function way(person, from, to) {
  const far = Math.min(Math.hypot(to.x - from.x, to.y - from.y) / FAR, 1);
  return { person, from, to, wait: far ? (hash(person) % LAST) * far : 0, long: SHORT + (LONG - SHORT) * far };
}
