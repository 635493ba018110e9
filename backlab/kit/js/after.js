// What would give an answer away stays folded until the answer is given: whatever the page itself folds between the lab
// that asks and the next one of its kind. Where there is no such script, it is folded, and anybody may open it.

/** @import { Session } from "./session.js" */

/**
 * What a page folds below a lab, up to the next lab that looks like it.
 *
 * @param {HTMLElement} el
 */
function foldedBelow(el) {
  const look = [...el.classList].find((name) => name.startsWith("bl-look-"));
  const stops = [...document.querySelectorAll(`.bl-lab.${look ?? "bl-lab"}`)];
  const stop = stops.find((lab) => isBelow(el, lab));
  const all = [...document.querySelectorAll("details")].filter((details) => !details.closest(".bl-lab"));
  return all.filter((details) => isBelow(el, details) && !(stop && isBelow(stop, details)));
}

/**
 * @param {Node} one
 * @param {Node} other
 */
const isBelow = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

/**
 * Keep folded what waits for a lab's answer, for as long as the lab says so.
 *
 * @param {Session} session
 * @param {HTMLElement} el
 * @param {AbortSignal} signal
 */
export function keepShut(session, el, signal) {
  const follow = () => {
    for (const details of foldedBelow(el)) {
      details.classList.toggle("is-sealed", session.state.told.shuts);
      if (session.state.told.shuts) details.open = false;
    }
  };
  let wasShut = session.state.told.shuts;
  if (wasShut) follow();
  session.listen(() => {
    if (session.state.told.shuts || wasShut) follow();
    wasShut = session.state.told.shuts;
  }, signal);
  /** @param {Event} event */
  const seal = (event) => {
    const summary = event.target instanceof Element ? event.target.closest("summary") : null;
    const details = session.state.told.shuts && summary?.parentElement;
    if (details instanceof HTMLDetailsElement && foldedBelow(el).includes(details)) event.preventDefault();
  };
  document.addEventListener("click", seal, { signal });
}
