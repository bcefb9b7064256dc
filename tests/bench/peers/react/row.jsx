import { memo } from "react";

const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const moment = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "long" });
const day = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** A text with its hits marked. */
function Marked({ text, query }) {
  if (!query) return text;
  const pieces = [];
  const folded = text.toLowerCase();
  let done = 0;
  for (let found = folded.indexOf(query); found >= 0; found = folded.indexOf(query, done)) {
    pieces.push(text.slice(done, found), <mark key={found}>{text.slice(found, found + query.length)}</mark>);
    done = found + query.length;
  }
  return [...pieces, text.slice(done)];
}

/** One row of the list: a day's heading or an entry. */
export const Row = memo(function Row({ row, index, count, measure, query, isCurrent }) {
  if (row.kind === "day") {
    return <h3 ref={measure} data-index={index} data-heading="">{day.format(row.from)}</h3>;
  }
  const { id, vendor, at, kind, channel, direction, who, title, text } = row;
  return (
    <article
      ref={measure}
      data-index={index}
      data-row={id}
      data-kind={kind}
      data-direction={direction}
      data-current={isCurrent || undefined}
      tabIndex={-1}
      aria-label={`${who}, ${channel}, ${vendor}`}
      aria-posinset={index + 1}
      aria-setsize={count}
    >
      <p className="head"><b>{who}</b> <span>{channel}</span> <i data-vendor={vendor}>{vendor}</i></p>
      <div className="body">
        {title && <p className="title"><Marked text={title} query={query} /></p>}
        <p className="text"><Marked text={text} query={query} /></p>
      </div>
      <a className="time" href={`#/entry/${encodeURIComponent(id)}`}>
        <time dateTime={new Date(at).toISOString()} title={moment.format(at)}>{clock.format(at)}</time>
      </a>
    </article>
  );
});
