// What shows the page: when Voilà's part is done, and every widget stands where it belongs.
(() => {
  "use strict";
  const { words } = JSON.parse(document.getElementById("page-script").textContent);
  const WAIT_MS = 15_000, PENDING = 'script[type="application/vnd.voila.cell-output+json"]';
  const at = (id) => document.getElementById(id);
  let isWhole = false, isShown = false;

  /** Whether an output waits for Voilà, or a widget for its model. */
  function isWaiting() {
    if (at("page-cells").querySelector(PENDING)) return true;
    const outputs = at("page-cells").querySelectorAll(".jp-OutputArea-output.lm-Panel");
    return [...outputs].some((output) => !output.children.length && output.textContent === "Loading widget...");
  }

  function show() {
    if (isShown) return;
    isShown = true;
    at("page-wait").remove();
    at("page-cells").hidden = false;
    at("content").setAttribute("aria-busy", "false");
    window.dispatchEvent(new CustomEvent("backlab:shown"));
    if (location.hash) at(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }

  /** A stock slider's handles are what the keyboard reaches, and have no name of their own: they take its caption's. */
  function nameHandles() {
    for (const handle of at("page-cells").querySelectorAll(".noUi-handle:not([aria-label])")) {
      const caption = handle.closest(".jupyter-widgets")?.querySelector(".widget-label")?.textContent;
      if (caption) handle.setAttribute("aria-label", caption);
    }
  }

  const showIfReady = () => { if (isWhole && !isWaiting()) show(); };
  const watch = new MutationObserver(() => { nameHandles(); showIfReady(); });

  // Voilà calls the first of these when its own part is loaded, and the other as long as cells take their time.
  window.voila_finish = showIfReady;
  window.voila_heartbeat = () => {
    const status = document.querySelector("#page-wait [role=status]");
    if (status) status.textContent = words.slow;
  };

  /** The last cell has arrived. */
  backlab.arrived = () => {
    isWhole = true;
    window.cellLoaded = true;
    watch.observe(at("page-cells"), { childList: true, subtree: true, characterData: true });
    showIfReady();
    // A widget that never comes must not keep the rest from being read.
    setTimeout(show, WAIT_MS);
  };
  addEventListener("load", () => {
    if (!isWhole) { show(); backlab.lost("broken"); }
  });
})();
