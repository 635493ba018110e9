// A lab that stands whole in one window: its picture with the verdict above it, steps and a few controls beside it, and
// all else in drawers over these. Nothing that opens, grows or goes moves anything else.

import { make, say } from "./dom.js";
import { drawDrawers } from "./drawers.js";
import { fit, fitLabels } from "./fit.js";
import { whileAny } from "./lifetimes.js";
import { fillMoving } from "./motion.js";
import { isServed } from "./place.js";
import { mirror } from "./sentences.js";

/** @import { Field, Panel, Stage } from "./contract" */
/** @import { Session } from "./session.js" */

/** Seen is what the pinned picture, 45 % of the window, leaves. */
const SEEN = { rootMargin: "-45% 0px 0px", threshold: [0, 0.25, 0.5, 0.75, 1] };

/** The width of the window without its scroll bar, which no unit of CSS knows, for all stages of a page. */
const tellWidth = whileAny((signal) => {
  const root = document.documentElement;
  const tell = () => root.style.setProperty("--bl-window", `${root.clientWidth}px`);
  const watch = new ResizeObserver(tell);
  watch.observe(root);
  tell();
  signal.addEventListener("abort", () => watch.disconnect(), { once: true });
});

/**
 * The picture under the verdict.
 *
 * @param {Session} session
 * @param {string} picture the panel's id
 * @param {AbortSignal} signal
 */
function drawFront(session, picture, signal) {
  const verdict = mirror(session, "summary", make("div", { class: "bl-verdict-words" }), signal);
  const top = make("div", { class: "bl-verdict" }, verdict);
  fit(top, verdict, signal);
  const scene = make("div", { class: `bl-scene bl-${picture}` });
  const heading = make("h3", { class: "bl-unseen" });
  const show = (/** @type {Panel} */ panel) => {
    say(heading, panel.title);
    fillMoving(scene, panel.html, signal);
  };
  const first = session.state.panels[picture];
  if (first) show(first);
  session.listen((news) => {
    const panel = news.kind === "reply" && news.changes.panels?.[picture];
    if (panel) show(panel);
  }, signal);
  fitLabels(scene, signal);
  const { result } = session.face.words;
  return make("section", { class: "bl-result bl-front", "aria-label": result }, heading, top, scene);
}

/**
 * Which step one is at, in one line in the corner of the picture: for where the picture is pinned, and the step itself
 * has gone below it.
 *
 * @param {Session} session
 * @param {HTMLElement} guide
 * @param {AbortSignal} signal
 */
function drawNow(session, guide, signal) {
  const now = make("p", { class: "bl-now", "aria-hidden": "true", hidden: true });
  const field = session.face.fields.find(({ kind }) => kind === "steps");
  if (field?.kind !== "steps") return now;
  const show = () => {
    const at = field.steps.findIndex(({ name }) => name === session.value(field.id));
    say(now, `${at + 1}. ${field.steps[at]?.title ?? ""}`);
  };
  show();
  session.listen(show, signal);
  const seen = new IntersectionObserver(([{ intersectionRatio, boundingClientRect }]) => {
    now.hidden = intersectionRatio > 0.5 || boundingClientRect.top > innerHeight / 2;
  }, SEEN);
  seen.observe(guide);
  signal.addEventListener("abort", () => seen.disconnect(), { once: true });
  return now;
}

/**
 * Put a stage into the middle of the window, unless all of it is there; one that is taller begins at the top.
 *
 * @param {Element} stage
 */
export function bringWhole(stage) {
  const { top, bottom, height } = stage.getBoundingClientRect();
  if (height > innerHeight) stage.scrollIntoView();
  else if (top < 0 || bottom > innerHeight) scrollBy({ top: top - (innerHeight - height) / 2, behavior: "instant" });
}

/**
 * Whoever comes to a control by keyboard sees all of the stage: what the control does, too. A pointer is already there.
 *
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
function standWhole(element, signal) {
  if (!isServed()) return;
  let isByKey = true;
  const by = (/** @type {boolean} */ key) => () => {
    isByKey = key;
  };
  addEventListener("pointerdown", by(false), { capture: true, signal });
  addEventListener("keydown", by(true), { capture: true, signal });
  element.addEventListener(
    "focusin",
    () => {
      if (isByKey && element.offsetHeight <= innerHeight) bringWhole(element);
    },
    { signal },
  );
  addEventListener(
    "hashchange",
    () => {
      if (element.querySelector(":target")) bringWhole(element);
    },
    { signal },
  );
}

/**
 * Draw the stage of a lab, and say where each control has its place.
 *
 * @param {Session} session
 * @param {Stage} stage
 * @param {string} uid
 * @param {AbortSignal} signal
 */
export function drawStage(session, stage, uid, signal) {
  const { words } = session.face;
  const guide = make("div", { class: "bl-guide" });
  const first = make("div", { class: "bl-first" });
  const side = make("section", { class: "bl-controls bl-side", "aria-label": words.controls }, guide, first);
  fit(side, null, signal);
  const front = drawFront(session, stage.picture, signal);
  front.append(drawNow(session, guide, signal));
  const drawers = drawDrawers(session, stage, { side, guide, first }, uid, signal);
  const element = make("div", { class: "bl-stage", "data-slide": words.result }, front, side, ...drawers.elements);
  standWhole(element, signal);
  if (isServed()) tellWidth(signal);
  /** @param {Field} field */
  const place = (field) => {
    if (field.kind === "steps") return guide;
    return stage.first.includes(field.id) ? first : drawers.more;
  };
  return { parts: [element], place };
}
