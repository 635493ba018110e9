// Places on a picture of the body: chosen by mouse, by touch, by the arrows and Space, or in a list of boxes.

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

/** One ring, drawn last: an outline of the place itself would be covered by its neighbours. */
function drawRing(svg) {
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ring.setAttribute("class", "bl-ring");
  ring.setAttribute("rx", 4);
  svg.append(ring);
  svg.addEventListener("focusin", ({ target }) => {
    const box = target.getBBox();
    const sides = { x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6 };
    for (const [name, value] of Object.entries(sides)) ring.setAttribute(name, value);
  });
}

/** Make the places of a picture work; returns what to call with the chosen ones, and with those that are marked. */
function drawBody(field, uid, toggle) {
  const hint = make("p", { id: `${uid}-hint`, class: "bl-unseen" }, field.hint);
  const legend = make("p", { class: "bl-note", hidden: true }, field.hatched);
  const figure = make("div", { class: "bl-body-map", role: "group", "aria-label": field.label, "aria-describedby": hint.id });
  figure.innerHTML = field.svg;
  figure.append(hint, legend);
  const svg = figure.querySelector("svg");  // the places speak for themselves
  svg.setAttribute("role", "presentation");
  svg.removeAttribute("aria-label");
  svg.querySelectorAll(":scope > title, :scope > desc").forEach((text) => text.remove());
  drawRing(svg);
  const names = new Map(field.choices);
  const spots = new Map([...figure.querySelectorAll("[data-place]")].map((spot) => [spot.dataset.place, spot]));
  const reach = (spot) => {  // one stop for the Tab key; the arrows go on from there
    for (const other of spots.values()) other.setAttribute("tabindex", other === spot ? "0" : "-1");
    spot.focus({ preventScroll: true });
  };
  for (const [id, spot] of spots) {
    spot.setAttribute("role", "checkbox");
    spot.setAttribute("aria-label", names.get(id));
    spot.setAttribute("tabindex", id === field.choices[0][0] ? "0" : "-1");
    spot.addEventListener("click", () => { reach(spot); toggle(id); });
  }
  figure.addEventListener("keydown", (event) => {
    const here = event.target.closest("[data-place]");
    if (!here) return;
    const isPress = event.key === " " || event.key === "Enter";
    const next = isPress ? null : neighbour(here, [...spots.values()], event.key);
    if (isPress) toggle(here.dataset.place); else if (next) reach(next);
    if (isPress || next) event.preventDefault();
  });
  return {
    figure,
    choose: (chosen) => {
      for (const [id, spot] of spots) {
        spot.classList.toggle("is-chosen", chosen.includes(id));
        spot.setAttribute("aria-checked", String(chosen.includes(id)));
      }
    },
    mark: (marked) => {
      for (const [id, spot] of spots) {
        spot.classList.toggle("is-marked", marked.includes(id));
        if (marked.includes(id)) spot.setAttribute("aria-description", field.hatched); else spot.removeAttribute("aria-description");
      }
      legend.hidden = !marked.some((id) => spots.has(id));
    },
  };
}
