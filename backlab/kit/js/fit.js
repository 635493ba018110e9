// Words in a place whose size is given: longer ones are written smaller, as far as they can still be read; and the
// labels of a picture that has become small stay large enough.

const SMALLEST = 0.78;
const STEP = 0.06;
/** Pixels: no label of a picture is smaller. */
const READABLE = 13;

/**
 * Keep words within a place until the signal ends it; what still does not fit can be scrolled, by keyboard too.
 *
 * @param {HTMLElement} place
 * @param {HTMLElement | null} words that change; null where they stay the same
 * @param {AbortSignal} signal
 */
export function fit(place, words, signal) {
  const isTooLong = () => place.scrollHeight > place.clientHeight + 1;
  const shrink = () => {
    place.style.removeProperty("--bl-fit");
    for (let size = 1 - STEP; place.clientHeight && isTooLong() && size > SMALLEST; size -= STEP)
      place.style.setProperty("--bl-fit", size.toFixed(2));
    if (isTooLong()) place.tabIndex = 0;
    else place.removeAttribute("tabindex");
  };
  const resized = new ResizeObserver(shrink);
  const changed = new MutationObserver(shrink);
  resized.observe(place);
  if (words) changed.observe(words, { childList: true, subtree: true, characterData: true });
  const end = () => {
    resized.disconnect();
    changed.disconnect();
  };
  signal.addEventListener("abort", end, { once: true });
}

/**
 * Keep the labels of a picture readable until the signal ends it: a text or group with `data-label` that would be drawn
 * smaller than 13 pixels grows about its own beginning, middle or end, as its text is anchored; a multi-line one about
 * the same point. It has no transform of its own, and room around it where the picture is small; what has `data-note`
 * gives way there.
 *
 * @param {HTMLElement} place in which pictures come and go
 * @param {AbortSignal} signal
 */
export function fitLabels(place, signal) {
  const scale = () => {
    for (const label of place.querySelectorAll(/** @type {"g"} */ ("svg [data-label]"))) enlarge(label);
  };
  const resized = new ResizeObserver(scale);
  const changed = new MutationObserver(scale);
  resized.observe(place);
  changed.observe(place, { childList: true, subtree: true });
  const end = () => {
    resized.disconnect();
    changed.disconnect();
  };
  signal.addEventListener("abort", end, { once: true });
}

/**
 * @param {SVGGraphicsElement} label
 */
function enlarge(label) {
  label.style.removeProperty("scale");
  const words = label.matches("text") ? label : label.querySelector("text");
  const drawn = label.getScreenCTM();
  if (!words || !drawn) return;
  const { fontSize, textAnchor } = getComputedStyle(words);
  const size = parseFloat(fontSize) * Math.hypot(drawn.a, drawn.b);
  if (size <= 0 || size >= READABLE) return;
  const across = { start: "0%", middle: "50%", end: "100%" }[textAnchor] ?? "0%";
  label.style.setProperty("transform-box", "fill-box");
  label.style.setProperty("transform-origin", `${across} 50%`);
  label.style.setProperty("scale", (READABLE / size).toFixed(3));
}
