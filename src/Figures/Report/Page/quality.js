// Histograms of what says how good a neuron is; a range in one of them is a filter.
parts.push((() => {
  const host = byId("histograms"), bins = 32, wide = 30;
  let measures = [];

  function build() {
    measures.forEach(m => m.surface.remove());
    host.replaceChildren();
    measures = state.source.columns.filter(c => c.quality && extentOf(c)).map(make);
    byId("quality").hidden = measures.length === 0;
  }

  function make(column) {
    const known = column.values.filter(v => v !== null).sort((a, b) => a - b), extent = extentOf(column);
    const input = which => element("input", { type: "number", step: "any", placeholder: number(extent[which]), "aria-label": `${which ? "Highest" : "Lowest"} ${headingOf(column)} to show`, onchange: () => filter(measure, false) });
    const measure = { column, counts: count(column), low: input(0), high: input(1) };
    const place = element("div", {}, element("div", { class: "measure", title: column.hint }, element("h3", {}, headingOf(column)), element("span", {}, `median ${number(known[known.length >> 1], 3)}`)));
    host.append(place);
    measure.surface = new Surface(place, { role: "img", "aria-label": `Histogram of ${headingOf(column)}, from ${number(extent[0])} to ${number(extent[1])}` }, (pen, w, h) => paint(measure, pen, w, h));
    place.append(element("div", { class: "range" }, measure.low, "to", measure.high));
    let from = null;
    measure.surface.canvas.addEventListener("pointerdown", event => { from = measure.surface.at(event)[0]; });
    measure.surface.onDrag((dx, dy, [x]) => brush(measure, from, x), () => { measure.low.value = measure.high.value = ""; filter(measure); });
    return measure;
  }

  // Where a value lies along the bars, and which value lies there. Measures over more than a decade or so, such as the SNR of denoised traces, go by their logarithm.
  function scaleOf({ column }) {
    const [low, high] = extentOf(column);
    // Whole numbers get a bar each where there are few of them.
    const whole = column.values.every(v => v === null || Number.isInteger(v)) && high - low < bins;
    if (whole) {
      return { count: high - low + 1, place: v => v - low + 0.5, value: p => p + low - 0.5 };
    }
    const isLog = low > 0 && high / low > wide, from = isLog ? Math.log(low) : low, size = ((isLog ? Math.log(high) : high) - from || 1) / bins;
    return { isLog, count: bins, place: v => ((isLog ? Math.log(v) : v) - from) / size, value: p => isLog ? Math.exp(from + p * size) : from + p * size };
  }

  function count(column) {
    const { place, count: bars } = scaleOf({ column }), counts = new Array(bars).fill(0);
    for (const value of column.values) {
      if (value !== null) {
        counts[Math.max(0, Math.min(bars - 1, Math.floor(place(value))))]++;
      }
    }
    return counts;
  }

  function brush(measure, from, to) {
    const { value, count: bars } = scaleOf(measure), width = measure.surface.width, at = x => value(Math.max(0, Math.min(1, x / width)) * bars);
    measure.low.value = Number(at(Math.min(from, to)).toPrecision(3));
    measure.high.value = Number(at(Math.max(from, to)).toPrecision(3));
    filter(measure);
  }

  function filter(measure) {
    const of = (input, other) => input.value === "" ? other : Number(input.value);
    const range = [of(measure.low, -Infinity), of(measure.high, Infinity)];
    if (range[0] === -Infinity && range[1] === Infinity) {
      state.ranges.delete(measure.column.key);
    } else {
      state.ranges.set(measure.column.key, range);
    }
    arrange();
  }

  function paint(measure, pen, width, height) {
    const { place, value: valueAt, isLog, count: bars } = scaleOf(measure), most = Math.max(1, ...measure.counts), base = height - 16, step = width / bars;
    const range = state.ranges.get(measure.column.key) ?? [-Infinity, Infinity];
    measure.counts.forEach((n, i) => {
      const middle = valueAt(i + 0.5), tall = n === 0 ? 0 : Math.max(1.5, n / most * (base - 4));
      pen.fillStyle = middle >= range[0] && middle <= range[1] ? theme.bar : theme["bar-out"];
      const thick = Math.max(1, Math.min(step - 1, 40));
      pen.fillRect(i * step + (step - thick) / 2, base - tall, thick, tall);
    });
    pen.fillStyle = theme.line;
    pen.fillRect(0, base, width, 1);
    const value = state.selected < 0 ? null : measure.column.values[state.selected];
    if (value !== null) {
      pen.fillStyle = theme.mark;
      pen.fillRect(Math.min(width - 2, place(value) / bars * width), 2, 2, base - 2);
    }
    const extent = extentOf(measure.column);
    pen.fillStyle = theme.faint;
    pen.fillText(number(extent[0], 3), 0, height - 3);
    pen.textAlign = "right";
    pen.fillText(number(extent[1], 3), width, height - 3);
    if (isLog) {
      pen.textAlign = "center";
      pen.fillText("logarithmic", width / 2, height - 3);
    }
    pen.textAlign = "left";
  }

  const redraw = () => measures.forEach(m => m.surface.later());
  return {
    sourceChanged: build, orderChanged: redraw, selectionChanged: redraw,
    rangesCleared: () => measures.forEach(m => { m.low.value = m.high.value = ""; }),
  };
})());
