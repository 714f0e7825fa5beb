// The same moments of the recording after each stage, side by side.
parts.push((() => {
  const host = byId("stage-fields"), tools = byId("stage-tools");
  let fields = [], moment = 0, outlined = false;

  function timeOf(stage, i) {
    const frame = stage.frameNumbers[i];
    return stage.rate ? `frame ${frame} (${number(frame / stage.rate)} s)` : `frame ${frame}`;
  }

  function build() {
    const source = state.source, stages = source.height > 0 ? source.stages : [];
    for (const field of fields) {
      field.surface.remove();
    }
    fields = [];
    host.replaceChildren();
    tools.replaceChildren();
    byId("stages").hidden = stages.length === 0;
    moment = 0;
    if (stages.length === 0) {
      return;
    }
    tools.append(
      element("label", {}, element("input", { type: "checkbox", checked: outlined, onchange: event => { outlined = event.target.checked; redraw(); } }), source.inSpace ? "Neurons" : "Outlines"),
      element("label", {}, "Show", element("select", { id: "moment", onchange: event => { moment = Number(event.target.value); label(); redraw(); } },
      ...stages[0].frameNumbers.map((_, i) => element("option", { value: i }, timeOf(stages[0], i))),
      element("option", { value: -1 }, "mean over time"), element("option", { value: -2 }, "correlation with neighbours"))));
    stages.forEach(stage => {
      const place = element("div", {}, element("h3", {}, stage.label), element("p", {}, stage.name + " · " + stage.facts), element("p", { class: "moment" }));
      host.append(place);
      fields.push(new Field(place, `${stage.label}; arrow keys move, + and − zoom, 0 shows all`, () => pictureFor(stage), () => outlined));
    });
    label();
  }

  function pictureFor(stage) {
    return moment >= 0
      ? [pictureOf(stage.strip), 0, moment * stage.height, stage.width, stage.height]
      : [pictureOf(moment === -1 ? stage.mean : stage.correlation), 0, 0, stage.width, stage.height];
  }

  function label() {
    host.querySelectorAll(".moment").forEach((line, i) => {
      const stage = state.source.stages[i];
      line.textContent = moment >= 0 ? timeOf(stage, moment) : moment === -1 ? "mean over time" : "correlation with neighbours";
    });
  }

  const redraw = () => fields.forEach(f => f.surface.later());
  return { sourceChanged: build, orderChanged: redraw, cameraMoved: redraw, pictureLoaded: redraw, coloursChanged: redraw };
})());
