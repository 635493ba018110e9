// The presenter view: one slide at a time, its steps one press at a time.
(() => {
  "use strict";
  const { words } = JSON.parse(document.getElementById("page-script").textContent);
  const KEPT = "backlab letter keys", OFF = "presentOff", TOP = 40, TALL = 1.5, SHORT = 120, MARKS = ["off", "later", "path", "on", "tall", "head"];
  const at = (id) => document.getElementById(id);
  const fill = (message, values) => message.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const root = document.documentElement, main = () => at("content");
  const shown = new Map();  // slide's key -> how many of its steps are revealed
  let current = "", place = 0, said = "";

  const isOn = () => "presenting" in root.dataset;
  const hasContent = (element) => Boolean(element.textContent.trim() || element.querySelector("img, svg, canvas, video, input, select, button"));
  const isAway = (element) => Boolean(element.closest("[hidden], .is-shut"));  // a lab has put it away
  const isStage = (slide) => slide.element.matches(".bl-stage");

  /** Every slide in the order of the page: {element, key, title, cell, heads}; a heading alone goes with what follows. */
  function slides() {
    let heads = [];
    return [...document.querySelectorAll("#page-cells > .page-cell")].flatMap((cell, n, cells) => {
      if (isHeading(cell, cells[n + 1]) && cells.slice(n + 1).some(hasOutput)) { heads.push(cell); return []; }
      const found = slidesOf(cell, n);
      if (!found.length) return [];
      found[0].heads = isStage(found[0]) ? [] : heads;  // a stage needs the whole screen
      heads = [];
      return found;
    });
  }

  function slidesOf(cell, n) {
    const marked = [...cell.querySelectorAll("[data-slide]")];
    if (!marked.length) return hasOutput(cell) ? [{ element: cell, cell, key: `${n}`, title: heading(cell), heads: [] }] : [];
    const outer = marked.filter((element) => !element.parentElement.closest("[data-slide]") && !isAway(element) && hasContent(element));
    return outer.map((element, m) => ({ element, cell, key: `${n} ${m} ${marked.length}`, title: element.dataset.slide || heading(element), isFirst: m === 0, heads: [] }));
  }

  const THINGS = "p, li, table, blockquote, pre, img, svg, canvas, video, input, select, textarea, button, summary";
  const TITLES = "h1, h2, h3, h4";

  /** Whether a cell holds a heading and nothing else; ahead of a question or a stage, a heading and one short line. */
  function isHeading(cell, next) {
    if (!cell.querySelector(".jp-RenderedMarkdown :is(h2, h3, h4)")) return false;
    const [line, ...more] = cell.querySelectorAll(".jp-RenderedMarkdown p");
    const isShort = line && !more.length && line.textContent.length <= SHORT && next?.querySelector(".bl-look-question, .bl-stage");
    return isBare(cell, isShort ? [line] : []);
  }

  /** Whether there is nothing but a title outside of some parts of an element. */
  function isBare(element, parts) {
    return [...element.querySelectorAll(THINGS)].every((each) => each.closest(TITLES) || !hasContent(each) && !each.matches("img, svg, input, select") || isAway(each) || parts.some((part) => part.contains(each)));
  }

  function hasOutput(cell) {
    return [...cell.querySelectorAll(".jp-RenderedMarkdown, .jp-OutputArea-output, .page-failed")].some(hasContent);
  }

  function heading(element) {
    const found = element.querySelector("h1, h2, h3, h4");
    return (found ?? element).textContent.replace("¶", "").trim().slice(0, 80);
  }

  /** What is revealed one press at a time: the steps, then all answers together. */
  function parts(slide) {
    if (isStage(slide)) return rowsOf(slide);  // all else of it is seen at once, and its own steps are the lab's
    const inside = (mark) => [...(slide.element.matches(mark) ? [slide.element] : []), ...slide.element.querySelectorAll(mark)];
    const steps = inside("[data-steps]").flatMap((holder) => [...holder.children].filter((child) => !child.hidden && hasContent(child)));
    const answers = inside("[data-answer]");
    // An answer that belongs to a lab as a whole comes with the lab's first slide.
    if (slide.isFirst) answers.push(...[...slide.cell.querySelectorAll("[data-answer]")].filter((answer) => !answer.closest("[data-slide]")));
    const filled = answers.filter(hasContent);
    return [...steps.map((step) => [step]), ...(filled.length ? [filled] : [])];
  }

  /** The rows of a table, of which a class reads one at a time, and then all; where one is seen anyway, the table turns them. */
  function rowsOf(slide) {
    const rows = [...slide.element.querySelectorAll("[data-reads] > [data-read]")];
    const isTurned = rows.some((row) => getComputedStyle(row).display === "contents");
    return isTurned || !rows.length ? [] : [...rows.map((row) => [row]), []];
  }

  /** What of the steps is not to be seen yet; of a table all rows but the one that is read, until the last press. */
  function laterOf(slide, steps, revealed) {
    if (!isStage(slide)) return steps.slice(revealed).flat();
    return revealed < steps.length ? steps.filter((_, n) => n !== revealed - 1).flat() : [];
  }

  /** How many of a slide's steps are seen: one at least, where nothing but a title would be there without it. */
  function seenOf(slide, steps) {
    return Math.max(Math.min(shown.get(slide.key) ?? 0, steps.length), leastOf(slide, steps));
  }

  function leastOf(slide, steps) {
    return steps.length && (isStage(slide) || isBare(slide.element, steps.flat())) ? 1 : 0;
  }

  const stepper = (slide) => slide.element.querySelector("[data-stepper]");

  /** Go one step of a lab's own forward or back; whether it had one. */
  function hasStepped(slide, by) {
    const went = stepper(slide)?.dispatchEvent(new CustomEvent("backlab:step", { detail: by, cancelable: true })) === false;
    if (went) { shown.delete(slide.key); draw(); }  // the next one's rows come one at a time again
    return went;
  }

  function clear() {
    for (const mark of MARKS) for (const element of document.querySelectorAll(`[data-present-${mark}]`)) element.removeAttribute(`data-present-${mark}`);
  }

  const keeps = (element, kept) => kept.some((one) => element.contains(one));

  /** Put away what is beside the slide, all the way up; what is kept stays, and so does what holds it. */
  function isolate(slide, kept) {
    const putAway = (element) => {
      if (kept.includes(element)) return;
      if (keeps(element, kept)) { element.dataset.presentPath = ""; [...element.children].forEach(putAway); } else element.dataset[OFF] = "";
    };
    for (let node = slide.element; node !== main(); node = node.parentElement) {
      if (node !== slide.element) node.dataset.presentPath = "";
      for (const beside of node.parentElement.children) if (beside !== node) putAway(beside);
    }
    slide.element.dataset.presentOn = "";
  }

  /** Mark the pictures so tall that whole on the screen they could not be read. */
  function markTall(slide) {
    for (const picture of slide.element.querySelectorAll("svg[viewBox]")) {
      const { width, height } = picture.viewBox.baseVal;
      if (height > TALL * width) picture.dataset.presentTall = "";
    }
  }

  /** Beside each answer of a question its hands are counted, as long as the page is open; nothing of it is kept or sent. */
  function count(slide) {
    if (!slide.element.closest(".bl-look-question")) return;
    for (const label of slide.element.querySelectorAll(".bl-radio.is-stacked label")) {
      if (!label.nextElementSibling?.matches(".present-tally")) label.after(tally(label.textContent.trim()));
    }
  }

  function tally(option) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "present-tally" });
    let hands = 0;
    const add = (by) => {
      hands = Math.max(0, hands + by);
      button.textContent = hands;
      button.setAttribute("aria-label", fill(words.hands, { option, count: hands }));
    };
    add(0);
    button.addEventListener("click", (event) => add(event.shiftKey ? -1 : 1));
    button.addEventListener("contextmenu", (event) => { event.preventDefault(); add(-1); });
    return button;
  }

  /** Bring the page into the state that the presenter has chosen; again whenever a lab has drawn something anew. */
  function draw() {
    if (!isOn() || at("page-cells").hidden) return;
    clear();
    const all = slides();
    if (!all.length) return;
    const found = all.findIndex((slide) => slide.key === current);
    place = found >= 0 ? found : Math.min(place, all.length - 1);
    const slide = all[place];
    if (isStage(slide)) isolate(slide, slide.heads);  // how its table is laid out follows from the room that it has
    const steps = parts(slide), revealed = seenOf(slide, steps);
    current = slide.key;
    const loose = slide.isFirst ? steps.flat().filter((part) => !slide.element.contains(part)) : [];
    isolate(slide, [...loose, ...slide.heads]);
    if (slide.element.closest(".bl-look-question")) for (const head of slide.heads) head.dataset.presentHead = "";
    markTall(slide);
    count(slide);
    laterOf(slide, steps, revealed).forEach((part) => { part.dataset.presentLater = ""; });
    tell(all, slide, revealed, steps);
  }

  function tell(all, slide, revealed, steps) {
    const number = place + 1, total = all.length;
    const title = slide.title || fill(words.slide, { number });
    const hasStep = revealed < steps.length || Number(stepper(slide)?.dataset.left) > 0;
    const next = hasStep ? words.nextStep : number === total ? words.last : words.nextSlide;
    const put = (id, text) => { if (at(id).textContent !== text) at(id).textContent = text; };
    put("present-place", `${number} / ${total}`);
    put("present-next", next);
    at("present-forward").setAttribute("aria-label", next);
    const key = `${slide.key} ${revealed}`;
    if (key === said) return;
    said = key;
    at("present-said").textContent = revealed
      ? fill(words.step, { number: revealed, total: steps.length })
      : fill(words.announce, { number, total, title });
  }

  function reveal(slide, count, steps) {
    shown.set(slide.key, count);
    draw();
    const part = steps[count - 1]?.[0];
    if (!part) return;
    const seen = part.previousElementSibling ? part : part.closest("section") ?? part;  // the first one with its heading
    const isTall = seen.offsetHeight > innerHeight / 2;
    // Whoever sees the first step still has to read what it is a step of.
    (isTall && count === 1 ? slide.element : seen).scrollIntoView({ block: isTall ? "start" : "nearest" });
  }

  function go(to, all = slides()) {
    place = Math.max(0, Math.min(to, all.length - 1));
    current = all[place]?.key ?? "";
    draw();
    scrollTo(0, 0);
  }

  function next() {
    const all = slides(), slide = all[place];
    if (!slide) return;
    const steps = parts(slide), revealed = seenOf(slide, steps);
    if (revealed < steps.length) reveal(slide, revealed + 1, steps);
    else if (!hasStepped(slide, 1) && place < all.length - 1) go(place + 1, all);
  }

  function back() {
    const all = slides(), slide = all[place];
    if (!slide) return;
    const steps = parts(slide), revealed = seenOf(slide, steps);
    if (revealed > leastOf(slide, steps)) reveal(slide, revealed - 1, steps);
    else if (!hasStepped(slide, -1)) go(place - 1, all);
  }

  /** Turn a page of a slide that is longer than the screen; whether there was anything to turn. */
  function turn(direction) {
    const room = innerHeight - at("present-bar").offsetHeight;
    const rest = direction > 0 ? (slides()[place]?.element.getBoundingClientRect().bottom ?? 0) - room : scrollY;
    if (rest < 1) return false;
    scrollBy(0, direction * room * 0.85);
    return true;
  }

  /** From the slide on that is being read. */
  function enter() {
    const all = slides();
    const seen = all.findIndex((slide) => slide.element.getBoundingClientRect().bottom > TOP);
    root.dataset.presenting = "";
    backlab.readdress({ present: "1" });
    at("page-present").setAttribute("aria-pressed", "true");
    watch.observe(main(), { childList: true, subtree: true, attributes: true, attributeFilter: ["data-slide", "data-steps", "data-answer", "hidden"] });
    said = "";
    go(Math.max(0, seen), all);
    document.activeElement?.blur?.();
  }

  function leave() {
    const slide = slides()[place];
    watch.disconnect();
    delete root.dataset.presenting;
    clear();
    backlab.readdress({ present: null });
    at("page-present").setAttribute("aria-pressed", "false");
    at("present-said").textContent = words.left;
    slide?.element.scrollIntoView();
    at("page-present").focus({ preventScroll: true });
  }

  /** What is open over the slide closes first. */
  function escape() {
    const tab = document.querySelector("[data-present-on] .bl-tab[aria-expanded='true']");
    if (tab) { tab.click(); release(); } else leave();
  }

  /** The keys go back to the presentation. */
  const release = () => document.activeElement?.blur?.();

  const toggle = () => (isOn() ? leave() : enter());
  const watch = new MutationObserver(draw);

  const FIELDS = "input, select, textarea, [contenteditable]:not([contenteditable=false])";
  const CONTROLS = `${FIELDS}, button, summary, [role=slider], [role=spinbutton], [role=radio], [role=checkbox], [role=tab], [role=listbox], [role=menu]`;
  const MOVED = "input:is([type=range], [type=radio], [type=checkbox])";
  let isByPointer = false;
  const isIn = (event, what) => event.target instanceof Element && event.target.closest(what);
  const forward = (event) => () => { if (event.key === "ArrowRight" || !turn(1)) next(); };
  const backward = (event) => () => { if (event.key === "ArrowLeft" || !turn(-1)) back(); };
  const EVERYWHERE = ["PageDown", "PageUp", "Escape"];

  function action(event) {
    return {
      " ": forward(event), ArrowRight: forward(event), PageDown: forward(event), ArrowLeft: backward(event), PageUp: backward(event),
      Home: () => go(0), End: () => go(slides().length - 1), Escape: escape, "?": openKeys,
    }[event.key];
  }

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || at("present-keys").open) return;
    if (isOn() && event.repeat && event.key === " ") { event.preventDefault(); return; }  // a key that is held is one press
    if (event.key === "p" && at("present-letters").checked && !isIn(event, FIELDS)) { toggle(); return; }
    const hand = isOn() && /^[1-9]$/.test(event.key) && document.querySelectorAll("[data-present-on] .present-tally")[event.key - 1];
    if (hand && !isIn(event, FIELDS)) { hand.click(); return; }
    const act = isOn() && action(event);
    const inBar = isIn(event, ".present-bar, .page-lost");
    if (!act || (inBar && event.key === " ")) return;
    const turns = event.key.startsWith("Arrow") && event.target.matches("button:not([role])");  // which has no use for it
    if (!inBar && isIn(event, CONTROLS) && !turns && !EVERYWHERE.includes(event.key)) return;
    event.preventDefault();
    act();
  }

  function openKeys() { at("present-keys").showModal(); }

  // Stock controls keep every key to themselves: the three that are ours everywhere are caught before. For all others
  // a control of a lab's own comes first.
  const ours = (event) => EVERYWHERE.includes(event.key);
  document.addEventListener("keydown", (event) => { if (ours(event)) onKey(event); }, true);
  document.addEventListener("keydown", (event) => { if (!ours(event)) onKey(event); });
  document.addEventListener("click", (event) => {
    const name = event.target.closest?.("[data-present]")?.dataset.present;
    if (name) ({ next, back, leave, keys: openKeys })[name]();
    // A press that is done, and whatever a pointer has moved, gives the keys back: the next one turns the slide.
    else if (isOn() && isIn(event, "#content") && (isIn(event, "button, summary") || event.pointerType && isIn(event, MOVED))) release();
  });
  document.addEventListener("pointerdown", () => { isByPointer = true; }, true);
  document.addEventListener("keydown", () => { isByPointer = false; }, true);
  document.addEventListener("change", (event) => { if (isOn() && isByPointer && isIn(event, `select, ${MOVED}`)) release(); });
  at("page-present").addEventListener("click", toggle);
  const letters = at("present-letters");
  letters.checked = backlab.storage((store) => store.getItem(KEPT)) !== "no";
  letters.addEventListener("change", () => backlab.storage((store) => store.setItem(KEPT, letters.checked ? "yes" : "no")));
  // Asked for in the address: no frame is seen first, and the slides come when the page is there.
  if (backlab.asked("present") === "1") root.dataset.presenting = "";
  // With another patient everything is open again, but for what is being looked at.
  addEventListener("backlab:anew", () => {
    for (const key of [...shown.keys()]) if (!isOn() || key !== current) shown.delete(key);
  });
  addEventListener("backlab:shown", () => { if (isOn()) enter(); });
})();
