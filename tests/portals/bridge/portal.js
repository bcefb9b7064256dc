// What whoever runs this portal writes: the viewer asks by way of the portal's own server, which has the keys.
import "./leadwake/element.js";

const timeline = document.querySelector("lead-timeline");
window.happened = [];
for (const event of ["loaded", "error"]) timeline.addEventListener(`lead-${event}`, ({ detail }) => window.happened.push(detail));
timeline.fetch = async (vendor, method, path, query, signal) => {
  const answer = await fetch(`vendors/${vendor}${path}?${new URLSearchParams(query)}`, { method, signal });
  return { status: answer.status, headers: answer.headers, body: await answer.arrayBuffer() };
};
timeline.setAttribute("lead", await (await fetch("lead.txt")).text());
