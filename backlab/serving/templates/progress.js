// How far a page has come whose cells take their time: those that have run are counted as they arrive.
(() => {
  "use strict";
  const { cells, words } = JSON.parse(document.getElementById("page-script").textContent);
  const LATER_MS = 2_000, LOOK_MS = 250, SAY_MS = 10_000;
  const begun = performance.now(), slow = window.voila_heartbeat;
  let bar = null, caption, spoken, saidAt = -SAY_MS;

  const ran = () => document.querySelectorAll("#page-cells .jp-CodeCell").length;
  const make = (kind, more) => Object.assign(document.createElement(kind), more);

  /** Only where it takes long, and not before cells run: until then it is not they that are waited for. */
  const isDue = () => cells > 0 && performance.now() - begun > LATER_MS && document.getElementById("jupyter-config-data");

  function draw(wait) {
    caption = make("p", { id: "page-progress-words" });
    bar = make("progress", { max: cells });
    bar.setAttribute("aria-labelledby", caption.id);
    spoken = make("p", { className: "page-unseen", role: "status" });
    const box = make("div", { className: "page-progress" }), status = wait.querySelector("[role=status]");
    box.append(caption, bar, spoken);
    status.textContent = words.computing;
    status.after(box);
  }

  /** What is read out follows more slowly than what is seen. */
  function say() {
    if (performance.now() - saidAt < SAY_MS) return;
    saidAt = performance.now();
    spoken.textContent = caption.textContent;
  }

  function look() {
    const wait = document.getElementById("page-wait"), done = ran();
    if (!wait) { if (bar || document.readyState === "complete") clearInterval(looks); return; }
    if (!bar) { if (!isDue()) return; draw(wait); }
    const text = done < cells ? words.running : words.ran;
    caption.textContent = text.replace("{number}", done + 1).replace("{total}", cells);
    bar.value = done;
    say();
  }

  const looks = setInterval(look, LOOK_MS);
  window.voila_heartbeat = () => { if (!bar) slow(); };
})();
