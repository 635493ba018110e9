// Widgets are drawn once all of their models are there. ipywidgets looks for a model for two seconds, and not once more
// where they end while the models are made: on a slow device or a busy one, Voilà's page was left without them.
(() => {
  "use strict";
  const WAITING = 'script[type="application/vnd.backlab.widget+json"]';

  /** An output of a cell, drawn and not yet in its place; null where nothing here can draw it. */
  backlab.draw = async ({ rendermime }, { data, metadata }) => {
    const kind = rendermime.preferredMimeType(data, "any");
    if (!kind) return null;
    const renderer = rendermime.createRenderer(kind);
    renderer.addClass("jp-OutputArea-output");
    await renderer.renderModel({ data, metadata, trusted: true, setData() {} });
    return renderer;
  };

  async function drawWidget(manager, script) {
    const drawn = await backlab.draw(manager, JSON.parse(script.textContent));
    drawn.constructor.attach(drawn, script.parentElement);
    script.remove();
  }

  function drawWidgets(manager) {
    for (const script of document.querySelectorAll(WAITING))
      drawWidget(manager, script).catch((error) => { console.error(error); });
  }

  /** Voilà names its widgets' manager once it has drawn all else. */
  backlab.widgets = new Promise((resolve) => {
    Object.defineProperty(window, "jupyterapp", {
      configurable: true,
      set(app) {
        Object.defineProperty(window, "jupyterapp", { value: app, configurable: true, writable: true });
        resolve(app.widgetManagerPromise.promise);
      },
    });
  });
  backlab.widgets.then((manager) => {
    if (manager.restoredStatus) drawWidgets(manager);
    else manager.restored.connect(drawWidgets);
  });
})();
