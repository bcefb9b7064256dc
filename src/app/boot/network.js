// Whom this page has asked and whom its policy kept it from asking, by the browser's own account.

const originOf = (address) => {
  try {
    return new URL(address).origin;
  } catch {
    // The policy also tells of what has no address: `inline`, `eval`.
    return null;
  }
};

/** In a sandboxed frame there is none, and the question alone throws. */
function hasWorker() {
  try {
    return Boolean(navigator.serviceWorker?.controller);
  } catch {
    return false;
  }
}

/**
 * Begins to watch. Make it before anything else: what was before is not told.
 *
 * @returns `account()`: `asked`, `askedBefore` and `refused` are origins, `elsewise` what the policy forbade besides requests,
 * `isWhole` whether the browser tells of every request, `hasWorker` whether a service worker stands between;
 * `beginAnew()` when a program takes the place of one that knew whom it had asked: that was `askedBefore`;
 * `onChange(listener)` calls back from now on, and only this listener
 */
export function watchNetwork() {
  // Each origin with when it was last asked.
  const asked = new Map();
  let bornAt = 0;
  const refused = new Set();
  const elsewise = new Set();
  let listener = () => {};

  document.addEventListener("securitypolicyviolation", (event) => {
    // A policy that only reports keeps nothing from being sent.
    if (event.disposition === "report") return;
    const origin = event.effectiveDirective === "connect-src" ? originOf(event.blockedURI) : null;
    if (origin) refused.add(origin);
    else elsewise.add(event.effectiveDirective);
    listener();
  });

  let isWhole = true;
  try {
    new PerformanceObserver((list) => {
      let isNews = false;
      for (const { name, startTime } of list.getEntries()) {
        const origin = originOf(name);
        const last = asked.get(origin) ?? -1;
        if (!origin?.startsWith("http") || startTime <= last) continue;
        asked.set(origin, startTime);
        isNews ||= last < bornAt;
      }
      if (isNews) listener();
    }).observe({ type: "resource", buffered: true });
  } catch {
    isWhole = false;
  }

  const originsBy = (isWanted) => [...asked].filter(([, last]) => isWanted(last)).map(([origin]) => origin);

  return {
    account: () => ({
      asked: originsBy((last) => last >= bornAt),
      askedBefore: originsBy((last) => last < bornAt),
      refused: [...refused],
      elsewise: [...elsewise],
      isWhole,
      hasWorker: hasWorker(),
    }),
    beginAnew: () => (bornAt = performance.now()),
    onChange: (told) => (listener = told),
  };
}
