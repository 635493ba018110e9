// A lab's sheet on paper.

import { make } from "./dom.js";
import { isServed } from "./place.js";

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
