// The peer with React: what a good React developer would write for the same job with the libraries most would choose. It
// is here to be measured against, so it leaves out much of what the viewer does, and is slowed down by nothing.
import { createRoot } from "react-dom/client";
import { openLead } from "../lead.js";
import { App } from "./app.jsx";
import "../style.css";

// Before anything is drawn: the first answers are then on their way meanwhile.
const store = openLead();
createRoot(document.getElementById("root")).render(<App store={store} />);
