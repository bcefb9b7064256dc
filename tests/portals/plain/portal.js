// What whoever runs this portal writes. `settings.json` stands for what their server knows of the lead that is shown.
import { mount } from "./leadwake/index.js";

const { lead, connections } = await (await fetch("settings.json")).json();
const viewer = mount(document.querySelector("#timeline"), { lead, connections, zone: "UTC" });
window.viewer = viewer;
window.happened = [];
for (const event of ["ready", "loaded", "vendor-state", "select", "open-call", "unread", "error", "crashed"]) {
  viewer.on(event, (detail) => window.happened.push(detail));
}
