// What a lab needs of the page around it: memory, the address, paper, and a kernel that answers.

/** Whether the page is served, and not part of a workbench with addresses and printing of its own. */
const isServed = () => location.pathname.includes("/voila/render/");

/** What a person puts in is kept in the tab until the kernel has answered it, so that a lost page brings it back. */
function memory(model) {
  const key = `backlab ${location.pathname} ${model.get("key")}`;
  const keep = (action) => { try { return action(sessionStorage); } catch { return null; } };  // it may be forbidden or full
  const touched = new Map();  // in the order in which it was touched; the address holds the rest
  const hasAddress = !model.get("keeps");  // an answer that is not finished stands nowhere else
  model.on("change:heard", () => { if (hasAddress) touched.clear(); });
  model.on("change:kept", () => touched.clear());
  return {
    hasAddress,
    taken: () => touched.clear(),
    note: (id, value) => { touched.delete(id); touched.set(id, value); },
    leave: () => keep((store) => store.setItem(key, JSON.stringify(Object.fromEntries(touched)))),
    returned: () => keep((store) => {
      const back = JSON.parse(store.getItem(key));
      store.removeItem(key);
      return back;
    }),
  };
}

/** The address bar holds the link that brings this state back; returns what writes it at once. */
function keepAddress(model) {
  let waits;
  const write = () => {
    clearTimeout(waits);
    // A link that could not be read stays as it is until something is moved, so that it can be put right.
    if (model.get("query") == null || model.get("problem") || !isServed()) return;
    const now = new URLSearchParams(location.search);
    for (const name of model.get("owned")) now.delete(name);
    for (const [name, value] of new URLSearchParams(model.get("query"))) now.set(name, value);
    const text = now.toString().replaceAll("%2C", ",");
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  };
  model.on("change:query", () => { clearTimeout(waits); waits = setTimeout(write, 250); });  // browsers limit how often
  write();
  return write;
}

/** Print one lab's sheet and nothing else; a workbench, which prints in its own way, from a frame. */
function printSheet(lab, sheet) {
  if (!isServed()) { printFromFrame(sheet); return; }
  const root = document.documentElement;
  root.dataset.sheetAlone = "";
  lab.dataset.sheet = "";
  window.addEventListener("afterprint", () => { delete root.dataset.sheetAlone; delete lab.dataset.sheet; }, { once: true });
  window.print();
}

function printFromFrame(sheet) {
  const frame = make("iframe", { class: "bl-unseen", "aria-hidden": "true" });
  document.body.append(frame);
  const { head, body, documentElement } = frame.contentDocument;
  const styles = [...document.querySelectorAll("style")].filter((style) => style.textContent.includes("--bl-page"));
  head.append(...styles.map((style) => style.cloneNode(true)));
  documentElement.dataset.sheetAlone = "";
  body.innerHTML = `<div class="bl-lab" data-sheet>${sheet.outerHTML}</div>`;
  frame.contentWindow.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  frame.contentWindow.print();
}

const PATIENCE = 8000;  // milliseconds: far more than any answer takes, few enough that nobody works on in vain

/** Notice when the kernel does not answer any more, as after its restart; returns what to call after each change. */
function awaitAnswers(model, complain) {
  let waits;
  model.on("change:heard", () => { clearTimeout(waits); complain(""); });
  return () => { clearTimeout(waits); waits = setTimeout(() => complain(model.get("words").silent), PATIENCE); };
}

/** Where a reader looks stays where it is while panels above it grow or shrink; returns what to call before a change. */
function keepInView(result) {
  let held = null;
  const release = () => {
    const moved = held.panel.getBoundingClientRect().top - held.top;
    if (Math.abs(moved) > 1) scrollBy({ top: moved, behavior: "instant" });
    held = null;
  };
  return () => {
    if (held || !isServed() || "presenting" in document.documentElement.dataset) return;
    const shown = [...result.children].filter((panel) => panel.offsetHeight);
    const tops = shown.map((panel) => ({ panel, top: panel.getBoundingClientRect().top }));
    const begins = tops.find(({ top }) => top >= stripHeight() && top < innerHeight * 0.7);  // else one that fills the screen
    held = begins ?? tops.find(({ panel, top }) => top < stripHeight() && top + panel.offsetHeight > innerHeight * 0.7) ?? null;
    if (!held) return;
    queueMicrotask(release);  // all that one message changes is changed before
  };
}

const stripHeight = () => parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--bl-strip")) || 0;

/** The line that stays in view, with a way from the patient to the advice and back; its height is told to the page. */
function drawSummary(model, columns) {
  const line = mirror(model, "summary", { class: "bl-summary-line" });
  const [controls, result] = columns.children;
  const jump = () => {
    const target = result.getBoundingClientRect().top > innerHeight / 3 ? result : controls;
    target.setAttribute("tabindex", "-1");
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  };
  const button = make("button", { type: "button", class: "bl-jump", "aria-label": model.get("words").jump, title: model.get("words").jump, click: jump }, "⇅");
  const summary = make("div", { class: "bl-summary", "data-answer": true }, line, button);
  const tell = () => document.documentElement.style.setProperty("--bl-strip", `${summary.offsetHeight}px`);
  new ResizeObserver(tell).observe(summary);
  return summary;
}
