// Each kind of control, drawn natively. A control is {element, show, tell}: `show` follows the lab's value, `tell` takes
// what else the kernel says of it (a heading, words, places that are marked).

const DRAW = {
  slider(field, uid, get, put) {
    const number = make("span", { class: "bl-number", "aria-hidden": "true" });  // the slider itself says its value
    const input = make("input", { type: "range", id: uid, min: field.low, max: field.high, step: 1,
      value: field.low, input: () => put(Number(input.value)) });
    const unasked = field.unasked && make("input", { type: "checkbox", "aria-label": `${field.label}: ${field.unasked}`, change: () => put(unasked.checked ? null : Number(input.value)) });
    const show = () => {
      const value = get();
      input.disabled = value == null;
      if (value != null) input.value = value;
      const said = value == null ? undefined : field.words?.[value - field.low];  // a step that stands for something else
      number.textContent = said ?? value ?? "–";
      if (said) input.setAttribute("aria-valuetext", said);
      const share = (input.value - field.low) / (field.high - field.low || 1);
      input.style.setProperty("--bl-share", share);
      if (unasked) unasked.checked = value == null;
    };
    const head = make("span", { class: "bl-field-head" }, make("label", { for: uid }, field.label), number);
    const also = unasked && make("label", { class: "bl-unasked" }, unasked, ` ${field.unasked}`);
    return { element: make("div", { class: "bl-field bl-slider" }, head, input, also || null), show };
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
      element: make("fieldset", { class: `bl-field bl-radio${field.stacked ? " is-stacked" : ""}` }, make("legend", {}, field.label), make("div", {}, ...labels)),
      show: () => inputs.forEach((input) => { input.checked = input.value === get(); }),
    };
  },

  checks(field, uid, get, put) {
    const toggle = (name, on) => put({ ...get(), yes: field.choices.map(([id]) => id).filter((id) => id === name ? on : get().yes.includes(id)) });
    const boxes = field.choices.map(([id]) => make("input", { type: "checkbox", change: (event) => toggle(id, event.target.checked) }));
    const labels = field.choices.map(([, words], n) =>
      make("label", { class: "bl-check" }, boxes[n], make("span", {}, words), make("span", { class: "bl-no" }, field.no)));
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

  body(field, uid, get, put) {
    const toggle = (id) => put(field.choices.map(([known]) => known).filter((known) => get().includes(known) !== (known === id)));
    const map = drawBody(field, uid, toggle);
    const boxes = field.choices.map(([id]) => make("input", { type: "checkbox", change: () => toggle(id) }));
    const labels = field.choices.map(([, text], n) => make("label", { class: "bl-check" }, boxes[n], make("span", {}, text)));
    const list = make("div", {}, group(field.list, labels));
    const listed = fold(`${uid}-list`, "h4", field.list, list, false);
    const body = make("div", {}, map.figure, listed.heading, list);
    const folded = fold(uid, "h3", field.label, body, field.open);
    return {
      element: make("div", { class: "bl-field" }, folded.heading, body),
      show: () => {
        field.choices.forEach(([id], n) => { boxes[n].checked = get().includes(id); });
        map.choose(get());
      },
      // Places that belong to a finding which is ticked elsewhere, with no word on which side.
      tell: (marked) => map.mark(marked.split(" ")),
    };
  },

  boxes(field, uid, get, put) {
    const toggle = (id, on) => put(field.choices.map(([name]) => name).filter((name) => name === id ? on : get().includes(name)));
    const inputs = field.choices.map(([id]) => make("input", { type: "checkbox", change: (event) => toggle(id, event.target.checked) }));
    const labels = field.choices.map(([, words], n) => make("label", { class: "bl-check" }, inputs[n], make("span", {}, words)));
    return {
      element: make("fieldset", { class: "bl-field bl-boxes" }, make("legend", {}, field.label), ...labels),
      show: () => inputs.forEach((input, n) => { input.checked = get().includes(field.choices[n][0]); }),
    };
  },

  entry(field, uid, get, put, press) {
    const enter = (event) => { if (event.key === "Enter") { put(input.value); press("check"); } };
    const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", id: uid, change: () => put(input.value), keydown: enter });
    const unit = field.unit ? make("span", { class: "bl-unit" }, field.unit) : null;
    return {
      element: make("div", { class: "bl-field bl-entry" }, make("label", { for: uid }, field.label), make("div", {}, input, unit)),
      show: () => { input.value = get(); },
    };
  },

  code(field, uid, get, put) {
    const area = make("textarea", { id: uid, rows: 4, spellcheck: "false", autocapitalize: "off", autocomplete: "off", change: () => put(area.value) });
    // A workbench takes keys for itself, and Enter would leave the field.
    area.addEventListener("keydown", (event) => event.stopPropagation());
    return {
      element: make("div", { class: "bl-field bl-code" }, make("label", { for: uid }, field.label), area),
      show: () => { if (area.value !== get()) area.value = get(); },
    };
  },

  buttons(field, uid, get, put, press) {
    const row = field.choices.map(([name, text]) => make("button", { type: "button", class: "bl-button", "data-press": name, click: () => press(name) }, text));
    const element = make("div", { class: "bl-field bl-buttons" }, ...row);
    const tell = (hidden) => {
      const held = row.find((button) => button === document.activeElement);
      row.forEach((button) => { button.hidden = hidden.split(" ").includes(button.dataset.press); });
      // Whoever works by keyboard must not be thrown back to the top of the page.
      if (held?.hidden) (row.find((button) => !button.hidden) ?? element.parentElement.querySelector("button:not([hidden])"))?.focus();
    };
    return { element, show: () => {}, tell };
  },

  text() {
    const element = make("div", { class: "bl-field bl-text" });
    return { element, show: () => {}, tell: (html) => fill(element, html) };
  },
};
