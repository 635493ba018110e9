// The line that stays in view, with a way from the patient to the advice and back.

import { make } from "./dom.js";
import { mirror } from "./sentences.js";

/** @import { Session } from "./session.js" */

/**
 * Draw it above the two sides of a lab; its height is told to the page.
 *
 * @param {Session} session
 * @param {HTMLElement} controls
 * @param {HTMLElement} result
 * @param {AbortSignal} signal
 */
export function drawSummary(session, controls, result, signal) {
  const line = mirror(session, "summary", make("div", { class: "bl-summary-line" }), signal);
  const jump = () => {
    const target = result.getBoundingClientRect().top > innerHeight / 3 ? result : controls;
    target.setAttribute("tabindex", "-1");
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  };
  const words = session.face.words.jump;
  const button = make("button", { type: "button", class: "bl-jump", "aria-label": words, title: words }, "⇅");
  button.addEventListener("click", jump, { signal });
  const summary = make("div", { class: "bl-summary", "data-answer": true }, line, button);
  const tell = () => document.documentElement.style.setProperty("--bl-strip", `${summary.offsetHeight}px`);
  const watch = new ResizeObserver(tell);
  watch.observe(summary);
  signal.addEventListener("abort", () => watch.disconnect(), { once: true });
  return summary;
}
