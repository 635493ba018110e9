// The script of the two pages of a vote: what stands on them comes from the server; a ballot is sent until it is stored.

import { say } from "../dom.js";
import { follow, kept, markVoted } from "./votes.js";

/** @import { State } from "./votes.js" */

/** @typedef {{ base: string, language: string, words: Record<string, string>, teaches: boolean, voter: string }} Page */
/** @typedef {{ answer: string | number, sure: number, said: string }} Sent */
/** @typedef {{ shown: string, html: string, mine: (Sent | null)[] }} Now */

const VOTER = "backlab voter";
const SOON = 400; // milliseconds until a ballot is sent again, at first and at most
const LATEST = 4000;

/** @param {string} id */
const json = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");

/** @param {number} milliseconds */
const after = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** @type {Page} */
const page = json("vote-page");
const base = new URL(page.base, location.href).href;
const query = `?lang=${page.language}`;
const place = /** @type {HTMLElement} */ (document.getElementById("vote-now"));
/** Who votes here: known before, or as the server has it. */
const voter = kept((store) => store.getItem(VOTER)) ?? page.voter;
kept((store) => store.setItem(VOTER, voter));

/**
 * @param {string} path
 * @param {object} [told] what is sent
 */
const asked = (path, told) =>
  fetch(`${base}/${path}${query}`, {
    method: told ? "POST" : "GET",
    headers: { "Backlab-Voter": voter, ...(told ? { "Content-Type": "application/json" } : {}) },
    body: told && JSON.stringify(told),
  });

/** @param {State} state */
async function news(state) {
  for (const element of place.querySelectorAll("[data-counted]")) say(element, state.counted);
  if (`${state.vote}.${state.phase}` === met) return;
  await load().catch(() => {}); // it is said again soon
}

/** Which vote this page knows all of, and how far it is. */
let met = "";

/** Bring the page to how it stands now. */
async function load() {
  const answer = await asked(page.teaches ? "teach/now" : "now");
  if (!answer.ok) throw new Error(String(answer.status));
  /** @type {Now} */
  const now = await answer.json();
  if (now.shown !== place.dataset.shown) replace(now);
  if (now.shown !== met) enter(now.mine);
  met = now.shown;
}

/** @param {Now} now */
function replace({ shown, html }) {
  const had = place.contains(document.activeElement) || document.activeElement === document.body;
  place.innerHTML = html;
  place.dataset.shown = shown;
  scrollTo({ top: 0 });
  if (page.teaches && had) begin();
}

/** The teacher's next step is at hand. */
function begin() {
  /** @type {HTMLElement | null} */
  const next = place.querySelector(".vote-next, select");
  next?.focus({ preventScroll: true });
}

/**
 * Show what this student has sent: in the form, in words, and among the results.
 *
 * @param {(Sent | null)[]} mine
 */
function enter([first = null, second = null]) {
  const last = second ?? first;
  const form = place.querySelector("form.vote-form");
  if (form instanceof HTMLFormElement) {
    if (last && !form.dataset.state) fillIn(form, last);
    if (last && form.dataset.round === (second ? "2" : "1")) said(form, "stored");
  }
  for (const hint of place.querySelectorAll("[data-first]")) hint.toggleAttribute("hidden", first === null);
  if (!last) return;
  for (const own of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-own]"))) {
    own.textContent = (own.dataset.own ?? "").replace("{answer}", last.said).replace("{sure}", String(last.sure));
    own.hidden = false;
  }
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(".vote-bars tr"))) {
    /** @type {HTMLElement | null} */
    const yours = row.querySelector(".vote-yours");
    if (yours) yours.hidden = !isMine(row.dataset, last.answer);
  }
}

/**
 * @param {DOMStringMap} row
 * @param {string | number} answer
 */
function isMine({ answer: own, low, high }, answer) {
  return own === undefined ? Number(low) <= Number(answer) && Number(answer) <= Number(high) : own === answer;
}

/**
 * @param {HTMLFormElement} form
 * @param {Sent} sent
 */
function fillIn(form, sent) {
  for (const field of form.querySelectorAll("input")) {
    const value = field.name === "sure" ? sent.sure : sent.answer;
    if (field.type === "radio") field.checked = field.value === String(value);
    else field.value = String(value);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name of the words, or the words themselves
 */
function said(form, name) {
  const line = form.querySelector("[data-said]");
  if (line) say(line, page.words[name] ?? name);
  form.dataset.state = name;
}

/**
 * What the form holds, or nothing where it is not filled in.
 *
 * @param {HTMLFormElement} form
 */
function ballotOf(form) {
  const filled = new FormData(form);
  const [answer, sure] = [filled.get("answer"), filled.get("sure")];
  if (!answer || !sure) return undefined;
  const isNumber = form.querySelector("[type=number]") !== null;
  return {
    vote: Number(form.dataset.vote),
    round: Number(form.dataset.round),
    answer: isNumber ? Number(answer) : answer,
    sure: Number(sure),
  };
}

/** Of several ballots on their way the one that was sent last counts. */
let turn = 0;

/** @param {HTMLFormElement} form */
async function send(form) {
  const ballot = ballotOf(form);
  if (!ballot) {
    said(form, "choose");
    return;
  }
  turn += 1;
  const own = turn;
  said(form, "sending");
  for (let pause = SOON; own === turn && form.isConnected; pause = Math.min(2 * pause, LATEST)) {
    const answer = await asked("ballot", ballot).catch(() => undefined);
    if (own !== turn) return;
    if (answer && answer.status !== 503 && answer.status !== 429) {
      if (answer.ok) markVoted(ballot);
      said(form, answer.ok ? "stored" : (await answer.json().catch(() => ({}))).said || "failed");
      return;
    }
    said(form, "retry");
    await after(pause * (0.5 + Math.random()));
  }
}

/**
 * What the teacher does, and then how it stands.
 *
 * @param {string} what
 * @param {object} told
 */
async function act(what, told) {
  try {
    const answer = await asked(`teach/${what}`, told);
    if (!answer.ok) throw new Error((await answer.json()).said);
    await load();
  } catch (error) {
    const line = document.getElementById("vote-trouble");
    if (line) say(line, (error instanceof Error && page.words[error.message]) || page.words.failed);
  }
}

place.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.ask === undefined) send(form);
  else act("ask", { key: new FormData(form).get("key") });
});
place.addEventListener("input", ({ target }) => {
  const form = target instanceof Element ? target.closest("form") : null;
  if (form?.dataset.state === "stored") said(form, "changed");
  else if (form) form.dataset.state ??= "begun";
});
place.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  const { vote, before, to } = button?.dataset ?? {};
  if (to) act("move", { vote: Number(vote), before, to });
});
// A presenter's remote has two keys: the one that goes on presses what comes next.
addEventListener("keydown", (event) => {
  const isBare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  const isFree = !(event.target instanceof Element && event.target.closest("input, select, textarea, [role=region]"));
  /** @type {HTMLElement | null} */
  const next = place.querySelector(".vote-next");
  if (!next || !isBare || !isFree || !["ArrowRight", "PageDown"].includes(event.key) || event.repeat) return;
  event.preventDefault();
  next.click();
});
if (page.teaches) begin();
follow(base, page.language, news);
