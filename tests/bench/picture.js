// The results as a picture: of each line, how many times the first peer's time or size the viewer needs.

const WIDTH = 980;
const TOP = 92;
const STEP = 30;
/** Where the bars begin and end. */
const [LEFT, RIGHT] = [330, 760];
/** The ends of the logarithmic scale. */
const [LEAST, MOST] = [1 / 32, 32];
/** The lines that are drawn: neither parts of others nor what is counted rather than measured. */
const DRAWN = [
  "bytes", "first-row", "first-row-warm", "first-row-fast4g", "first-row-slow4g", "loaded", "search", "filter",
  "reading-work", "flinging-work", "jump", "memory",
];

const STYLE = `
  svg { color-scheme: light dark; }
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .quiet { fill: #59636e; font-size: 12px; }
  .title { font-size: 15px; font-weight: 600; }
  .num { font-variant-numeric: tabular-nums; }
  .ground { fill: #ffffff; }
  .line { stroke: #d1d9e0; }
  .even { stroke: #59636e; }
  .better { fill: #1a7f5a; }
  .worse { fill: #b35900; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .quiet { fill: #9198a1; }
    .ground { fill: #0d1117; }
    .line { stroke: #3d444d; }
    .even { stroke: #9198a1; }
    .better { fill: #3fb68b; }
    .worse { fill: #e08b3e; }
  }`;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const short = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

function x(ratio) {
  const part = Math.log(Math.min(MOST, Math.max(LEAST, ratio)) / LEAST) / Math.log(MOST / LEAST);
  return LEFT + part * (RIGHT - LEFT);
}

function bar({ title, unit, entries, cells, ratios: [ratio] }, index) {
  const y = TOP + index * STEP;
  const [from, to] = [Math.min(x(1), x(ratio)), Math.max(x(1), x(ratio))];
  const [viewer, peer] = cells.map(({ median }) => short(median));
  return `
  <g>
    <title>${escaped(title)}, ${entries} entries: ${viewer} to ${peer} ${unit}</title>
    <text x="16" y="${y + 4}">${escaped(title)}</text>
    <text x="${LEFT - 12}" y="${y + 4}" class="quiet num" text-anchor="end">${entries.toLocaleString("en")}</text>
    <rect class="${ratio < 1 ? "better" : "worse"}" x="${from.toFixed(1)}" y="${y - 8}" width="${Math.max(1, to - from).toFixed(1)}" height="16" rx="2" />
    <text x="${RIGHT + 16}" y="${y + 4}" class="num">${ratio.toFixed(2)} ×</text>
    <text x="${WIDTH - 16}" y="${y + 4}" class="quiet num" text-anchor="end">${viewer} : ${peer} ${unit}</text>
  </g>`;
}

/** Draws the rows that `Results.rows` gave. */
export function picture(rows, [viewer, peer]) {
  const drawn = rows.filter(({ name, ratios: [ratio] }) => ratio !== undefined && DRAWN.includes(name));
  const bottom = TOP + drawn.length * STEP;
  const scale = [1 / 16, 1 / 4, 1, 4, 16].map((ratio) => {
    const words = ratio < 1 ? `1/${1 / ratio}` : ratio === 1 ? "the same" : `${ratio} ×`;
    return `
  <line class="${ratio === 1 ? "even" : "line"}" x1="${x(ratio)}" x2="${x(ratio)}" y1="${TOP - 18}" y2="${bottom - 10}" />
  <text class="quiet" x="${x(ratio)}" y="${TOP - 26}" text-anchor="middle">${words}</text>`;
  });
  const label = `${viewer} beside ${peer}, as ratios`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 6}" role="img" aria-label="${escaped(label)}">
  <style>${STYLE}
  </style>
  <rect class="ground" width="100%" height="100%" rx="6" />
  <text class="title" x="16" y="30">${escaped(viewer)} beside ${escaped(peer)}: less is better</text>
  <text class="quiet" x="16" y="50">Medians of interleaved runs in one Chromium; the number of entries stands before each bar.</text>${scale.join("")}${drawn.map(bar).join("")}
</svg>
`;
}
