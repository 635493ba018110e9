// Steps through a lab, one in view at a time; all of them have the room of the longest, so that nothing below them moves.

import { fill, make, say } from "../dom.js";

/** @import { Step, Steps } from "../contract" */
/** @import { Control, Hands } from "../types" */

const SWIPE = 48; // pixels that a finger goes sideways

/** @typedef {{ card: HTMLElement, dot: HTMLButtonElement, mark: HTMLElement }} Drawn */

/**
 * A step's card, and the dot that leads to it.
 *
 * @param {Step} step
 * @param {number} n
 * @param {number} total
 * @param {Hands} hands
 * @returns {Drawn}
 */
function drawStep(step, n, total, { put, signal, words }) {
  const count = words.step.replace("{number}", String(n + 1)).replace("{total}", String(total));
  const mark = make("span", { class: "bl-step-done", hidden: true }, words.step_done);
  const head = make("p", { class: "bl-step-count" }, count, mark);
  const body = make("div", { class: "bl-step-body" });
  fill(body, step.html);
  const dot = make("button", { type: "button", class: "bl-dot", "aria-label": `${count}: ${step.title}` });
  dot.addEventListener("click", () => put(step.name), { signal });
  return { card: make("div", { class: "bl-step" }, head, make("h3", {}, step.title), body), dot, mark };
}

/**
 * A finger that goes sideways, until the signal ends it.
 *
 * @param {HTMLElement} element
 * @param {(by: number) => void} turn
 * @param {AbortSignal} signal
 */
function followSwipes(element, turn, signal) {
  /** @type {PointerEvent | null} */
  let from = null;
  element.addEventListener(
    "pointerdown",
    (event) => {
      from = event.pointerType === "touch" ? event : null;
    },
    { signal },
  );
  element.addEventListener(
    "pointerup",
    (event) => {
      const [across, down] = from ? [event.clientX - from.clientX, event.clientY - from.clientY] : [0, 0];
      from = null;
      if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) turn(across < 0 ? 1 : -1);
    },
    { signal },
  );
}

/**
 * What the keys do: the arrows lead from step to step.
 *
 * @type {Record<string, number>}
 */
const KEYS = { ArrowLeft: -1, ArrowRight: 1, Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY };

/**
 * Whoever presents goes through them by an event, `backlab:step`, which is taken where there is a step to go to.
 *
 * @param {Steps} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function steps({ id, label, steps: all }, hands) {
  const { put, signal, words } = hands;
  let at = 0;
  /** @type {string[] | null} What is known to be done; null before anything was said. */
  let known = null;
  const drawn = all.map((step, n) => drawStep(step, n, all.length, hands));
  const back = make("button", { type: "button", class: "bl-step-back", "aria-label": words.step_back }, "←");
  const next = make("button", { type: "button", class: "bl-step-next", "aria-label": words.step_next });
  next.append(make("span", {}, `${words.on} `), "→");
  const cards = make("div", { class: "bl-step-cards" }, ...drawn.map(({ card }) => card));
  const dots = make("div", { class: "bl-dots" }, ...drawn.map(({ dot }) => dot));
  const said = make("p", { class: "bl-unseen", role: "status" });
  const foot = make("div", { class: "bl-step-foot" }, back, dots, next);
  const kind = { class: "bl-field bl-steps", "aria-label": label, "data-stepper": true };
  const element = make("section", kind, cards, foot, said);
  /**
   * @param {number} by
   * @returns {boolean} whether there was a step to go to
   */
  const turn = (by) => {
    const to = Math.max(0, Math.min(at + by, all.length - 1));
    if (to === at) return false;
    put(all[to].name);
    return true;
  };
  /** It is pale until the step is done, and never shut: who leads a class goes on. */
  const pale = () => next.classList.toggle("is-early", !known?.includes(all[at].name));
  const show = (/** @type {number} */ n) => {
    at = n;
    drawn.forEach(({ card, dot }, m) => {
      card.classList.toggle("is-away", m !== n);
      if (m === n) dot.setAttribute("aria-current", "step");
      else dot.removeAttribute("aria-current");
      dot.tabIndex = m === n ? 0 : -1;
    });
    element.dataset.left = String(all.length - 1 - n);
    // Not disabled: whoever works by keyboard keeps the place.
    back.setAttribute("aria-disabled", String(n === 0));
    next.setAttribute("aria-disabled", String(n === all.length - 1));
    pale();
  };
  back.addEventListener("click", () => turn(-1), { signal });
  next.addEventListener("click", () => turn(1), { signal });
  element.addEventListener(
    "keydown",
    (event) => {
      const by = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
      if (by === undefined) return;
      event.preventDefault();
      turn(by);
      if (event.target instanceof Element && event.target.matches(".bl-dot"))
        drawn[at].dot.focus({ preventScroll: true });
    },
    { signal },
  );
  element.addEventListener(
    "backlab:step",
    (event) => {
      if (event instanceof CustomEvent && turn(event.detail)) event.preventDefault();
    },
    { signal },
  );
  followSwipes(cards, turn, signal);
  return {
    element,
    show: (value) =>
      show(
        Math.max(
          0,
          all.findIndex(({ name }) => name === value),
        ),
      ),
    tell({ done }) {
      const now = done[id] ?? [];
      all.forEach(({ name }, n) => {
        const isDone = now.includes(name);
        drawn[n].mark.hidden = !isDone;
        drawn[n].dot.classList.toggle("is-done", isDone);
      });
      const fresh = known && all.find(({ name }) => now.includes(name) && !known?.includes(name));
      known = now;
      pale();
      if (fresh) say(said, `${words.step_done}: ${fresh.title}`);
    },
  };
}
