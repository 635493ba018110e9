// A server of a class as whoever carries messages. There is a socket only once something is asked; where it is cut, the
// next follows by itself: after pauses that grow, and at once when the network is back.

/** @typedef {"away" | "full" | "gone" | "back"} Way what becomes of the way to the server */

const SHORTEST = 250; // milliseconds
const LONGEST = 15_000;
const ANSWER = 5000; // milliseconds in which a server that is there answers
const FULL = 4503; // why the server closes a socket that finds no room

/** Whether a server answers that does not know this page any more: its class has another code. */
async function isElsewhere() {
  const signal = AbortSignal.timeout(ANSWER);
  try {
    return (await fetch(location.pathname, { method: "HEAD", cache: "no-store", signal })).status === 404;
  } catch {
    return false; // nobody answers
  }
}

/** A socket that comes back. */
export class Socket {
  #address;
  /** @type {WebSocket | undefined} */
  #socket;
  /** @type {(answer: string) => void} */
  #hear = () => {};
  /** @type {(way: Way) => void} */
  #news = () => {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #pause = SHORTEST;
  #wasCut = false;

  /** @param {URL} address */
  constructor(address) {
    this.#address = address;
    addEventListener("online", () => this.#hurry());
    addEventListener("pageshow", ({ persisted }) => persisted && this.#hurry());
    document.addEventListener("visibilitychange", () => !document.hidden && this.#hurry());
  }

  /**
   * Say something; where there is nobody yet, what is said first is to open the labs.
   *
   * @param {string} message
   */
  send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(message);
    else if (!this.#socket && this.#timer === undefined) this.#begin(message);
  }

  /**
   * @param {(answer: string) => void} hear
   * @param {(way: Way) => void} news after "back", the labs have to be opened anew
   */
  listen(hear, news) {
    this.#hear = hear;
    this.#news = news;
  }

  /** @param {string} [first] */
  #begin(first) {
    this.#timer = undefined;
    const socket = new WebSocket(this.#address);
    let wasOpen = false;
    this.#socket = socket;
    socket.addEventListener("open", () => {
      wasOpen = true;
      if (this.#wasCut) this.#news("back");
      else if (first !== undefined) socket.send(first);
    });
    socket.addEventListener("message", ({ data }) => {
      this.#pause = SHORTEST; // whoever answers is there for good
      this.#hear(data);
    });
    socket.addEventListener("close", async ({ code }) => {
      if (!wasOpen && (await isElsewhere())) this.#news("gone");
      else this.#wait(code === FULL ? "full" : "away");
    });
  }

  /** @param {Way} why */
  #wait(why) {
    this.#socket = undefined;
    this.#wasCut = true;
    // Not all of a class at the same moment.
    this.#timer = setTimeout(() => this.#begin(), this.#pause * (0.5 + Math.random()));
    this.#pause = Math.min(2 * this.#pause, LONGEST);
    this.#news(why);
  }

  #hurry() {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#begin();
  }
}
