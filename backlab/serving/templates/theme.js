// Runs before anything is painted, so that no page is ever seen in the wrong theme.
window.backlab = (() => {
  "use strict";
  const KEPT = "backlab theme", THEMES = ["system", "light", "dark", "contrast"];
  const root = document.documentElement, night = matchMedia("(prefers-color-scheme: dark)");
  const asked = (name) => new URLSearchParams(location.search).get(name);
  const storage = (action) => { try { return action(localStorage); } catch { return undefined; } };  // it may be forbidden
  const known = (name) => THEMES.includes(name) && name;
  let theme = known(asked("theme")) || known(storage((store) => store.getItem(KEPT))) || "system";

  /** The address of this page as it is now (a lab may have changed it), but for `changes`; null takes one away. */
  function address(changes) {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) url.searchParams.delete(name); else url.searchParams.set(name, value);
    }
    url.search = url.search.replaceAll("%2C", ",");
    return url.href;
  }
  const readdress = (changes) => history.replaceState(history.state, "", address(changes));

  /** Show the theme; stock widgets and labs in other places ask the body whether it is a light one. */
  function paint() {
    const dark = theme === "dark" || theme === "contrast" || (theme === "system" && night.matches);
    root.dataset.theme = theme;
    if (!document.body) return;
    document.body.dataset.jpThemeLight = String(!dark);
    document.body.classList.toggle("theme-dark", dark);
    document.body.classList.toggle("theme-light", !dark);
  }

  function chooseTheme(name) {
    theme = known(name) || "system";
    const kept = storage((store) => { store.setItem(KEPT, theme); return true; });
    if (asked("theme") !== null || !kept) readdress({ theme });
    paint();
  }

  /** The page in another language, as its link says, asked for all that this one is asked for now. */
  function translated(link) {
    const there = new URL(link.href), url = new URL(address({ lang: null, ...Object.fromEntries(there.searchParams) }));
    url.pathname = there.pathname;
    return url;
  }

  function speak(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    window.dispatchEvent(new CustomEvent("backlab:return"));  // what was entered goes along
    location.assign(translated(event.currentTarget).href);
  }

  /** A page that is a file speaks one language: asked for another, it gives way to the other file. */
  function giveWay() {
    const link = asked("lang") && document.querySelector(`[data-language="${CSS.escape(asked("lang"))}"]`);
    if (link && translated(link).pathname !== location.pathname) location.replace(translated(link).href);
  }

  /** How much of the window the bar takes, for what wants all of the rest. */
  function measure(bar) {
    const tell = () => { if (bar.offsetHeight) root.style.setProperty("--bl-bar", `${bar.offsetHeight}px`); };
    new ResizeObserver(tell).observe(bar);
    tell();
  }

  /** Make the menus work: called as soon as they are there. */
  function menus() {
    measure(document.querySelector(".page-bar"));
    const select = document.getElementById("page-theme");
    select.value = theme;
    select.addEventListener("change", () => chooseTheme(select.value));
    for (const link of document.querySelectorAll("[data-language]")) link.addEventListener("click", speak);
    giveWay();
  }

  /** Another page of ours is opened in the same language and theme. */
  function carry(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || link.dataset.language || link.origin !== location.origin || link.pathname === location.pathname) return;
    if (link.pathname !== document.querySelector(".page-home")?.pathname && !link.pathname.endsWith(root.dataset.pages)) return;
    const url = new URL(link.href);
    for (const name of ["lang", "theme"]) if (asked(name) !== null) url.searchParams.set(name, asked(name));
    link.href = url.href;
  }
  for (const kind of ["click", "auxclick"]) document.addEventListener(kind, carry, true);
  night.addEventListener("change", paint);
  paint();
  return { address, asked, menus, paint, readdress, storage };
})();
