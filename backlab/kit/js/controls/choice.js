// One of several: in a menu, or all in view.

import { make } from "../dom.js";

/** @import { Choice, Menu, Radio, Truth } from "../contract" */
/** @import { Control, Hands } from "../types" */

/**
 * One of several, in a menu.
 *
 * @param {Menu} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function menu(field, { uid, put, signal }) {
  const options = field.choices.map(({ name, words }) => make("option", { value: name }, words));
  const select = make("select", { id: uid }, ...options);
  select.addEventListener("change", () => put(select.value), { signal });
  const listed = field.choices.filter(({ name }) => name).map(({ words }) => `☐ ${words}`);
  const all = make("p", { class: "bl-on-paper", "aria-hidden": "true" }, listed.join(" ")); // a menu is shut on paper
  return {
    element: make("div", { class: "bl-field bl-menu" }, make("label", { for: uid }, field.label), select, all),
    show(value) {
      select.value = String(value);
    },
    tell() {},
  };
}

/**
 * The right one of a list, once it is known, and the one that was guessed: each with a word. Where nobody guessed, no
 * choice stays made.
 *
 * @param {HTMLLabelElement[]} labels
 * @param {Choice[]} choices
 * @param {Truth | undefined} truth
 */
function sign(labels, choices, truth) {
  labels.forEach((label, n) => {
    const input = label.querySelector("input");
    const isFound = truth?.place === choices[n].name;
    const isOver = Boolean(truth?.over);
    label.classList.toggle("is-found", isFound);
    label.classList.toggle("is-over", isOver);
    if (truth && isFound) label.dataset.found = truth.found;
    else delete label.dataset.found;
    if (!input) return;
    input.disabled = isOver;
    if (isOver && !truth?.yours) input.checked = false;
    if (truth && isOver && input.checked && !isFound) label.dataset.yours = truth.yours;
    else delete label.dataset.yours;
  });
}

/**
 * One of a few, all in view.
 *
 * @param {Radio} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function radio(field, { uid, put, signal }) {
  const inputs = field.choices.map(({ name }) => make("input", { type: "radio", name: uid, value: name }));
  for (const input of inputs) input.addEventListener("change", () => put(input.value), { signal });
  const labels = field.choices.map(({ words }, n) => make("label", {}, inputs[n], make("span", {}, words)));
  const kind = `bl-field bl-radio${field.stacked ? " is-stacked" : ""}`;
  const element = make("fieldset", { class: kind }, make("legend", {}, field.label), make("div", {}, ...labels));
  return {
    element,
    show(value) {
      for (const input of inputs) input.checked = input.value === value;
    },
    tell({ truth, hidden }) {
      element.hidden = hidden[field.id]?.includes(field.id) ?? false;
      sign(labels, field.choices, truth[field.id]);
      // Whoever has just committed by a button that goes away is led to the right one.
      const found = labels.find((label) => label.matches(".is-found.is-over"));
      if (!found || !element.parentElement?.querySelector(".bl-buttons")?.contains(document.activeElement)) return;
      found.tabIndex = -1;
      found.focus({ preventScroll: true });
    },
  };
}
