// A student's answers in the browser: an entry of its own for every try, so that no tab writes over another's.

/** @import { Effect, Try } from "./contract" */
/** @import { Session } from "./session.js" */

// In a learning platform, where many may share a machine, the page says whose answers it keeps.
const { keeper } = document.documentElement.dataset;
const KEPT = keeper ? `backlab ${keeper} answer ` : "backlab answer ";
const ASIDE = "backlab set aside ";
/** What the page hears once a lab has kept something: the browser itself tells other tabs only. */
const HEARD = "backlab:kept";

/**
 * Whether a name is that of a try at an exercise: the key alone (from earlier versions), or with number and id.
 *
 * @param {string} name
 * @param {string} key
 */
const isAt = (name, key) => name === key || name.startsWith(`${key} `);

/**
 * Whether a lab asks for a name: `keeps` is a key, the beginning of keys that ends in a full stop, or "" for all.
 *
 * @param {string} name
 * @param {string} keeps
 */
const isAsked = (name, keeps) => (!keeps || keeps.endsWith(".") ? name.startsWith(keeps) : isAt(name, keeps));

/** @param {Storage} store */
const names = (store) =>
  Object.keys(store)
    .filter((name) => name.startsWith(KEPT))
    .map((name) => name.slice(KEPT.length));

/**
 * What the browser keeps for a lab, by name.
 *
 * @param {Storage} store
 * @param {string} keeps
 */
export function keptFor(store, keeps) {
  const mine = names(store).filter((name) => isAsked(name, keeps));
  return Object.fromEntries(mine.map((name) => [name, store.getItem(KEPT + name) ?? ""]));
}

/**
 * Add a try after those that there are; one that arrives twice is kept once. Throws where the browser keeps nothing.
 *
 * @param {Storage} store
 * @param {Try} given
 */
export function addTry(store, { key, id, text }) {
  const others = names(store).filter((name) => isAt(name, key));
  if (others.some((name) => name.endsWith(` ${id}`))) return;
  const numbers = others.map((name) => Number(name.split(" ")[1] ?? 0));
  store.setItem(`${KEPT}${key} ${1 + Math.max(0, ...numbers)} ${id}`, text);
}

/**
 * Put what cannot be read out of the way; another tab may have been quicker. Throws where there is no room.
 *
 * @param {Storage} store
 * @param {string} name
 */
function setAside(store, name) {
  const text = store.getItem(KEPT + name);
  if (text !== null) store.setItem(`${ASIDE}${new Date().toISOString()} ${name}`, text);
  store.removeItem(KEPT + name);
}

/** What the browser has still to do, in order: what fails is done with the next. */
class Owed {
  /** @type {{ key: string, act: (store: Storage) => void }[]} */
  #acts = [];

  /**
   * @param {string} key
   * @param {(store: Storage) => void} act
   */
  add(key, act) {
    this.#acts.push({ key, act });
  }

  /** @param {string[]} keys */
  forget(keys) {
    this.#acts = this.#acts.filter(({ key }) => !keys.includes(key));
  }

  /** Do all that can be done; whether nothing is left. */
  settle() {
    this.#acts = this.#acts.filter(({ act }) => guarded((store) => act(store)) === FAILED);
    return !this.#acts.length;
  }
}

const FAILED = Symbol("the browser keeps nothing");

/**
 * @template Result
 * @param {(store: Storage) => Result} action
 * @returns {Result | typeof FAILED}
 */
function guarded(action) {
  try {
    return action(localStorage);
  } catch {
    return FAILED;
  }
}

/**
 * Tell the lab what is kept, and keep what it gives, until the signal ends it.
 *
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export function keeping(session, signal) {
  const { keeps, store } = session.face;
  if (keeps === null || store !== "page") return;
  const owed = new Owed();
  const find = () => guarded((kept) => keptFor(kept, keeps));
  const tellAll = () => {
    const found = find();
    if (found === FAILED) session.complain(true);
    else if (Object.keys(found).length) session.remember(found);
  };
  const settle = () => session.complain(!owed.settle());
  /** @param {string[]} keys */
  const forget = (keys) => {
    owed.forget(keys);
    const gone = guarded((kept) => {
      for (const name of names(kept)) if (keys.some((key) => isAt(name, key))) kept.removeItem(KEPT + name);
    });
    const left = gone === FAILED ? find() : FAILED;
    if (left !== FAILED) session.remember(left); // or the lab would say that there is nothing any more
  };
  /** @param {Effect} effect */
  const follow = (effect) => {
    if (effect.kind === "forget") forget(effect.keys);
    else if (effect.kind === "set_aside") owed.add(effect.name, (kept) => setAside(kept, effect.name));
    else if (effect.kind === "keep") for (const each of effect.tries) owed.add(each.key, (kept) => addTry(kept, each));
    if (effect.kind === "keep" || effect.kind === "set_aside") settle();
    if (effect.kind === "keep")
      dispatchEvent(new CustomEvent(HEARD, { detail: { session, keys: effect.tries.map(({ key }) => key) } }));
  };
  session.listen((news) => {
    if (news.kind === "reply") news.effects.forEach(follow);
    else if (news.kind === "anew") tellAll();
  }, signal);
  /** @param {StorageEvent} event Another tab has kept something, or all is gone. */
  const elsewhere = ({ key }) => {
    if (key !== null && !(key.startsWith(KEPT) && isAsked(key.slice(KEPT.length), keeps))) return;
    again();
  };
  const again = () => {
    const now = find();
    if (now !== FAILED) session.remember(now);
  };
  /** @param {Event} event Another lab of this page has. */
  const beside = (event) => {
    if (!(event instanceof CustomEvent) || event.detail.session === session) return;
    if (event.detail.keys.some((/** @type {string} */ key) => isAsked(key, keeps))) again();
  };
  addEventListener("storage", elsewhere, { signal });
  addEventListener(HEARD, beside, { signal });
  tellAll();
}
