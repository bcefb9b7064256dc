// What runs in the measured page, from before its first script on. The same for every contestant.

/** Installs `window.bench`. Passed to the page as source, so that it may name nothing outside itself. */
export function install({ row, heading, scroller, hits, progress, kept, now }) {
  // Every run lives in the same minute: what is asked by time is then the same question each time.
  const RealDate = Date;
  const passed = () => Math.floor(performance.now() / 60_000) * 60_000;
  window.Date = class extends RealDate {
    constructor(...parts) {
      if (parts.length === 0) super(now + passed());
      else super(...parts);
    }
    static now() {
      return now + passed();
    }
  };
  for (const [name, value] of kept) {
    try {
      sessionStorage.setItem(name, value);
    } catch {
      // The blank page has no storage.
    }
  }
  const how = new Function(`return (${progress})()`);
  const bench = { marks: {}, longest: 0, blocked: 0, tasks: 0 };
  window.bench = bench;
  bench.progress = how;

  try {
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        bench.longest = Math.max(bench.longest, duration);
        bench.blocked += duration - 50;
        bench.tasks += 1;
      }
    }).observe({ type: "longtask", buffered: true });
  } catch {
    bench.longest = Number.NaN;
  }

  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  /** Resolves right after the next frame was drawn. */
  const afterPaint = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(0);
      });
    });
  /** Resolves as soon as something holds of the document. */
  const until = (holds) =>
    new Promise((resolve) => {
      let isDone = false;
      const check = () => {
        if (isDone || !holds()) return;
        isDone = true;
        observer.disconnect();
        resolve();
      };
      const observer = new MutationObserver(check);
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      // What changes without a mutation, such as a position, is seen a frame later.
      const everyFrame = () => {
        check();
        if (!isDone) requestAnimationFrame(everyFrame);
      };
      everyFrame();
    });
  const painted = async (holds) => {
    await until(holds);
    return afterPaint();
  };

  painted(() => document.querySelector(row)).then((at) => {
    bench.marks.firstRow = at;
  });
  painted(() => how().isOver && document.querySelector(row)).then(async (at) => {
    bench.marks.loaded = at;
    // Long tasks are told with a delay.
    await frame();
    await frame();
    bench.atLoaded = { longest: bench.longest, blocked: bench.blocked, tasks: bench.tasks, ...how() };
  });

  /** Waits for the next event of a type and then for what it should bring; gives the milliseconds in between. */
  bench.arm = (type, holds) => {
    bench.armed = new Promise((resolve) => {
      addEventListener(type, (event) => resolve(painted(holds).then((at) => at - event.timeStamp)), { capture: true, once: true });
    });
  };
  bench.armSearch = () => {
    const output = document.querySelector(hits);
    const before = output.textContent;
    bench.arm("keydown", () => output.textContent !== before);
  };
  bench.armFilter = (isOn) => {
    bench.arm("click", () => {
      const list = document.querySelector(scroller);
      const first = [];
      for (const one of list.querySelectorAll(row)) {
        if (first.push(one) === 5) break;
      }
      return first.length === 5 && first.every((one) => one.dataset.kind === "call") === isOn;
    });
  };

  const list = () => document.querySelector(scroller);
  /** Whether there is a row or a heading at three heights of the list; in the gap between two rows, one above or below it. */
  bench.isFilled = () => {
    const { left, top, width, height } = list().getBoundingClientRect();
    const isThere = (across, down) => document.elementFromPoint(left + width * across, top + down)?.closest(`${row},${heading}`);
    return [0.3, 0.55, 0.8].every((part) => [0, -14, 14].some((shift) => [0.1, 0.5, 0.9].some((across) => isThere(across, height * part + shift))));
  };
  /** Jumps to a part of the whole height; gives the milliseconds until rows are there and drawn. */
  bench.jump = async (part) => {
    const element = list();
    await frame();
    const start = performance.now();
    element.scrollTop = part * (element.scrollHeight - element.clientHeight);
    return (await painted(bench.isFilled)) - start;
  };
  /** Opens a call's page; gives the milliseconds from when its data were there until turns were drawn, and until all were. */
  bench.openCall = async ({ turn, place, id, turns }) => {
    location.hash = place;
    const first = await painted(() => document.querySelector(turn));
    const all = await painted(() => document.querySelectorAll(turn).length >= turns);
    const { responseEnd } = performance.getEntriesByType("resource").find(({ name }) => name.endsWith(`/calls/${id}`));
    return { first: first - responseEnd, all: all - responseEnd };
  };
  bench.toTop = async () => {
    list().scrollTop = 0;
    await frame();
    await afterPaint();
  };
  /** Counts frames until told to stop. */
  bench.watchFrames = (looksForBlanks) => {
    const gaps = [];
    let [last, blanks, isOn] = [performance.now(), 0, true];
    const tick = (at) => {
      if (!isOn) return;
      gaps.push(at - last);
      last = at;
      if (looksForBlanks && !bench.isFilled()) blanks += 1;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame((at) => {
      last = at;
      requestAnimationFrame(tick);
    });
    bench.stopFrames = () => {
      isOn = false;
      return { gaps, blanks, top: list().scrollTop };
    };
  };
}
