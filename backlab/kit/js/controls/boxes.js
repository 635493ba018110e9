// Any of several: in view, or under a heading that folds.

import { fold, group, make } from "../dom.js";

/** @import { Answers, Asked, Boxes, Checks, Choice, Value } from "../contract" */
/** @import { Control, Hands } from "../types" */

/**
 * The names that a value holds.
 *
 * @param {Value} value
 * @returns {string[]}
 */
export const names = (value) => (Array.isArray(value) ? value.filter((each) => typeof each === "string") : []);

/**
 * The names with one of them in or out, in the order of the choices.
 *
 * @param {Choice[]} choices
 * @param {string[]} held
 * @param {string} name
 * @param {boolean} isIn
 */
export const withName = (choices, held, name, isIn) =>
  choices.map((choice) => choice.name).filter((each) => (each === name ? isIn : held.includes(each)));

/**
 * Any of a few.
 *
 * @param {Boxes} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function boxes(field, { get, put, signal }) {
  const inputs = field.choices.map(() => make("input", { type: "checkbox" }));
  inputs.forEach((input, n) => {
    const change = () => put(withName(field.choices, names(get()), field.choices[n].name, input.checked));
    input.addEventListener("change", change, { signal });
  });
  const labels = field.choices.map(({ words }, n) =>
    make("label", { class: "bl-check" }, inputs[n], make("span", {}, words)),
  );
  return {
    element: make("fieldset", { class: "bl-field bl-boxes" }, make("legend", {}, field.label), ...labels),
    show(value) {
      inputs.forEach((input, n) => {
        input.checked = names(value).includes(field.choices[n].name);
      });
    },
    tell() {},
  };
}

/**
 * What a value says under one heading.
 *
 * @param {Value} value
 * @returns {Answers}
 */
const answers = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : { yes: [], none: false, no: [] };

/**
 * How deep a box stands under others: 0 for one that is always in view.
 *
 * @param {Asked[]} choices
 * @param {Asked} choice
 * @returns {number}
 */
function depth(choices, choice) {
  const above = choices.find(({ name }) => name === choice.under);
  return above ? 1 + depth(choices, above) : 0;
}

/**
 * Boxes under a heading, with "none of the others" as the last. A follow-up is in view once what it follows is ticked.
 *
 * @param {Checks} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function checks(field, { uid, get, put, signal }) {
  const ticks = field.choices.map(() => make("input", { type: "checkbox" }));
  ticks.forEach((tick, n) => {
    const change = () => {
      const held = answers(get());
      put({ ...held, yes: withName(field.choices, held.yes, field.choices[n].name, tick.checked) });
    };
    tick.addEventListener("change", change, { signal });
  });
  const none = make("input", { type: "checkbox" });
  none.addEventListener("change", () => put({ ...answers(get()), none: none.checked }), { signal });
  const labels = field.choices.map(({ words }, n) =>
    make("label", { class: "bl-check" }, ticks[n], make("span", {}, words), make("span", { class: "bl-no" }, field.no)),
  );
  labels.forEach((label, n) => {
    label.style.setProperty("--bl-under", String(depth(field.choices, field.choices[n])));
  });
  const rest = make("label", { class: "bl-check bl-none-other" }, none, make("span", {}, field.none));
  const body = make("div", {}, group(field.label, [...labels, rest]));
  const folded = fold(uid, "h3", field.label, body, field.open, signal);
  return {
    element: make("div", { class: "bl-field" }, folded.heading, body),
    show(value) {
      const held = answers(value);
      ticks.forEach((tick, n) => {
        const { name, under } = field.choices[n];
        tick.checked = held.yes.includes(name);
        labels[n].hidden = !(under === "" || held.yes.includes(under) || tick.checked);
        labels[n].classList.toggle("is-no", held.no.includes(name));
      });
      none.checked = held.none;
    },
    tell: ({ headings }) => folded.rename(headings[field.id] ?? field.label),
  };
}
