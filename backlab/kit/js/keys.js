// In a workbench, keys belong to the lab that has the focus: there a letter would cut or insert a cell, and an arrow
// would jump to another one.

import { isServed } from "./place.js";

const TEXT = "textarea, input:not([type=range], [type=checkbox], [type=radio], [type=button])";
// What a text field does with Ctrl or Cmd.
const EDITING = /^([acvxyz]|Arrow\w+|Home|End|Backspace|Delete|Insert)$/i;
// The workbench looks for it from where a key is pressed on upwards.
const OURS = "data-lm-suppress-shortcuts";

/**
 * Whether a key is for the lab: all that a control could know, and not what the workbench is asked with Ctrl, Cmd or Alt.
 *
 * @param {KeyboardEvent} event
 */
export function isForLab({ key, ctrlKey, metaKey, altKey, target }) {
  const isText = target instanceof Element && target.matches(TEXT);
  if (isText && EDITING.test(key)) return true;
  if (altKey && !ctrlKey && !metaKey) return key.startsWith("Arrow"); // opens a menu
  return !ctrlKey && !metaKey && !/^F\d+$/.test(key);
}

/**
 * Keep the keys in a lab until the signal ends it; our own pages have only keys that leave a control its own.
 *
 * @param {HTMLElement} el
 * @param {AbortSignal} signal
 */
export function keepKeys(el, signal) {
  if (isServed()) return;
  // Notebook 7 hears a key at the document before the lab does; the window comes before the document. Its shortcuts are
  // for whatever has the focus, so the mark stands there and not on the lab.
  /** @param {KeyboardEvent} event */
  const mark = (event) => {
    const { target } = event;
    if (target instanceof Element && el.contains(target)) target.toggleAttribute(OURS, isForLab(event));
  };
  /** @param {KeyboardEvent} event JupyterLab hears it after the lab. */
  const keep = (event) => {
    if (isForLab(event)) event.stopPropagation();
  };
  addEventListener("keydown", mark, { capture: true, signal });
  el.addEventListener("keydown", keep, { signal });
}
