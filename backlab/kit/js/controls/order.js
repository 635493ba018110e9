// A few things to be put into order: by two buttons beside each, or dragged by a handle.

import { make, say } from "../dom.js";
import { names } from "./boxes.js";

/** @import { Choice, Order, Truth } from "../contract" */
/** @import { Control, Hands } from "../types" */

/** @typedef {{ choice: Choice, row: HTMLLIElement, handle: HTMLElement, up: HTMLButtonElement, down: HTMLButtonElement,
 *   found: HTMLElement }} Thing */

/**
 * Words with what stands in their fields.
 *
 * @param {string} words
 * @param {Record<string, string | number>} fields
 */
const filled = (words, fields) =>
  Object.entries(fields).reduce((said, [name, value]) => said.replace(`{${name}}`, String(value)), words);

/**
 * One thing of the list.
 *
 * @param {Choice} choice
 * @param {Order} field
 * @returns {Thing}
 */
function draw(choice, field) {
  const button = (/** @type {string} */ said, /** @type {string} */ sign) =>
    make("button", { type: "button", "aria-label": filled(said, { words: choice.words }) }, sign);
  const handle = make("span", { class: "bl-order-handle", "aria-hidden": "true" }, "⠿");
  const [up, down] = [button(field.up, "↑"), button(field.down, "↓")];
  const found = make("span", { class: "bl-order-found", hidden: true });
  const words = make("span", { class: "bl-order-words" }, choice.words, found);
  return { choice, row: make("li", {}, handle, words, up, down), handle, up, down, found };
}

/**
 * @param {Order} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function order(field, { put, signal }) {
  const all = field.choices.map((choice) => draw(choice, field));
  const list = make("ol", {}, ...all.map(({ row }) => row));
  const said = make("p", { class: "bl-unseen", role: "status" });
  const hint = make("p", { class: "bl-note" }, field.hint);
  const element = make(
    "fieldset",
    { class: "bl-field bl-order bl-guess" },
    make("legend", {}, field.label),
    list,
    hint,
    said,
  );
  /** @type {Thing | null} What is being dragged: until it is let go of, nobody else moves anything. */
  let dragged = null;
  let isOver = false;
  /** How they stand in the list. */
  const standing = () => [...list.children].flatMap((row) => all.find((each) => each.row === row) ?? []);
  const follow = () => {
    const rows = standing();
    rows.forEach(({ up, down }, n) => {
      // Not disabled: whoever works by keyboard keeps the place.
      up.setAttribute("aria-disabled", String(n === 0));
      down.setAttribute("aria-disabled", String(n === rows.length - 1));
    });
  };
  /** @param {Thing} thing @param {number} to */
  const stand = (thing, to) => {
    const others = standing().filter((each) => each !== thing);
    // The others go round it, so that it keeps the pointer and the focus.
    for (const each of others.slice(0, to)) list.insertBefore(each.row, thing.row);
    for (const each of others.slice(to).reverse()) thing.row.after(each.row);
    follow();
  };
  const tell = () => put(standing().map(({ choice }) => choice.name));
  /** @param {Thing} thing @param {number} by */
  const move = (thing, by) => {
    const to = standing().indexOf(thing) + by;
    if (isOver || to < 0 || to >= all.length) return;
    stand(thing, to);
    tell();
    say(said, filled(field.placed, { words: thing.choice.words, place: to + 1, of: all.length }));
  };
  for (const thing of all) {
    thing.up.addEventListener("click", () => move(thing, -1), { signal });
    thing.down.addEventListener("click", () => move(thing, 1), { signal });
    drag(thing, {
      begin: () => {
        if (!isOver) dragged = thing;
        return !isOver;
      },
      over: (y) => {
        const others = standing().filter((each) => each !== thing);
        const to = others.filter(({ row }) => y > middle(row)).length;
        if (to !== standing().indexOf(thing)) stand(thing, to);
      },
      end: () => {
        dragged = null;
        tell();
      },
      signal,
    });
  }
  /** @param {Truth} truth */
  const uncover = (truth) => {
    isOver = truth.over;
    element.classList.toggle("is-over", isOver);
    hint.hidden = isOver;
    const place = new Map(standing().map((thing, n) => [thing, n + 1]));
    all.forEach((thing, n) => {
      const right = truth.values[n];
      thing.row.classList.toggle("is-found", place.get(thing) === right);
      thing.found.hidden = false;
      say(thing.found, `${truth.found}: ${right}`);
    });
  };
  return {
    element,
    show(value) {
      if (dragged) return;
      const held = names(value);
      list.classList.toggle("is-untouched", !held.length);
      const wanted = held.length ? held : field.choices.map(({ name }) => name);
      if (standing().some(({ choice }, n) => choice.name !== wanted[n]))
        wanted.forEach((name, n) => {
          const thing = all.find(({ choice }) => choice.name === name);
          if (thing) stand(thing, n);
        });
      follow();
    },
    tell({ truth }) {
      const found = truth[field.id];
      if (found) uncover(found);
      else
        for (const { row, found: mark } of all) {
          mark.hidden = true;
          row.classList.remove("is-found");
        }
      if (found?.over && element.parentElement?.querySelector(".bl-buttons")?.contains(document.activeElement)) {
        list.tabIndex = -1;
        list.focus({ preventScroll: true });
      }
    },
  };
}

/** Where the middle of an element is, from the top of the window. @param {Element} element */
function middle(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

/**
 * A thing that is dragged up and down by its handle.
 *
 * @param {Thing} thing
 * @param {{ begin: () => boolean, over: (y: number) => void, end: () => void, signal: AbortSignal }} acts
 */
function drag({ row, handle }, { begin, over, end, signal }) {
  let pointer = -1;
  /** @param {PointerEvent} event */
  const hold = (event) => {
    if (!event.isPrimary || event.button !== 0 || !begin()) return;
    pointer = event.pointerId;
    handle.setPointerCapture(pointer);
    row.classList.add("is-dragged");
  };
  /** @param {PointerEvent} event */
  const follow = ({ pointerId, clientY }) => {
    if (pointerId === pointer) over(clientY);
  };
  /** @param {PointerEvent} event */
  const leave = ({ pointerId }) => {
    if (pointerId !== pointer) return;
    pointer = -1;
    row.classList.remove("is-dragged");
    end();
  };
  handle.addEventListener("pointerdown", hold, { signal });
  handle.addEventListener("pointermove", follow, { signal });
  for (const over of /** @type {const} */ (["pointerup", "pointercancel"]))
    handle.addEventListener(over, leave, { signal });
}
