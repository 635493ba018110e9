// Tabs of a stage, and the drawers that they open over its controls: one at a time, and never over the picture.

import { fill, make, say } from "./dom.js";
import { afterFrame } from "./lifetimes.js";
import { fillMoving } from "./motion.js";
import { isServed } from "./place.js";

/** @import { Panel, Stage } from "./contract" */
/** @import { Session } from "./session.js" */

/** @typedef {{ tab: HTMLButtonElement, drawer: HTMLElement, body: HTMLElement, show: (panel: Panel) => void }} Drawer */

/**
 * A tab, and its drawer.
 *
 * @param {string} id
 * @param {string} uid
 * @param {string} title
 * @param {string} close
 */
function drawDrawer(id, uid, title, close) {
  const name = make("h3", { class: "bl-drawer-title" }, title);
  const shut = make("button", { type: "button", class: "bl-drawer-close", "aria-label": close }, "✕");
  const body = make("div", { class: "bl-drawer-body" });
  const head = make("div", { class: "bl-drawer-head" }, name, shut);
  // Which one it is stands beside its classes: no name of a panel may be that of a look.
  const kind = { class: "bl-drawer bl-panel", "data-panel": id, id: `${uid}-${id}` };
  const drawer = make("section", kind, head, body);
  const tab = make("button", { type: "button", class: "bl-tab", "aria-controls": drawer.id }, title);
  const rename = (/** @type {string} */ words) => {
    for (const element of [name, tab]) say(element, words);
    if (!drawer.hidden) drawer.setAttribute("aria-label", words);
  };
  return { tab, drawer, body, shut, rename };
}

/**
 * Draw them: one for the controls that are not in view at first, and one for each panel beside the picture.
 *
 * @param {Session} session
 * @param {Stage} stage
 * @param {{ side: HTMLElement, guide: HTMLElement, first: HTMLElement }} beside steps and controls: a drawer may lie over
 *   the controls, and never over the steps
 * @param {string} uid
 * @param {AbortSignal} signal
 */
export function drawDrawers(session, stage, { side, guide, first }, uid, signal) {
  const { face, state } = session;
  const { words, fields } = face;
  /** @type {HTMLButtonElement | null} */
  let opened = null;
  /** @type {Map<HTMLButtonElement, HTMLElement>} */
  const drawers = new Map();
  /** What shows in each drawer what has come while it was closed. @type {Map<HTMLButtonElement, () => void>} */
  const catchUps = new Map();
  const strip = make("div", { class: "bl-tabs", role: "group", "aria-label": words.more });
  /** Beside the picture an open drawer begins below the steps, and what it lies over there cannot be worked. */
  const cover = () => {
    const drawer = opened && drawers.get(opened);
    const isBeside = Boolean(drawer && getComputedStyle(drawer).gridArea.startsWith("side"));
    const gap = guide.offsetHeight && parseFloat(getComputedStyle(side).rowGap);
    strip.parentElement?.style.setProperty("--bl-guide", `${guide.offsetHeight + gap}px`);
    const top = drawer && isBeside ? drawer.getBoundingClientRect().top : Number.POSITIVE_INFINITY;
    for (const each of first.children)
      if (each instanceof HTMLElement) each.inert = each.getBoundingClientRect().bottom > top;
    return isBeside;
  };
  /** @param {HTMLButtonElement | null} tab */
  const open = (tab) => {
    if (tab) catchUps.get(tab)?.();
    opened = tab;
    for (const [each, drawer] of drawers) {
      each.setAttribute("aria-expanded", String(each === tab));
      // Find-in-page opens a drawer by itself where the browser can.
      if (each === tab) {
        drawer.removeAttribute("hidden");
        drawer.setAttribute("aria-label", each.textContent ?? "");
        drawer.tabIndex = 0; // so that the keys scroll it
      } else {
        drawer.setAttribute("hidden", "until-found");
        drawer.removeAttribute("tabindex");
        drawer.removeAttribute("aria-label"); // nobody hears of a part in which there is nothing
      }
    }
    return cover();
  };
  const close = () => {
    const tab = opened;
    const isInside = tab && drawers.get(tab)?.contains(document.activeElement);
    open(null);
    if (isInside) tab.focus({ preventScroll: true });
  };
  /** @param {HTMLButtonElement} tab */
  const press = (tab) => {
    if (opened === tab) {
      close();
      return;
    }
    const isBeside = open(tab);
    drawers.get(tab)?.focus({ preventScroll: true });
    if (!isBeside) tab.scrollIntoView({ block: "start" });
  };
  /**
   * @param {string} id
   * @param {string} title
   */
  const add = (id, title) => {
    const drawn = drawDrawer(id, uid, title, words.close);
    const { tab, drawer, shut } = drawn;
    drawers.set(tab, drawer);
    tab.addEventListener("click", () => press(tab), { signal });
    shut.addEventListener("click", close, { signal });
    drawer.addEventListener("beforematch", () => open(tab), { signal });
    return drawn;
  };
  const others = Object.values(state.panels).filter(({ id }) => id !== stage.picture);
  /** @type {Map<string, (panel: Panel) => void>} */
  const shows = new Map();
  const hold = (/** @type {Panel} */ panel) => {
    const drawn = add(panel.id, panel.title);
    drawn.tab.classList.toggle("is-warning", panel.id === stage.warning);
    const { show, catchUp } = follow(panel, drawn, close, signal);
    shows.set(panel.id, show);
    catchUps.set(drawn.tab, catchUp);
  };
  others.filter(({ id }) => id === stage.warning).forEach(hold);
  const behind = fields.filter(({ id, kind }) => kind !== "steps" && !stage.first.includes(id));
  const asks = behind.length && stage.more ? add("more", stage.more) : null; // without a name nobody comes to it
  // How many questions are open behind it, where the lab says so; its name stays the same. Nobody needs it before its
  // first control comes.
  const count = () => {
    const { headings, later } = session.state.told;
    asks?.tab.setAttribute("data-count", headings.more ?? "");
    if (asks) asks.tab.disabled = behind.every(({ id }) => later.includes(id));
  };
  count();
  session.listen(count, signal);
  const more = asks?.body ?? make("div");
  more.classList.add("bl-more-controls");
  others.filter(({ id }) => id !== stage.warning).forEach(hold);
  session.listen((news) => {
    if (news.kind !== "reply" || !news.changes.panels) return;
    for (const [id, panel] of Object.entries(news.changes.panels)) shows.get(id)?.(panel);
  }, signal);
  strip.append(...drawers.keys());
  strip.hidden = !drawers.size;
  open(null);
  const leave = (/** @type {Event} */ event) => {
    const isMeant = event instanceof KeyboardEvent && event.key === "Escape" && !event.defaultPrevented;
    if (!isMeant || !opened) return;
    event.preventDefault();
    close();
  };
  // In a workbench Escape is its own, but for where the drawer has the focus.
  const places = isServed() ? [document] : [strip, ...drawers.values()];
  for (const place of places) place.addEventListener("keydown", leave, { signal });
  const sized = new ResizeObserver(cover);
  for (const each of [guide, first, ...drawers.values()]) sized.observe(each);
  signal.addEventListener("abort", () => sized.disconnect(), { once: true });
  return { elements: [strip, ...drawers.values()], more };
}

/**
 * Show a panel in its drawer, now and as it is next; a tab keeps its place also while there is nothing behind it. What
 * nobody sees is drawn once the picture is, and at the latest when somebody comes to see it.
 *
 * @param {Panel} first
 * @param {ReturnType<typeof drawDrawer>} drawn
 * @param {() => void} close
 * @param {AbortSignal} signal
 */
function follow(first, { tab, drawer, body, rename }, close, signal) {
  /** @type {string | null} */
  let unseen = null;
  const catchUp = () => {
    if (unseen !== null) fill(body, unseen);
    unseen = null;
  };
  const wait = (/** @type {string} */ html) => {
    if (unseen === null) afterFrame(catchUp, signal);
    unseen = html;
  };
  const show = (/** @type {Panel} */ { html, title }) => {
    rename(title);
    if (drawer.hidden) wait(html);
    else fillMoving(body, html, signal);
    if (!html && !drawer.hidden) close();
    tab.disabled = !html;
  };
  show(first);
  addEventListener("beforeprint", catchUp, { signal });
  return { show, catchUp };
}
