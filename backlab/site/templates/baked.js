// A page that is a file: all of it is there, and its labs are drawn before it is seen.
(() => {
  "use strict";
  const note = () => document.getElementById("page-still");

  /** No script has drawn the labs: what stands in their places gets their looks, and a sentence says what to do. */
  function stayStill() {
    const { looks, file, missing } = note().dataset;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: looks }));
    note().textContent = location.protocol === "file:" ? file : missing;
    note().hidden = false;
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector(".bl-mount:not(.bl-lab)")) stayStill();
    else dispatchEvent(new CustomEvent("backlab:shown"));
  });
})();
