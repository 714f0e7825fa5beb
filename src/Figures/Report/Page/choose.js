// Which neurons a person keeps and drops. A button writes it down in a small file that Select-Neuron -Path applies.
const decisionText = { keep: "kept", drop: "dropped" };

/** What was decided about the neurons of a source, by id. The browser keeps it for the next time this very page is opened, where it may. */
function decisionsOf(source) {
  if (!source.decisions) {
    source.decisions = new Map();
    try {
      for (const [id, what] of JSON.parse(localStorage.getItem("deepwonder3d-" + source.fingerprint) ?? "[]")) {
        if (source.ids.includes(id) && what in decisionText) {
          source.decisions.set(id, what);
        }
      }
    } catch {
      // Nothing was kept, or this page may keep nothing: then decisions last as long as it is open.
    }
  }
  return source.decisions;
}

const decisionOf = index => decisionsOf(state.source).get(state.source.ids[index]);

/** Decides about a neuron; a decision that is made twice is taken back. */
function decide(index, what) {
  const source = state.source, decisions = decisionsOf(source), id = source.ids[index];
  if (what === null || decisions.get(id) === what) {
    decisions.delete(id);
  } else {
    decisions.set(id, what);
  }
  try {
    localStorage.setItem("deepwonder3d-" + source.fingerprint, JSON.stringify([...decisions]));
  } catch {
    // See above.
  }
  source.unsaved = true;
  byId("choice-said").textContent = `Neuron ${id} ${decisionText[decisions.get(id)] ?? "not decided"}.`;
  if (state.shown) {
    arrange();
  }
  tell("decisionChanged");
}

/** The decisions of all parts of the page, as the file holds them. */
function decisionFile() {
  const idsOf = (source, what) => source.ids.filter(id => decisionsOf(source).get(id) === what);
  return JSON.stringify({
    format: "deepwonder3d-decisions", version: 1, report: facts.written,
    sets: facts.sources.map(source => ({
      name: source.name, viewId: source.viewId, fingerprint: source.fingerprint, count: source.ids.length, keep: idsOf(source, "keep"), drop: idsOf(source, "drop"),
    })),
  }, null, 1) + "\n";
}

function saveDecisions() {
  const link = element("a", { href: URL.createObjectURL(new Blob([decisionFile()], { type: "application/json" })), download: facts.title.replace(/[^\p{L}\p{N}._-]+/gu, "_") + "_decisions.json" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  for (const source of facts.sources) {
    source.unsaved = false;
  }
  byId("choice-said").textContent = `Written as ${link.download}. Apply it: $neurons | Select-Neuron -Path ${link.download}`;
}

/** The two buttons of a row. */
function choiceCell(index) {
  const id = state.source.ids[index], made = decisionOf(index);
  const button = (what, sign) => element("button", {
    type: "button", tabindex: -1, class: what, "aria-pressed": String(made === what), "aria-label": `${what === "keep" ? "Keep" : "Drop"} neuron ${id}`, title: what === "keep" ? "Keep (k)" : "Drop (d)",
    onclick: event => { event.stopPropagation(); select(index); decide(index, what); },
  }, sign);
  return element("div", { role: "gridcell", class: "choice" }, button("keep", "✓"), button("drop", "✕"));
}

parts.push((() => {
  function count() {
    const source = state.source, made = [...decisionsOf(source).values()], kept = made.filter(w => w === "keep").length;
    const dropped = made.length - kept;
    byId("choice-count").textContent = `${kept} kept, ${dropped} dropped, ${source.ids.length - made.length} not decided`;
  }

  /** Decides about the selected neuron and goes on to the next in the table's order. */
  function goOn(what) {
    const chosen = state.selected, next = state.order[state.order.indexOf(chosen) + 1] ?? chosen;
    if (chosen >= 0) {
      if (decisionOf(chosen) !== (what ?? undefined)) {
        decide(chosen, what);
      }
      select(next);
    }
  }

  function build() {
    const pick = (label, key, what) => element("button", { type: "button", "aria-keyshortcuts": key, onclick: () => goOn(what) }, `${label} (${key})`);
    byId("choice-tools").replaceChildren(
      pick("Keep", "k", "keep"), pick("Drop", "d", "drop"), pick("Undo", "u", null),
      element("label", {}, "Show", element("select", { id: "choice-shown", onchange: event => { state.shown = event.target.value; arrange(); } },
        ...[["", "all"], ["undecided", "not decided"], ["keep", "kept"], ["drop", "dropped"]].map(([value, label]) => element("option", { value, selected: value === state.shown }, label)))),
      element("button", { type: "button", id: "choice-save", onclick: saveDecisions }, "Write decisions"));
    count();
  }

  addEventListener("keydown", event => {
    const what = { k: "keep", d: "drop", u: null }[event.key];
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (what !== undefined && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      goOn(what);
    }
  });
  addEventListener("beforeunload", event => {
    if (facts.sources.some(source => source.unsaved)) {
      event.preventDefault();
    }
  });
  return { sourceChanged: build, decisionChanged: count };
})());
