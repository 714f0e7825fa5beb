// What the page shows, what is selected, and who wants to hear of changes.
/** Says that the page itself failed: a reader should not take what is left for the whole. */
function fail(message) {
  document.body.dataset.state = "failed";
  const line = document.getElementById("trouble");
  line.hidden = false;
  line.append(`This page has a defect: ${message} `);
}
addEventListener("error", event => fail(`${event.message} (line ${event.lineno})`));
addEventListener("unhandledrejection", event => fail(String(event.reason)));

const facts = JSON.parse(document.getElementById("facts").textContent);
const parts = [];
const state = { source: null, selected: -1, order: [], sortKey: "snr", descending: true, ranges: new Map(), search: "", colourBy: "id", span: [0, 1], picture: "", shown: "" };

// Okabe and Ito's colours without those that vanish on a dark or a light ground, by id as in Export-Figure's pictures.
const cycle = ["#e69f00", "#56b4e9", "#009e73", "#d55e00", "#cc79a7"];
// Dark to light evenly, so that the order survives in grey; the low end is lighter where the ground is dark.
const ramp = [[62, 78, 168], [52, 124, 165], [88, 163, 140], [165, 192, 96], [244, 216, 66]];

/** Tells every part of the page of a change that it cares for. */
function tell(change) {
  for (const part of parts) {
    part[change]?.();
  }
}

/** An element; its children are elements or text, never markup. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else if (value === true) {
      made.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value);
    }
  }
  made.append(...children);
  return made;
}

/** How to do something, which is of no use on paper. */
const hint = text => element("span", { class: "hint" }, text);

const byId = id => document.getElementById(id);

/** The bytes of one of the page's binary parts. */
function bytesOf(blob) {
  const text = atob(byId("blob-" + blob).textContent);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = text.charCodeAt(i);
  }
  return bytes;
}

const pictures = new Map();
/** A picture of the page, decoded; the promise is kept in it so that the page can wait for all. */
function pictureOf(blob) {
  if (!pictures.has(blob)) {
    const image = new Image();
    image.src = "data:image/png;base64," + byId("blob-" + blob).textContent;
    image.loaded = image.decode().then(() => tell("pictureLoaded"));
    pictures.set(blob, image);
  }
  return pictures.get(blob);
}

/** A number as people read it: four digits that matter, and no exponent where none is needed. */
function number(value, digits = 4) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return "–";
  }
  if (Number.isInteger(value) && Math.abs(value) < 1e6) {
    return String(value).replace("-", "−");
  }
  const size = Math.abs(value);
  const text = size !== 0 && (size >= 1e6 || size < 1e-3) ? value.toExponential(2) : value.toFixed(Math.max(0, Math.min(3, digits - 1 - Math.floor(Math.log10(size || 1)))));
  return text.replace("-", "−");
}

/** A number among others of its column, all with the same number of decimals. */
function cell(column, value) {
  if (value === null) {
    return "–";
  }
  if (column.decimals === undefined) {
    const extent = extentOf(column), size = Math.max(...extent.map(Math.abs));
    column.decimals = column.values.every(v => v === null || Number.isInteger(v)) ? 0 : size >= 1000 ? 0 : size >= 20 ? 1 : size >= 2 ? 2 : 3;
  }
  return value.toFixed(column.decimals).replace("-", "−");
}

const columnOf = key => key === "id" ? { key: "id", label: "Id", unit: "", values: state.source.ids } : state.source.columns.find(c => c.key === key);
const headingOf = column => column.unit ? `${column.label} (${column.unit})` : column.label;

/** The smallest and largest known value of a column. */
function extentOf(column) {
  if (!column.extent) {
    let low = Infinity, high = -Infinity;
    for (const value of column.values) {
      if (value !== null) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    column.extent = low <= high ? [low, high] : null;
  }
  return column.extent;
}

/** A neuron's colour: by its id, or by one of its numbers from low (blue) to high (yellow). */
function colourOf(index) {
  const source = state.source;
  const column = state.colourBy === "id" ? null : columnOf(state.colourBy);
  if (!column) {
    return cycle[(((source.ids[index] - 1) % 5) + 5) % 5];
  }
  const value = column.values[index], extent = extentOf(column);
  if (value === null || !extent) {
    return "#8a8f96";
  }
  return rampColour(extent[1] > extent[0] ? (value - extent[0]) / (extent[1] - extent[0]) : 0.5);
}

function rampColour(share) {
  const place = share * (ramp.length - 1), low = Math.min(Math.floor(place), ramp.length - 2);
  const mix = ramp[low].map((part, i) => Math.round(part + (ramp[low + 1][i] - part) * (place - low)));
  return `rgb(${mix.join(",")})`;
}

/** Sorts and filters the neurons anew. */
function arrange() {
  const source = state.source, sorted = columnOf(state.sortKey) ?? columnOf("id");
  const ranges = [...state.ranges].map(([key, [low, high]]) => [columnOf(key)?.values, low, high]).filter(r => r[0]);
  const wanted = state.search.trim() === "" ? null : new Set(state.search.split(/[\s,;]+/).filter(s => s).map(Number));
  const order = [];
  for (let i = 0; i < source.ids.length; i++) {
    if ((!wanted || wanted.has(source.ids[i])) && ranges.every(([values, low, high]) => values[i] !== null && values[i] >= low && values[i] <= high) && (!state.shown || (decisionOf(i) ?? "undecided") === state.shown)) {
      order.push(i);
    }
  }
  const sign = state.descending ? -1 : 1, values = sorted.values;
  order.sort((a, b) => values[a] === values[b] ? a - b : values[a] === null ? 1 : values[b] === null ? -1 : sign * (values[a] - values[b]));
  state.order = order;
  tell("orderChanged");
}

/** Selects a neuron, or none. */
function select(index) {
  state.selected = index;
  tell("selectionChanged");
}

/** Selects the neuron so many rows further down in the table's order. */
function step(rows) {
  const at = state.order.indexOf(state.selected);
  if (state.order.length > 0) {
    select(state.order[Math.max(0, Math.min(state.order.length - 1, at < 0 ? 0 : at + rows))]);
  }
}
