// What a person puts in is remembered in the tab until the lab has answered it, so that a lost page brings it back.

import { pageName } from "./place.js";

/** @import { Value } from "./contract" */
/** @import { Session } from "./session.js" */

/**
 * Remember for one lab until the signal ends it; what comes back are its entries, and what to call when they are done.
 *
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export function remembering(session, signal) {
  const key = `backlab ${pageName()} ${session.face.key}`;
  const hasAddress = !session.face.keeps; // an answer that is not finished stands nowhere else
  /** @type {Map<string, Value>} In the order of touch. */
  const touched = new Map();
  session.listen((news) => {
    if (news.kind === "moved") {
      touched.delete(news.id);
      touched.set(news.id, news.value);
    } else if (news.kind === "reply" && news.effects.some((effect) => effect.kind === "keep")) touched.clear();
  }, signal);
  // The address holds all that is answered.
  const entered = () => (hasAddress ? session.unanswered() : Object.fromEntries(touched));
  const leave = () => guarded((store) => store.setItem(key, JSON.stringify(entered())));
  addEventListener("backlab:return", leave, { signal });
  if (!hasAddress) addEventListener("pagehide", leave, { signal });
  return {
    taken: () => touched.clear(),
    /** @returns {Record<string, Value>} */
    returned() {
      const text = guarded((store) => store.getItem(key));
      guarded((store) => store.removeItem(key));
      return guarded(() => JSON.parse(text ?? "{}")) ?? {};
    },
  };
}

/**
 * Do something with the tab's memory, which may be forbidden, full or damaged: then there is none.
 *
 * @template Result
 * @param {(store: Storage) => Result} action
 */
function guarded(action) {
  try {
    return action(sessionStorage);
  } catch {
    return null;
  }
}
