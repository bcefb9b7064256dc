// Tries a frame of this very page, or of a page with the module in it, sandboxed as elsewhere, and tells what was seen.

const PATIENCE = 15_000;

/** What this site sends its page with, and whether every page may read its files. */
async function lookAtSite(address) {
  const answer = await fetch(address, { method: "HEAD", credentials: "same-origin", cache: "no-store" });
  const policy = answer.headers.get("content-security-policy");
  const frameOptions = answer.headers.get("x-frame-options");
  return { policy, frameOptions, isReadable: answer.headers.get("access-control-allow-origin") === "*" };
}

/** The viewer in a frame, by the host script. */
async function showFrame(home, place, options, { started, problem }) {
  const { embed } = await import(new URL("host.js", home));
  const viewer = embed(place, { ...options, src: home.href });
  viewer.frame.title = "Trial";
  viewer.on("ready", () => started({ hasTakenInit: true }));
  viewer.on("error", ({ error }) => {
    started({});
    problem(error);
  });
  viewer.on("crashed", ({ place }) => problem({ kind: "crashed", message: `The viewer stopped at ${place}` }));
  return () => viewer.unmount();
}

/** A page in a frame, which has the module in it. */
function showPart(home, place, way, { lead, theme }, { started, problem }) {
  const frame = document.createElement("iframe");
  frame.title = "Trial";
  frame.sandbox.value = "allow-scripts";
  frame.referrerPolicy = "no-referrer";
  frame.src = new URL(`trial.html#${new URLSearchParams({ way, lead, theme })}`, home);
  const hear = ({ source, data }) => {
    if (source !== frame.contentWindow || data?.ns !== "leadwake-trial") return;
    if (data.hasStarted) started({});
    if (data.problem) problem(data.problem);
  };
  addEventListener("message", hear);
  place.append(frame);
  return () => {
    removeEventListener("message", hear);
    frame.remove();
  };
}

/** Ends the last trial: there is one at a time, whatever page it was begun from. */
let end = () => {};

/**
 * @param {URL} home the viewer's folder
 * @param {Element} place where the frame is put, in place of what is there
 * @param {string} wish as JSON: the `way`, and the `options` for it
 * @param {(report: string) => void} told hears all that was seen so far, as JSON, whenever there is more
 */
export async function tryFrame(home, place, wish, told) {
  const { way, options } = JSON.parse(wish);
  const report = { way, problems: [] };
  let isOver = false;
  let late;
  let takeDown = () => {};
  end();
  end = () => {
    isOver = true;
    clearTimeout(late);
    takeDown();
  };
  const tell = (news) => {
    // Of a place that is gone nobody wants to know any more.
    if (!place.isConnected) end();
    if (!isOver) told(JSON.stringify(Object.assign(report, news)));
  };
  try {
    tell(await lookAtSite(home.href));
  } catch {
    tell({ isReadable: false });
  }
  const isFramed = way === "frame" || way === "address";
  // There is nothing that a frame with sandbox could load.
  if (isOver || (!isFramed && !report.isReadable)) return;
  late = setTimeout(() => tell({ hasStarted: false }), PATIENCE);
  const hears = {
    started(news) {
      clearTimeout(late);
      tell({ hasStarted: true, ...news });
    },
    problem: ({ kind, message }) => tell({ problems: [...report.problems, { kind, message }] }),
  };
  const shown = isFramed ? await showFrame(home, place, options, hears) : showPart(home, place, way, options, hears);
  takeDown = shown;
  // Another one was begun while its scripts were fetched.
  if (isOver) shown();
}
