// How far the class's vote is: heard within a moment over a web socket, asked for now and then where there is none. A
// lesson's page shows a banner that leads to the vote while votes are taken.

import looks from "../../votes.css";
import { make, say } from "../dom.js";

/** @typedef {{ vote: number, phase: string, round: number, counted: string, calls: string, answer: string }} State */

const SOON = 500; // milliseconds until a line that broke is tried again, at first and at most
const LATEST = 2000;
const SILENCE = 25_000; // the server speaks every ten seconds: a line that is silent for so long is dead

/** Under this name a browser remembers in which round it has voted last. */
const VOTED = "backlab voted";

/**
 * What a browser keeps, or nothing where it keeps nothing.
 *
 * @template Kept
 * @param {(store: Storage) => Kept} action
 * @returns {Kept | undefined}
 */
export function kept(action) {
  try {
    return action(localStorage);
  } catch {
    return undefined; // it is forbidden, as in some private windows
  }
}

/** @param {Pick<State, "vote" | "round">} state */
const roundOf = ({ vote, round }) => `${vote}.${round}`;

/** @param {Pick<State, "vote" | "round">} state */
export const markVoted = (state) => kept((store) => store.setItem(VOTED, roundOf(state)));

/**
 * Hear the state of the vote now and whenever it changes, for as long as the page lives.
 *
 * @param {string} base the address of the vote
 * @param {string} language
 * @param {(state: State) => void} hear
 */
export function follow(base, language, hear) {
  const query = `?lang=${encodeURIComponent(language)}`;
  let pause = SOON;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let next;
  /** @type {WebSocket | undefined} */
  let socket;

  const ask = async () => {
    try {
      const answer = await fetch(`${base}/state${query}`);
      if (answer.ok) hear(await answer.json());
    } catch {
      // nobody is there: the next try comes by itself
    }
  };
  const lost = () => {
    ask();
    clearTimeout(next);
    next = setTimeout(open, pause * (0.5 + Math.random())); // a whole class does not come back in one moment
    pause = Math.min(2 * pause, LATEST);
  };
  const open = () => {
    const here = new WebSocket(`${base.replace(/^http/, "ws")}/live${query}`);
    socket = here;
    let silence = setTimeout(() => here.close(), SILENCE);
    here.addEventListener("message", ({ data }) => {
      clearTimeout(silence);
      silence = setTimeout(() => here.close(), SILENCE);
      pause = SOON;
      hear(JSON.parse(data));
    });
    here.addEventListener("close", () => {
      clearTimeout(silence);
      if (socket === here) lost();
    });
  };
  addEventListener("online", () => {
    clearTimeout(next);
    socket?.close();
    open();
  });
  open();
}

/**
 * Show on a lesson's page that the class votes, as long as this browser has not voted.
 *
 * @param {string} address of the page on which one votes, as seen from here
 * @param {string} language
 */
export function announce(address, language) {
  const url = new URL(address, location.href);
  url.searchParams.set("lang", language);
  const words = make("span");
  const link = make("a", { href: url.href, target: "backlab-vote" });
  const banner = make("aside", { class: "bl-vote", role: "status" }, words, link);
  document.head.append(make("style", {}, looks));
  document.body.append(banner);
  /** @type {State | undefined} */
  let now;
  const show = () => {
    const calls = now && kept((store) => store.getItem(VOTED)) !== roundOf(now) ? now.calls : "";
    banner.classList.toggle("is-on", calls !== "");
    say(words, calls);
    say(link, calls && now ? now.answer : "");
  };
  addEventListener("storage", show);
  follow(url.origin + url.pathname.replace(/\/$/, ""), language, (state) => {
    now = state;
    show();
  });
}
