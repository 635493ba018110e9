// Those of whom something is told: a button over each of them, and what is told of one in a bubble beside them.

import { make, say } from "../dom.js";

/** @import { Stand } from "./place.js" */

/** @type {Record<string, number>} */
const WAYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
/** Pixels that a finger needs: whoever is drawn smaller is none to be tapped. */
const REACH = 24;
const GAP = 6; // pixels between a person and the bubble

/** @param {HTMLElement} button */
const personOf = (button) => Number(button.dataset.person);

/**
 * What is told stays until somebody else is meant, or until it has nobody any more.
 *
 * @param {(person: number, size: number) => ImageBitmap | null} portrait
 * @param {AbortSignal} signal
 */
export function stories(portrait, signal) {
  const words = make("span");
  const face = make("canvas", { class: "bl-walkers-portrait" });
  // The button says it to those who hear it.
  const bubble = make("div", { class: "bl-walkers-story", "aria-hidden": "true", hidden: true }, face, words);
  /** @type {HTMLElement | null} */
  let place = null;
  /** @type {HTMLButtonElement[]} */
  let buttons = [];
  /** @type {Map<number, Stand>} */
  let stands = new Map();
  /** @type {number | null} Who is told of, and who holds the focus. */
  let told = null;
  const hide = () => {
    told = null;
    bubble.hidden = true;
    for (const each of buttons) each.classList.remove("is-told");
  };
  /** @param {HTMLButtonElement | undefined} button */
  const tell = (button) => {
    const stand = button && stands.get(personOf(button));
    if (!place || !button || !stand) return hide();
    told = personOf(button);
    for (const each of buttons) each.classList.toggle("is-told", each === button);
    say(words, button.textContent ?? "");
    const drawn = portrait(told, 48);
    face.width = drawn?.width ?? 0;
    face.height = drawn?.height ?? 0;
    if (drawn) face.getContext("2d")?.drawImage(drawn, 0, 0);
    bubble.hidden = false;
    put(bubble, place, stand);
  };
  /** @param {number} n */
  const reach = (n) => {
    // One stop for the Tab key; the arrows go on from there.
    buttons.forEach((each, m) => {
      each.tabIndex = n === m ? 0 : -1;
    });
  };
  /** @param {Event} event */
  const buttonOf = ({ target }) =>
    target instanceof Element ? buttons.find((each) => each.contains(target)) : undefined;
  const meant = (/** @type {Event} */ event) => {
    const button = buttonOf(event);
    if (!button) return;
    reach(buttons.indexOf(button));
    tell(button);
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    const by = WAYS[event.key];
    const here = buttons.indexOf(/** @type {HTMLButtonElement} */ (buttonOf(event)));
    if (here < 0 || (by === undefined && event.key !== "Escape")) return;
    if (by === undefined) {
      if (bubble.hidden) return;
      hide();
    } else {
      const next = buttons[here + by] ?? buttons[here];
      reach(buttons.indexOf(next));
      next.focus({ preventScroll: true });
    }
    event.preventDefault();
  };
  return {
    /**
     * Put the buttons where their people stand.
     *
     * @param {HTMLElement} next
     * @param {Map<number, Stand>} where
     */
    put(next, where) {
      stands = where;
      if (next !== place) {
        place = next;
        buttons = [...next.querySelectorAll(/** @type {"button"} */ ("button[data-person]"))];
        next.append(bubble);
        for (const name of ["click", "focusin", "pointerover"]) next.addEventListener(name, meant, { signal });
        next.addEventListener("keydown", key, { signal });
        reach(0);
      }
      for (const button of buttons) {
        const stand = where.get(personOf(button));
        button.hidden = !stand || stand.size < REACH;
        if (!stand) continue;
        const { x, y, size } = stand;
        Object.assign(button.style, { left: `${x}px`, top: `${y}px`, width: `${size}px`, height: `${size}px` });
      }
      tell(buttons.find((each) => !each.hidden && personOf(each) === told));
    },
  };
}

/**
 * Beside a person, wherever there is room, else below them or above; always within the picture.
 *
 * @param {HTMLElement} bubble
 * @param {HTMLElement} place
 * @param {Stand} stand
 */
function put(bubble, place, { x, y, size }) {
  const { clientWidth: wide, clientHeight: high } = place;
  const { offsetWidth, offsetHeight } = bubble;
  const off = size / 2 + GAP;
  const within = (/** @type {number} */ at, /** @type {number} */ most) => Math.max(Math.min(at, most), 0);
  const put = (/** @type {number} */ left, /** @type {number} */ top) => {
    bubble.style.left = `${within(left, wide - offsetWidth)}px`;
    bubble.style.top = `${within(top, high - offsetHeight)}px`;
  };
  if (x + off + offsetWidth < wide) put(x + off, y - offsetHeight / 2);
  else if (x - off - offsetWidth > 0) put(x - off - offsetWidth, y - offsetHeight / 2);
  else put(x - offsetWidth / 2, y + off + offsetHeight < high ? y + off : y - off - offsetHeight);
}
