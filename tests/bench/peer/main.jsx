// The peer: what a good React developer would write for the same job with the libraries most would choose. It is here
// to be measured against, so it leaves out much of what the viewer does, and is slowed down by nothing.
import { createRoot } from "react-dom/client";
import { App } from "./app.jsx";
import { loadLead } from "./load.js";
import { Store } from "./store.js";
import "./style.css";

/** `vendor:handle,vendor:handle` of the address. */
function dossier() {
  const named = decodeURIComponent(location.hash.split("/lead/")[1] ?? "").split("?")[0];
  return named.split(",").filter(Boolean).map((handle) => {
    const colon = handle.indexOf(":");
    return { vendor: handle.slice(0, colon), handle: handle.slice(colon + 1) };
  });
}

const store = new Store();
const connections = JSON.parse(sessionStorage.getItem("peer.connections") ?? "{}");
// Before anything is drawn: the first answers are then on their way meanwhile.
loadLead(dossier(), connections, store);
createRoot(document.getElementById("root")).render(<App store={store} />);
