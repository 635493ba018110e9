// How labs look: put into a document once, whatever the number of labs.

import advice from "../advice.css";
import choice from "../choice.css";
import clinic from "../clinic.css";
import flags from "../flags.css";
import glossary from "../glossary.css";
import guess from "../guess.css";
import hands from "../hands.css";
import heard from "../heard.css";
import looks from "../lab.css";
import notice from "../notice.css";
import practice from "../practice.css";
import sorting from "../sorting.css";
import stage from "../stage.css";
import strain from "../strain.css";
import thousand from "../thousand.css";
import tokens from "../tokens.css";
import walkers from "../walkers.css";
import worth from "../worth.css";

const MARK = "data-backlab-looks";

/**
 * Put the looks where an element stands: into the document, and into a shadow that hides it from the document's.
 *
 * @param {HTMLElement} el
 */
export function dress(el) {
  put(document, document.head);
  requestAnimationFrame(() => {
    const root = el.getRootNode(); // known only once it stands somewhere
    if (root instanceof ShadowRoot) put(root, root);
  });
}

/**
 * @param {ParentNode} root
 * @param {ParentNode} place
 */
function put(root, place) {
  const text =
    tokens +
    looks +
    stage +
    hands +
    glossary +
    guess +
    advice +
    choice +
    clinic +
    flags +
    heard +
    notice +
    practice +
    sorting +
    strain +
    thousand +
    walkers +
    worth;
  const there = [...root.querySelectorAll(`style[${MARK}]`)];
  if (there.some((style) => style.textContent === text)) return;
  const style = document.createElement("style");
  style.setAttribute(MARK, "");
  style.textContent = text;
  place.append(style);
}
