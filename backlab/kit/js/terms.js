// Words that the glossary explains: a link to it, which says what it means on hover, on focus, and at the first tap.

import { make } from "./dom.js";
import { whileAny } from "./lifetimes.js";

/** @import { Term } from "./contract" */

const TERM = 'a[href*="glossary."][href*="#term-"]'; // what is asked of the page may stand between
const EDGE = 8; // pixels between a card and the window's edge

/** @typedef {{ terms: Record<string, Term>, language: string }} Known */

/** @type {Known} What the first lab knows is said for all. */
let known = { terms: {}, language: "en" };
const explain = whileAny((signal) => explaining(known, signal));

/**
 * Explain every link to the glossary on this page, as long as a lab is shown that knows the terms.
 *
 * @param {Record<string, Term>} terms
 * @param {string} language
 * @param {AbortSignal} signal
 */
export function explainTerms(terms, language, signal) {
  const root = document.documentElement;
  const isElsewhere = "blTerms" in root.dataset && !Object.keys(known.terms).length; // by a kit of another version
  if (!Object.keys(terms).length || isElsewhere) return;
  if (!("blTerms" in root.dataset)) known = { terms, language };
  explain(signal);
}

/**
 * The link to the glossary at which something happens.
 *
 * @param {Event} event
 * @returns {HTMLAnchorElement | null}
 */
const term = ({ target }) => (target instanceof Element ? target.closest(TERM) : null);

/** @param {Event} event */
const isInCard = ({ target }) => target instanceof Element && target.closest(".bl-term-card") !== null;

/**
 * @param {Known} what
 * @param {AbortSignal} signal
 */
function explaining({ terms, language }, signal) {
  const root = document.documentElement;
  root.dataset.blTerms = "";
  const card = make("div", {
    class: "bl-term-card",
    role: "tooltip",
    id: "bl-term-card",
    hidden: true,
    lang: language,
  });
  document.body.append(card);
  /** @type {HTMLAnchorElement | null} */
  let shown = null;
  let touched = false;
  let tapped = "";
  const hide = () => {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  };
  const place = () => {
    if (!shown) return;
    const box = shown.getBoundingClientRect();
    const own = card.getBoundingClientRect();
    const isBelow = box.bottom + own.height + EDGE < innerHeight;
    card.style.left = `${Math.max(EDGE, Math.min(box.left, root.clientWidth - own.width - EDGE))}px`;
    card.style.top = `${isBelow ? box.bottom + 4 : Math.max(EDGE, box.top - own.height - 4)}px`;
  };
  /** @param {HTMLAnchorElement} link */
  const show = (link) => {
    const meant = terms[link.hash.slice("#term-".length)];
    if (!meant || link === shown) return;
    hide();
    shown = link;
    card.replaceChildren(make("strong", {}, meant.label), make("p", {}, meant.meaning));
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place();
  };
  /** @param {PointerEvent} event */
  const over = (event) => {
    if (event.pointerType === "touch") return; // a finger hovers over nothing
    const link = term(event);
    if (link) show(link);
    else if (shown && !isInCard(event)) hide();
  };
  /** @param {FocusEvent} event */
  const focused = (event) => {
    const link = term(event);
    if (!link) hide();
    else if (!touched) show(link);
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.key !== "Escape" || !shown) return;
    hide();
    event.preventDefault();
  };
  /** @param {MouseEvent} event */
  const click = (event) => {
    if (event instanceof PointerEvent && event.pointerType) pointed(event); // its press may be older than this code
    const link = term(event);
    if (!link && !isInCard(event)) hide();
    if (!link || !touched || tapped === link.hash) return;
    event.preventDefault();
    show(link);
    tapped = link.hash;
  };
  /** A link that is reached by keyboard or by finger takes its meaning along, as long as it is in the window. */
  const scrolled = () => {
    if (!shown) return;
    const { bottom, top } = shown.getBoundingClientRect();
    const stays = (touched || shown === document.activeElement) && bottom > 0 && top < innerHeight;
    if (stays) place();
    else hide();
  };
  const pointed = (/** @type {PointerEvent} */ event) => {
    touched = event.pointerType === "touch";
  };
  document.addEventListener("pointerdown", pointed, { capture: true, signal });
  document.addEventListener("pointerover", over, { signal });
  document.addEventListener("focusin", focused, { signal });
  document.addEventListener("keydown", key, { capture: true, signal }); // a lab in a workbench keeps its keys
  document.addEventListener("click", click, { capture: true, signal });
  addEventListener("scroll", scrolled, { passive: true, capture: true, signal });
  const end = () => {
    hide();
    card.remove();
    delete root.dataset.blTerms;
  };
  signal.addEventListener("abort", end, { once: true });
}
