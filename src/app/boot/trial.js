// Tries a frame of this very page, sandboxed as elsewhere, and tells what was seen.

const PATIENCE = 15_000;

/** What this site sends its page with, and whether every page may read its files. */
async function lookAtSite(address) {
  const answer = await fetch(address, { method: "HEAD", credentials: "same-origin", cache: "no-store" });
  const policy = answer.headers.get("content-security-policy");
  const frameOptions = answer.headers.get("x-frame-options");
  return { policy, frameOptions, isReadable: answer.headers.get("access-control-allow-origin") === "*" };
}

/**
 * @param {URL} home the viewer's folder
 * @param {Element} place where the frame is put, in place of what is there
 * @param {string} options of `embed` in host.js, as JSON
 * @param {(report: string) => void} told hears all that was seen so far, as JSON, whenever there is more
 */
export async function tryFrame(home, place, options, told) {
  const report = { problems: [] };
  const tell = (news) => told(JSON.stringify(Object.assign(report, news)));
  place.viewer?.unmount();
  place.viewer = null;
  try {
    tell(await lookAtSite(home.href));
  } catch {
    tell({ isReadable: false });
  }
  const { embed } = await import(new URL("host.js", home));
  const viewer = embed(place, { ...JSON.parse(options), src: home.href });
  viewer.frame.title = "Trial";
  place.viewer = viewer;
  const late = setTimeout(() => tell({ hasStarted: false }), PATIENCE);
  const started = () => clearTimeout(late);
  const problem = (kind, message) => tell({ problems: [...report.problems, { kind, message }] });
  viewer.on("ready", () => {
    started();
    tell({ hasStarted: true, hasTakenInit: true });
  });
  viewer.on("error", ({ error }) => {
    started();
    tell({ hasStarted: true });
    problem(error.kind, error.message);
  });
  viewer.on("crashed", ({ place }) => problem("crashed", `The viewer stopped at ${place}`));
}
