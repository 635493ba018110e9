// A lab in a notebook: its kernel answers, and a widget's model carries what they say to each other.

import { Session } from "./session.js";
import { surroundings } from "./surroundings.js";
import { drawLab } from "./view.js";

/** @import { Reply } from "./contract" */
/** @import { Model, Transport } from "./types" */

/** @typedef {ReturnType<typeof meet>} Met */

/**
 * What carries requests and replies of a widget's model.
 *
 * @param {Model} model
 * @param {object[]} early messages that came before there was a session
 * @returns {Transport}
 */
export function carrier(model, early) {
  return {
    face: model.get("face"),
    state: model.get("state"),
    send(request) {
      try {
        model.send(request);
      } catch {
        // The kernel was restarted, and this way to it is closed for good: no answer comes, and the session says so.
      }
    },
    // A notebook that is saved holds what was last shown; the kernel need not hear what it has said itself.
    shown: (state) => model.set("state", state, { silent: true }),
    listen({ reply, back }, signal) {
      const hear = (/** @type {object} */ content) => {
        if ("kind" in content && content.kind === "reply") reply(/** @type {Reply & { kind: string }} */ (content));
      };
      model.on("msg:custom", hear);
      model.on("comm_live_update", back);
      signal.addEventListener("abort", () => {
        model.off("msg:custom", hear);
        model.off("comm_live_update", back);
      });
      addEventListener("online", back, { signal });
      addEventListener("backlab:found", back, { signal });
      early.forEach(hear);
    },
  };
}

/**
 * Meet a lab; what comes back shows it, as often as it is asked, and each view ends with its signal or with the call of
 * what `show` returns.
 *
 * @param {Model} model
 * @param {object[]} early
 * @param {AbortSignal} [life] of the model
 */
export function meet(model, early, life = new AbortController().signal) {
  const session = new Session(carrier(model, early), life);
  const around = surroundings(session);
  return {
    /**
     * @param {HTMLElement} el
     * @param {AbortSignal} [signal] of the view
     */
    show(el, signal = life) {
      const end = new AbortController();
      drawLab(session, around, el, AbortSignal.any([life, signal, end.signal]));
      return () => end.abort();
    },
  };
}
