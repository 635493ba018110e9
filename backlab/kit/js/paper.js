// A lab on paper: its sheet, or what its controls say in words.

import { names } from "./controls/boxes.js";
import { numbers } from "./controls/guess.js";
import { make } from "./dom.js";
import { isServed } from "./place.js";

/** @import { Choice, Field, Value } from "./contract" */
/** @import { Session } from "./session.js" */

const FEW = 6; // choices that are listed on paper

/**
 * The words of choices, by their names, in the order of the choices.
 *
 * @param {Choice[]} choices
 * @param {string[]} names
 */
const chosen = (choices, names) =>
  choices
    .filter(({ name }) => names.includes(name))
    .map(({ words }) => words)
    .join(", ");

/**
 * What a control says, in words; "" where it says nothing.
 *
 * @param {Field} field
 * @param {Value} value
 * @returns {string}
 */
export function inWords(field, value) {
  switch (field.kind) {
    case "slider":
      return typeof value === "number" ? (field.words[value - field.low] ?? String(value)) : field.unasked;
    case "menu":
    case "radio":
    case "spot":
      return chosen(field.choices, [String(value)]);
    case "people":
      return typeof value === "number" ? `${value} ${field.unit}` : "";
    case "line":
      return numbers(value)
        .map((each, n) => `${field.xs[n]}: ${each ?? field.undrawn}`)
        .join(", ");
    case "order":
      return names(value)
        .map((name, n) => `${n + 1}. ${chosen(field.choices, [name])}`)
        .join(", ");
    case "boxes":
    case "places":
      return chosen(field.choices, names(value));
    case "checks":
      if (typeof value !== "object" || value === null || Array.isArray(value)) return "";
      return [chosen(field.choices, value.yes), value.none ? field.none : ""].filter(Boolean).join(", ");
    case "entry":
      return value ? `${value} ${field.unit}` : "";
    default:
      return "";
  }
}

/**
 * What all controls say, for paper: there nothing can be moved.
 *
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export function drawInWords(session, signal) {
  const list = make("dl", { class: "bl-in-words" });
  const write = () => {
    const said = session.face.fields.map((field) => ({ field, words: inWords(field, session.value(field.id)) }));
    const rows = said.filter(({ words }) => words);
    list.replaceChildren(
      ...rows.flatMap(({ field, words }) => [
        make("dt", {}, "label" in field ? field.label : ""),
        make("dd", {}, words),
      ]),
    );
  };
  addEventListener("beforeprint", write, { signal });
  return list;
}

/**
 * What a lab that is not open yet asks for, for paper: its steps, what can be changed, and room to write.
 *
 * @param {Session} session
 */
export function drawWorksheet({ face }) {
  const rows = face.fields.flatMap((field) => {
    if (field.kind === "steps") return field.steps.map(({ title }) => title);
    const isShort = (field.kind === "menu" || field.kind === "radio") && field.choices.length <= FEW;
    const words = isShort ? field.choices.map((choice) => choice.words).join(", ") : "";
    return "label" in field ? [words ? `${field.label}: ${words}` : field.label] : [];
  });
  const items = rows.map((words) => make("li", {}, words));
  const title = make("p", { class: "bl-lead" }, face.words.result);
  return make("div", { class: "bl-worksheet" }, title, make("ul", {}, ...items), make("div", { class: "bl-room" }));
}

/**
 * Print one lab's sheet and nothing else; a workbench, which prints in its own way, from a frame.
 *
 * @param {HTMLElement} lab
 * @param {HTMLElement} sheet
 */
export function printSheet(lab, sheet) {
  if (!isServed()) {
    printFromFrame(sheet);
    return;
  }
  const root = document.documentElement;
  root.dataset.sheetAlone = "";
  lab.dataset.sheet = "";
  const after = () => {
    delete root.dataset.sheetAlone;
    delete lab.dataset.sheet;
  };
  addEventListener("afterprint", after, { once: true }); // not ended with the view: the page must come back
  print();
}

/** @param {HTMLElement} sheet */
function printFromFrame(sheet) {
  const frame = make("iframe", { class: "bl-unseen", "aria-hidden": "true" });
  document.body.append(frame);
  const { contentDocument: inside, contentWindow: view } = frame;
  if (!inside || !view) return;
  const styles = [...document.querySelectorAll("style")].filter(({ textContent }) =>
    textContent?.includes("--bl-page"),
  );
  inside.head.append(...styles.map((style) => style.cloneNode(true)));
  inside.documentElement.dataset.sheetAlone = "";
  inside.body.innerHTML = `<div class="bl-lab" data-sheet>${sheet.outerHTML}</div>`;
  view.addEventListener("afterprint", () => setTimeout(() => frame.remove()), { once: true });
  view.print();
}
