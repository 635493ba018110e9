// Many notebooks are found by words of their titles, their first sentences and their folders.
(() => {
  "use strict";
  const form = document.getElementById("folder-search"), field = document.getElementById("folder-words");
  const said = form.querySelector("output"), none = form.querySelector("p");
  // As one types it: without accents, in small letters.
  const simple = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const groups = [...document.querySelectorAll(".folder-group")].map((group) => {
    const name = simple(group.querySelector(":scope > h2")?.textContent ?? "");
    const cards = [...group.querySelectorAll(".card")].map((card) => ({ card, text: `${name} ${simple(card.textContent)}` }));
    return { group, cards };
  });
  const all = groups.reduce((sum, { cards }) => sum + cards.length, 0);

  function search() {
    const wanted = simple(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { group, cards } of groups) {
      let left = 0;
      for (const { card, text } of cards) {
        card.hidden = !wanted.every((word) => text.includes(word));
        left += !card.hidden;
      }
      group.hidden = !left;
      count += left;
    }
    said.textContent = wanted.length ? said.dataset.found.replace("{count}", count).replace("{all}", all) : "";
    none.hidden = count > 0;
  }

  form.hidden = false;
  field.addEventListener("input", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("pageshow", search);  // whoever comes back finds the words that were typed
})();
