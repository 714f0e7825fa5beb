// How the recording held still, and which frames are no data.
parts.push((() => {
  const host = byId("condition-plots"), before = byId("condition-before"), colours = [cycle[0], cycle[1], cycle[2]];
  let plots = [], fields = [];

  function build() {
    [...plots, ...fields.map(f => f.surface)].forEach(s => s.remove());
    plots = [];
    fields = [];
    host.replaceChildren();
    before.replaceChildren();
    const at = state.source.stages.findIndex(s => s.condition), shown = state.source.stages[at]?.condition;
    byId("condition").hidden = !shown;
    if (!shown) {
      return;
    }
    byId("condition-said").textContent = [shown.motion, shown.missing].filter(t => t).join(" ");
    const names = [...new Set(shown.lines.map(l => l.plot))];
    for (const [i, plot] of names.entries()) {
      const lines = shown.lines.filter(l => l.plot === plot);
      plots.push(new Surface(host, { role: "img", "aria-label": `${plot} over time: ${lines.map(l => l.name).join(", ")}` }, (pen, w, h) => paint(shown, plot, lines, i === names.length - 1, pen, w, h)));
    }
    if (names.length === 0 && shown.gaps.length > 0) {
      plots.push(new Surface(host, { role: "img", "aria-label": "Frames that are no data over time" }, (pen, w, h) => paint(shown, "no data", [], true, pen, w, h)));
    }
    if (at > 0 && state.source.height > 0 && shown.lines.length > 0) {
      for (const stage of [state.source.stages[at - 1], state.source.stages[at]]) {
        const place = element("div", {}, element("h3", {}, `Mean, ${stage.label}`));
        before.append(place);
        fields.push(new Field(place, `Mean over time, ${stage.label}`, () => [pictureOf(stage.mean), 0, 0, stage.width, stage.height], () => false));
      }
    }
  }

  /** One plot; all have the same time axis, and the last one its numbers. */
  function paint(shown, plot, lines, isLast, pen, width, height) {
    const left = 52, right = width - 74, top = 6, bottom = height - (isLast ? 32 : 8), rate = shown.rate ?? 1;
    let low = Infinity, high = -Infinity;
    for (const value of lines.flatMap(l => l.values)) {
      if (value !== null) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    const least = plot === "correlation" ? 0.05 : 0.5, middle = low <= high ? (low + high) / 2 : 0, half = Math.max(low <= high ? (high - low) * 0.55 : 0, least / 2);
    [low, high] = [middle - half, middle + half];
    const x = frame => left + frame / Math.max(1, shown.frames - 1) * (right - left), y = value => bottom - (value - low) / (high - low) * (bottom - top);
    pen.fillStyle = theme.mark;
    pen.globalAlpha = 0.35;
    for (const [first, last] of shown.gaps) {
      pen.fillRect(x(first - 0.5), top, Math.max(1, x(last + 0.5) - x(first - 0.5)), bottom - top);
    }
    pen.globalAlpha = 1;
    pen.textBaseline = "middle";
    for (const tick of lines.length ? ticksOf(low, high, 4) : []) {
      pen.fillStyle = theme.soft;
      pen.fillRect(left, y(tick), right - left, 1);
      pen.fillStyle = theme.faint;
      pen.textAlign = "right";
      pen.fillText(tickLabel(tick).replace("-", "−"), left - 6, y(tick));
    }
    pen.strokeStyle = theme.line;
    pen.strokeRect(left + 0.5, top + 0.5, right - left, bottom - top);
    lines.forEach((line, i) => {
      pen.strokeStyle = pen.fillStyle = plot === "correlation" && i === 0 ? theme.faint : colours[i + (plot === "correlation" ? 1 : 0)];
      pen.lineWidth = 1.2;
      pen.beginPath();
      let drawing = false;
      line.values.forEach((value, k) => {
        if (value !== null) {
          const at = [x(Math.min(k * line.framesPerPoint, shown.frames - 1)), y(value)];
          drawing ? pen.lineTo(...at) : pen.moveTo(...at);
        }
        drawing = value !== null;
      });
      pen.stroke();
      pen.textAlign = "left";
      pen.fillText(line.name, right + 10, top + 10 + i * 16);
    });
    pen.save();
    pen.translate(10, (top + bottom) / 2);
    pen.rotate(-Math.PI / 2);
    pen.textAlign = "center";
    pen.fillStyle = theme.faint;
    pen.fillText(plot, 0, 0);
    pen.restore();
    if (isLast) {
      pen.textAlign = "center";
      pen.fillStyle = theme.faint;
      for (const tick of ticksOf(0, (shown.frames - 1) / rate, 8)) {
        pen.fillText(tickLabel(tick), x(tick * rate), bottom + 9);
      }
      pen.fillText(shown.rate ? "time (s)" : "frame", (left + right) / 2, bottom + 24);
    }
    pen.textAlign = "left";
    pen.textBaseline = "alphabetic";
  }

  const redraw = () => fields.forEach(f => f.surface.later());
  return { sourceChanged: build, cameraMoved: redraw, pictureLoaded: redraw };
})());
