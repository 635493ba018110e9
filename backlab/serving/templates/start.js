// Whoever comes back goes on where they left: the answers that this browser keeps say where that was.
(() => {
  "use strict";
  const KEPT = "backlab answer ";
  const words = JSON.parse(document.getElementById("start-words").textContent);
  const fill = (message, values) => message.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  // An answer's name is its exercise, or that with what else tells its tries apart.
  const names = backlab.storage((store) => Object.keys(store)) || [];
  const kept = new Set(names.filter((name) => name.startsWith(KEPT)).map((name) => name.slice(KEPT.length).split(" ")[0]));

  /** A lesson's card, with how many of its exercises there are and how many are answered. */
  function lesson(card) {
    const answers = card.dataset.answers.split(" ");
    return { card, of: answers.length, answered: answers.filter((name) => kept.has(name)).length };
  }

  function mark({ card, of, answered }) {
    if (!answered) return;
    const said = card.querySelector(".so-far");
    said.textContent = answered === of ? words.done : fill(words.partly, { answered, of });
    said.hidden = false;
  }

  /** How many lessons are done, as soon as one is begun. */
  function markAll(lessons) {
    const said = document.getElementById("so-far");
    said.hidden = !lessons.some(({ answered }) => answered);
    const done = lessons.filter(({ of, answered }) => of && answered === of).length;
    said.textContent = fill(words.all, { done, of: lessons.length });
  }

  /** The lesson that was begun last, or else the next one that is not done; none where nothing is begun, or all is done. */
  function next(lessons) {
    const last = lessons.findLastIndex(({ answered }) => answered);
    return last < 0 ? undefined : [...lessons.slice(last), ...lessons.slice(0, last)].find(({ of, answered }) => answered < of);
  }

  const lessons = [...document.querySelectorAll("[data-answers]")].map(lesson), on = next(lessons);
  lessons.forEach(mark);
  markAll(lessons);
  if (!on) return;
  const link = on.card.querySelector("a"), begin = document.getElementById("begin");
  begin.href = link.href;
  begin.querySelector("span").textContent = words.goOn;
  begin.querySelector("b").textContent = link.textContent;
})();
