// Drawing surfaces that follow their size, the screen's pixels and the theme.
let theme = {};
function readTheme() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["card", "ink", "faint", "line", "soft", "accent", "mark", "bar", "bar-out", "trace", "dark-ground"]) {
    theme[name] = style.getPropertyValue("--" + name).trim();
  }
  theme.font = "11.5px " + getComputedStyle(document.body).fontFamily;
}

const surfaces = new Set();

/** A canvas in a host, redrawn at most once a screen refresh. */
class Surface {
  constructor(host, attributes, paint) {
    this.canvas = element("canvas", attributes);
    this.paint = paint;
    host.append(this.canvas);
    surfaces.add(this);
    this.watcher = new ResizeObserver(() => this.later());
    this.watcher.observe(this.canvas);
  }

  get width() { return this.canvas.clientWidth; }

  get height() { return this.canvas.clientHeight; }

  remove() {
    this.watcher.disconnect();
    this.canvas.remove();
    surfaces.delete(this);
  }

  /** Draws soon. */
  later() {
    if (!this.pending) {
      this.pending = true;
      requestAnimationFrame(() => this.draw());
    }
  }

  draw() {
    this.pending = false;
    const ratio = Math.max(1, window.devicePixelRatio || 1), { width, height } = this;
    if (width === 0 || height === 0) {
      return;
    }
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
    }
    const pen = this.canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.font = theme.font;
    pen.lineJoin = "round";
    this.paint(pen, width, height);
  }

  /** Calls back with the wheel's way where it is meant for the canvas: with Ctrl, or once the canvas has the focus. A page that scrolls by must not zoom. */
  onWheel(turned) {
    this.canvas.addEventListener("wheel", event => {
      if (event.ctrlKey || event.metaKey || document.activeElement === this.canvas) {
        event.preventDefault();
        turned(event.deltaY, this.at(event));
      }
    }, { passive: false });
  }

  /** Where a pointer is, in the canvas's own pixels. */
  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /** Calls back with the way a pressed pointer goes, and with a click where it goes nowhere. */
  onDrag(moved, clicked) {
    let last = null, far = false;
    this.canvas.addEventListener("pointerdown", event => {
      if (event.button === 0) {
        last = this.at(event);
        far = false;
        this.canvas.setPointerCapture(event.pointerId);
      }
    });
    this.canvas.addEventListener("pointermove", event => {
      if (last) {
        const now = this.at(event), dx = now[0] - last[0], dy = now[1] - last[1];
        if (far || Math.hypot(dx, dy) > 3) {
          far = true;
          moved(dx, dy, now);
          last = now;
        }
      }
    });
    const end = event => {
      if (last && !far && event.type === "pointerup") {
        clicked(...this.at(event));
      }
      last = null;
    };
    this.canvas.addEventListener("pointerup", end);
    this.canvas.addEventListener("pointercancel", end);
  }
}

function redrawAll() {
  readTheme();
  for (const surface of surfaces) {
    surface.draw();
  }
}

/** Round numbers at which to mark an axis, about as many as asked for. */
function ticksOf(low, high, count) {
  const span = high - low;
  if (!(span > 0)) {
    return [];
  }
  const rough = span / count, power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 5, 10].map(m => m * power).find(s => s >= rough * 0.999);
  const ticks = [];
  for (let i = Math.ceil(low / size - 1e-9); i * size <= high + size * 1e-9; i++) {
    ticks.push(i * size);
  }
  return ticks;
}

/** A tick's label without the dust of binary fractions. */
const tickLabel = value => String(Number(value.toPrecision(6)));
