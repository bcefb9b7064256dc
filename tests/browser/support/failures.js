// A reporter of node's test runner that tells failures alone. The long report stands where each file ends, thousands of
// lines above the sum; what this one tells stands at the very end.

/** So many lines of a reason tell what was expected and what came. */
const LINES = 12;

/** Why a test failed, and where: its own words, without the runner's around them. */
const reason = (error) => {
  const own = error?.cause ?? error;
  const lines = (own?.stack ?? own?.message ?? String(own)).split("\n");
  const isPlace = (line) => /^\s+at /.test(line);
  const places = lines.filter((line) => isPlace(line) && !/node:|patience\.js/.test(line));
  return [...lines.filter((line) => !isPlace(line)).slice(0, LINES), ...places];
};

/** Whether it failed only because something within it did, which is told by itself. */
const ofAnother = (error) => error?.failureType === "subtestsFailed";

/** Each failure's name, with those that it is within, and its reason. */
export default async function* (events) {
  const names = [];
  for await (const { type, data } of events) {
    if (type === "test:start") names.splice(data.nesting, Infinity, data.name);
    if (type !== "test:fail" || ofAnother(data.details.error)) continue;
    const name = [...names.slice(0, data.nesting), data.name].join(" > ");
    yield `✖ ${name}\n${reason(data.details.error).map((line) => `    ${line}\n`).join("")}`;
  }
}
