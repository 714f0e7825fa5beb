// Neurons in space, in a box that can be turned.
parts.push((() => {
  const host = byId("space-host"), turn = { yaw: 0.6, pitch: 0.45, zoom: 1 };
  let surface = null, dots = [];

  function build() {
    host.hidden = !state.source.inSpace;
    surface?.remove();
    surface = null;
    if (!state.source.inSpace) {
      return;
    }
    surface = new Surface(host, { tabindex: "0", role: "img", "aria-label": "Positions in space. Arrow keys turn, + and − zoom; a click selects the nearest neuron." }, paint);
    surface.canvas.style.cursor = "grab";
    surface.onDrag((dx, dy) => rotate(dx * 0.01, dy * 0.01), pick);
    surface.onWheel(way => zoom(Math.exp(-way * 0.0015)));
    surface.canvas.addEventListener("keydown", key);
  }

  function rotate(yaw, pitch) {
    turn.yaw += yaw;
    turn.pitch = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, turn.pitch + pitch));
    surface.later();
  }

  function zoom(factor) {
    turn.zoom = Math.max(0.6, Math.min(12, turn.zoom * factor));
    surface.later();
  }

  function key(event) {
    const turns = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] };
    if (turns[event.key]) {
      rotate(...turns[event.key]);
    } else if (event.key === "+" || event.key === "=") {
      zoom(1.25);
    } else if (event.key === "-") {
      zoom(0.8);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Positions in µm, or in pixels across where the pixel size is not known. */
  function axes() {
    const inUm = extentOf(columnOf("x")) !== null;
    return { names: inUm ? ["x", "y", "z"] : ["column", "row", "z"], units: inUm ? ["µm", "µm", "µm"] : ["px", "px", "µm"] };
  }

  function projection(width, height) {
    const { names, units } = axes(), columns = names.map(columnOf), extents = columns.map(c => extentOf(c) ?? [0, 1]);
    const size = Math.max(1e-9, Math.hypot(...extents.map(e => e[1] - e[0]))), scale = turn.zoom * Math.min(width, height) * 0.98 / size;
    const [cy, sy, cp, sp] = [Math.cos(turn.yaw), Math.sin(turn.yaw), Math.cos(turn.pitch), Math.sin(turn.pitch)];
    const to = (...place) => {
      const [x, y, z] = place.map((v, i) => v - (extents[i][0] + extents[i][1]) / 2);
      const across = x * cy - y * sy, deep = x * sy + y * cy;
      return [width / 2 + across * scale, height / 2 + (deep * sp - z * cp) * scale, deep * cp + z * sp];
    };
    return { columns, extents, units, to };
  }

  function paint(pen, width, height) {
    const view = projection(width, height), [x, y, z] = view.columns.map(c => c.values);
    pen.fillStyle = theme.soft;
    pen.fillRect(0, 0, width, height);
    if (extentOf(view.columns[0]) && extentOf(view.columns[2])) {
      box(pen, view);
    }
    dots = [];
    for (const i of state.order) {
      if (x[i] !== null && y[i] !== null && z[i] !== null) {
        dots.push([i, ...view.to(x[i], y[i], z[i])]);
      }
    }
    dots.sort((a, b) => a[3] - b[3]);
    const radius = Math.max(2.2, Math.min(5, 90 / Math.sqrt(dots.length || 1)));
    pen.lineWidth = 0.7;
    pen.strokeStyle = "rgba(0,0,0,0.45)";
    for (const [i, px, py] of dots) {
      pen.fillStyle = colourOf(i);
      pen.beginPath();
      pen.arc(px, py, radius, 0, 7);
      pen.fill();
      pen.stroke();
    }
    const chosen = state.selected;
    if (chosen >= 0 && z[chosen] !== null && x[chosen] !== null) {
      const [px, py] = view.to(x[chosen], y[chosen], z[chosen]), [fx, fy] = view.to(x[chosen], y[chosen], view.extents[2][0]);
      pen.strokeStyle = theme.mark;
      pen.lineWidth = 2;
      pen.beginPath();
      pen.arc(px, py, radius + 5, 0, 7);
      pen.moveTo(px, py);
      pen.lineTo(fx, fy);
      pen.stroke();
    }
  }

  function box(pen, { extents: [ex, ey, ez], units, columns, to }) {
    const corner = i => to(ex[i & 1], ey[(i >> 1) & 1], ez[i >> 2]);
    pen.strokeStyle = theme.faint;
    pen.globalAlpha = 0.5;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let a = 0; a < 8; a++) {
      for (const bit of [1, 2, 4]) {
        if (!(a & bit)) {
          pen.moveTo(...corner(a).slice(0, 2));
          pen.lineTo(...corner(a | bit).slice(0, 2));
        }
      }
    }
    pen.stroke();
    pen.globalAlpha = 1;
    pen.fillStyle = theme.ink;
    [1, 2, 4].forEach((bit, axis) => {
      // Of the four parallel edges the one at the rim: lowest for the sides, farthest right for the depth.
      const edges = [0, 1, 2, 3, 4, 5, 6, 7].filter(a => !(a & bit)).map(a => [corner(a), corner(a | bit)]), rim = axis < 2 ? 1 : 0;
      const [from, end] = edges.reduce((a, b) => b[0][rim] + b[1][rim] > a[0][rim] + a[1][rim] ? b : a), extent = [ex, ey, ez][axis];
      const out = Math.sign((from[0] + end[0]) / 2 - to((ex[0] + ex[1]) / 2, (ey[0] + ey[1]) / 2, (ez[0] + ez[1]) / 2)[0]) || 1;
      pen.textAlign = out > 0 ? "left" : "right";
      pen.fillText(`${columns[axis].label} ${number(Number(extent[0].toPrecision(3)), 3)} … ${number(Number(extent[1].toPrecision(3)), 3)} ${units[axis]}`, (from[0] + end[0]) / 2 + out * 8, (from[1] + end[1]) / 2 + 12);
    });
    pen.textAlign = "left";
  }

  function pick(px, py) {
    let best = -1, least = 14;
    for (const [i, x, y] of dots) {
      const distance = Math.hypot(x - px, y - py);
      if (distance < least) {
        [best, least] = [i, distance];
      }
    }
    select(best);
  }

  const redraw = () => surface?.later();
  return { sourceChanged: build, orderChanged: redraw, selectionChanged: redraw, coloursChanged: redraw };
})());
