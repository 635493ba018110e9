// What every part of a lab is drawn with.

import { later } from "./lifetimes.js";

/** @typedef {string | number | boolean | null | undefined} Attribute */

/**
 * An element with attributes and children; `false`, null and undefined are left out, `true` is an attribute alone.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Attribute>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** @type {WeakMap<Element, string>} */
const filled = new WeakMap();

/**
 * Set an element's HTML only if it changes (a needless change would lose the selection); what was opened stays open.
 *
 * @param {Element} element
 * @param {string} html
 * @param {(content: DocumentFragment) => void} [before] is given what comes, while what goes is still there
 */
export function fill(element, html, before) {
  if ((filled.get(element) ?? "") === html) return;
  const opened = [...element.querySelectorAll("details")].map((details) => details.open);
  filled.set(element, html);
  const { content } = Object.assign(make("template"), { innerHTML: html });
  before?.(content);
  bring(element, content);
  element.querySelectorAll("details").forEach((details, n) => {
    details.open = opened[n] ?? false;
  });
}

/**
 * Make what stands in a place equal to what comes; what is equal already stays as it is, with its layout and its focus.
 *
 * @param {Element} place
 * @param {ParentNode & Node} content
 */
function bring(place, content) {
  const old = [...place.childNodes];
  const fresh = [...content.childNodes];
  if (old.length !== fresh.length) {
    place.replaceChildren(...fresh);
    return;
  }
  old.forEach((node, n) => {
    if (node.isEqualNode(fresh[n])) return;
    if (isShellOf(node, fresh[n])) bring(node, /** @type {Element} */ (fresh[n]));
    else node.replaceWith(fresh[n]);
  });
}

/**
 * Whether two elements differ in nothing but what is in them.
 *
 * @param {Node} one
 * @param {Node} other
 * @returns {one is Element}
 */
const isShellOf = (one, other) => one instanceof Element && one.cloneNode(false).isEqualNode(other.cloneNode(false));

/**
 * Set an element's words only if they change.
 *
 * @param {Element} element
 * @param {string} words
 */
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/**
 * A heading that opens and closes what stands below it.
 *
 * @param {string} uid
 * @param {"h3" | "h4"} level
 * @param {string} title
 * @param {HTMLElement} body
 * @param {boolean} isOpen
 * @param {AbortSignal} signal
 */
export function fold(uid, level, title, body, isOpen, signal) {
  body.id = `${uid}-body`;
  const mark = make("span", { class: "bl-mark-fold", "aria-hidden": "true" });
  const words = make("span", {}, title);
  const button = make("button", { type: "button", class: "bl-fold", "aria-controls": body.id }, mark, words);
  /** @param {boolean} open */
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    body.hidden = !open;
    // Find-in-page opens a folded part by itself where the browser can.
    if (!open) body.setAttribute("hidden", "until-found");
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"), { signal });
  body.addEventListener("beforematch", () => set(true), { signal });
  set(isOpen);
  /** @param {string} text */
  const rename = (text) => say(words, text);
  return { heading: make(level, { class: "bl-fold-heading" }, button), set, rename };
}

/**
 * Boxes that belong together, under a name for those who hear the page.
 *
 * @param {string} name
 * @param {HTMLElement[]} labels
 */
export function group(name, labels) {
  return make("fieldset", { class: "bl-checks" }, make("legend", { class: "bl-unseen" }, name), ...labels);
}

/**
 * A short word over the page, which fades by itself; what is said is returned.
 *
 * @param {HTMLElement} el
 * @param {string} text
 * @param {AbortSignal} signal
 */
export function toast(el, text, signal) {
  const note = make("p", { class: "bl-toast" }, text);
  el.append(note);
  later(4000, () => note.remove(), signal);
  return text;
}
