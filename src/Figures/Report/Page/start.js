// Puts the page together, follows the address, and prints.
function medianOf(key) {
  const values = columnOf(key)?.values.filter(v => v !== null).sort((a, b) => a - b) ?? [];
  return values.length ? values[values.length >> 1] : null;
}

function tiles() {
  const source = state.source, made = [["Neurons", source.ids.length.toLocaleString("en")]];
  made.push(["Frames", source.frames.toLocaleString("en")]);
  if (source.rate) {
    const seconds = source.frames / source.rate;
    made.push(["Length", seconds < 120 ? number(seconds, 3) : number(seconds / 60, 3), seconds < 120 ? "s" : "min"], ["Frame rate", number(source.rate), "Hz"]);
  }
  if (source.height > 0) {
    made.push(["Field", source.pixelUm ? `${number(source.height * source.pixelUm, 3)} × ${number(source.width * source.pixelUm, 3)}` : `${source.height} × ${source.width}`, source.pixelUm ? "µm" : "px"]);
  }
  if (source.inSpace && extentOf(columnOf("z"))) {
    const [low, high] = extentOf(columnOf("z"));
    made.push(["Depth", `${Math.round(low)}…${Math.round(high)}`.replaceAll("-", "−"), "µm"]);
  }
  for (const [key, label, unit] of [["snr", "Median SNR", ""], ["area", "Median area", "px"], ["views", "Median views", ""], ["residual", "Median residual", "px"]]) {
    if (medianOf(key) !== null) {
      made.push([label, number(medianOf(key), 3), unit]);
    }
  }
  byId("tiles").replaceChildren(...made.map(([label, value, unit]) => element("div", {}, element("dt", {}, label), element("dd", {}, value, unit ? element("small", {}, " " + unit) : ""))));
}

function labelOf(source) {
  return source.inSpace ? "In space" : source.viewId !== null ? `View ${source.viewId}` : source.name;
}

function open(source) {
  const first = state.source === null;
  state.source = source;
  state.selected = -1;
  state.ranges.clear();
  state.search = "";
  state.shown = "";
  byId("name").textContent = source.name;
  byId("facts-line").textContent = source.facts;
  tiles();
  for (const tab of byId("sources").children) {
    const chosen = facts.sources[tab.dataset.source] === source;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  if (first) {
    readTheme();
  }
  tell("sourceChanged");
  arrange();
}

function tabs() {
  const bar = byId("sources");
  bar.hidden = facts.sources.length < 2;
  bar.append(...facts.sources.map((source, i) => element("button", { type: "button", role: "tab", "data-source": i, title: source.name, onclick: () => open(source) }, labelOf(source))));
  bar.addEventListener("keydown", event => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (way) {
      const next = bar.children[(facts.sources.indexOf(state.source) + way + bar.children.length) % bar.children.length];
      next.click();
      next.focus();
    }
  });
}

/** Follows an address such as #source=1&neuron=5: a part of the report, from 0, and a neuron's id. */
function follow() {
  const wanted = new URLSearchParams(location.hash.slice(1)), source = facts.sources[wanted.get("source") ?? facts.sources.indexOf(state.source)];
  if (source && source !== state.source) {
    open(source);
  }
  const index = state.source.ids.indexOf(Number(wanted.get("neuron")));
  if (index >= 0 && index !== state.selected) {
    select(index);
  }
}

let addressing = 0;
parts.push({
  selectionChanged() {
    // Browsers refuse an address that changes many times a second, as it would under a held arrow key.
    clearTimeout(addressing);
    addressing = setTimeout(this.address, 300);
  },
  address() {
    const source = facts.sources.indexOf(state.source), wanted = [];
    if (source > 0) {
      wanted.push(`source=${source}`);
    }
    if (state.selected >= 0) {
      wanted.push(`neuron=${state.source.ids[state.selected]}`);
    }
    history.replaceState(null, "", "#" + wanted.join("&"));
  },
});

addEventListener("hashchange", follow);
addEventListener("keydown", event => {
  if (event.key === "Escape") {
    select(-1);
  }
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redrawAll);
addEventListener("beforeprint", () => { document.documentElement.dataset.theme = "light"; tell("beforePrint"); redrawAll(); });
addEventListener("afterprint", () => { delete document.documentElement.dataset.theme; tell("afterPrint"); redrawAll(); });

byId("footer").textContent = `Written ${facts.written} by DeepWonder3D for PowerShell ${facts.moduleVersion}. This file holds everything it shows and asks for nothing else.`;
tabs();
open(facts.sources[0]);
follow();
if (state.selected < 0) {
  step(0);
}
redrawAll();
Promise.all([...pictures.values()].map(p => p.loaded)).then(() => {
  redrawAll();
  document.body.dataset.rows = String(state.order.length);
  document.body.dataset.openedMs = String(Math.round(performance.now()));
  if (document.body.dataset.state === "loading") {
    document.body.dataset.state = "ready";
  }
});
