// A page for which there was no room asks now and then whether there is, and opens itself then. Each waits a little more
// or less than the others, so that those who wait together do not come back together.
(() => {
  "use strict";
  backlab.again = (seconds) => {
    const wait = () => setTimeout(ask, seconds * 1_000 * (0.75 + Math.random() / 2));
    async function ask() {
      try {
        const answer = await fetch(location, { method: "HEAD", cache: "no-store" });
        if (answer.ok) location.reload(); else wait();
      } catch { wait(); }
    }
    wait();
  };
})();
