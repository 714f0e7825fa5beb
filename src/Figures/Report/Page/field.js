// A view of the field: an image with the neurons on it. All fields of the page share one camera, so that they show the same place.
const camera = { x: 0, y: 0, zoom: 1 };

/** The outlines of the source's neurons as paths in its pixels, made when first drawn. */
function outlinesOf(source) {
  if (source.paths === undefined) {
    source.paths = source.outlines === null ? null : readOutlines(source);
  }
  return source.paths;
}

function readOutlines(source) {
  const numbers = new Uint16Array(bytesOf(source.outlines).buffer), step = source.outlineStep, paths = [];
  let at = 0;
  for (let i = 0; i < source.ids.length; i++) {
    const path = new Path2D(), box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let loops = numbers[at++]; loops > 0; loops--) {
      const count = numbers[at++], points = [];
      for (let p = 0; p < count; p++) {
        const x = numbers[at++] * step, y = numbers[at++] * step;
        points.push([x, y]);
        box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
      }
      const middle = k => { const a = points[k % count], b = points[(k + 1) % count]; return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]; };
      path.moveTo(...middle(0));
      for (let k = 1; k <= count; k++) {
        path.quadraticCurveTo(...points[k % count], ...middle(k));
      }
      path.closePath();
    }
    paths.push({ path, box });
  }
  return paths;
}

const placeOf = (source, index) => [columnOf("column").values[index] + 0.5, columnOf("row").values[index] + 0.5];

class Field {
  /**
   * @param picture Yields [image, x, y, width, height] to draw over the whole field, or null.
   * @param outlined Tells whether to draw the neurons.
   */
  constructor(host, label, picture, outlined) {
    this.picture = picture;
    this.outlined = outlined;
    this.surface = new Surface(host, { class: "field", tabindex: "0", role: "img", "aria-label": label }, (pen, w, h) => this.paint(pen, w, h));
    const canvas = this.surface.canvas;
    this.surface.onDrag((dx, dy) => this.move(-dx / this.scale, -dy / this.scale), (x, y) => select(this.nearest(x, y)));
    this.surface.onWheel((way, at) => this.zoom(Math.exp(-way * 0.0015), ...at));
    canvas.addEventListener("keydown", event => this.key(event));
    canvas.addEventListener("dblclick", () => resetCamera());
    canvas.addEventListener("pointermove", event => {
      const index = event.buttons ? -1 : this.nearest(...this.surface.at(event));
      canvas.title = index < 0 ? "" : `Neuron ${state.source.ids[index]}`;
    });
  }

  get scale() {
    const source = state.source;
    return camera.zoom * Math.min(this.surface.width / source.width, this.surface.height / source.height);
  }

  toField(x, y) { return [camera.x + (x - this.surface.width / 2) / this.scale, camera.y + (y - this.surface.height / 2) / this.scale]; }

  move(x, y) {
    const source = state.source;
    camera.x = Math.max(0, Math.min(source.width, camera.x + x));
    camera.y = Math.max(0, Math.min(source.height, camera.y + y));
    tell("cameraMoved");
  }

  zoom(factor, x = this.surface.width / 2, y = this.surface.height / 2) {
    const [fx, fy] = this.toField(x, y);
    camera.zoom = Math.max(1, Math.min(60, camera.zoom * factor));
    if (camera.zoom === 1) {
      return resetCamera();
    }
    const [nx, ny] = this.toField(x, y);
    this.move(fx - nx, fy - ny);
  }

  key(event) {
    const reach = 40 / this.scale, moves = { ArrowLeft: [-reach, 0], ArrowRight: [reach, 0], ArrowUp: [0, -reach], ArrowDown: [0, reach] };
    if (moves[event.key]) {
      this.move(...moves[event.key]);
    } else if (event.key === "+" || event.key === "=") {
      this.zoom(1.4);
    } else if (event.key === "-") {
      this.zoom(1 / 1.4);
    } else if (event.key === "0") {
      resetCamera();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** The neuron at a point of the canvas, or -1. */
  nearest(x, y) {
    const source = state.source, paths = outlinesOf(source), [fx, fy] = this.toField(x, y), reach = 9 / this.scale;
    let best = -1, least = Infinity;
    for (const i of state.order) {
      const [cx, cy] = placeOf(source, i), distance = Math.hypot(cx - fx, cy - fy), box = paths?.[i].box;
      const inside = box && fx >= box[0] && fx <= box[2] && fy >= box[1] && fy <= box[3];
      if ((inside || distance <= reach) && distance < least) {
        [best, least] = [i, distance];
      }
    }
    return best;
  }

  paint(pen, width, height) {
    const source = state.source, scale = this.scale;
    pen.save();
    pen.translate(width / 2 - camera.x * scale, height / 2 - camera.y * scale);
    pen.scale(scale, scale);
    const drawn = this.picture();
    if (drawn && drawn[0].complete && drawn[0].naturalWidth > 0) {
      pen.imageSmoothingEnabled = scale * source.width / drawn[3] < 1;
      pen.drawImage(...drawn, 0, 0, source.width, source.height);
    } else {
      pen.strokeStyle = "#4a525c";
      pen.lineWidth = 1 / scale;
      pen.strokeRect(0, 0, source.width, source.height);
    }
    if (this.outlined()) {
      this.neurons(pen, scale, [...this.toField(0, 0), ...this.toField(width, height)]);
    }
    this.selection(pen, scale);
    pen.restore();
    this.scaleBar(pen, width, height, scale);
  }

  /** The neurons that are in sight: one path a colour, which thousands of outlines need to be drawn fast. */
  neurons(pen, scale, [left, top, right, bottom]) {
    const source = state.source, paths = outlinesOf(source), byColour = new Map();
    for (const i of state.order) {
      const [x, y] = placeOf(source, i), box = paths ? paths[i].box : [x, y, x, y];
      if (box[2] >= left && box[0] <= right && box[3] >= top && box[1] <= bottom) {
        const colour = colourOf(i), dropped = decisionOf(i) === "drop", key = dropped ? "dropped " + colour : colour;
        let all = byColour.get(key);
        if (!all) {
          byColour.set(key, all = new Path2D());
        }
        if (paths) {
          all.addPath(paths[i].path);
        } else {
          all.moveTo(x + 4 / scale, y);
          all.arc(x, y, 4 / scale, 0, 7);
        }
      }
    }
    pen.lineWidth = Math.max(1, Math.min(2, scale * 0.35)) / scale;
    for (const [key, all] of byColour) {
      const dropped = key.startsWith("dropped ");
      pen.strokeStyle = dropped ? key.slice(8) : key;
      pen.globalAlpha = dropped ? 0.6 : 1;
      pen.setLineDash(dropped ? [3 / scale, 3 / scale] : []);
      pen.stroke(all);
    }
    pen.globalAlpha = 1;
    pen.setLineDash([]);
  }

  selection(pen, scale) {
    const source = state.source, index = state.selected;
    if (index < 0) {
      return;
    }
    const paths = outlinesOf(source), [x, y] = placeOf(source, index), ring = new Path2D();
    const radius = paths ? Math.max(16 / scale, (paths[index].box[2] - paths[index].box[0]) * 0.8) : 11 / scale;
    ring.arc(x, y, radius, 0, 7);
    for (const [colour, line] of [["rgba(0,0,0,0.65)", 4.5], ["#ffffff", 2]]) {
      pen.strokeStyle = colour;
      pen.lineWidth = line / scale;
      if (paths) {
        pen.stroke(paths[index].path);
      }
      pen.stroke(ring);
    }
  }

  scaleBar(pen, width, height, scale) {
    const unit = state.source.pixelUm ?? 1, most = width * 0.22 / scale * unit;
    const length = [5, 2, 1].map(m => m * 10 ** Math.floor(Math.log10(most))).find(l => l <= most) ?? most;
    const bar = length / unit * scale, label = `${tickLabel(length)} ${state.source.pixelUm ? "µm" : "px"}`, right = width - 14, bottom = height - 14;
    const box = Math.max(bar, pen.measureText(label).width) + 16;
    pen.fillStyle = "rgba(0,0,0,0.6)";
    pen.fillRect(right - box + 8, bottom - 24, box, 32);
    pen.fillStyle = "#ffffff";
    pen.textAlign = "center";
    pen.fillText(label, right - box / 2 + 8, bottom - 9);
    pen.fillRect(right - box / 2 + 8 - bar / 2, bottom - 1, bar, 3);
    pen.textAlign = "left";
  }
}

function resetCamera() {
  Object.assign(camera, { x: state.source.width / 2, y: state.source.height / 2, zoom: 1 });
  tell("cameraMoved");
}

/** Brings the selected neuron into sight where it is not. */
function showSelected() {
  if (state.selected >= 0 && camera.zoom > 1) {
    const source = state.source, [x, y] = placeOf(source, state.selected);
    const halfWidth = source.width / camera.zoom / 2.2, halfHeight = source.height / camera.zoom / 2.2;
    if (Math.abs(x - camera.x) > halfWidth || Math.abs(y - camera.y) > halfHeight) {
      [camera.x, camera.y] = [x, y];
    }
  }
  tell("cameraMoved");
}
