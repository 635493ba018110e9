// How long things last: each ends with a signal.

/**
 * Begin something with the first of those who hold it, and end it with the last.
 *
 * @param {(signal: AbortSignal) => void} begin
 * @returns {(signal: AbortSignal) => void} what each of them calls
 */
export function whileAny(begin) {
  let holders = 0;
  let end = new AbortController();
  return (signal) => {
    if (signal.aborted) return;
    holders += 1;
    if (holders === 1) {
      end = new AbortController();
      begin(end.signal);
    }
    const leave = () => {
      holders -= 1;
      if (!holders) end.abort();
    };
    signal.addEventListener("abort", leave, { once: true });
  };
}

/**
 * Do something later, unless the signal ends it before.
 *
 * @param {number} milliseconds
 * @param {() => void} act
 * @param {AbortSignal} signal
 */
export function later(milliseconds, act, signal) {
  alarm(act, signal).set(milliseconds);
}

/**
 * Do something once the next frame is drawn, unless the signal ends it before; where no frame comes, it waits.
 *
 * @param {() => void} act
 * @param {AbortSignal} signal
 */
export function afterFrame(act, signal) {
  requestAnimationFrame(() => later(0, act, signal));
}

/**
 * A timer that can be set and stopped again and again; the signal stops it for good.
 *
 * @param {() => void} act
 * @param {AbortSignal} signal
 */
export function alarm(act, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  signal.addEventListener("abort", stop, { once: true });
  return {
    stop,
    isSet: () => timer !== undefined,
    /** @param {number} milliseconds */
    set(milliseconds) {
      stop();
      if (signal.aborted) return;
      timer = setTimeout(() => {
        timer = undefined;
        act();
      }, milliseconds);
    },
  };
}
