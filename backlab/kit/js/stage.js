// A lab that stands whole in one window: its picture with the verdict above it, steps and a few controls beside it, and
// all else in drawers over these. Nothing that opens, grows or goes moves anything else.

import { fill, make, say } from "./dom.js";
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
 * What the step asks for, once more below the pinned picture: while one works the controls, and the step itself has gone
 * under the picture. A touch leads back to it.
 *
 * @param {Session} session
 * @param {HTMLElement} guide
 * @param {HTMLElement} first
 * @param {AbortSignal} signal
 */
function drawTask(session, guide, first, signal) {
  const task = make("div", { class: "bl-task", "aria-hidden": "true", hidden: true });
  const field = session.face.fields.find(({ kind }) => kind === "steps");
  if (field?.kind !== "steps") return task;
  const words = make("div", { class: "bl-task-words" });
  task.append(words);
  const show = () => {
    const step = field.steps.find(({ name }) => name === session.value(field.id));
    fill(words, step?.html ?? "");
    words.classList.toggle("is-done", session.state.told.done[field.id]?.includes(step?.name ?? "") ?? false);
  };
  show();
  session.listen(show, signal);
  words.addEventListener("click", () => guide.scrollIntoView({ block: "start" }), { signal });
  /** How much of each is seen. @type {Map<Element, number>} */
  const shares = new Map();
  const seen = new IntersectionObserver((changes) => {
    for (const { target, intersectionRatio } of changes) shares.set(target, intersectionRatio);
    task.hidden =
      (shares.get(guide) ?? 1) > 0.5 || !shares.get(first) || guide.getBoundingClientRect().top > innerHeight / 2;
  }, SEEN);
  for (const each of [guide, first]) seen.observe(each);
  signal.addEventListener("abort", () => seen.disconnect(), { once: true });
  return task;
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
 * Controls keep their place until a step brings them, and their card ends below the last that is there.
 *
 * @param {HTMLElement} card
 * @param {AbortSignal} signal
 */
function followCard(card, signal) {
  const size = () => {
    const places = [...card.children].filter((each) => getComputedStyle(each).display !== "none");
    const isAway = (/** @type {Element} */ each) => each.matches(".is-later, [hidden]");
    const rows = Math.max(0, ...places.map((each, n) => (isAway(each) ? 0 : n + 1)));
    card.style.setProperty("--bl-rows", String(rows));
    card.classList.toggle("is-growing", rows < places.length);
    card.classList.toggle("is-bare", !rows);
  };
  const changed = new MutationObserver(size);
  const resized = new ResizeObserver(size); // on a phone what comes later has no place yet
  changed.observe(card, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "hidden"] });
  resized.observe(card);
  const end = () => {
    changed.disconnect();
    resized.disconnect();
  };
  signal.addEventListener("abort", end, { once: true });
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
  followCard(first, signal);
  const front = drawFront(session, stage.picture, signal);
  const task = drawTask(session, guide, first, signal);
  const drawers = drawDrawers(session, stage, { side, guide, first }, uid, signal);
  const element = make(
    "div",
    { class: "bl-stage", "data-slide": words.result },
    front,
    task,
    side,
    ...drawers.elements,
  );
  standWhole(element, signal);
  if (isServed()) tellWidth(signal);
  /** @param {Field} field */
  const place = (field) => {
    if (field.kind === "steps") return guide;
    return stage.first.includes(field.id) ? first : drawers.more;
  };
  return { parts: [element], place };
}
