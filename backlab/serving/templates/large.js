// What is too large for one message would close the page's socket. It is not sent: a sentence stands where it was
// chosen, and its widget shows again what the program has.
(() => {
  "use strict";
  const { most, words } = JSON.parse(document.getElementById("page-script").textContent);
  const PROTOCOL = "v1.kernel.websocket.jupyter.org", CONTENT = 4, NUMBER = 8, MB = 1e6;
  const notes = new Map();  // widget -> the sentence about what it could not send
  let touched = null;

  for (const kind of ["pointerdown", "keydown", "input"]) {
    addEventListener(kind, ({ target }) => { touched = target; }, { capture: true, passive: true });
  }
  backlab.touched = () => touched;

  /** The texts of a message, without the bytes that it brings along: its head is a table of where each begins. */
  function texts(message) {
    const view = new DataView(message), decoder = new TextDecoder();
    const place = (n) => Number(view.getBigUint64(NUMBER * (n + 1), true));
    return [...Array(CONTENT + 1).keys()].map((n) => decoder.decode(new Uint8Array(message, place(n), place(n + 1) - place(n))));
  }

  function packed(written) {
    const parts = written.map((text) => new TextEncoder().encode(text)), places = [NUMBER * (parts.length + 2)];
    for (const part of parts) places.push(places.at(-1) + part.length);
    const message = new Uint8Array(places.at(-1)), view = new DataView(message.buffer);
    [places.length, ...places].forEach((number, n) => { view.setBigUint64(NUMBER * n, BigInt(number), true); });
    parts.forEach((part, n) => { message.set(part, places[n]); });
    return message.buffer;
  }

  function megabytes(bytes, round) {
    return new Intl.NumberFormat(document.documentElement.lang).format(round(bytes / MB * 10) / 10);
  }

  function say(widget, bytes) {
    const note = notes.get(widget) ?? Object.assign(document.createElement("p"), { className: "page-large" });
    note.setAttribute("role", "alert");
    note.textContent = words.large.replace("{size}", megabytes(bytes, Math.ceil)).replace("{most}", megabytes(most, Math.floor));
    notes.set(widget, note);
    const place = touched?.closest?.("#page-cells .jp-OutputArea-output");
    if (place) place.after(note); else document.getElementById("page-cells").prepend(note);
  }

  /** What goes instead of a message that is too large: its widget asks what the program has of it. */
  function question(message) {
    const written = texts(message), { comm_id: widget } = JSON.parse(written[CONTENT]);
    say(widget, message.byteLength);
    // The message keeps its name, so that what waits for its answer goes on.
    written[CONTENT] = JSON.stringify({ comm_id: widget, data: { method: "request_state" } });
    return packed(written);
  }

  function forget(message) {
    const { comm_id: widget } = JSON.parse(texts(message)[CONTENT]);
    notes.get(widget)?.remove();
    notes.delete(widget);
  }

  window.WebSocket = class extends WebSocket {
    send(message) {
      if (this.protocol !== PROTOCOL || !(message instanceof ArrayBuffer)) super.send(message);
      else if (message.byteLength > most) super.send(question(message));
      else {
        if (notes.size) forget(message);
        super.send(message);
      }
    }
  };
})();
