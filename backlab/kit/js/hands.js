// A picture that is worked by hand: a part that can be dragged moves a slider, a part that is tapped sets a control.
// All of it is an extra for mouse and finger: whoever works by keys, or hears the page, has the controls themselves.

import { names, withName } from "./controls/boxes.js";

/** @import { Field, Slider, Value } from "./contract" */
/** @import { Session } from "./session.js" */

/** Pixels that a mouse and a finger need: what is drawn smaller is hit beside it, too. */
const MOUSE = 24;
const FINGER = 44;

/** @typedef {(field: Field, value: Value) => void} Put */
/** @typedef {{ part: SVGGraphicsElement, field: Slider, along: number[] }} Grasp */

/**
 * Make the pictures of a lab work, until the signal ends it.
 *
 * @param {Session} session
 * @param {HTMLElement} el
 * @param {Put} put
 * @param {AbortSignal} signal
 */
export function takeHands(session, el, put, signal) {
  drags(session, el, put, signal);
  const stay = staying(session, el, signal);
  /** @param {MouseEvent} event */
  const tap = (event) => {
    turnPage(event.target);
    const part = aimed(el, event, "tap");
    const [id, ...rest] = part?.dataset.tap?.split("=") ?? [];
    const field = session.face.fields.find((each) => each.id === id);
    const value = field ? tapped(field, session.value(field.id), rest.join("=")) : undefined;
    if (part?.dataset.opens) openTab(el, part.dataset.opens);
    if (field?.kind === "buttons") pressButton(el, rest.join("="));
    else if (field && value !== undefined) put(field, value);
    stay(part); // last: to press a button is a click of its own
  };
  el.addEventListener("click", tap, { signal });
  el.addEventListener("keydown", (event) => arrow(el, event), { signal });
}

/**
 * A part of the picture may name the arrow key that presses it, wherever in the lab no control has a use for arrows.
 *
 * @param {HTMLElement} el
 * @param {KeyboardEvent} event
 */
function arrow(el, event) {
  const { key, target } = event;
  const isBare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if (!isBare || !(target instanceof Element) || target.closest("input, select, textarea")) return;
  /** @type {HTMLElement | null} */
  const part = el.querySelector(`[data-arrow="${CSS.escape(key)}"]`);
  if (!part) return;
  event.preventDefault();
  event.stopPropagation();
  part.click();
}

/**
 * What is seen one page at a time beside each other is turned by a button: `data-turn` says by how many pages.
 *
 * @param {EventTarget | null} target
 */
function turnPage(target) {
  /** @type {HTMLElement | null} */
  const button = target instanceof Element ? target.closest("[data-turn]") : null;
  /** @type {HTMLElement | null} */
  const page = button?.closest("[data-page]") ?? null;
  const left = Number(button?.dataset.turn) * (page?.offsetWidth ?? 0);
  button?.closest("[data-pages]")?.scrollBy({ left, behavior: "instant" });
}

/**
 * A part that one tapped by keyboard is drawn anew with its picture, by the answer to the tap or by any before or after
 * it: the focus goes to the one in its place, until a person takes it elsewhere.
 *
 * @param {Session} session
 * @param {HTMLElement} el
 * @param {AbortSignal} signal
 */
function staying(session, el, signal) {
  /** @type {string | undefined} */
  let mark;
  /** @param {Event} event */
  const leave = ({ type, target }) => {
    const isHere = target instanceof Element && target.closest(`[data-tap="${CSS.escape(mark ?? "")}"]`);
    if (type === "pointerdown" || !isHere) mark = undefined;
  };
  for (const over of ["pointerdown", "focusin"]) document.addEventListener(over, leave, { capture: true, signal });
  session.listen(({ kind }) => {
    if (kind !== "reply" || mark === undefined || document.activeElement !== document.body) return;
    /** @type {HTMLElement | null} */
    const now = el.querySelector(`[data-tap="${CSS.escape(mark)}"]`);
    now?.focus({ preventScroll: true });
  }, signal);
  /** @param {HTMLElement | SVGElement | null} part */
  return (part) => {
    mark = part && document.activeElement === part ? part.dataset.tap : undefined;
  };
}

/**
 * What a part says more about stands in a tab: it opens, if it is not open.
 *
 * @param {HTMLElement} el
 * @param {string} panel
 */
function openTab(el, panel) {
  /** @type {HTMLElement | null} */
  const tab = el.querySelector(`.bl-tab[aria-controls$="-${CSS.escape(panel)}"][aria-expanded="false"]`);
  tab?.click();
}

/**
 * @param {HTMLElement} el
 * @param {string} name
 */
function pressButton(el, name) {
  /** @type {HTMLElement | null} */
  const button = el.querySelector(`[data-press="${CSS.escape(name)}"]`);
  button?.click();
}

/**
 * What a control holds once `name` was tapped: one of several is chosen, one of many goes in or out, a number is set.
 * Undefined is what it cannot hold.
 *
 * @param {Field} field
 * @param {Value} held
 * @param {string} name
 * @returns {Value | undefined}
 */
function tapped(field, held, name) {
  switch (field.kind) {
    case "slider":
      return name.trim() && Number.isInteger(Number(name)) ? within(field, Number(name)) : undefined;
    case "steps":
      return field.steps.some((step) => step.name === name) ? name : undefined;
    case "menu":
    case "radio":
    case "spot":
      return field.choices.some((choice) => choice.name === name) ? name : undefined;
    case "boxes":
    case "places":
      return withName(field.choices, names(held), name, !names(held).includes(name));
    case "checks": {
      const before = held && typeof held === "object" && "yes" in held ? held : { yes: [], none: false, no: [] };
      return { ...before, yes: withName(field.choices, before.yes, name, !before.yes.includes(name)) };
    }
    default:
      return undefined;
  }
}

/**
 * Drag what can be dragged. The lab holds the pointer, since its picture is drawn anew while it is being dragged.
 *
 * @param {Session} session
 * @param {HTMLElement} el
 * @param {Put} put
 * @param {AbortSignal} signal
 */
function drags(session, el, put, signal) {
  /** @type {Grasp & { pointer: number, off: number } | null} */
  let drag = null;
  /** @param {PointerEvent} event */
  const begin = (event) => {
    const { isPrimary, button, pointerId } = event;
    const held = isPrimary && button === 0 ? grasped(session, el, event) : null;
    if (!held) return;
    const { low, high } = held.field;
    const value = session.value(held.field.id);
    const here = share(held, event);
    const stands = typeof value === "number" ? (value - low) / (high - low || 1) : here;
    drag = { ...held, pointer: pointerId, off: stands - here };
  };
  /** @param {PointerEvent} event */
  const follow = (event) => {
    if (drag?.pointer !== event.pointerId) return;
    if (!el.hasPointerCapture(drag.pointer)) el.setPointerCapture(drag.pointer); // only now: a tap stays a click
    el.classList.add("is-dragging");
    const { field, off } = drag;
    /** @type {SVGGraphicsElement | null} */
    const drawn = el.querySelector(`[data-drag="${CSS.escape(field.id)}"]`);
    drag.part = drawn ?? drag.part;
    put(field, within(field, Math.round(field.low + (share(drag, event) + off) * (field.high - field.low))));
  };
  /** @param {PointerEvent} event */
  const end = ({ pointerId }) => {
    if (drag?.pointer !== pointerId) return;
    drag = null;
    el.classList.remove("is-dragging");
  };
  /** @param {Event} event */
  const hold = (event) => {
    if (drag && event.cancelable) event.preventDefault(); // no text is marked, and the page stays where it is
  };
  el.addEventListener("pointerdown", begin, { signal });
  el.addEventListener("pointermove", follow, { signal });
  for (const over of /** @type {const} */ (["pointerup", "pointercancel"])) el.addEventListener(over, end, { signal });
  el.addEventListener("mousedown", hold, { signal });
  // The style says it too; beside a part that is smaller than a finger nothing else does.
  el.addEventListener("touchstart", hold, { passive: false, signal });
}

/**
 * The slider that a part moves, and along which line; nothing where the lab has no such slider.
 *
 * @param {Session} session
 * @param {HTMLElement} el
 * @param {MouseEvent} event
 * @returns {Grasp | null}
 */
function grasped(session, el, event) {
  const part = aimed(el, event, "drag");
  const field = session.face.fields.find(({ id }) => id === part?.dataset.drag);
  const along = (part?.dataset.along ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const isLine = along.length === 4 && along.every(Number.isFinite);
  return part instanceof SVGGraphicsElement && field?.kind === "slider" && isLine ? { part, field, along } : null;
}

/**
 * Where on its line the pointer stands: 0 is the slider's low end, 1 its high end.
 *
 * @param {Grasp} grasp
 * @param {MouseEvent} event
 */
function share({ part, along: [x1, y1, x2, y2] }, { clientX, clientY }) {
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(part.ownerSVGElement?.getScreenCTM()?.inverse());
  const [dx, dy] = [x2 - x1, y2 - y1];
  return ((x - x1) * dx + (y - y1) * dy) / (dx ** 2 + dy ** 2 || 1);
}

/**
 * The part that a pointer means: the one it is on, or in a picture the nearest of those that are smaller than a finger.
 *
 * @param {HTMLElement} el
 * @param {MouseEvent} event
 * @param {"drag" | "tap"} way
 * @returns {HTMLElement | SVGElement | null}
 */
function aimed(el, event, way) {
  const { target, clientX, clientY } = event;
  const reach = event instanceof PointerEvent && event.pointerType === "touch" ? FINGER : MOUSE;
  if (!(target instanceof Element)) return null;
  const what = /** @type {"svg"} */ (`[data-${way}]`);
  const hit = target.closest(what);
  if (hit) return el.contains(hit) ? hit : null;
  const picture = target.closest("[data-drag], [data-tap]") ? null : target.closest("svg");
  const near = [...(picture?.querySelectorAll(what) ?? [])].map((part) => {
    const { x, y, width, height } = part.getBoundingClientRect();
    const [dx, dy] = [Math.abs(clientX - x - width / 2), Math.abs(clientY - y - height / 2)];
    return { part, far: Math.max(dx - Math.max(width, reach) / 2, dy - Math.max(height, reach) / 2), middle: dx + dy };
  });
  const [nearest] = near.filter(({ far }) => far <= 0).sort((a, b) => a.middle - b.middle);
  return nearest?.part ?? null;
}

/**
 * @param {Slider} field
 * @param {number} number
 */
const within = ({ low, high }, number) => Math.min(Math.max(number, low), high);
