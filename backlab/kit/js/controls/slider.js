import { make } from "../dom.js";

/** @import { Slider } from "../contract" */
/** @import { Control, Hands } from "../types" */

/**
 * A whole number; with `unasked`, a box beside it stands for "no number".
 *
 * @param {Slider} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function slider(field, { uid, put, signal }) {
  const number = make("span", { class: "bl-number", "aria-hidden": "true" }); // the slider itself says its value
  const range = { min: field.low, max: field.high, step: 1, value: field.low };
  const input = make("input", { type: "range", id: uid, ...range });
  const unasked = make("input", { type: "checkbox", "aria-label": `${field.label}: ${field.unasked}` });
  input.addEventListener("input", () => put(Number(input.value)), { signal });
  unasked.addEventListener("change", () => put(unasked.checked ? null : Number(input.value)), { signal });
  const head = make("span", { class: "bl-field-head" }, make("label", { for: uid }, field.label), number);
  const also = field.unasked ? make("label", { class: "bl-unasked" }, unasked, ` ${field.unasked}`) : null;
  const element = make("div", { class: `bl-field bl-slider${field.colour ? " is-coloured" : ""}` }, head, input, also);
  if (field.colour) element.style.setProperty("--bl-own", `var(--bl-${field.colour})`);
  return {
    element,
    show(value) {
      input.disabled = value === null;
      if (value !== null) input.value = String(value);
      const words = typeof value === "number" ? field.words[value - field.low] : undefined; // a step that stands for something else
      number.textContent = words ?? String(value ?? "–");
      if (words) input.setAttribute("aria-valuetext", words);
      const share = (Number(input.value) - field.low) / (field.high - field.low || 1);
      input.style.setProperty("--bl-share", String(share));
      unasked.checked = value === null;
    },
    tell({ hidden }) {
      element.hidden = hidden[field.id]?.includes(field.id) ?? false;
    },
  };
}
