// Steps through a lab, one in view at a time.

import { fill, make } from "../dom.js";

/** @import { Steps } from "../contract" */
/** @import { Control, Hands } from "../types" */

/**
 * @param {Steps} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function steps({ label, steps: all }, { put, signal }) {
  const title = make("strong", {});
  const body = make("div", {});
  const turn = (/** @type {number} */ by) => {
    const to = all[all.findIndex(({ name }) => name === shown) + by];
    if (to) put(to.name);
  };
  const back = make("button", { type: "button", "aria-label": "←" }, "←");
  const next = make("button", { type: "button", "aria-label": "→" }, "→");
  back.addEventListener("click", () => turn(-1), { signal });
  next.addEventListener("click", () => turn(1), { signal });
  let shown = all[0]?.name ?? "";
  const element = make("section", { class: "bl-field bl-steps", "aria-label": label }, title, body, back, next);
  return {
    element,
    show(value) {
      const step = all.find(({ name }) => name === value) ?? all[0];
      if (!step) return;
      shown = step.name;
      title.textContent = step.title;
      fill(body, step.html);
    },
    tell() {},
  };
}
