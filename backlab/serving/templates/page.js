// What shows the page: when Voilà's part is done, and every widget stands where it belongs.
(() => {
  "use strict";
  const { glyphs, words } = JSON.parse(document.getElementById("page-script").textContent);
  const WAIT_MS = 15_000, GIVE_UP_MS = 90_000;
  const PENDING = ["voila.cell-output", "backlab.widget"].map((kind) => `script[type="application/vnd.${kind}+json"]`).join();
  const at = (id) => document.getElementById(id);
  const notes = new Map();  // output that is still empty -> the sentence that stands in its place
  let isWhole = false, isShown = false;

  /** Every output that waits for Voilà, and every widget that waits for its model. */
  function waiting() {
    const outputs = at("page-cells").querySelectorAll(".jp-OutputArea-output.lm-Panel");
    const empty = [...outputs].filter((output) => !output.children.length && output.textContent === "Loading widget...");
    return [...at("page-cells").querySelectorAll(PENDING), ...empty];
  }

  /** A sentence stands in the place of each output that is still empty, as long as it is. */
  function noteLate() {
    const late = waiting();
    for (const [output, note] of notes) if (!late.includes(output)) { note.remove(); notes.delete(output); }
    for (const output of late) {
      if (notes.has(output)) continue;
      const note = Object.assign(document.createElement("p"), { className: "page-late", textContent: words.late });
      note.setAttribute("role", "status");
      output.before(note);
      notes.set(output, note);
    }
  }

  function giveUp() {
    if (!notes.size) return;
    for (const note of notes.values()) note.textContent = words.never;
    backlab.lost("missing");
  }

  /** What the address points at; it may hold a % that stands for nothing. */
  function target() {
    try { return at(decodeURIComponent(location.hash.slice(1))); } catch { return null; }
  }

  function show() {
    if (isShown) return;
    isShown = true;
    at("page-wait").remove();
    at("page-cells").hidden = false;
    at("content").setAttribute("aria-busy", "false");
    if (isWhole) noteLate();
    if (notes.size) setTimeout(giveUp, GIVE_UP_MS);
    window.dispatchEvent(new CustomEvent("backlab:shown"));
    if (location.hash) target()?.scrollIntoView();
  }

  /** What needs the kernel will not come; all else can be read. */
  backlab.showRest = () => {
    show();
    for (const note of notes.values()) note.textContent = words.never;
  };

  /** A stock slider's handles are what the keyboard reaches, and have no name of their own: they take its caption's. */
  function nameHandles() {
    for (const handle of at("page-cells").querySelectorAll(".noUi-handle:not([aria-label])")) {
      const caption = handle.closest(".jupyter-widgets, .widget-slider")?.querySelector(".widget-label")?.textContent;
      if (caption) handle.setAttribute("aria-label", caption);
    }
  }

  /** A button that is only an icon is called by what is said of it, or by its icon. */
  function nameIcons() {
    for (const button of at("page-cells").querySelectorAll("button:not([aria-label]):has(> .fa)")) {
      if (button.textContent.trim()) continue;
      const icon = /\bfa-(?!fw|lg|spin|pulse|\dx)([\w-]+)/.exec(button.querySelector(".fa").className)?.[1] ?? "";
      const name = button.title || icon.replaceAll("-", " ");
      if (name) button.setAttribute("aria-label", name);
    }
  }

  /** The fonts of formulas and icons: our own pages have neither, and do not grow. */
  function drawGlyphs() {
    if (at("page-glyphs") || !at("page-cells").querySelector("mjx-container, .fa")) return;
    document.head.append(Object.assign(document.createElement("link"), { id: "page-glyphs", rel: "stylesheet", href: glyphs }));
  }

  /** What is set out in columns by blanks needs letters of even width; all else that a cell prints is prose. */
  function setColumns() {
    for (const printed of at("page-cells").querySelectorAll(".jp-RenderedText pre")) {
      printed.classList.toggle("page-columns", /\S {2,}\S|\t|[\u2500-\u259f]|^[\w.]*[([{].*\n +\S/m.test(printed.textContent));
    }
  }

  /** A file beside the notebook is no way on: to leave the page for it would end the page's kernel. */
  function stay({ target: within }) {
    const link = within.closest?.("#page-cells a[href]:not([target], [download])");
    if (!link || link.origin !== location.origin || !/\.\w+$/.test(link.pathname) || link.pathname.endsWith(".ipynb")) return;
    if (/\.(pdf|html?|png|jpe?g|gif|svg|webp|avif|mp3|ogg|wav|m4a|mp4|webm|mov)$/i.test(link.pathname)) link.target = "_blank";
    else link.download = "";
  }
  addEventListener("click", stay, { capture: true });

  const showIfReady = () => { if (isWhole && !waiting().length) show(); };
  const dress = () => { nameHandles(); nameIcons(); drawGlyphs(); setColumns(); };
  const watch = new MutationObserver(() => { dress(); showIfReady(); if (notes.size) noteLate(); });

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
    dress();
    showIfReady();
    // A widget that never comes must not keep the rest from being read.
    setTimeout(show, WAIT_MS);
  };
  addEventListener("load", () => {
    if (!isWhole) { show(); backlab.lost("broken"); }
  });
})();
