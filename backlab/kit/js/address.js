// The address bar holds the link that brings a lab's state back.

import { alarm } from "./lifetimes.js";
import { isServed } from "./place.js";

/** @import { Session } from "./session.js" */

const PAUSE = 250; // milliseconds: browsers limit how often the address changes

/**
 * Keep the address until the signal ends it; what comes back writes it at once.
 *
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export function keepAddress(session, signal) {
  const write = () => {
    waits.stop();
    const { query, problem } = session.state;
    // A link that could not be read stays as it is until something is moved, so that it can be put right.
    if (query === null || problem || !isServed()) return;
    const text = withOwn(location.search, session.face.owned, query);
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  };
  const waits = alarm(write, signal);
  session.listen((news) => {
    if (news.kind === "reply" && "query" in news.changes) waits.set(PAUSE);
  }, signal);
  addEventListener("backlab:return", write, { signal });
  write();
  return write;
}

/**
 * What an address asks, with a lab's own names as it wants them and all others as they are.
 *
 * @param {string} asked
 * @param {string[]} owned
 * @param {string} query
 */
export function withOwn(asked, owned, query) {
  const now = new URLSearchParams(asked);
  for (const name of owned) now.delete(name);
  for (const [name, value] of new URLSearchParams(query)) now.set(name, value);
  return now.toString().replaceAll("%2C", ",");
}

/**
 * Copy the page's address; whether it could be.
 *
 * @returns {Promise<boolean>}
 */
export async function copyAddress() {
  try {
    await navigator.clipboard.writeText(location.href);
    return true;
  } catch {
    return false;
  }
}
