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
 * @returns `account()`: `asked` and `refused` are origins, `elsewise` what the policy forbade besides requests,
 * `isWhole` whether the browser tells of every request, `hasWorker` whether a service worker stands between;
 * `onChange(listener)` calls back from now on, and only this listener
 */
export function watchNetwork() {
  const asked = new Set();
  const refused = new Set();
  const elsewise = new Set();
  let listener = () => {};

  document.addEventListener("securitypolicyviolation", (event) => {
    const origin = event.effectiveDirective === "connect-src" ? originOf(event.blockedURI) : null;
    if (origin) refused.add(origin);
    else elsewise.add(event.effectiveDirective);
    listener();
  });

  let isWhole = true;
  try {
    new PerformanceObserver((list) => {
      const before = asked.size;
      for (const { name } of list.getEntries()) {
        const origin = originOf(name);
        if (origin?.startsWith("http")) asked.add(origin);
      }
      if (asked.size !== before) listener();
    }).observe({ type: "resource", buffered: true });
  } catch {
    isWhole = false;
  }

  return {
    account: () => ({
      asked: [...asked],
      refused: [...refused],
      elsewise: [...elsewise],
      isWhole,
      hasWorker: hasWorker(),
    }),
    onChange: (told) => (listener = told),
  };
}
