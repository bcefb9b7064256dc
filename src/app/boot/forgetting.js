// Hears that every key is forgotten, also while there is no program that could: while one is loaded, and after it failed.

/** A number that is another one each time. It says that all was forgotten, and nothing of what. */
const MARK = "leadwake.forgotten";

/** Works on a store; where it is denied there is nothing to be forgotten in it. */
function within(store, act) {
  try {
    return act(window[store]);
  } catch {
    return null;
  }
}

const markIn = (store) => within(store, (kept) => kept.getItem(MARK));

/**
 * Begins to listen, and forgets at once what was forgotten while this tab was closed.
 *
 * @returns `onForgotten`, to be set to what is done beside emptying this tab's store; `onLocked`, to be set to what is
 * done where what is remembered on this device is closed; `catchUp()` forgets where the word
 * was missed; `tell()` tells it to all other tabs
 */
export function watchForgetting() {
  let seen = markIn("sessionStorage");
  const see = (mark) => {
    seen = mark;
    if (mark !== null) within("sessionStorage", (kept) => kept.setItem(MARK, mark));
  };

  const watch = {
    onForgotten() {},
    onLocked() {},
    catchUp() {
      const mark = markIn("localStorage");
      if (mark !== null && mark !== seen) forget();
    },
    tell() {
      within("localStorage", (kept) => kept.setItem(MARK, Date.now()));
      see(markIn("localStorage"));
      channel?.postMessage("forget");
    },
  };

  function forget() {
    within("sessionStorage", (kept) => {
      const names = Object.keys(kept).filter((name) => /^leadwake\.(connection\.|hosts$|allowed$)/.test(name));
      for (const name of names) kept.removeItem(name);
    });
    see(markIn("localStorage"));
    watch.onForgotten();
  }

  let channel = null;
  try {
    channel = new BroadcastChannel("leadwake");
    channel.onmessage = ({ data }) => {
      if (data === "forget") forget();
      if (data === "lock") watch.onLocked();
    };
  } catch {
    // Then the mark has to do.
  }
  addEventListener("storage", watch.catchUp);
  addEventListener("pageshow", watch.catchUp);
  document.addEventListener("resume", watch.catchUp);
  watch.catchUp();
  return watch;
}
