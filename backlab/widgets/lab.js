// One lab: native controls, panels, and what a page needs around them. Words, values and panels all come from the
// kernel; here they are only drawn, and what a person does is sent back.

const VALUE = "value_", PANEL = "panel_";
let labs = 0;

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

/** Set an element's HTML only if it changes: a needless change would lose the reader's selection. */
function fill(element, html) {
  if (element.shown === html) return;
  element.shown = html;
  element.innerHTML = html;
}

/** What a person puts in is kept in the tab, so that it is still there when a lost page starts again. */
function memory(model) {
  const key = `backlab ${location.pathname} ${model.get("name")}`, flag = `${key} returns`;
  const keep = (action) => { try { return action(sessionStorage); } catch { return null; } };  // storage may be forbidden
  return {
    note: (values) => keep((store) => store.setItem(key, JSON.stringify(values))),
    leave: () => keep((store) => store.setItem(flag, "yes")),
    returned: () => keep((store) => {
      const back = store.getItem(flag) && JSON.parse(store.getItem(key));
      store.removeItem(flag);
      return back;
    }),
  };
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

const DRAW = {
  slider(field, uid, get, put) {
    const number = make("span", { class: "bl-number", "aria-hidden": "true" });  // the slider itself says its value
    const input = make("input", { type: "range", id: uid, min: field.low, max: field.high, step: 1,
      "aria-describedby": field.hint ? `${uid}-hint` : null, input: () => put(Number(input.value)) });
    const unasked = field.unasked && make("input", { type: "checkbox", change: () => put(unasked.checked ? null : Number(input.value)) });
    const show = () => {
      const value = get();
      input.disabled = value == null;
      if (value != null) input.value = value;
      number.textContent = value ?? "–";
      const share = (input.value - field.low) / (field.high - field.low || 1);
      input.style.setProperty("--bl-share", share);
      if (unasked) unasked.checked = value == null;
    };
    const head = make("span", { class: "bl-field-head" }, make("label", { for: uid }, field.label), number);
    const also = unasked && make("label", { class: "bl-unasked" }, unasked, ` ${field.unasked}`);
    const hint = field.hint ? make("p", { id: `${uid}-hint`, class: "bl-hint" }, field.hint) : null;
    return { element: make("div", { class: "bl-field bl-slider" }, head, input, also || null, hint), show };
  },

  menu(field, uid, get, put) {
    const options = field.choices.map(([value, words]) => make("option", { value }, words));
    const select = make("select", { id: uid, change: () => put(select.value) }, ...options);
    return {
      element: make("div", { class: "bl-field bl-menu" }, make("label", { for: uid }, field.label), select),
      show: () => { select.value = get(); },
    };
  },

  radio(field, uid, get, put) {
    const inputs = field.choices.map(([value]) => make("input", { type: "radio", name: uid, value, change: () => put(value) }));
    const labels = field.choices.map(([, words], n) => make("label", {}, inputs[n], make("span", {}, words)));
    return {
      element: make("fieldset", { class: "bl-field bl-radio" }, make("legend", {}, field.label), make("div", {}, ...labels)),
      show: () => inputs.forEach((input) => { input.checked = input.value === get(); }),
    };
  },

  checks(field, uid, get, put) {
    const toggle = (name, on) => put({ ...get(), yes: field.choices.map(([id]) => id).filter((id) => id === name ? on : get().yes.includes(id)) });
    const boxes = field.choices.map(([id]) => make("input", { type: "checkbox", change: (event) => toggle(id, event.target.checked) }));
    const labels = field.choices.map(([, words], n) => make("label", { class: "bl-check" }, boxes[n], make("span", {}, words)));
    const none = make("input", { type: "checkbox", change: () => put({ ...get(), none: none.checked }) });
    labels.push(make("label", { class: "bl-check bl-none-other" }, none, make("span", {}, field.none)));
    const body = make("div", {}, group(field.label, labels));
    const folded = fold(uid, "h3", field.label, body, field.open);
    return {
      element: make("div", { class: "bl-field" }, folded.heading, body),
      show: () => {
        const { yes, no, none: rest } = get();
        boxes.forEach((box, n) => {
          const id = field.choices[n][0];
          box.checked = yes.includes(id);
          box.parentElement.classList.toggle("is-no", no.includes(id));
        });
        none.checked = rest;
      },
      tell: folded.rename,
    };
  },

  body(field, uid, get, put, words) {
    const toggle = (id) => put(field.choices.map(([known]) => known).filter((known) => get().includes(known) !== (known === id)));
    const figure = make("div", { class: "bl-body-map", role: "group", "aria-label": field.label });
    figure.innerHTML = field.svg;
    const spots = new Map([...figure.querySelectorAll("[data-place]")].map((spot) => [spot.dataset.place, spot]));
    const svg = figure.querySelector("svg");  // the places speak for themselves
    svg.setAttribute("role", "presentation");
    svg.removeAttribute("aria-label");
    svg.querySelectorAll(":scope > title, :scope > desc").forEach((words) => words.remove());
    const names = new Map(field.choices);
    for (const [id, spot] of spots) {
      spot.setAttribute("role", "checkbox");
      spot.setAttribute("aria-label", names.get(id));
      spot.setAttribute("tabindex", "-1");
      spot.addEventListener("click", () => { reach(spot); toggle(id); });
    }
    const reach = (spot) => {  // one stop for the Tab key; the arrows go on from there
      for (const other of spots.values()) other.setAttribute("tabindex", other === spot ? "0" : "-1");
      spot.focus({ preventScroll: true });
    };
    [...spots.values()][0].setAttribute("tabindex", "0");
    figure.addEventListener("keydown", (event) => {
      const here = event.target.closest("[data-place]");
      if (!here) return;
      if (event.key === " " || event.key === "Enter") { toggle(here.dataset.place); event.preventDefault(); return; }
      const next = neighbour(here, [...spots.values()], event.key);
      if (next) { reach(next); event.preventDefault(); }
    });
    const boxes = field.choices.map(([id]) => make("input", { type: "checkbox", change: () => toggle(id) }));
    const labels = field.choices.map(([, text], n) => make("label", { class: "bl-check" }, boxes[n], make("span", {}, text)));
    const list = make("div", {}, group(field.list, labels));
    const listed = fold(`${uid}-list`, "h4", field.list, list, false);
    const body = make("div", {}, figure, listed.heading, list);
    const folded = fold(uid, "h3", field.label, body, field.open);
    return {
      element: make("div", { class: "bl-field" }, folded.heading, body),
      show: () => field.choices.forEach(([id], n) => {
        const chosen = get().includes(id);
        boxes[n].checked = chosen;
        spots.get(id)?.classList.toggle("is-chosen", chosen);
        spots.get(id)?.setAttribute("aria-checked", String(chosen));
      }),
      // Places that belong to a finding which is ticked elsewhere, with no word on which side.
      tell: (marked) => { for (const [id, spot] of spots) spot.classList.toggle("is-marked", marked.split(" ").includes(id)); },
    };
  },

  buttons(field, uid, get, put, words, press) {
    const row = field.choices.map(([name, text]) => make("button", { type: "button", class: "bl-button", click: () => press(name) }, text));
    return { element: make("div", { class: "bl-field bl-buttons" }, ...row), show: () => {} };
  },

  text() {
    const element = make("div", { class: "bl-field bl-text" });
    return { element, show: () => {}, tell: (html) => fill(element, html) };
  },
};

/** The nearest place on the picture in the direction of an arrow key. */
function neighbour(here, spots, key) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!way) return null;
  const middle = (spot) => { const box = spot.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };
  const [x, y] = middle(here);
  const far = (spot) => {
    const [dx, dy] = [middle(spot)[0] - x, middle(spot)[1] - y];
    const along = dx * way[0] + dy * way[1], across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    return along > 1 ? along + 2 * across : Infinity;
  };
  const best = spots.filter((spot) => spot !== here).sort((a, b) => far(a) - far(b))[0];
  return far(best) < Infinity ? best : null;
}

/** The address bar holds the link that brings this state back, on a page that is served, not in a workbench. */
function keepAddress(model, words) {
  let owned = [], waits;
  const write = () => {
    const query = model.get("query");
    if (query == null || !location.pathname.includes("/voila/render/")) return;
    const now = new URLSearchParams(location.search), own = new URLSearchParams(query);
    for (const name of [...owned, ...own.keys(), ...(words.owned || "").split(" ")]) now.delete(name);
    owned = [...own.keys()];
    for (const [name, value] of own) now.set(name, value);
    const text = now.toString().replaceAll("%2C", ",");
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  };
  const later = () => { clearTimeout(waits); waits = setTimeout(write, 250); };  // browsers limit how often it may change
  model.on("change:query", later);
  write();
  return () => { clearTimeout(waits); write(); };
}

/** Print the one page that says it all; inside a workbench, which prints in its own way, from a frame. */
function printHandout(handout) {
  if (location.pathname.includes("/voila/render/")) { window.print(); return; }
  const frame = make("iframe", { class: "bl-unseen", "aria-hidden": "true", title: "" });
  document.body.append(frame);
  const styles = [...document.querySelectorAll("style")].filter((style) => style.textContent.includes("--bl-page"));
  frame.contentDocument.head.append(...styles.map((style) => style.cloneNode(true)));
  frame.contentDocument.body.innerHTML = `<div class="bl-lab">${handout.outerHTML}</div>`;
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.print();
}

/** Where controls fold under headings of their own, each side of the lab has one above them, for those who hear it. */
function part(model, name) {
  const folds = model.get("fields").some((field) => "open" in field);
  return folds ? [make("h2", { class: "bl-unseen" }, model.get("words")[name])] : [];
}

function drawControls(model, uid, values, press) {
  const controls = make("section", { class: "bl-controls", "aria-label": model.get("words").patient, "data-slide": model.get("words").patient });
  controls.append(...part(model, "patient"));
  const drawn = [];
  for (const field of model.get("fields")) {
    const get = () => model.get(VALUE + field.id);
    const put = (value) => { model.set(VALUE + field.id, value); control.show(); model.save_changes(); values.note(); };
    const control = DRAW[field.kind](field, `${uid}-${field.id}`, get, put, model.get("words"), press);
    if (get() !== undefined) model.on(`change:${VALUE}${field.id}`, control.show);
    control.show();
    control.element.dataset.field = field.id;
    drawn.push([field.id, control]);
    controls.append(control.element);
  }
  const tell = () => {
    const told = model.get("told");
    for (const [id, control] of drawn) if (id in told) control.tell?.(told[id]);
  };
  model.on("change:told", tell);
  tell();
  return controls;
}

function drawPanel(model, uid, shape) {
  const body = make("div", { class: "bl-panel-body", "data-steps": true });
  const id = PANEL + shape.id;
  const show = () => fill(body, model.get(id));
  model.on(`change:${id}`, show);
  show();
  const section = make("section", { class: `bl-panel bl-${shape.id}`, "data-slide": shape.title });
  const folded = shape.folds ? fold(`${uid}-${shape.id}`, "h3", shape.title, body, shape.open) : null;
  const heading = folded?.heading ?? make("h3", { class: "bl-panel-heading" }, shape.title);
  section.append(heading, body);
  return {
    section,
    update(next) {
      section.dataset.slide = next.title;
      if (folded) folded.rename(next.title); else heading.textContent = next.title;
      if (folded && next.open !== shape.open) folded.set(next.open);  // only when the kernel thinks anew, never against the reader
      shape = next;
    },
  };
}

function drawResult(model, uid) {
  const result = make("section", { class: "bl-result", "aria-label": model.get("words").result });
  result.append(...part(model, "result"));
  const drawn = new Map(model.get("panels").map((shape) => [shape.id, drawPanel(model, uid, shape)]));
  result.append(...[...drawn.values()].map((panel) => panel.section));
  model.on("change:panels", () => model.get("panels").forEach((shape) => drawn.get(shape.id)?.update(shape)));
  return result;
}

/** Say a change politely, once it has come to rest. */
function drawSaid(model) {
  const said = make("p", { class: "bl-unseen bl-said", role: "status" });
  let waits;
  model.on("change:said", () => { clearTimeout(waits); waits = setTimeout(() => { said.textContent = model.get("said"); }, 500); });
  return said;
}

/** An element that always holds the HTML of one trait. */
function mirror(model, trait, attributes) {
  const element = make("div", attributes);
  const show = () => fill(element, model.get(trait));
  model.on(`change:${trait}`, show);
  show();
  return element;
}

function render({ model, el }) {
  const uid = `bl${(labs += 1)}`, words = model.get("words"), kept = memory(model);
  const names = model.get("fields").map((field) => field.id).filter((id) => model.get(VALUE + id) !== undefined);
  const values = { note: () => kept.note(Object.fromEntries(names.map((id) => [id, model.get(VALUE + id)]))) };
  const problem = make("div", { class: "bl-problem", role: "alert", hidden: true });
  const complain = () => { problem.textContent = model.get("problem"); problem.hidden = !model.get("problem"); };
  model.on("change:problem", complain);
  complain();
  const settleAddress = keepAddress(model, words);
  const handout = model.get("handout") ? mirror(model, "handout", { class: "bl-handout", lang: model.get("lang") }) : null;
  const said = drawSaid(model);
  const press = async (name) => {
    settleAddress();
    if (name === "print") printHandout(handout);
    else if (name === "copy") said.textContent = toast(el, await copied() ? words.copied : words.notCopied);
    else { model.send({ pressed: name }); }
  };
  const copied = () => navigator.clipboard?.writeText(location.href).then(() => true, () => false) ?? false;
  const link = () => { handout?.querySelectorAll(".bl-link").forEach((place) => { place.textContent = location.href; }); };
  window.addEventListener("beforeprint", link);
  const leave = () => { values.note(); kept.leave(); };
  window.addEventListener("backlab:return", leave);
  el.classList.add("bl-lab");
  el.lang = model.get("lang");
  const columns = make("div", { class: "bl-columns" }, drawControls(model, uid, values, press), drawResult(model, uid));
  el.append(said, mirror(model, "summary", { class: "bl-summary", "data-answer": true }), problem, columns, ...(handout ? [handout] : []));
  const back = kept.returned();
  if (back) {
    for (const id of names) if (id in back) model.set(VALUE + id, back[id]);
    model.save_changes();
  }
  return () => { window.removeEventListener("beforeprint", link); window.removeEventListener("backlab:return", leave); };
}

/** A short word beside the buttons, which fades by itself. */
function toast(el, text) {
  const note = make("p", { class: "bl-toast" }, text);
  el.append(note);
  setTimeout(() => note.remove(), 4000);
  return text;
}

export default { render };
