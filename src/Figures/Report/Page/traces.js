// Activity over time: the selected neuron large, and all in the table's order to scroll through.
parts.push((() => {
  const stackHost = byId("stack-host"), tools = byId("trace-tools"), rowHeight = 42, left = 64, right = 12, axisHeight = 22;
  let numbers = null, focus = null, stack = null, spacer = null, ownScale = true, pointer = null, widest = 1;

  function build() {
    const source = state.source, packed = source.traces, bytes = bytesOf(packed.blob);
    numbers = packed.bits === 8 ? bytes : new Uint16Array(bytes.buffer);
    state.span = [0, Math.max(1, source.frames)];
    widest = Math.max(1, ...packed.high.filter(v => v !== null).map((v, i) => v - (packed.low[i] ?? 0)));
    if (!focus) {
      focus = new Surface(byId("focus-host"), { tabindex: "0", role: "img", "aria-label": "Activity of the selected neuron. Left and right move in time, + and − zoom, 0 shows all." }, paintFocus);
      stack = new Surface(stackHost, { tabindex: "0", role: "img", "aria-label": "Activity of all neurons in the table's order. Up and down select, left and right move in time, + and − zoom." }, paintStack);
      spacer = element("div", { class: "spacer" });
      stackHost.append(spacer);
      [focus, stack].forEach(listen);
      stackHost.addEventListener("scroll", () => stack.later());
      buildTools();
    }
    const per = packed.framesPerPoint;
    byId("trace-note").replaceChildren("In units of each trace's noise σ above its median, so that a peak's height is the SNR. σ is the noise that the stages left: little after denoising, which makes SNR high. "
      + (per > 1 ? `Of every ${per} frames the lowest and the highest are kept. ` : ""), hint("Drag to move in time; Ctrl and the wheel, or + and −, zoom; a double-click shows all."));
  }

  function buildTools() {
    tools.append(
      element("label", {}, element("input", { type: "checkbox", onchange: event => { ownScale = !event.target.checked; stack.later(); } }), "One scale for all"),
      element("button", { type: "button", title: "Zoom in on time", "aria-label": "Zoom in on time", onclick: () => zoom(0.5) }, "+"),
      element("button", { type: "button", title: "Zoom out", "aria-label": "Zoom out in time", onclick: () => zoom(2) }, "−"),
      element("button", { type: "button", onclick: () => show(0, state.source.frames) }, "All"));
  }

  function listen(surface) {
    const canvas = surface.canvas;
    surface.onDrag(dx => pan(-dx / plotWidth(surface)), (x, y) => surface === stack && choose(y));
    canvas.addEventListener("wheel", event => {
      if (event.ctrlKey || event.metaKey || (surface === focus && document.activeElement === canvas)) {
        event.preventDefault();
        zoom(Math.exp(event.deltaY * 0.0015), (surface.at(event)[0] - left) / plotWidth(surface));
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        pan((event.deltaX || event.deltaY) / plotWidth(surface));
      }
    }, { passive: false });
    canvas.addEventListener("dblclick", () => show(0, state.source.frames));
    canvas.addEventListener("pointermove", event => { pointer = surface.at(event)[0]; later(); });
    canvas.addEventListener("pointerleave", () => { pointer = null; later(); });
    canvas.addEventListener("keydown", event => {
      const acts = {
        ArrowLeft: () => pan(-0.1), ArrowRight: () => pan(0.1), "+": () => zoom(0.7), "=": () => zoom(0.7), "-": () => zoom(1.4), 0: () => show(0, state.source.frames),
        ArrowDown: () => step(1), ArrowUp: () => step(-1),
      };
      if (acts[event.key]) {
        acts[event.key]();
        event.preventDefault();
      }
    });
  }

  const plotWidth = surface => Math.max(1, surface.width - left - right);
  const later = () => { focus.later(); stack.later(); };

  function choose(y) {
    const index = state.order[Math.floor((stackHost.scrollTop + y - axisHeight) / rowHeight)];
    if (index !== undefined && y >= axisHeight) {
      select(index);
    }
  }

  function show(from, to) {
    const frames = Math.max(1, state.source.frames), length = Math.max(Math.min(10, frames), Math.min(frames, to - from)), first = Math.max(0, Math.min(frames - length, from));
    state.span = [first, first + length];
    later();
  }

  const pan = share => show(state.span[0] + share * (state.span[1] - state.span[0]), state.span[1] + share * (state.span[1] - state.span[0]));

  function zoom(factor, at = 0.5) {
    const [from, to] = state.span, fixed = from + at * (to - from);
    show(fixed - at * (to - from) * factor, fixed + (1 - at) * (to - from) * factor);
  }

  /** The lowest and highest value of a neuron in each column of pixels, in noise units; null where nothing is known. */
  function envelopeOf(index, columns) {
    const { bits, framesPerPoint: per, points, low, high } = state.source.traces, top = bits === 8 ? 254 : 65534, pairs = per > 1;
    const start = index * points * (pairs ? 2 : 1), scale = (high[index] - low[index]) / top, base = low[index], [from, to] = state.span;
    const result = new Array(columns).fill(null);
    const first = Math.max(0, Math.floor(from / per)), end = Math.min(points, Math.ceil(to / per) + 1);
    for (let point = first; point < end; point++) {
      const column = Math.floor((point * per + per / 2 - from) / (to - from) * columns);
      const a = numbers[start + (pairs ? 2 * point : point)], b = pairs ? numbers[start + 2 * point + 1] : a;
      if (column >= 0 && column < columns && a <= top && low[index] !== null) {
        const known = result[column], bottom = base + a * scale, peak = base + b * scale;
        if (known) {
          known[0] = Math.min(known[0], bottom);
          known[1] = Math.max(known[1], peak);
        } else {
          result[column] = [bottom, peak];
        }
      }
    }
    return result;
  }

  function line(pen, index, x, width, toY, colour) {
    const columns = envelopeOf(index, Math.max(1, Math.floor(width)));
    pen.strokeStyle = colour;
    pen.lineWidth = 1.1;
    pen.beginPath();
    let drawing = false, last = -1;
    columns.forEach((pair, i) => {
      if (pair) {
        // A gap in time longer than the frames' own distance is a gap in the line.
        drawing &&= i - last <= columns.length / (state.span[1] - state.span[0]) * state.source.traces.framesPerPoint * 1.6 + 1.5;
        if (drawing) {
          pen.lineTo(x + i, toY(pair[0]));
        } else {
          pen.moveTo(x + i, toY(pair[0]));
        }
        if (pair[1] !== pair[0]) {
          pen.lineTo(x + i, toY(pair[1]));
        }
        drawing = true;
        last = i;
      }
    });
    pen.stroke();
  }

  function timeAxis(pen, y, width, height, above) {
    const rate = state.source.rate, unit = rate ?? 1, [from, to] = state.span.map(f => f / unit);
    pen.textAlign = "center";
    for (const tick of ticksOf(from, to, Math.max(2, width / 110))) {
      const x = left + (tick - from) / (to - from) * width;
      pen.strokeStyle = theme.line;
      pen.lineWidth = 1;
      pen.beginPath();
      pen.moveTo(x, above ? y : 4);
      pen.lineTo(x, above ? height : y);
      pen.stroke();
      pen.fillStyle = theme.faint;
      pen.fillText(tickLabel(tick), x, above ? y - 7 : y + 14);
    }
    pen.textAlign = "left";
    pen.fillStyle = theme.faint;
    pen.fillText(rate ? "time, s" : "frame", 8, above ? y - 7 : y + 14);
  }

  function paintFocus(pen, width, height) {
    const index = state.selected, w = plotWidth(focus), bottom = height - 22;
    pen.fillStyle = theme.card;
    pen.fillRect(0, 0, width, height);
    timeAxis(pen, bottom, w, height, false);
    if (index < 0) {
      pen.fillStyle = theme.faint;
      pen.fillText("No neuron is selected.", left + 10, height / 2 - 10);
      return;
    }
    const { low, high } = state.source.traces, lowest = Math.min(0, low[index] ?? 0), highest = Math.max(1, high[index] ?? 1);
    const toY = value => bottom - 4 - (value - lowest) / (highest - lowest) * (bottom - 24);
    pen.textAlign = "right";
    for (const tick of ticksOf(lowest, highest, 3)) {
      pen.fillStyle = theme.faint;
      pen.fillText(tickLabel(tick) + " σ", left - 6, toY(tick) + 4);
      pen.fillStyle = theme.line;
      pen.fillRect(left, toY(tick), w, 1);
    }
    pen.textAlign = "left";
    line(pen, index, left, w, toY, theme.trace);
    pen.fillStyle = theme.ink;
    pen.font = "600 " + theme.font;
    pen.fillText(`Neuron ${state.source.ids[index]}`, left + 6, 14);
    pen.font = theme.font;
    cursor(pen, index, w, bottom);
  }

  function cursor(pen, index, w, bottom) {
    if (pointer === null || pointer < left || pointer > left + w) {
      return;
    }
    const source = state.source, frame = Math.min(source.frames - 1, Math.floor(state.span[0] + (pointer - left) / w * (state.span[1] - state.span[0])));
    const { bits, framesPerPoint: per, points, low, high } = source.traces, top = bits === 8 ? 254 : 65534;
    const code = numbers[per > 1 ? 2 * (index * points + Math.floor(frame / per)) + 1 : index * points + frame];
    const value = code > top ? "missing" : `${(low[index] + code / top * (high[index] - low[index])).toFixed(1)} σ`;
    pen.fillStyle = theme.mark;
    pen.fillRect(pointer, 18, 1, bottom - 18);
    pen.fillStyle = theme.ink;
    pen.textAlign = "right";
    pen.fillText(`${source.rate ? (frame / source.rate).toFixed(2) + " s, " : ""}frame ${frame}: ${value}`, left + w, 14);
    pen.textAlign = "left";
  }

  function paintStack(pen, width, height) {
    const w = plotWidth(stack), scroll = stackHost.scrollTop, { low, high } = state.source.traces;
    pen.fillStyle = theme.card;
    pen.fillRect(0, 0, width, height);
    pen.save();
    pen.beginPath();
    pen.rect(0, axisHeight, width, height);
    pen.clip();
    const end = Math.min(state.order.length, Math.ceil((scroll + height) / rowHeight));
    for (let place = Math.floor(scroll / rowHeight); place < end; place++) {
      const index = state.order[place], top = axisHeight + place * rowHeight - scroll, bottom = top + rowHeight - 4;
      const range = Math.max(1, ownScale ? (high[index] ?? 1) - (low[index] ?? 0) : widest), base = low[index] ?? 0;
      if (index === state.selected) {
        pen.fillStyle = theme.soft;
        pen.fillRect(0, top, width, rowHeight);
        pen.fillStyle = theme.accent;
        pen.fillRect(0, top, 3, rowHeight);
      }
      pen.fillStyle = colourOf(index);
      pen.beginPath();
      pen.arc(14, top + rowHeight / 2, 4, 0, 7);
      pen.fill();
      pen.fillStyle = theme.ink;
      pen.fillText(String(state.source.ids[index]), 24, top + rowHeight / 2 + 4);
      line(pen, index, left, w, value => bottom - (value - base) / range * (rowHeight - 8), theme.trace);
    }
    pen.restore();
    timeAxis(pen, axisHeight, w, height, true);
    if (pointer !== null && pointer >= left && pointer <= left + w) {
      pen.fillStyle = theme.mark;
      pen.fillRect(pointer, axisHeight, 1, height);
    }
  }

  function order() {
    spacer.style.height = Math.max(0, axisHeight + state.order.length * rowHeight - stack.height) + "px";
    later();
  }

  function reveal() {
    const place = state.order.indexOf(state.selected), top = place * rowHeight, room = stackHost.clientHeight - axisHeight;
    if (place >= 0 && (top < stackHost.scrollTop || top + rowHeight > stackHost.scrollTop + room)) {
      stackHost.scrollTop = Math.max(0, top - room / 2);
    }
    later();
  }

  return { sourceChanged: build, orderChanged: order, selectionChanged: reveal, coloursChanged: () => stack?.later() };
})());
