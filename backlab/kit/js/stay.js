// Where a reader looks stays where it is while panels above it grow or shrink.

import { isServed, stripHeight } from "./place.js";

const LOW = 0.7; // of the window's height: what begins above it is being read

/** @typedef {{ panel: HTMLElement, top: number }} Held */

/**
 * Hold the place of a lab's result; what comes back is called before a change.
 *
 * @param {HTMLElement} result
 */
export function keepInView(result) {
  /** @type {Held | null} */
  let held = null;
  const release = () => {
    if (held) {
      const moved = held.panel.getBoundingClientRect().top - held.top;
      if (Math.abs(moved) > 1) scrollBy({ top: moved, behavior: "instant" });
    }
    held = null;
  };
  return () => {
    if (held || !isServed() || "presenting" in document.documentElement.dataset) return;
    held = reading(result);
    if (held) queueMicrotask(release); // all that one reply changes is changed before
  };
}

/**
 * The panel that is being read: one that begins in view, or else one that fills the window.
 *
 * @param {HTMLElement} result
 * @returns {Held | null}
 */
function reading(result) {
  const children = /** @type {HTMLElement[]} */ ([...result.children]);
  const shown = children.filter((panel) => panel.offsetHeight);
  const tops = shown.map((panel) => ({ panel, top: panel.getBoundingClientRect().top }));
  const strip = stripHeight();
  const begins = tops.find(({ top }) => top >= strip && top < innerHeight * LOW);
  const fills = tops.find(({ panel, top }) => top < strip && top + panel.offsetHeight > innerHeight * LOW);
  return begins ?? fills ?? null;
}
