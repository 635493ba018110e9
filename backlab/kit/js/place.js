// Where on the web a lab stands.

/** How the addresses of our own pages end, which such a page says of itself: all are pages, or all are files. */
const ending = () => document.documentElement.dataset.pages;

/** Whether the page is one of ours, and not part of a workbench with keys, addresses and printing of its own. */
export const isServed = () => ending() !== undefined || location.pathname.includes("/voila/render/");

/**
 * The address of a notebook's page, beside this one.
 *
 * @param {string} notebook
 */
export const pageOf = (notebook) => notebook.replace(/\.ipynb$/, ending() ?? ".ipynb");

/** What tells this page from every other, in whatever language it is shown. */
export const pageName = () => document.documentElement.dataset.page ?? location.pathname;

/** How much of the top of the window the line takes that stays in view, in pixels. */
export const stripHeight = () =>
  parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--bl-strip")) || 0;
