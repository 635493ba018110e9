// One view of a lab: its controls, its result, and what surrounds them. Words, values and panels all come from the
// lab; here they are only drawn, and what a person does is sent back.

import { copyAddress } from "./address.js";
import { keepShut } from "./after.js";
import { drawControl } from "./controls/draw.js";
import { make, toast } from "./dom.js";
import { takeHands } from "./hands.js";
import { keepKeys } from "./keys.js";
import { followNotebooks } from "./links.js";
import { drawPanels } from "./panels.js";
import { drawInWords, printSheet } from "./paper.js";
import { isServed } from "./place.js";
import { drawNotKept, drawProblem, drawSaid, drawShut, mirror } from "./sentences.js";
import { bringWhole, drawStage } from "./stage.js";
import { dress } from "./style.js";
import { drawSummary } from "./summary.js";
import { explainTerms } from "./terms.js";

/** @import { Button, Field, Value } from "./contract" */
/** @import { Session } from "./session.js" */
/** @import { Surroundings } from "./surroundings.js" */

/**
 * A side of a lab. Where controls fold under headings of their own, each has one above them, for those who hear it.
 *
 * @param {Session} session
 * @param {string} kind
 * @param {string} title
 * @param {string | null} slide
 */
function side({ face }, kind, title, slide) {
  const folds = face.fields.some((field) => "open" in field);
  const heading = folds ? make("h2", { class: "bl-unseen" }, title) : null;
  return make("section", { class: kind, "data-slide": slide, "aria-label": title }, heading);
}

/**
 * Draw each control at its place, where it follows the lab until the signal ends it.
 *
 * @param {Session} session
 * @param {(field: Field) => HTMLElement} place
 * @param {string} uid
 * @param {(button: string) => void} press
 * @param {AbortSignal} signal
 */
function drawControls(session, place, uid, press, signal) {
  const { words } = session.face;
  const followers = session.face.fields.map((field) => {
    const get = () => session.value(field.id);
    const of = (/** @type {string} */ id) => session.value(id);
    const put = (/** @type {Value} */ value) => move(session, field, value);
    const control = drawControl(field, { uid: `${uid}-${field.id}`, get, of, put, press, words, signal });
    control.element.dataset.field = field.id;
    place(field).append(control.element);
    let shown = JSON.stringify(get());
    control.show(get());
    return {
      tell() {
        control.tell(session.state.told);
        control.element.classList.toggle("is-later", session.state.told.later.includes(field.id));
      },
      follow: () => control.follow?.(),
      // Only what changes is shown: what is being typed elsewhere must not be lost.
      show() {
        const text = JSON.stringify(get());
        if (text === shown) return;
        shown = text;
        control.show(get());
      },
    };
  });
  for (const { tell } of followers) tell();
  for (const { follow } of followers) follow();
  session.listen((news) => {
    for (const { show } of followers) show();
    for (const { follow } of followers) follow();
    if (news.kind === "reply" && news.changes.told) for (const { tell } of followers) tell();
  }, signal);
}

/**
 * A person moved a control.
 *
 * @param {Session} session
 * @param {Field} field
 * @param {Value} value
 */
function move(session, field, value) {
  session.move(field.id, value);
  if (field.kind === "menu" && field.anew) dispatchEvent(new CustomEvent("backlab:anew")); // nothing is revealed yet
}

/**
 * What a press on each button does, by its name.
 *
 * @param {Session} session
 * @param {Surroundings} around
 * @param {HTMLElement} el
 * @param {HTMLElement} said
 * @param {HTMLElement | null} sheet
 * @param {AbortSignal} signal
 */
function presser(session, around, el, said, sheet, signal) {
  const { words, fields, stage } = session.face;
  const buttons = fields.flatMap((field) => (field.kind === "buttons" ? field.buttons : []));
  return async (/** @type {string} */ name) => {
    const button = buttons.find((each) => each.name === name);
    around.writeAddress();
    if (button?.does === "print") {
      if (sheet) printSheet(el, sheet);
    } else if (button?.does === "copy") {
      said.textContent = toast(el, (await copyAddress()) ? words.copied : words.not_copied, signal);
    } else if (button) {
      const turn = session.press(name);
      if (button.does === "press") around.taken(); // an answer may be refused, and is remembered until it is kept
      if (!stage) follow(session, el, button, turn, signal); // all of a stage is in view
    }
  };
}

const AIMS = {
  result: { part: "panels", target: ".bl-result > .bl-panel" },
  controls: { part: "values", target: ".bl-controls" },
};

/**
 * Once the lab has answered a press, what the button leads to comes into view.
 *
 * @param {Session} session
 * @param {HTMLElement} el
 * @param {Button} button
 * @param {number} turn
 * @param {AbortSignal} signal
 */
function follow(session, el, { leads_to }, turn, signal) {
  if (!leads_to) return;
  const { part, target } = AIMS[leads_to];
  const done = new AbortController();
  session.listen(
    (news) => {
      if (news.kind !== "reply" || news.turn < turn) return;
      done.abort();
      if (!(part in news.changes)) return; // it was refused
      requestAnimationFrame(() => el.querySelector(target)?.scrollIntoView({ block: "start" }));
    },
    AbortSignal.any([signal, done.signal]),
  );
}

/**
 * What the address points at may be drawn only now.
 *
 * @param {HTMLElement} el
 * @param {AbortSignal} signal
 */
function goTo(el, signal) {
  /** @type {HTMLElement | null} */
  const aim = location.hash ? el.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`) : null;
  if (!aim) return;
  const reach = () => {
    aim.closest('[hidden="until-found"]')?.dispatchEvent(new Event("beforematch"));
    aim.closest("details")?.setAttribute("open", "");
    const stage = aim.closest(".bl-stage");
    if (stage) bringWhole(stage);
    else aim.scrollIntoView();
    aim.focus({ preventScroll: true });
  };
  const show = () => requestAnimationFrame(reach);
  if (el.checkVisibility()) show();
  else addEventListener("backlab:shown", show, { once: true, signal });
}

/**
 * The sheet for paper, with the page's address on it where it has one.
 *
 * @param {Session} session
 * @param {AbortSignal} signal
 */
function drawSheet(session, signal) {
  const { lang } = session.face;
  const sheet = mirror(session, "handout", make("div", { class: "bl-handout", lang }), signal);
  const link = () => {
    for (const place of sheet.querySelectorAll(".bl-link")) place.textContent = isServed() ? location.href : "";
    // Where it hurts is drawn on the sheet as it stands among the controls.
    const back = sheet.closest(".bl-lab")?.querySelector("svg:has([data-place].is-chosen, [data-place].is-marked)");
    for (const place of sheet.querySelectorAll(".bl-where"))
      place.replaceChildren(...(back ? [back.cloneNode(true)] : []));
  };
  addEventListener("beforeprint", link, { signal });
  return sheet;
}

/**
 * Controls and result side by side, with the line above them that stays in view.
 *
 * @param {Session} session
 * @param {string} uid
 * @param {AbortSignal} signal
 */
function drawColumns(session, uid, signal) {
  const { words, whole } = session.face;
  const controls = side(session, "bl-controls", words.controls, whole ? null : words.controls);
  const result = side(session, "bl-result", words.result, null);
  drawPanels(session, result, uid, signal);
  const columns = make("div", { class: "bl-columns", "data-slide": whole ? words.result : null }, controls, result);
  const summary = session.state.summary ? [drawSummary(session, controls, result, signal)] : [];
  return { parts: [columns, ...summary], place: () => controls };
}

/**
 * Draw a lab into an element, until the signal ends it.
 *
 * @param {Session} session
 * @param {Surroundings} around
 * @param {HTMLElement} el
 * @param {AbortSignal} signal
 */
export function drawLab(session, around, el, signal) {
  const { face, state } = session;
  // Not a counter: a page may hold kits of two versions.
  const uid = `bl${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
  dress(el);
  el.classList.add("bl-lab");
  el.classList.toggle("is-served", isServed());
  el.classList.toggle("has-stage", face.stage !== null);
  if (face.look) el.classList.add(`bl-look-${face.look}`);
  el.lang = face.lang;
  const said = drawSaid(session, signal);
  const sheet = state.handout ? drawSheet(session, signal) : null;
  const press = presser(session, around, el, said, sheet, signal);
  const body = face.stage ? drawStage(session, face.stage, uid, signal) : drawColumns(session, uid, signal);
  drawControls(session, body.place, uid, press, signal);
  const inWords = drawInWords(session, signal);
  const parts = [...body.parts, inWords, sheet].filter((part) => part !== null);
  const [columns, summary] = body.parts;
  const top = [said, summary ?? null, drawProblem(session, signal), drawShut(session, parts, signal), inWords];
  const bottom = [columns, drawNotKept(session, signal), sheet];
  el.append(...[...top, ...bottom].filter((part) => part !== null));
  explainTerms(face.terms, face.lang, signal);
  followNotebooks(el, signal);
  keepKeys(el, signal);
  keepShut(session, el, signal);
  takeHands(session, el, (field, value) => move(session, field, value), signal);
  lookAgain(session, el, signal);
  goTo(el, signal);
  around.hold(signal);
}

/**
 * Where whoever answers keeps the answers, an index that stays open beside the lessons is asked to look again.
 *
 * @param {Session} session
 * @param {HTMLElement} el
 * @param {AbortSignal} signal
 */
function lookAgain(session, el, signal) {
  const { keeps, store } = session.face;
  if (store === "host" && keeps === "") el.addEventListener("pointerenter", () => session.remember({}), { signal });
}
