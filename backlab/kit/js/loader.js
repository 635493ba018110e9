// What every lab of a notebook brings along instead of the kit: it finds the kit, once for the whole page. Python puts
// the kit's hash into it.

/** @import { Model } from "./types" */

/** @typedef {typeof import("./kit.js")} Kit */

const HASH = "@HASH@";
const TRIES = 100;
const PAUSE = 100; // milliseconds

/** @type {typeof globalThis & { backlabKits?: Record<string, Promise<Kit>> }} */
const page = globalThis;

/**
 * The text of the kit, out of the one model that holds it; a page that is opened anew may meet its labs before it.
 *
 * @param {Model} model
 * @param {number} left
 * @returns {Promise<string>}
 */
async function text(model, left = TRIES) {
  try {
    return (await model.widget_manager.get_model(model.get("kit").slice(10))).get("script");
  } catch (error) {
    if (!left) throw error;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    return text(model, left - 1);
  }
}

/**
 * Our own pages offer the kit by an address; elsewhere a model holds it.
 *
 * @param {Model} model
 * @returns {Promise<Kit>}
 */
async function load(model) {
  /** @type {HTMLLinkElement | null} */
  const link = document.querySelector(`[data-backlab-kit="${HASH}"]`);
  return import(link?.href ?? URL.createObjectURL(new Blob([await text(model)], { type: "text/javascript" })));
}

/** @param {Model} model */
function kit(model) {
  page.backlabKits ??= {};
  page.backlabKits[HASH] ??= load(model).catch((error) => {
    delete page.backlabKits?.[HASH];
    throw error;
  });
  return page.backlabKits[HASH];
}

export default () => {
  /** @type {Promise<import("./notebook.js").Met>} */
  let met;
  return {
    // It waits for nothing: a model that takes its time to begin would lose its messages.
    /** @param {{ model: Model, signal?: AbortSignal }} given */
    initialize({ model, signal }) {
      /** @type {object[]} */
      const early = [];
      const hear = early.push.bind(early);
      model.on("msg:custom", hear);
      met = kit(model).then(({ meet }) => {
        model.off("msg:custom", hear);
        return meet(model, early, signal);
      });
      met.catch(() => {});
    },
    /** @param {{ el: HTMLElement, signal?: AbortSignal }} given */
    render: async ({ el, signal }) => (await met).show(el, signal),
  };
};
