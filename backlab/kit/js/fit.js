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
 * Keep the labels of a picture readable until the signal ends it: a text with `data-label`, or in a group that has it,
 * is never drawn smaller than 13 pixels. It keeps its anchor, and needs room around it where the picture is small; what
 * has `data-note` gives way there.
 *
 * @param {HTMLElement} place in which pictures come and go
 * @param {AbortSignal} signal
 */
export function fitLabels(place, signal) {
  const scale = () => {
    const labels = [...place.querySelectorAll(/** @type {"text"} */ ("svg text[data-label], svg [data-label] text"))];
    for (const label of labels) label.classList.remove("is-least");
    const scales = labels.map(drawn); // all of them are measured before any is changed
    labels.forEach((label, n) => {
      const { size, scale } = scales[n];
      label.classList.toggle("is-least", scale > 0 && size * scale < READABLE);
      label.style.setProperty("--bl-least", `${READABLE / scale}px`);
    });
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
 * The size of a text in its picture's own units, and how many pixels of the window one of them is.
 *
 * @param {SVGTextElement} label
 */
function drawn(label) {
  const { a, b } = label.getScreenCTM() ?? { a: 0, b: 0 };
  return { size: parseFloat(getComputedStyle(label).fontSize), scale: Math.hypot(a, b) };
}
