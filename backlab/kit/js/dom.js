// What every part of a lab is drawn with.

/** An element with attributes (a function becomes a listener) and children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Set an element's HTML only if it changes (a needless change would lose the selection); what was opened stays open. */
function fill(element, html) {
  if (element.shown === html) return;
  const opened = [...element.querySelectorAll("details")].map((details) => details.open);
  element.shown = html;
  element.innerHTML = html;
  element.querySelectorAll("details").forEach((details, n) => { details.open = opened[n] ?? false; });
}

/** A heading that opens and closes what stands below it. */
function fold(uid, level, title, body, isOpen) {
  body.id = `${uid}-body`;
  const mark = make("span", { class: "bl-mark-fold", "aria-hidden": "true" });
  const words = make("span", {}, title);
  const button = make("button", { type: "button", class: "bl-fold", "aria-controls": body.id }, mark, words);
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    body.hidden = !open;
    // Find-in-page opens a folded part by itself where the browser can.
    if (!open) body.setAttribute("hidden", "until-found");
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  body.addEventListener("beforematch", () => set(true));
  set(isOpen);
  const heading = make(level, { class: "bl-fold-heading" }, button);
  return { heading, set, rename: (text) => { if (words.textContent !== text) words.textContent = text; } };
}

/** Boxes that belong together, under a name for those who hear the page. */
function group(name, labels) {
  return make("fieldset", { class: "bl-checks" }, make("legend", { class: "bl-unseen" }, name), ...labels);
}
