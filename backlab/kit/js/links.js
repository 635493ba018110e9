// Links to other notebooks: a page carries its language and theme along, a workbench opens them as its own.

import { isServed } from "./place.js";

const LINKS = "a[href$='.ipynb']:not([data-followed]), a[href*='.ipynb#']:not([data-followed])";
const CARRIED = ["lang", "theme"];

/**
 * Make the links in an element lead on, also those that come later, until the signal ends it.
 *
 * @param {HTMLElement} el
 * @param {AbortSignal} signal
 */
export function followNotebooks(el, signal) {
  const adopt = () => {
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (el.querySelectorAll(LINKS))) {
      link.dataset.followed = "yes";
      const [name, hash] = (link.getAttribute("href") ?? "").split("#");
      if (isServed()) link.setAttribute("href", name + carried() + (hash ? `#${hash}` : ""));
      else openHere(link, name);
    }
  };
  adopt();
  const watch = new MutationObserver(adopt);
  watch.observe(el, { childList: true, subtree: true });
  signal.addEventListener("abort", () => watch.disconnect(), { once: true });
}

/** What the address asks that every page is asked. */
function carried() {
  const asked = [...new URLSearchParams(location.search)].filter(([key]) => CARRIED.includes(key));
  const text = new URLSearchParams(asked).toString();
  return text && `?${text}`;
}

/**
 * @param {HTMLAnchorElement} link
 * @param {string} name
 */
function openHere(link, name) {
  const folder = decodeURIComponent(location.pathname).split("/lab/tree/")[1]?.split("/").slice(0, -1) ?? [];
  link.dataset.commandlinkerCommand = "docmanager:open";
  link.dataset.commandlinkerArgs = JSON.stringify({ path: [...folder, decodeURIComponent(name)].join("/") });
}
