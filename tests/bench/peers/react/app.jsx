import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Row } from "./row.jsx";
import { rowsOf } from "../rows.js";

const KINDS = ["message", "email", "call", "thread", "tool", "event", "blocked"];
const number = new Intl.NumberFormat("en");

/** The page of a lead. */
export function App({ store }) {
  const { entries, counts, isLoading, failures } = useSyncExternalStore(store.subscribe, store.snapshot);
  const [kind, setKind] = useState(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(-1);
  const query = typed.trim().toLowerCase();
  const shown = useMemo(() => (kind ? entries.filter((entry) => entry.kind === kind) : entries), [entries, kind]);
  const rows = useMemo(() => rowsOf(shown), [shown]);
  const hits = useMemo(() => (query ? shown.filter((entry) => entry.haystack.includes(query)) : []), [shown, query]);
  const list = useRef(null);
  const step = (way) => {
    if (hits.length === 0) return;
    const next = (at + way + hits.length) % hits.length;
    setAt(next);
    list.current(rows.indexOf(hits[next]));
  };
  const words = !query ? "" : hits.length === 1 ? "1 hit" : at < 0 ? `${number.format(hits.length)} hits` : `${at + 1}/${hits.length}`;
  return (
    <main data-state={isLoading ? "loading" : "loaded"} data-entries={entries.length}>
      <header>
        <h1>Lead</h1>
        <p role="status">{`${number.format(entries.length)} entries${isLoading ? ", loading …" : ""}`}</p>
        {failures.map((text) => <p className="failure" key={text}>{text}</p>)}
      </header>
      <div className="tools">
        <input
          type="search"
          aria-label="Search in the entries"
          placeholder="Search"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(-1);
          }}
          onKeyDown={(event) => event.key === "Enter" && step(event.shiftKey ? -1 : 1)}
        />
        <output>{words}</output>
        <div className="chips" role="group" aria-label="Kind">
          {KINDS.filter((name) => counts[name] > 0).map((name) => (
            <button key={name} type="button" data-chip={name} aria-pressed={kind === name} onClick={() => setKind(kind === name ? null : name)}>
              {name} <span>{number.format(counts[name])}</span>
            </button>
          ))}
        </div>
      </div>
      <List rows={rows} query={query} current={hits[at]} goTo={list} />
    </main>
  );
}

function List({ rows, query, current, goTo }) {
  const scroller = useRef(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((index) => (rows[index].kind === "day" ? 37 : rows[index].text.length > 110 ? 96 : 76), [rows]),
    getItemKey: useCallback((index) => rows[index].id, [rows]),
    overscan: 6,
  });
  goTo.current = (index) => virtualizer.scrollToIndex(index, { align: "center" });
  const items = virtualizer.getVirtualItems();
  return (
    <div className="scroll" ref={scroller} tabIndex={0} role="group" aria-label="Timeline">
      <div className="all" style={{ height: virtualizer.getTotalSize() }}>
        <div className="window" style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map(({ key, index }) => (
            <Row key={key} index={index} measure={virtualizer.measureElement} row={rows[index]} query={query} isCurrent={rows[index] === current} count={rows.length} />
          ))}
        </div>
      </div>
    </div>
  );
}
