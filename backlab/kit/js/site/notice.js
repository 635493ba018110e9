// The one line of a page that says how far its labs have come to life, or why they do not.

import { make, say } from "../dom.js";

/** @import { Failed, Progress } from "../contract" */

const PATIENCE = 600; // milliseconds: who waits no longer than this need not read it

export class Notice {
  #words;
  #text = make("span");
  #bar = make("progress", { max: 1, value: 0, "aria-hidden": "true" });
  #line = make("p", { class: "bl-notice", role: "status" }, this.#text, this.#bar);
  #timer;

  /** @param {Record<string, string>} words */
  constructor(words) {
    this.#words = words;
    this.#timer = setTimeout(() => document.body.append(this.#line), PATIENCE);
  }

  /**
   * @param {Progress["step"]} step
   * @param {number} share
   */
  progress(step, share) {
    say(this.#text, this.#words[step]);
    this.#bar.value = share;
  }

  /** Everything has come. */
  done() {
    clearTimeout(this.#timer);
    this.#line.remove();
  }

  /** @param {"away" | "full" | "gone"} why nobody answers for now; who waits no longer than usual need not read it */
  wait(why) {
    say(this.#text, this.#words[why]);
    this.#bar.remove();
    clearTimeout(this.#timer);
    if (!this.#line.isConnected) this.#timer = setTimeout(() => document.body.append(this.#line), PATIENCE);
  }

  /** @param {Failed["why"]} why */
  fail(why) {
    clearTimeout(this.#timer);
    this.#line.classList.add("is-failed");
    this.#line.setAttribute("role", "alert");
    this.#bar.remove();
    document.body.append(this.#line);
    say(this.#text, this.#words[why]);
  }
}
