export { mount } from "./mount.js";
export { LeadwakeError } from "./error.js";
export { loadCall, loadTimeline } from "./load.js";
