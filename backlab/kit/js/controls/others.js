// What stands among the controls and holds no value.

import { fill, make } from "../dom.js";

/** @import { Buttons, Text, Value } from "../contract" */
/** @import { Control, Hands } from "../types" */

/**
 * Whether nothing has been entered yet: of a line, any of its places.
 *
 * @param {Value} value
 */
const isEmpty = (value) =>
  value === "" || value === null || (Array.isArray(value) && (!value.length || value.some((each) => each === null)));

/**
 * Buttons in a row, some of them hidden now and then.
 *
 * @param {Buttons} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function buttons(field, { of, press, signal }) {
  const row = field.buttons.map(({ name, words }) => {
    const button = make("button", { type: "button", class: "bl-button", "data-press": name }, words);
    button.addEventListener("click", () => press(name), { signal });
    return button;
  });
  const element = make("div", { class: "bl-field bl-buttons" }, ...row);
  return {
    element,
    show() {},
    // It can still be reached, and pressed: then the lab says what to do first.
    follow() {
      row.forEach((button, n) => {
        const { waits } = field.buttons[n];
        if (waits) button.setAttribute("aria-disabled", String(isEmpty(of(waits))));
      });
    },
    tell({ hidden }) {
      const away = hidden[field.id] ?? [];
      const held = row.find((button) => button.matches(":focus"));
      row.forEach((button, n) => {
        button.hidden = away.includes(field.buttons[n].name);
      });
      // Whoever works by keyboard must not be thrown back to the top of the page.
      if (held?.hidden) nearest(row, element)?.focus();
    },
  };
}

/**
 * The button to go on from: of this row, or else of the lab.
 *
 * @param {HTMLButtonElement[]} row
 * @param {HTMLElement} element
 * @returns {HTMLElement | null | undefined}
 */
const nearest = (row, element) =>
  row.find((button) => !button.hidden) ?? element.parentElement?.querySelector("button:not([hidden])");

/**
 * A place for words that change.
 *
 * @param {Text} field
 * @returns {Control}
 */
export function text(field) {
  const element = make("div", { class: "bl-field bl-text" });
  return {
    element,
    show() {},
    tell: ({ html }) => fill(element, html[field.id] ?? ""),
  };
}
