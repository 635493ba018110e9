// What a lab needs of the page around it, once for all of its views.

import { keepAddress } from "./address.js";
import { download } from "./files.js";
import { keeping } from "./keeping.js";
import { whileAny } from "./lifetimes.js";
import { remembering } from "./memory.js";

/** @import { Session } from "./session.js" */

/** @typedef {ReturnType<typeof surroundings>} Surroundings */

/**
 * Memory, address, kept answers and files: from a lab's first view on, until its last has ended.
 *
 * @param {Session} session
 */
export function surroundings(session) {
  const now = { writeAddress: () => {}, taken: () => {} };
  const hold = whileAny((signal) => {
    const memory = remembering(session, signal);
    now.taken = memory.taken;
    now.writeAddress = keepAddress(session, signal);
    session.listen((news) => {
      if (news.kind !== "reply") return;
      for (const effect of news.effects) if (effect.kind === "download") download(effect);
    }, signal);
    keeping(session, signal);
    const back = memory.returned();
    if (Object.keys(back).length) session.restore(back);
  });
  return {
    hold,
    /** The address is as it should be, at once. */
    writeAddress: () => now.writeAddress(),
    /** What was entered is the lab's now, and need not be remembered. */
    taken: () => now.taken(),
  };
}
