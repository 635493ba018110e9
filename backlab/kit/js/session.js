// One lab as the page knows it: what it is, what it shows, and what was asked of it and not yet answered.

import { alarm } from "./lifetimes.js";

/** @import { Changes, Reply, Request, State, Value } from "./contract" */
/** @import { News, Transport } from "./types" */

/** @typedef {Record<string, Value>} Values */
/** @typedef {Request extends infer Each ? Each extends Request ? Omit<Each, "turn"> : never : never} Asked */

/** Milliseconds: far more than any answer takes, few enough that nobody works on in vain. */
export const PATIENCE = 8000;

/** The session of one lab, which all of its views share; it ends with its signal. */
export class Session {
  /** Whether an answer is overdue. */
  silent = false;
  /** Whether the page could not keep what it was given to keep. */
  unkept = false;
  /** The last turn that was asked, and the last that was answered. */
  #asked = 0;
  #answered = 0;
  /** The turn of the move that is on its way: the next waits for it. 0 is none. */
  #moving = 0;
  /** Whether what was sent may be lost, and goes along with the next move. */
  #lost = false;
  /** @type {Map<string, Value>} Moves that wait, in the order of touch. */
  #waiting = new Map();
  /** @type {Map<string, { value: Value, turn: number }>} Moves that were sent and are not answered. */
  #sent = new Map();
  /** @type {Map<number, string>} Buttons that were pressed and are not answered, by their turns. */
  #pressed = new Map();
  /** @type {Set<(news: News) => void>} */
  #hearers = new Set();
  /** @type {Transport} */
  #transport;
  #overdue;
  #patience;

  /**
   * @param {Transport} transport
   * @param {AbortSignal} signal
   * @param {number} [patience] milliseconds
   */
  constructor(transport, signal, patience = PATIENCE) {
    this.#transport = transport;
    this.#patience = patience;
    this.#overdue = alarm(() => this.#giveUp(), signal);
    this.face = transport.face;
    /** @type {State} What the lab has said; what was moved since stands above it. */
    this.state = transport.state;
    const heard = { back: () => this.#sendAgain(), anew: () => this.#sendAll() };
    transport.listen({ reply: (reply) => this.#hear(reply), ...heard }, signal);
  }

  /**
   * Tell someone what happens, until the signal ends it.
   *
   * @param {(news: News) => void} hearer
   * @param {AbortSignal} signal
   */
  listen(hearer, signal) {
    this.#hearers.add(hearer);
    signal.addEventListener("abort", () => this.#hearers.delete(hearer), { once: true });
  }

  /**
   * What a control shows: what a person made it, until the lab has answered that.
   *
   * @param {string} id
   * @returns {Value}
   */
  value(id) {
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined) return waiting;
    const sent = this.#sent.get(id);
    return sent ? sent.value : (this.state.values[id] ?? null);
  }

  /**
   * What was moved and is not yet answered, in the order of touch.
   *
   * @returns {Values}
   */
  unanswered() {
    const moves = new Map([...this.#sent].map(([id, { value }]) => [id, value]));
    for (const [id, value] of this.#waiting) {
      moves.delete(id);
      moves.set(id, value);
    }
    return Object.fromEntries(moves);
  }

  /**
   * A person moved a control; while one move is on its way, those that follow are gathered.
   *
   * @param {string} id
   * @param {Value} value
   */
  move(id, value) {
    if (JSON.stringify(this.value(id)) === JSON.stringify(value)) return; // a text that is entered is changed as well
    this.#waiting.delete(id);
    this.#waiting.set(id, value);
    this.#tell({ kind: "moved", id, value });
    this.#sendMoves();
  }

  /**
   * A button was pressed: it overtakes moves that wait, so it takes along what every control shows. Returns its turn.
   *
   * @param {string} button
   */
  press(button) {
    const touched = this.unanswered();
    const untouched = Object.entries(this.state.values).filter(([id]) => !(id in touched));
    const turn = this.#ask({ kind: "pressed", button, values: { ...Object.fromEntries(untouched), ...touched } });
    this.#carried(touched, turn);
    this.#pressed.set(turn, button);
    return turn;
  }

  /**
   * Bring back what was entered before the page was lost.
   *
   * @param {Values} values
   */
  restore(values) {
    this.#ask({ kind: "restored", values });
  }

  /**
   * Tell the lab which answers are kept.
   *
   * @param {Record<string, string>} texts
   */
  remember(texts) {
    this.#ask({ kind: "remembered", texts });
  }

  /**
   * Say whether the page keeps what it is given to keep.
   *
   * @param {boolean} unkept
   */
  complain(unkept) {
    if (this.unkept === unkept) return;
    this.unkept = unkept;
    this.#tell({ kind: "kept" });
  }

  /** @param {Asked} asked */
  #ask(asked) {
    this.#asked += 1;
    this.#transport.send({ ...asked, turn: this.#asked });
    if (!this.#overdue.isSet()) this.#overdue.set(this.#patience);
    return this.#asked;
  }

  #sendMoves() {
    if (this.#moving || !this.#waiting.size) return;
    if (this.#lost) {
      this.#sendAgain();
      return;
    }
    const values = Object.fromEntries(this.#waiting);
    this.#moving = this.#ask({ kind: "moved", values });
    this.#carried(values, this.#moving);
  }

  /**
   * These values are on their way.
   *
   * @param {Values} values
   * @param {number} turn
   */
  #carried(values, turn) {
    for (const [id, value] of Object.entries(values)) {
      this.#sent.delete(id);
      this.#sent.set(id, { value, turn });
    }
    this.#waiting.clear();
  }

  #giveUp() {
    if (this.#transport.opening?.()) {
      this.#overdue.set(this.#patience);
      return;
    }
    this.silent = true;
    this.#moving = 0;
    this.#lost = true;
    this.#tell({ kind: "silent" });
  }

  /** What was not answered may never have arrived, or the answer to it may be lost. */
  #sendAgain() {
    const values = this.unanswered();
    this.#lost = false;
    this.#moving = 0;
    if (Object.keys(values).length) {
      this.#moving = this.#ask({ kind: "moved", values });
      this.#carried(values, this.#moving);
    }
    this.#ask({ kind: "whole" });
  }

  /** Whoever answers begins anew: first what it had answered, then what it had not. */
  #sendAll() {
    const moves = this.unanswered();
    const buttons = [...this.#pressed.values()];
    const { values, told, beside } = this.state;
    this.#pressed.clear();
    this.#lost = false;
    this.#moving = 0;
    this.#tell({ kind: "anew" });
    this.#ask({ kind: "held", values, done: told.done, beside });
    if (Object.keys(moves).length) {
      this.#moving = this.#ask({ kind: "moved", values: moves });
      this.#carried(moves, this.#moving);
    }
    for (const button of buttons) this.press(button);
    this.#ask({ kind: "whole" });
  }

  /** @param {Reply} reply */
  #hear(reply) {
    // A lab that answers several pages counts on where another page has come further.
    const turn = reply.turn <= this.#asked ? reply.turn : 0;
    this.#answered = Math.max(this.#answered, turn);
    this.state = merged(this.state, reply.changes);
    for (const [id, move] of this.#sent) if (move.turn <= this.#answered) this.#sent.delete(id);
    for (const pressed of this.#pressed.keys()) if (pressed <= this.#answered) this.#pressed.delete(pressed);
    if (this.#moving <= this.#answered) this.#moving = 0;
    this.silent = false;
    if (this.#answered < this.#asked) this.#overdue.set(this.#patience);
    else this.#overdue.stop();
    this.#transport.shown(this.state);
    this.#tell({ kind: "reply", turn: this.#answered, changes: reply.changes, effects: reply.effects });
    this.#sendMoves();
  }

  /** @param {News} news */
  #tell(news) {
    for (const hearer of [...this.#hearers]) hearer(news);
  }
}

/**
 * A state with the changes in it; of values and panels, those that did not change stay.
 *
 * @param {State} state
 * @param {Changes} changes
 * @returns {State}
 */
export function merged(state, changes) {
  const values = { ...state.values, ...changes.values };
  const panels = { ...state.panels, ...changes.panels };
  return { ...state, ...changes, values, panels };
}
