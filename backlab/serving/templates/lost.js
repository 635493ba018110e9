// A page whose kernel has died or whose server is out of reach says so, and offers the one thing that helps.
(() => {
  "use strict";
  const { base, words } = JSON.parse(document.getElementById("page-script").textContent);
  const LOOK_AGAIN_MS = 3_000, PATIENCE_MS = 15_000, PENDING_MS = 10_000, REFUSALS = 2, SMALL = 4_096;
  const PARTLY = ["broken", "missing"];  // what has come can be worked
  const bar = document.getElementById("page-lost"), button = bar.querySelector("button");
  const title = document.getElementById("page-lost-title"), text = document.getElementById("page-lost-text");
  const root = document.documentElement;
  let state = "", isLeaving = false, isOpened = false, sockets = 0, refused = 0, begun = 0, looks, from = null;

  const kernel = () => JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}").kernelId;

  /** "here", "gone", or "offline": whether the server answers and still has this page's kernel. */
  async function look() {
    try {
      const answer = await fetch(`${base}api/kernels/${kernel()}`, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
      if (answer.status === 404) return "gone";
      return answer.ok ? "here" : "offline";
    } catch {
      return "offline";
    }
  }

  const outputs = () => document.querySelectorAll("#content .jp-OutputArea");

  function say(kind, words_) {
    title.textContent = words[`${kind}Title`];
    text.textContent = words_ ?? words[kind];
    button.textContent = kind === "gone" ? words.startAgain : words.tryAgain;
  }

  /** Show the bar; what is on the page can still be read, but not worked. */
  function lose(kind) {
    if (isLeaving || state === kind || state === "gone" || (state && kind === "missing")) return;
    const isNew = !state;
    state = root.dataset.lost = kind;
    if (!PARTLY.includes(kind)) outputs().forEach((output) => { output.inert = true; });
    say(kind);
    bar.hidden = false;
    if (isNew) { from = document.activeElement; button.focus(); }
    if (kind === "offline") lookLater();
    if (kind === "blocked") backlab.showRest();
  }

  /** The connection is back, with the kernel at its other end: the page goes on as if nothing had been. */
  function find() {
    if (state !== "offline" && state !== "blocked") return;
    state = "";
    delete root.dataset.lost;
    clearTimeout(looks);
    bar.hidden = true;
    outputs().forEach((output) => { output.inert = false; });
    window.dispatchEvent(new CustomEvent("backlab:found"));  // what was on its way may be lost: labs ask again
    from?.focus?.();
  }

  /** Whether something on the way lets pages through and web sockets not: it refuses them, or never answers. */
  const isBlocked = () => refused >= REFUSALS || (!isOpened && begun > 0 && Date.now() - begun > PENDING_MS);

  async function lookNow() {
    const found = await look();
    if (found !== "here") lose(found);
    else if (!sockets && isBlocked()) lose("blocked");
    else if (!sockets) lookLater();
  }

  function lookLater() {
    clearTimeout(looks);
    looks = setTimeout(lookNow, LOOK_AGAIN_MS);
  }

  button.addEventListener("click", async () => {
    button.disabled = true;
    const found = await look();
    button.disabled = false;
    if (found === "offline") { say(state, words.stillOffline); button.focus(); return; }
    isLeaving = true;
    window.dispatchEvent(new CustomEvent("backlab:return"));
    location.reload();
  });

  /** Whether a message from the kernel's socket says that the kernel is no more. Only small ones can. */
  function saysDead(data) {
    if ((data.length ?? data.byteLength) > SMALL) return false;
    const message = typeof data === "string" ? data : new TextDecoder().decode(data);
    return /"execution_state": ?"(dead|restarting)"/.test(message) && message.includes('"status"');
  }

  window.WebSocket = class extends WebSocket {
    #isKernels = false;

    constructor(address, ...protocols) {
      super(address, ...protocols);
      this.#isKernels = new URL(address, location).pathname.includes("/api/kernels/");
      if (!this.#isKernels) return;
      let isOpen = false;
      begun ||= Date.now();
      this.addEventListener("open", () => { isOpen = isOpened = true; sockets += 1; refused = 0; find(); });
      this.addEventListener("message", ({ data }) => { if (saysDead(data)) lose("gone"); else backlab.heard(data); });
      this.addEventListener("close", () => { if (isOpen) sockets -= 1; else refused += 1; if (!isLeaving) lookNow(); });
    }

    send(data) {
      if (this.#isKernels) backlab.sent(data);
      super.send(data);
    }
  };

  // Leaving ends the kernel. A page that is still there a while later (a download only looked like leaving), or that
  // is taken out of the browser's memory again, has lost it.
  addEventListener("beforeunload", () => {
    isLeaving = true;
    // Voilà's script says so too, but may not have come yet.
    if (!isOpened && kernel()) navigator.sendBeacon(`${base}voila/api/shutdown/${kernel()}`);
    setTimeout(() => { isLeaving = false; lookNow(); }, LOOK_AGAIN_MS);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) { isLeaving = false; lookNow(); } });
  // A kernel that nobody asks for ends after two minutes; on a slow line the scripts may take longer to come.
  const coming = setInterval(() => { if (isOpened || state) clearInterval(coming); else if (kernel()) look(); }, 20_000);
  // Where Voilà found no kernel it opens no socket, and says nothing.
  addEventListener("load", () => setTimeout(() => { if (!state && !sockets) lookNow(); }, LOOK_AGAIN_MS));
  backlab.lost = lose;
})();
