// The field with a picture that can be chosen, and what the neurons are coloured by.
parts.push((() => {
  const host = byId("map-host"), tools = byId("place-tools");
  let field = null, outlined = true;

  const short = stage => stage.label.replace("after ", "");

  function choices() {
    const source = state.source;
    return source.stages.flatMap((stage, i) => [[`${i}:mean`, `Mean, ${short(stage)}`], [`${i}:correlation`, `Correlation, ${short(stage)}`]]).concat([["none", "No picture"]]);
  }

  function picture() {
    const [stage, kind] = state.picture.split(":"), shown = state.source.stages[stage];
    return shown ? [pictureOf(shown[kind]), 0, 0, shown.width, shown.height] : null;
  }

  function build() {
    const source = state.source, hasField = source.height > 0;
    host.hidden = !hasField;
    tools.replaceChildren();
    field?.surface.remove();
    field = null;
    if (hasField) {
      const last = source.stages.length - 1;
      state.picture = last >= 0 ? `${last}:mean` : "none";
      if (last >= 0) {
        tools.append(element("select", { "aria-label": "Picture", id: "picture", onchange: event => { state.picture = event.target.value; field.surface.later(); note(); } },
          ...choices().map(([value, label]) => element("option", { value, selected: value === state.picture }, label))));
      }
      tools.append(element("label", {}, element("input", { type: "checkbox", checked: true, onchange: event => { outlined = event.target.checked; redraw(); } }), source.inSpace ? "Neurons" : "Outlines"));
      outlined = true;
      field = new Field(host, "The field with its neurons. Arrow keys move, + and − zoom, 0 shows all; a click selects the neuron under it.", picture, () => outlined);
      field.surface.canvas.style.aspectRatio = `${source.width} / ${source.height}`;
      Object.assign(camera, { x: source.width / 2, y: source.height / 2, zoom: 1 });
    }
    state.colourBy = source.inSpace ? "z" : "id";
    const colours = [["id", "identity"], ...source.columns.filter(c => c.key !== "row" && c.key !== "column" && extentOf(c)).map(c => [c.key, headingOf(c)])];
    tools.append(element("label", {}, "Colour", element("select", { id: "colour", onchange: event => { state.colourBy = event.target.value; note(); tell("coloursChanged"); } },
      ...colours.map(([value, label]) => element("option", { value, selected: value === state.colourBy }, label)))));
    if (hasField) {
      tools.append(
        element("button", { type: "button", title: "Zoom in", "aria-label": "Zoom in", onclick: () => field.zoom(1.5) }, "+"),
        element("button", { type: "button", title: "Zoom out", "aria-label": "Zoom out", onclick: () => field.zoom(1 / 1.5) }, "−"),
        element("button", { type: "button", onclick: resetCamera }, "All"));
    }
    note();
  }

  function note() {
    const source = state.source, text = [];
    const stage = source.stages[state.picture.split(":")[0]];
    if (source.height > 0 && stage) {
      text.push(`Grey: ${state.picture.endsWith("mean") ? "mean over time" : "mean correlation of each pixel with its neighbours"} of ${stage.name}, percentiles 1 to 99.7.`);
    }
    if (state.colourBy !== "id") {
      const column = columnOf(state.colourBy), extent = extentOf(column);
      if (extent) {
        text.push(`Colour: ${headingOf(column)} from ${number(extent[0])} (blue) to ${number(extent[1])} (yellow).`);
      }
    }
    if (source.inSpace) {
      const lost = columnOf("z").values.filter(z => z === null).length;
      text.push(lost > 0 ? `${lost} without a depth are not in the box.` : "");
    }
    byId("place-note").replaceChildren(text.join(" "), hint(source.height > 0 ? " Drag to move; Ctrl and the wheel, or + and −, zoom." : ""));
  }

  const redraw = () => field?.surface.later();
  return {
    sourceChanged: build, orderChanged: redraw, cameraMoved: redraw, pictureLoaded: redraw, coloursChanged: redraw, decisionChanged: redraw,
    selectionChanged: () => field && showSelected(),
  };
})());
