// What every peer begins with.
import { loadLead } from "./load.js";
import { Store } from "./store.js";

/** `vendor:handle,vendor:handle` of the address. */
function dossier() {
  const named = decodeURIComponent(location.hash.split("/lead/")[1] ?? "").split("?")[0];
  return named.split(",").filter(Boolean).map((handle) => {
    const colon = handle.indexOf(":");
    return { vendor: handle.slice(0, colon), handle: handle.slice(colon + 1) };
  });
}

/** A store that fills with what the vendors know of the lead in the address. */
export function openLead() {
  const store = new Store();
  const connections = JSON.parse(sessionStorage.getItem("peer.connections") ?? "{}");
  loadLead(dossier(), connections, store);
  return store;
}
