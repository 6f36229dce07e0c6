// Runs before the page's own scripts, in every frame. KEY is the name under which the lab finds
// its things; pages cannot guess it. What pages may overwrite later is kept aside first.
((KEY, FRAME) => {
  if (window[KEY]) return;
  const nothing = () => {};
  const lab = {
    stringify: JSON.stringify.bind(JSON),
    now: Date.now.bind(Date),
    frame: window.requestAnimationFrame.bind(window),
    dialogs: [],
    errors: [],
    console: [],
    workers: 0,
    maps: [],
    globes: [],
  };
  Object.defineProperty(window, KEY, { value: lab, enumerable: false });
  const shown = (value) => {
    try {
      return String((value && (value.stack || value.message)) || value).slice(0, 300);
    } catch {
      return "?";
    }
  };
  const keep = (list, entry) => {
    if (list.length < 100) list.push(entry);
  };

  for (const kind of ["alert", "confirm", "prompt", "print"]) {
    window[kind] = (text) => {
      keep(lab.dialogs, [kind, shown(text)]);
      return kind === "confirm" ? true : kind === "prompt" ? null : undefined;
    };
  }
  window.open = (address) => {
    keep(lab.dialogs, ["open", shown(address)]);
    return null;
  };
  window.close = nothing;

  let lines = 0;
  for (const kind of ["error", "warn", "log", "info", "debug", "trace", "table", "dir"]) {
    console[kind] = (...values) => {
      if (++lines <= 500 && (kind === "error" || kind === "warn"))
        keep(lab.console, [kind, values.map(shown).join(" ").slice(0, 500), lab.now()]);
    };
  }
  addEventListener(
    "error",
    (event) => {
      const source = event.target && (event.target.src || event.target.href);
      if (source) keep(lab.errors, ["resource", shown(source), "", 0, lab.now()]);
      else
        keep(lab.errors, [
          "error",
          shown(event.message),
          shown(event.filename),
          event.lineno || 0,
          lab.now(),
        ]);
    },
    true,
  );
  addEventListener("unhandledrejection", (event) =>
    keep(lab.errors, ["rejection", shown(event.reason), "", 0, lab.now()]),
  );

  for (const kind of ["Worker", "SharedWorker"]) {
    const Real = window[kind];
    if (!Real) continue;
    window[kind] = new Proxy(Real, {
      construct(target, words) {
        lab.workers++;
        return Reflect.construct(target, words);
      },
    });
  }

  if (FRAME === null) return;
  // Frames are painted in real time only; callbacks for the next one run by the page's own clock.
  // What is drawn by WebGL is drawn without a graphics card here, so it is drawn seldom.
  const SELDOM = 5000;
  let frame = FRAME;
  for (const kind of [window.HTMLCanvasElement, window.OffscreenCanvas]) {
    if (!kind) continue;
    const real = kind.prototype.getContext;
    kind.prototype.getContext = function (name, ...rest) {
      if (/webgl|webgpu/.test(name)) frame = SELDOM;
      return real.call(this, name, ...rest);
    };
  }
  const later = window.setTimeout.bind(window);
  const moment = performance.now.bind(performance);
  let waiting = [];
  let number = 0;
  let isDue = false;
  const run = () => {
    isDue = false;
    const batch = waiting;
    waiting = [];
    const time = moment();
    for (const one of batch) {
      if (one.cancelled) continue;
      try {
        one.callback(time);
      } catch (error) {
        (window.reportError || console.error)(error);
      }
    }
  };
  window.requestAnimationFrame = window.webkitRequestAnimationFrame = (callback) => {
    const one = { callback, number: ++number, cancelled: false };
    waiting.push(one);
    if (!isDue) {
      isDue = true;
      const rest = frame - (moment() % frame);
      later(run, rest < frame / 10 ? rest + frame : rest); // a timer may be a little early
    }
    return one.number;
  };
  window.cancelAnimationFrame = window.webkitCancelAnimationFrame = (which) => {
    for (const one of waiting) if (one.number === which) one.cancelled = true;
  };
  window.requestIdleCallback = (callback) =>
    later(() => callback({ didTimeout: false, timeRemaining: () => 10 }), 1);
  window.cancelIdleCallback = window.clearTimeout.bind(window);
})
