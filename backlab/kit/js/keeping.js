// A student's answers in the browser: one entry for each exercise, written when the kernel has judged it.

const KEPT = "backlab answer ", ASIDE = "backlab set aside ";

/** What the browser keeps for this lab: of one exercise, of all that begin alike, or all there is. */
function keptFor(store, keeps) {
  const names = Object.keys(store).filter((name) => name.startsWith(KEPT)).map((name) => name.slice(KEPT.length));
  const mine = names.filter((name) => name === keeps || ((!keeps || keeps.endsWith(".")) && name.startsWith(keeps)));
  return Object.fromEntries(mine.map((name) => [name, store.getItem(KEPT + name)]));
}

/** Send what is kept to the kernel, and keep what it says; `complain` is called where the browser keeps nothing. */
function keeping(model, el, complain) {
  const isIndex = model.get("keeps") === "";  // it stays open beside the lessons, in which more is answered
  if (model.get("store") === "beside" && isIndex) el.addEventListener("pointerenter", () => model.send({ kept: {} }));
  if (model.get("store") !== "browser") return () => {};
  const act = (action) => { try { return action(localStorage); } catch { complain(); return null; } };
  const find = () => act((store) => keptFor(store, model.get("keeps")));
  const found = find();
  if (found && Object.keys(found).length) model.send({ kept: found });
  const elsewhere = ({ key }) => { if (isIndex && (key ?? KEPT).startsWith(KEPT)) model.send({ kept: find() ?? {} }); };
  addEventListener("storage", elsewhere);
  const write = () => act((store) => {
    for (const [name, text] of Object.entries(model.get("kept"))) if (store.getItem(KEPT + name) !== text) store.setItem(KEPT + name, text);
  });
  const heard = (message) => act((store) => {
    for (const name of message.forget ?? []) store.removeItem(KEPT + name);
    if (message.aside) {
      const text = store.getItem(KEPT + message.aside);  // another tab may have been quicker
      if (text !== null) store.setItem(`${ASIDE}${new Date().toISOString()} ${message.aside}`, text);
      store.removeItem(KEPT + message.aside);
    }
  });
  model.on("change:kept", write);
  model.on("msg:custom", heard);
  return () => { removeEventListener("storage", elsewhere); model.off("change:kept", write); model.off("msg:custom", heard); };
}

/** Give the person a file. */
function download({ name, text, type }) {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
