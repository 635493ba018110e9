// What a lab says beside its panels: politely, in alarm, or in place of everything.

import { fill, make, say } from "./dom.js";
import { alarm } from "./lifetimes.js";
import { drawWorksheet } from "./paper.js";

/** @import { State } from "./contract" */
/** @import { Session } from "./session.js" */

const REST = 500; // milliseconds until a change has come to rest

/**
 * An element that shows what `show` makes of the session, now and after all that happens.
 *
 * @template {HTMLElement} Element
 * @param {Session} session
 * @param {AbortSignal} signal
 * @param {Element} element
 * @param {(element: Element) => void} show
 */
function following(session, signal, element, show) {
  session.listen(() => show(element), signal);
  show(element);
  return element;
}

/**
 * Words in an element that is hidden without them.
 *
 * @param {HTMLElement} element
 * @param {string} words
 */
function sayOrHide(element, words) {
  say(element, words);
  element.hidden = !words;
}

/**
 * A change is said once it has come to rest.
 *
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export function drawSaid(session, signal) {
  const said = make("p", { class: "bl-unseen bl-said", role: "status" });
  const waits = alarm(() => say(said, session.state.said), signal);
  session.listen((news) => {
    if (news.kind === "reply" && "said" in news.changes) waits.set(REST);
  }, signal);
  return said;
}

/**
 * What went wrong: that no answer comes, or what the lab says.
 *
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export function drawProblem(session, signal) {
  const problem = make("div", { class: "bl-problem", role: "alert" });
  const words = () => (session.silent ? session.face.words.silent : session.state.problem);
  return following(session, signal, problem, () => sayOrHide(problem, words()));
}

/**
 * What could not be kept, or not be read again.
 *
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export function drawNotKept(session, signal) {
  const note = make("p", { class: "bl-kept-problem", role: "status" });
  const words = () => (session.unkept ? session.face.words.unkept : session.state.not_kept);
  return following(session, signal, note, () => sayOrHide(note, words()));
}

/**
 * The sentence that stands in place of a lab which waits for an answer.
 *
 * @param {Session} session
 * @param {HTMLElement[]} parts what it stands in place of
 * @param {AbortSignal} signal
 */
export function drawShut(session, parts, signal) {
  const sentence = make("p", { class: "bl-shut" });
  const notice = make("div", { class: "bl-shut-box", "data-slide": session.face.words.result }, sentence);
  notice.append(drawWorksheet(session));
  return following(session, signal, notice, () => {
    const { shut } = session.state;
    say(sentence, shut);
    notice.hidden = !shut;
    for (const part of parts) part.classList.toggle("is-shut", Boolean(shut));
  });
}

/**
 * An element that always holds one HTML of the lab's.
 *
 * @param {Session} session
 * @param {"summary" | "handout"} part
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function mirror(session, part, element, signal) {
  return following(session, signal, element, () => fill(element, session.state[part]));
}

/** @typedef {State} Shown */
