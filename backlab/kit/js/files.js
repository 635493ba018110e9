import { make } from "./dom.js";

/** @import { Download } from "./contract" */

const LONG = 10_000; // milliseconds in which a browser has taken a file up

/**
 * Give the person a file.
 *
 * @param {Download} file
 */
export function download({ name, text, type }) {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), LONG);
}
