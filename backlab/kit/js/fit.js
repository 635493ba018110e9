// Words in a place whose height is given: longer ones are written smaller, as far as they can still be read.

const SMALLEST = 0.78;
const STEP = 0.06;

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
