import { useEffect, useRef, useState } from "react";
import { mount, type MountOptions, type ViewerEventMap } from "leadwake";

/** A lead's timeline as a component. */
export function LeadTimeline(options: MountOptions) {
  const element = useRef<HTMLDivElement>(null);
  const [loaded, setLoaded] = useState<ViewerEventMap["loaded"]>();
  const given = JSON.stringify(options);
  useEffect(() => {
    const viewer = mount(element.current!, JSON.parse(given) as MountOptions);
    viewer.on("loaded", setLoaded);
    return () => viewer.unmount();
  }, [given]);
  return (
    <section>
      <p role="status">{loaded ? `${loaded.entries} entries` : "Reading"}</p>
      <div ref={element} style={{ height: 600 }} />
    </section>
  );
}
