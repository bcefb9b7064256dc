// What a page's browser stores for it.

/**
 * Local and session storage, the databases' names and the caches' as text: `{ local, session, databases, caches }`. What
 * the browser denies the page holds nothing.
 */
export function stored(page) {
  return page.evaluate(async () => {
    const read = async (get) => {
      try {
        return JSON.stringify(await get());
      } catch (error) {
        if (error.name !== "SecurityError") throw error;
        return "";
      }
    };
    return {
      local: await read(() => ({ ...localStorage })),
      session: await read(() => ({ ...sessionStorage })),
      // Chromium refuses to tell a page without an origin, and besides leaves a promise behind that nobody can catch.
      databases: await read(() => (origin === "null" ? [] : indexedDB.databases())),
      caches: await read(() => caches.keys()),
    };
  });
}
