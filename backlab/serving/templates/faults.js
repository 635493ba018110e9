// What goes wrong in code that a reader has set going is said beside the widget that did; where an Output of the
// page takes it, it stands there.
(() => {
  "use strict";
  const { words } = JSON.parse(document.getElementById("page-script").textContent);
  const SMALL = 65_536, HEADER = 1, PARENT = 2, CONTENT = 4, TOUCHES = ["pointerdown", "keydown", "input", "change", "click"];
  const asked = new Map();  // a message to the kernel -> the output in which the reader was then
  const notes = new Map();  // an output -> what is said below it
  let touched = null;

  /** One part of a message of Jupyter's, which begins with a table of where each begins; null where it is none. */
  function part(data, number) {
    const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
    const table = new DataView(bytes.buffer, bytes.byteOffset);
    const place = (which) => Number(table.getBigUint64(8 * (which + 1), true));
    return JSON.parse(new TextDecoder().decode(bytes.subarray(place(number), place(number + 1))));
  }

  const isMessage = (data) => typeof data !== "string" && data.byteLength < SMALL;

  /** What is said, with where it happened folded below it, for its author. */
  function note([sentence, ...lines]) {
    const said = Object.assign(document.createElement("div"), { className: "page-failed" });
    said.setAttribute("role", "alert");
    said.append(Object.assign(document.createElement("p"), { textContent: sentence }));
    if (lines.length) {
      const folded = document.createElement("details");
      folded.append(Object.assign(document.createElement("summary"), { textContent: words.where }));
      folded.append(Object.assign(document.createElement("pre"), { textContent: lines.join("\n") }));
      said.append(folded);
    }
    return said;
  }

  function say(output, lines) {
    notes.get(output)?.remove();
    const said = note(lines);
    notes.set(output, said);
    if (output?.isConnected) output.after(said); else document.getElementById("page-cells").append(said);
    said.scrollIntoView({ block: "nearest" });
  }

  for (const kind of TOUCHES) {
    addEventListener(kind, ({ target }) => { touched = target.closest?.("#page-cells .jp-OutputArea-output") ?? touched; }, { capture: true });
  }

  /** The page has said something to its kernel. */
  backlab.sent = (data) => {
    if (!isMessage(data)) return;
    const { msg_id, msg_type } = part(data, HEADER);
    if (msg_type === "comm_msg") asked.set(msg_id, touched);
  };

  /** The kernel has said something: an error, or that it is done with what it was asked, and all was well. */
  backlab.heard = (data) => {
    if (!isMessage(data)) return;
    const { msg_type } = part(data, HEADER);
    if (msg_type !== "error" && msg_type !== "status") return;
    const { msg_id } = part(data, PARENT), content = part(data, CONTENT);
    if (msg_type === "error" && content.loose) {
      say(asked.get(msg_id) ?? touched, content.traceback);
      asked.delete(msg_id);
    } else if (content.execution_state === "idle" && asked.has(msg_id)) {
      notes.get(asked.get(msg_id))?.remove();
      asked.delete(msg_id);
    }
  };
})();
