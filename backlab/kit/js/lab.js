// One lab: controls, panels and what surrounds them. Words, values and panels all come from the kernel; here they are
// only drawn, and what a person does is sent back.

const VALUE = "value_", PANEL = "panel_", ANSWERS = ["check", "commit"];

/** Where controls fold under headings of their own, each side of the lab has one above them, for those who hear it. */
function side(model, attributes, title) {
  const folds = model.get("fields").some((field) => "open" in field);
  const heading = folds ? make("h2", { class: "bl-unseen" }, title) : null;
  return make("section", { ...attributes, "aria-label": title }, heading);
}

function drawControls(model, uid, changed, press) {
  const title = model.get("words").controls;
  const controls = side(model, { class: "bl-controls", "data-slide": model.get("whole") ? null : title }, title);
  const drawn = new Map();
  for (const field of model.get("fields")) {
    const name = VALUE + field.id;
    const get = () => model.get(name);
    const put = (value) => { model.set(name, value); control.show(); changed(field.id, value); model.save_changes(); };
    const control = DRAW[field.kind](field, `${uid}-${field.id}`, get, put, press);
    if (get() !== undefined) model.on(`change:${name}`, control.show);
    control.show();
    control.element.dataset.field = field.id;
    drawn.set(field.id, control);
    controls.append(control.element);
  }
  const tell = () => { for (const [id, words] of Object.entries(model.get("told"))) drawn.get(id)?.tell?.(words); };
  model.on("change:told", tell);
  tell();
  return controls;
}

function drawPanel(model, uid, shape, hold) {
  const name = PANEL + shape.id;
  const body = make("div", { class: "bl-panel-body", "data-steps": true });
  const folded = shape.folds ? fold(`${uid}-${shape.id}`, "h3", shape.title, body, shape.open) : null;
  const heading = folded?.heading ?? make("h3", { class: "bl-panel-heading" }, shape.title);
  const section = make("section", { class: `bl-panel bl-${shape.id}` }, heading, body);
  const show = () => { hold(); fill(body, model.get(name)); section.hidden = !model.get(name); };
  const update = (next) => {
    if (!model.get("whole")) section.dataset.slide = next.title;
    if (folded) folded.rename(next.title); else heading.textContent = next.title;
    if (folded && next.open !== shape.open) folded.set(next.open);  // only when the kernel thinks anew, never against the reader
    shape = next;
  };
  model.on(`change:${name}`, show);
  show();
  update(shape);
  return { section, update };
}

function drawResult(model, uid) {
  const result = side(model, { class: "bl-result" }, model.get("words").result);
  const hold = keepInView(result);
  const drawn = new Map(model.get("panels").map((shape) => [shape.id, drawPanel(model, uid, shape, hold)]));
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

/** The sentence that stands in place of a lab which waits for an answer. */
function drawShut(model, parts) {
  const sentence = make("p", { class: "bl-shut" });
  const notice = make("div", { class: "bl-shut-box", "data-slide": model.get("words").result }, sentence);
  const show = () => {
    sentence.textContent = model.get("shut");
    notice.hidden = !model.get("shut");
    for (const part of parts) part.classList.toggle("is-shut", !notice.hidden);
  };
  model.on("change:shut", show);
  show();
  return notice;
}

/** What could not be kept, or not be read again. */
function drawKept(model) {
  const note = make("p", { class: "bl-kept-problem", role: "status" });
  const complain = (text) => { note.textContent = text ?? model.get("kept_problem") ?? ""; note.hidden = !note.textContent; };
  model.on("change:kept_problem", () => complain());
  complain();
  return { note, complain };
}

/** A place for what went wrong, and the function that says it: the kernel's own words, or what is noticed here. */
function drawProblem(model) {
  const problem = make("div", { class: "bl-problem", role: "alert", hidden: true });
  const complain = (text) => { problem.textContent = text || model.get("problem"); problem.hidden = !problem.textContent; };
  model.on("change:problem", () => complain(""));
  complain("");
  return { problem, complain };
}

/** A short word over the page, which fades by itself; what is said is returned. */
function toast(el, text) {
  const note = make("p", { class: "bl-toast" }, text);
  el.append(note);
  setTimeout(() => note.remove(), 4000);
  return text;
}

async function copyLink(el, said, words) {
  const done = await (navigator.clipboard?.writeText(location.href).then(() => true, () => false) ?? false);
  said.textContent = toast(el, done ? words.copied : words.notCopied);
}

/** What the address points at may be drawn only now. */
function goTo(el) {
  const aim = location.hash && el.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`);
  if (!aim) return;
  const show = () => requestAnimationFrame(() => { aim.scrollIntoView(); aim.focus({ preventScroll: true }); });
  if (el.checkVisibility()) show(); else window.addEventListener("backlab:shown", show, { once: true });
}

/** After a patient is judged, the verdict comes into view; with the next one, the story. */
function follow(model, el, pressed) {
  const [trait, target] = { commit: ["panel_verdict", ".bl-result > .bl-panel"], next: ["value_case", ".bl-controls"] }[pressed] ?? [];
  if (!trait) return;
  const show = () => {
    model.off(`change:${trait}`, show);
    requestAnimationFrame(() => el.querySelector(target).scrollIntoView({ block: "start" }));
  };
  model.on(`change:${trait}`, show);
}

function render({ model, el }) {
  // Not a counter: each lab runs a copy of this script of its own.
  const uid = `bl${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
  const words = model.get("words"), kept = memory(model), said = drawSaid(model), { problem, complain } = drawProblem(model);
  const waiting = awaitAnswers(model, complain), writeAddress = keepAddress(model);
  const sheet = model.get("handout") ? mirror(model, "handout", { class: "bl-handout", lang: model.get("lang") }) : null;
  // A press overtakes changes that wait until the one before is answered, so it takes along what is shown.
  const values = () => Object.fromEntries(model.get("fields").map(({ id }) => [id, model.get(VALUE + id)]).filter(([, value]) => value !== undefined));
  const press = (name) => {
    writeAddress();
    if (name === "print") printSheet(el, sheet);
    else if (name === "copy") copyLink(el, said, words);
    else {
      model.send({ pressed: name, values: values() });
      if (!ANSWERS.includes(name)) kept.taken();  // an answer may be refused, and stays in memory until it is kept
      waiting();
      follow(model, el, name);
    }
  };
  const link = () => sheet?.querySelectorAll(".bl-link").forEach((place) => { place.textContent = isServed() ? location.href : ""; });
  const leave = () => { writeAddress(); kept.leave(); };
  window.addEventListener("beforeprint", link);
  window.addEventListener("backlab:return", leave);
  if (!kept.hasAddress) window.addEventListener("pagehide", leave);
  el.classList.add("bl-lab");
  el.classList.toggle("is-served", isServed());
  el.lang = model.get("lang");
  if (model.get("look")) el.classList.add(`bl-look-${model.get("look")}`);
  explainTerms(model.get("terms") ?? {}, model.get("lang"));
  followNotebooks(el);
  const changed = (id, value) => {
    kept.note(id, value);
    waiting();
    if (id === "case") window.dispatchEvent(new CustomEvent("backlab:anew"));  // another patient: nothing is revealed yet
  };
  const controls = drawControls(model, uid, changed, press);
  const columns = make("div", { class: "bl-columns", "data-slide": model.get("whole") ? words.result : null }, controls, drawResult(model, uid));
  const summary = model.get("summary") ? drawSummary(model, columns) : null;
  const shut = drawShut(model, [summary, columns, sheet].filter(Boolean)), notKept = drawKept(model);
  el.append(...[said, summary, problem, shut, columns, notKept.note, sheet].filter(Boolean));
  const stopKeeping = keeping(model, el, () => notKept.complain(words.unkept));
  model.on("msg:custom", (message) => { if (message.download) download(message.download); });
  goTo(el);
  const back = kept.returned();
  if (back && Object.keys(back).length) model.send({ restored: back });
  return () => { window.removeEventListener("beforeprint", link); window.removeEventListener("backlab:return", leave); window.removeEventListener("pagehide", leave); stopKeeping(); };
}

export default { render };
