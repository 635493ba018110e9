// A lab's result: panel by panel.

import { fold, make, say } from "./dom.js";
import { fillMoving } from "./motion.js";
import { keepInView } from "./stay.js";

/** @import { Panel } from "./contract" */
/** @import { Session } from "./session.js" */

/**
 * One panel, and what shows it as it is next.
 *
 * @param {Panel} first
 * @param {string} uid
 * @param {boolean} whole
 * @param {AbortSignal} signal
 */
function drawPanel(first, uid, whole, signal) {
  const body = make("div", { class: "bl-panel-body", "data-steps": true });
  const folded = first.folds ? fold(`${uid}-${first.id}`, "h3", first.title, body, first.open, signal) : null;
  const heading = folded?.heading ?? make("h3", { class: "bl-panel-heading" }, first.title);
  const section = make("section", { class: `bl-panel bl-${first.id}` }, heading, body);
  let isOpen = first.open;
  /** @param {Panel} panel */
  const show = ({ html, title, open }) => {
    fillMoving(body, html, signal);
    section.hidden = !html;
    if (!whole) section.dataset.slide = title;
    if (folded) folded.rename(title);
    else say(heading, title);
    if (open !== isOpen) folded?.set(open); // only when the lab thinks anew, never against the reader
    isOpen = open;
  };
  show(first);
  return { section, show };
}

/**
 * All panels, which follow the lab until the signal ends it.
 *
 * @param {Session} session
 * @param {HTMLElement} result
 * @param {string} uid
 * @param {AbortSignal} signal
 */
export function drawPanels(session, result, uid, signal) {
  const { whole } = session.face;
  const hold = keepInView(result);
  const drawn = Object.values(session.state.panels).map((panel) => drawPanel(panel, uid, whole, signal));
  const byId = new Map(Object.keys(session.state.panels).map((id, n) => [id, drawn[n]]));
  result.append(...drawn.map(({ section }) => section));
  session.listen((news) => {
    if (news.kind !== "reply" || !news.changes.panels) return;
    hold();
    for (const [id, panel] of Object.entries(news.changes.panels)) byId.get(id)?.show(panel);
  }, signal);
}
