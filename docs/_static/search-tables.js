// Finds rows in the tables of a page by what one types: a row stays where each word stands somewhere in it.
const tables = [...document.querySelectorAll("table.searched")];

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function rowsOf(table) {
  return [...table.tBodies[0].rows].map((row) => ({ row, text: plain(`${row.id} ${row.textContent}`) }));
}

function entry(find) {
  const field = document.createElement("input");
  Object.assign(field, { type: "search", id: "search-tables", autocomplete: "off", spellcheck: false });
  field.setAttribute("aria-describedby", "search-tables-found");
  field.addEventListener("input", () => find(field.value));
  return field;
}

function label() {
  const words = document.createElement("label");
  words.htmlFor = "search-tables";
  words.textContent = "Find in the tables of this page";
  return words;
}

function status() {
  const said = document.createElement("p");
  said.id = "search-tables-found";
  said.setAttribute("role", "status");
  return said;
}

// On a phone each row stands as a list of its own, and each cell says what it is.
function nameCells(table) {
  const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, at) => (cell.dataset.name = names[at]));
}

// A link to a row that the search has hidden shows all rows again.
function bringBack(rows, field) {
  addEventListener("hashchange", () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row?.hidden && rows.some((each) => each.row === row)) {
      field.value = "";
      field.dispatchEvent(new Event("input"));
      row.scrollIntoView();
    }
  });
}

function begin() {
  tables.forEach(nameCells);
  const rows = tables.flatMap(rowsOf);
  const said = status();
  const find = (asked) => {
    const words = plain(asked).split(/\s+/).filter(Boolean);
    for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word));
    for (const table of tables) {
      const none = [...table.tBodies[0].rows].every((row) => row.hidden);
      (table.closest(".table-wrapper") ?? table).hidden = none;
    }
    said.textContent = `${rows.filter(({ row }) => !row.hidden).length} of ${rows.length} rows`;
  };
  const field = entry(find);
  const box = document.createElement("div");
  box.className = "search-tables";
  box.setAttribute("role", "search");
  box.append(label(), field, said);
  [...document.querySelectorAll("article h1, article h1 ~ p")].at(-1).after(box);
  find("");
  bringBack(rows, field);
}

if (tables.length) begin();
