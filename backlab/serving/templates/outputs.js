// What a widget's function prints or shows stands below the widget, as in a notebook; and what is shown anew under a
// name takes the place of what stood there.
(() => {
  "use strict";
  const NAME = "display_id", ADDED = ["stream", "display_data", "execute_result", "clear_output"];
  const areas = new Map();  // cell -> the model of what was said in it later on
  const drawn = new WeakMap();  // place of a named display -> what is drawn in it
  let manager, turn = Promise.resolve();

  /** One after the other, as the kernel said it. */
  function inTurn(work) {
    turn = turn.then(work).catch((error) => { console.error(error); });
  }

  /** An Output widget that the kernel knows nothing of, at the end of a cell. */
  async function area(cell) {
    const module = { model_module: "@jupyter-widgets/output", model_module_version: "1.0.0" };
    const model = await manager.new_model({ ...module, model_name: "OutputModel", model_id: `page-said-${areas.size}` });
    const widget = (await manager.create_view(model)).luminoWidget, host = document.createElement("div");
    host.className = "jp-OutputArea-child page-said";
    host.setAttribute("role", "log");
    (cell.querySelector(".jp-OutputArea") ?? cell).append(host);
    widget.removeClass("jupyter-widgets-disconnected");  // it is meant to be
    widget.constructor.attach(widget, host);
    return model;
  }

  async function add(message, view) {
    const kind = message.header.msg_type, cell = (view?.el ?? backlab.touched())?.closest?.("#page-cells .page-cell");
    // What libraries warn of is not shown of cells either.
    if (!cell || !ADDED.includes(kind) || message.content.name === "stderr") return;
    if (!areas.has(cell)) {
      if (kind === "clear_output") return;
      areas.set(cell, await area(cell));
    }
    areas.get(cell).add(message);
    const host = cell.querySelector(".page-said");
    host.scrollTop = host.scrollHeight;
  }

  async function redraw(place, shown) {
    const renderer = await backlab.draw(manager, shown);
    if (!renderer) return;
    drawn.get(place)?.dispose();
    place.replaceChildren();
    renderer.constructor.attach(renderer, place);
    drawn.set(place, renderer);
  }

  /** The same within widgets that show what others print; what they hold now, the kernel hears. */
  function replace(model, name, shown) {
    let isChanged = false;
    for (let n = 0; n < model.outputs.length; n++) {
      if (model.outputs.get(n).metadata?.[NAME] !== name) continue;
      model.outputs.set(n, { output_type: "display_data", ...shown });
      isChanged = true;
    }
    if (!isChanged) return;
    model.set("outputs", model.outputs.toJSON(), { newMessage: true });
    model.save_changes();
  }

  async function change({ data, metadata }, name) {
    const shown = { data, metadata: { ...metadata, [NAME]: name } };
    await Promise.all([...document.querySelectorAll("#page-cells [data-display]")]
      .filter((place) => place.dataset.display === name).map((place) => redraw(place, shown)));
    const models = await Promise.all([...manager.registeredModels].map((id) => manager.get_model(id).catch(() => null)));
    models.filter((model) => model?.name === "OutputModel").forEach((model) => { replace(model, name, shown); });
  }

  /** An output keeps its name where what holds it has no other place for one. */
  function keepName({ content }) {
    const name = content?.transient?.[NAME];
    if (name) content.metadata = { ...content.metadata, [NAME]: name };
  }

  function begin(found) {
    manager = found;
    const usual = manager.callbacks.bind(manager);
    manager.callbacks = (view) => {
      const told = usual(view), say = (message) => { told.iopub?.output?.(message); inTurn(() => add(message, view)); };
      return { ...told, iopub: { ...told.iopub, output: say, clear_output: say } };
    };
    manager.kernel.anyMessage.connect((_, { msg, direction }) => { if (direction === "recv") keepName(msg); });
    manager.kernel.iopubMessage.connect((_, { header, content }) => {
      if (header.msg_type === "update_display_data") inTurn(() => change(content, content.transient[NAME]));
    });
    for (const script of document.querySelectorAll(".page-change")) {
      const shown = JSON.parse(script.textContent);
      inTurn(() => change(shown, shown.metadata[NAME]));
    }
  }

  backlab.widgets.then(begin);
})();
