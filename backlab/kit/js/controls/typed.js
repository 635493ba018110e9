// What is typed: a short text, or a few lines of code.

import { make } from "../dom.js";

/** @import { Code, Entry } from "../contract" */
/** @import { Control, Hands } from "../types" */

/**
 * A short text, with its unit; the Enter key presses a button.
 *
 * @param {Entry} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function entry(field, { uid, put, press, signal }) {
  // What no button takes is looked for while it is typed; all else is a number.
  const kind = field.enter ? { type: "text", inputmode: "decimal" } : { type: "search" };
  const input = make("input", { ...kind, autocomplete: "off", id: uid });
  input.addEventListener(field.enter ? "change" : "input", () => put(input.value), { signal });
  /** @param {KeyboardEvent} event */
  const enter = (event) => {
    if (event.key !== "Enter" || !field.enter) return;
    put(input.value);
    press(field.enter);
  };
  input.addEventListener("keydown", enter, { signal });
  const unit = field.unit ? make("span", { class: "bl-entry-unit" }, field.unit) : null;
  const label = make("label", { for: uid }, field.label);
  return {
    element: make("div", { class: "bl-field bl-entry" }, label, make("div", {}, input, unit)),
    show(value) {
      if (input.value !== value) input.value = String(value ?? "");
    },
    tell() {},
  };
}

/**
 * A few lines of code.
 *
 * @param {Code} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function code(field, { uid, put, signal }) {
  const plain = { spellcheck: "false", autocapitalize: "off", autocomplete: "off" };
  const area = make("textarea", { id: uid, rows: 4, ...plain });
  area.addEventListener("change", () => put(area.value), { signal });
  return {
    element: make("div", { class: "bl-field bl-code" }, make("label", { for: uid }, field.label), area),
    show(value) {
      if (area.value !== value) area.value = String(value ?? "");
    },
    tell() {},
  };
}
