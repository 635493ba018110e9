// What would give an answer away stays shut in the page until the answer is given: `<details data-after="KEY">`, where KEY
// is that of the lab that asks. Where there is no such script, they are folded, and anybody may open them.

/** @import { Session } from "./session.js" */

/**
 * Keep shut, and open, what waits for a lab's answer.
 *
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export function openAfter(session, signal) {
  const { key } = session.face;
  let wasShut = false;
  const follow = () => {
    const isShut = !session.state.told.opens.includes(key);
    for (const details of document.querySelectorAll(`details[data-after="${CSS.escape(key)}"]`)) {
      if (!(details instanceof HTMLDetailsElement)) continue;
      details.classList.toggle("is-sealed", isShut);
      if (isShut) details.open = false;
      else if (wasShut) details.open = true;
    }
    wasShut = isShut;
  };
  /** @param {Event} event */
  const seal = (event) => {
    if (
      event.target instanceof Element &&
      event.target.closest(`details.is-sealed[data-after="${CSS.escape(key)}"] > summary`)
    )
      event.preventDefault();
  };
  follow();
  session.listen(follow, signal);
  document.addEventListener("click", seal, { signal });
}
