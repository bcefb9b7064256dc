import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import type { MountOptions } from "leadwake";
import { LeadTimeline } from "./LeadTimeline.tsx";

function Portal({ options }: { options: MountOptions }) {
  const [isShown, setShown] = useState(true);
  return (
    <>
      <h1>Our lead</h1>
      <button onClick={() => setShown(!isShown)}>{isShown ? "Hide" : "Show"}</button>
      {isShown && <LeadTimeline {...options} />}
    </>
  );
}

const options = (await (await fetch("settings.json")).json()) as MountOptions;
createRoot(document.querySelector("#app")!).render(
  <StrictMode>
    <Portal options={options} />
  </StrictMode>,
);
