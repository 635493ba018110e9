// Where on the web a lab stands.

/** Whether the page is served, and not part of a workbench with keys, addresses and printing of its own. */
export const isServed = () => location.pathname.includes("/voila/render/");

/** How much of the top of the window the line takes that stays in view, in pixels. */
export const stripHeight = () =>
  parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--bl-strip")) || 0;
