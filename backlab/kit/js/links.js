// Links to other notebooks: a page leads to their pages and carries its language and theme along, a workbench opens them
// as its own.

import { isServed, pageOf } from "./place.js";

const LINKS = "a[href*='.ipynb']:not([data-followed])";
const PARTS = /^(?<name>[^?#:]+\.ipynb)(?<asked>\?[^#]*)?(?<place>#.*)?$/;
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
      const { name, asked, place } = PARTS.exec(link.getAttribute("href") ?? "")?.groups ?? {};
      if (name && isServed()) link.setAttribute("href", pageOf(name) + carried(asked) + (place ?? ""));
      else if (name) openHere(link, name);
    }
  };
  adopt();
  const watch = new MutationObserver(adopt);
  watch.observe(el, { childList: true, subtree: true });
  signal.addEventListener("abort", () => watch.disconnect(), { once: true });
}

/**
 * What a link asks, and what the address asks that every page is asked.
 *
 * @param {string} [asked]
 */
function carried(asked) {
  const all = new URLSearchParams(asked);
  for (const [key, value] of new URLSearchParams(location.search)) if (CARRIED.includes(key)) all.set(key, value);
  const text = all.toString();
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
