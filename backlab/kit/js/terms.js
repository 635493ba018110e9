// Words that the glossary explains: a link to it, which says what it means on hover, on focus, and at the first tap.

const TERM = 'a[href*="glossary.ipynb"][href*="#term-"]';  // what is asked of the page may stand between

/** Explain every link to the glossary on this page; the first lab that knows the terms does it for all. */
function explainTerms(terms, language) {
  const root = document.documentElement;
  if (!Object.keys(terms).length || "blTerms" in root.dataset) return;
  root.dataset.blTerms = "";
  const card = make("div", { class: "bl-term-card", role: "tooltip", id: "bl-term-card", hidden: true, lang: language });
  document.body.append(card);
  let shown = null;
  const hide = () => { shown?.removeAttribute("aria-describedby"); shown = null; card.hidden = true; };
  const show = (link) => {
    const term = terms[link.hash.slice("#term-".length)];
    if (!term || link === shown) return;
    hide();
    shown = link;
    card.replaceChildren(make("strong", {}, term[0]), make("p", {}, term[1]));
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place();
  };
  const place = () => {
    const box = shown.getBoundingClientRect(), own = card.getBoundingClientRect(), edge = 8;
    const below = box.bottom + own.height + edge < innerHeight;
    card.style.left = `${Math.max(edge, Math.min(box.left, root.clientWidth - own.width - edge))}px`;
    card.style.top = `${below ? box.bottom + 4 : Math.max(edge, box.top - own.height - 4)}px`;
  };
  const term = (event) => event.target.closest?.(TERM);
  let touched = false;
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  document.addEventListener("mouseover", (event) => { const link = term(event); if (link) show(link); else if (shown && !event.target.closest?.(".bl-term-card")) hide(); });
  document.addEventListener("focusin", (event) => { const link = term(event); if (link && !touched) show(link); else if (!link) hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && shown) { hide(); event.preventDefault(); } });
  document.addEventListener("click", (event) => {
    const link = term(event);
    if (!link) { if (!event.target.closest?.(".bl-term-card")) hide(); return; }
    if (touched && card.dataset.tapped !== link.hash) { event.preventDefault(); show(link); card.dataset.tapped = link.hash; }
  }, true);
  // A link that is reached by keyboard is scrolled into view, and its meaning goes with it.
  addEventListener("scroll", () => { if (shown && shown === document.activeElement) place(); else hide(); }, { passive: true, capture: true });
}

/** Links to other notebooks: a page carries its language and theme along, a workbench opens them as its own. */
function followNotebooks(el) {
  const folder = decodeURIComponent(location.pathname).split("/lab/tree/")[1]?.split("/").slice(0, -1) ?? [];
  const adopt = () => {
    for (const link of el.querySelectorAll("a[href$='.ipynb'], a[href*='.ipynb#']")) {
      if (link.dataset.followed) continue;
      link.dataset.followed = "yes";
      const [name, hash] = link.getAttribute("href").split("#");
      if (!isServed()) {
        link.dataset.commandlinkerCommand = "docmanager:open";
        link.dataset.commandlinkerArgs = JSON.stringify({ path: [...folder, decodeURIComponent(name)].join("/") });
        continue;
      }
      const carried = new URLSearchParams([...new URLSearchParams(location.search)].filter(([key]) => ["lang", "theme"].includes(key))).toString();
      link.setAttribute("href", `${name}${carried ? `?${carried}` : ""}${hash ? `#${hash}` : ""}`);
    }
  };
  adopt();
  new MutationObserver(adopt).observe(el, { childList: true, subtree: true });
}
