// The way from a page to whoever answers all of its labs; what is asked before there is somebody waits.

import { withOwn } from "../address.js";

/** @import { Answered, Met, Open, Reply, Request, State } from "../contract" */
/** @import { Heard, Transport } from "../types" */
/** @import { Way } from "./socket.js" */

/**
 * @typedef {{
 *   send(message: string): void,
 *   listen(hear: (answer: string) => void, news: (way: Way) => void): void,
 * }} Carrier
 */

/** A lab on its way: what it shows, whom to tell of it, and which turn of it was asked and not answered. */
class Lab {
  /** @type {Heard | undefined} */
  heard;
  asked = 0;
  answered = 0;

  /**
   * @param {string[]} owned
   * @param {State} state
   */
  constructor(owned, state) {
    this.owned = owned;
    this.state = state;
  }

  get waits() {
    return this.answered < this.asked;
  }
}

export class Line {
  /** Whether somebody is there: nobody was asked for, not yet, now, or never. */
  #state = /** @type {"idle" | "opening" | "open" | "failed"} */ ("idle");
  /** Whether whoever was there is gone, and with it all that was asked. */
  #isLost = false;
  /** @type {string[]} */
  #waiting = [];
  /** @type {Map<number, Lab>} */
  #labs = new Map();
  /** @type {Carrier} */
  #carrier;
  /** @type {(answer: Answered | { kind: Way }) => void} */
  #news;
  #page;

  /**
   * @param {Carrier} carrier
   * @param {Omit<Open, "kind">} page
   * @param {(answer: Answered | { kind: Way }) => void} news is told all but replies
   */
  constructor(carrier, page, news) {
    this.#carrier = carrier;
    this.#page = page;
    this.#news = news;
    carrier.listen(
      (answer) => this.#hear(JSON.parse(answer)),
      (way) => this.#way(way),
    );
  }

  /** Whether somebody was asked for. */
  get isBegun() {
    return this.#state !== "idle";
  }

  /** Ask for somebody who answers, where nobody was asked for. */
  begin() {
    if (this.#state === "idle") this.#open();
  }

  #open() {
    this.#state = "opening";
    const query = this.#isLost ? this.#query() : this.#page.query;
    this.#carrier.send(JSON.stringify({ kind: "open", ...this.#page, query }));
  }

  /**
   * What carries requests and replies of one lab.
   *
   * @param {number} number
   * @param {Met} met
   * @returns {Transport}
   */
  transport(number, { face, state }) {
    const lab = new Lab(face.owned, state);
    this.#labs.set(number, lab);
    return {
      face,
      state,
      send: (request) => this.#send(number, lab, request),
      listen: (heard, signal) => {
        lab.heard = heard;
        signal.addEventListener("abort", () => {
          lab.heard = undefined;
        });
      },
      shown: (now) => {
        lab.state = now;
      },
      opening: () => this.#state === "opening",
    };
  }

  /**
   * Whether the page knows more of a lab than whoever answers anew.
   *
   * @param {number} number
   */
  knows(number) {
    return this.#isLost && Boolean(this.#labs.get(number)?.asked);
  }

  /** Nobody will answer. */
  fail() {
    this.#state = "failed";
  }

  /**
   * Tell a lab's session all that is shown now.
   *
   * @param {number} lab
   * @param {State} state
   */
  show(lab, state) {
    this.#reply(lab, { turn: 0, changes: state, effects: [] });
  }

  /** What an address asks that brings all labs back as they are; their own may not have written it yet. */
  #query() {
    let asked = location.search;
    for (const { owned, state } of this.#labs.values()) {
      if (state.query !== null && !state.problem) asked = withOwn(asked, owned, state.query);
    }
    return asked.replace(/^\?/, "");
  }

  /**
   * @param {number} number
   * @param {Lab} lab
   * @param {Request} request
   */
  #send(number, lab, request) {
    lab.asked = request.turn;
    const message = JSON.stringify({ kind: "asked", lab: number, request });
    if (this.#state === "open") this.#carrier.send(message);
    else this.#waiting.push(message);
    this.begin();
  }

  /**
   * @param {number} number
   * @param {Reply} reply
   */
  #reply(number, reply) {
    const lab = this.#labs.get(number);
    if (!lab) return;
    lab.answered = Math.max(lab.answered, reply.turn);
    lab.heard?.reply(reply);
  }

  /** @param {Way} way */
  #way(way) {
    if (this.#state === "failed") return;
    if (way === "back") this.#open();
    else this.#lose("opening");
    this.#news({ kind: way });
  }

  /** @param {"idle" | "opening"} state */
  #lose(state) {
    this.#isLost ||= this.#state === "open"; // before, all that was asked has waited here
    this.#state = state;
  }

  /** @param {Answered} answer */
  #hear(answer) {
    if (answer.kind === "replied") {
      this.#reply(answer.lab, answer.reply);
      return;
    }
    if (answer.kind === "failed") this.fail();
    if (answer.kind === "lapsed") {
      this.#lose("idle");
      if ([...this.#labs.values()].some((lab) => lab.waits)) this.#open();
      return;
    }
    this.#news(answer);
    if (answer.kind === "opened") this.#opened();
  }

  #opened() {
    this.#state = "open";
    const waiting = this.#waiting.splice(0);
    if (!this.#isLost) for (const message of waiting) this.#carrier.send(message);
    // What was asked of the one before is lost; each lab says all of it again, and what has waited with it.
    else for (const lab of [...this.#labs.values()]) if (lab.asked) lab.heard?.anew();
    this.#isLost = false;
  }
}
