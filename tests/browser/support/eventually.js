/**
 * Asks until the answer satisfies: for what a page shows a moment after it was told to.
 *
 * @template T
 * @param {() => T | Promise<T>} check throws while it is not so yet; its last error is the test's
 * @returns {Promise<T>} what it returned in the end
 */
export async function eventually(check, { within = 10_000 } = {}) {
  const end = Date.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
