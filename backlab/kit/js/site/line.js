// The way from a page to whoever answers all of its labs; what is asked before there is somebody waits.

/** @import { Answered, Met, Open, Reply, Request, State } from "../contract" */
/** @import { Heard, Transport } from "../types" */

/** @typedef {{ send(message: string): void, listen(hear: (answer: string) => void): void }} Carrier */

export class Line {
  /** Whether somebody is there: not yet, now, or never. */
  #state = /** @type {"opening" | "open" | "failed"} */ ("opening");
  /** @type {string[]} */
  #waiting = [];
  /** @type {Map<number, Heard>} Whom to tell of each lab. */
  #heard = new Map();
  /** @type {Carrier} */
  #carrier;
  /** @type {(answer: Answered) => void} */
  #news;

  /**
   * @param {Carrier} carrier
   * @param {Omit<Open, "kind">} page
   * @param {(answer: Answered) => void} news is told all but replies
   */
  constructor(carrier, page, news) {
    this.#carrier = carrier;
    this.#news = news;
    carrier.listen((answer) => this.#hear(JSON.parse(answer)));
    carrier.send(JSON.stringify({ kind: "open", ...page }));
  }

  /**
   * What carries requests and replies of one lab.
   *
   * @param {number} lab
   * @param {Met} met
   * @returns {Transport}
   */
  transport(lab, { face, state }) {
    return {
      face,
      state,
      send: (request) => this.#send(lab, request),
      listen: (heard, signal) => {
        this.#heard.set(lab, heard);
        signal.addEventListener("abort", () => {
          if (this.#heard.get(lab) === heard) this.#heard.delete(lab);
        });
      },
      shown() {},
      opening: () => this.#state === "opening",
    };
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

  /**
   * @param {number} lab
   * @param {Request} request
   */
  #send(lab, request) {
    const message = JSON.stringify({ kind: "asked", lab, request });
    if (this.#state === "open") this.#carrier.send(message);
    else this.#waiting.push(message);
  }

  /**
   * @param {number} lab
   * @param {Reply} reply
   */
  #reply(lab, reply) {
    this.#heard.get(lab)?.reply(reply);
  }

  /** @param {Answered} answer */
  #hear(answer) {
    if (answer.kind === "replied") {
      this.#reply(answer.lab, answer.reply);
      return;
    }
    if (answer.kind === "failed") this.fail();
    this.#news(answer);
    if (answer.kind === "opened") {
      this.#state = "open";
      for (const message of this.#waiting.splice(0)) this.#carrier.send(message);
    }
  }
}
