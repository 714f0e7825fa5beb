// The neurons as rows; only those in sight are in the document.
const mostPrinted = 100;
parts.push((() => {
  const grid = byId("table"), rowHeight = 28, headHeight = 34;
  let rows = null, printing = false, shown = [];

  function build() {
    const columns = ["id", ...state.source.columns.map(c => c.key)].map(columnOf).filter(c => c.key === "id" || (extentOf(c) && !(state.source.inSpace && (c.key === "row" || c.key === "column"))));
    shown = columns;
    const template = `68px 60px repeat(${columns.length - 1}, minmax(68px, 1fr))`, least = 144 + 68 * (columns.length - 1);
    const head = element("div", { class: "row head", role: "row" });
    for (const column of columns) {
      const button = element("button", { type: "button", title: column.hint ?? "The neuron's number.", onclick: () => sortBy(column.key) }, headingOf(column));
      button.dataset.key = column.key;
      head.append(element("div", { role: "columnheader" }, button));
      if (column.key === "id") {
        head.append(element("div", { role: "columnheader", class: "choice", title: "Keep or drop: the keys k and d, or a click." }, "Keep?"));
      }
    }
    rows = element("div", { class: "rows", role: "rowgroup" });
    for (const part of [head, rows]) {
      part.style.minWidth = least + "px";
    }
    head.style.gridTemplateColumns = template;
    grid.replaceChildren(head, rows);
    grid.dataset.template = template;
    const tools = byId("list-tools");
    tools.replaceChildren(
      element("input", { type: "search", size: 12, placeholder: "ids: 3 17 42", "aria-label": "Show these ids only", oninput: event => { state.search = event.target.value; arrange(); } }),
      element("button", { type: "button", id: "clear", onclick: () => { state.search = ""; state.shown = ""; byId("choice-shown").value = ""; state.ranges.clear(); tools.querySelector("input").value = ""; tell("rangesCleared"); arrange(); } }, "Clear filters"));
  }

  function sortBy(key) {
    state.descending = state.sortKey === key ? !state.descending : key !== "id";
    state.sortKey = key;
    arrange();
  }

  function heads() {
    for (const button of grid.querySelectorAll(".head button")) {
      const sorted = button.dataset.key === state.sortKey;
      button.toggleAttribute("data-sorted", sorted);
      button.textContent = headingOf(columnOf(button.dataset.key)) + (sorted ? state.descending ? " ▾" : " ▴" : "");
      button.parentElement.setAttribute("aria-sort", sorted ? state.descending ? "descending" : "ascending" : "none");
    }
  }

  function order() {
    heads();
    rows.style.height = state.order.length * rowHeight + "px";
    grid.setAttribute("aria-rowcount", state.order.length + 1);
    const all = state.source.ids.length;
    byId("list-title").textContent = state.order.length === all ? `${all} neurons` : `${state.order.length} of ${all} neurons`;
    draw();
  }

  function draw() {
    const first = printing ? 0 : Math.max(0, Math.floor(grid.scrollTop / rowHeight) - 4);
    const end = Math.min(state.order.length, printing ? mostPrinted : Math.ceil((grid.scrollTop + grid.clientHeight) / rowHeight) + 4);
    const made = [];
    for (let place = first; place < end; place++) {
      made.push(rowOf(place));
    }
    rows.replaceChildren(...made);
    const note = byId("list-note");
    note.replaceChildren(printing && end < state.order.length
      ? `The first ${end} of ${state.order.length} in this order.`
      : hint("Select a neuron here, in the picture or among the traces; the keys ↑ and ↓ go on."));
  }

  function rowOf(place) {
    const index = state.order[place];
    const row = element("div", { class: "row", role: "row", "aria-rowindex": place + 2, "aria-selected": String(index === state.selected), onclick: () => select(index) });
    const swatch = element("span", { class: "swatch" });
    swatch.style.background = colourOf(index);
    row.id = `row-${index}`;
    row.dataset.id = state.source.ids[index];
    row.style.gridTemplateColumns = grid.dataset.template;
    row.style.top = place * rowHeight + "px";
    row.classList.toggle("dropped", decisionOf(index) === "drop");
    for (const column of shown) {
      row.append(column.key === "id" ? element("div", { role: "gridcell" }, swatch, String(column.values[index])) : element("div", { role: "gridcell" }, cell(column, column.values[index])));
      if (column.key === "id") {
        row.append(choiceCell(index));
      }
    }
    return row;
  }

  function reveal() {
    const place = state.order.indexOf(state.selected);
    grid.setAttribute("aria-activedescendant", place < 0 ? "" : `row-${state.selected}`);
    if (place >= 0) {
      const top = place * rowHeight, room = grid.clientHeight - headHeight;
      if (top < grid.scrollTop) {
        grid.scrollTop = top;
      } else if (top + rowHeight > grid.scrollTop + room) {
        grid.scrollTop = top + rowHeight - room;
      }
    }
    draw();
  }

  grid.addEventListener("scroll", () => requestAnimationFrame(draw));
  new ResizeObserver(() => requestAnimationFrame(() => rows && draw())).observe(grid);
  grid.addEventListener("keydown", event => {
    const page = Math.max(1, Math.floor(grid.clientHeight / rowHeight) - 2);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -1e9, End: 1e9 };
    if (event.key in moves && event.target === grid) {
      event.preventDefault();
      step(moves[event.key]);
    }
  });
  return {
    sourceChanged: build, orderChanged: order, selectionChanged: reveal, coloursChanged: () => draw(), decisionChanged: () => draw(),
    beforePrint() { printing = true; draw(); },
    afterPrint() { printing = false; draw(); },
  };
})());
