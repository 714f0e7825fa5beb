// What the recording went through: parameters, models, versions, times.
parts.push((() => {
  /** A duration of .NET's as people read it. */
  function took(text) {
    const match = /^(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text ?? "");
    if (!match) {
      return "";
    }
    const seconds = ((Number(match[1] ?? 0) * 24 + Number(match[2])) * 60 + Number(match[3])) * 60 + Number(match[4]);
    return seconds === 0 ? "" : seconds < 100 ? `${seconds.toFixed(seconds < 10 ? 2 : 1)} s` : seconds < 6000 ? `${(seconds / 60).toFixed(1)} min` : `${(seconds / 3600).toFixed(1)} h`;
  }

  function rowOf(s) {
    const model = element("td", {}, s.model ?? "");
    if (s.modelHash) {
      model.append(element("code", { title: "SHA-256 of the model file" }, s.modelHash));
    }
    const parameters = Object.entries(s.parameters).map(([name, value]) => element("span", { class: "chip" }, element("b", {}, name + " "), value));
    return element("tr", {}, element("td", {}, s.step), element("td", {}, ...parameters), model, element("td", {}, s.device ?? ""), element("td", {}, s.moduleVersion ?? ""),
      element("td", {}, (s.time ?? "").slice(0, 19).replace("T", " ")), element("td", { class: "number" }, took(s.duration)), element("td", { class: "number" }, took(s.timeInNetwork)));
  }

  function tableOf(caption, steps) {
    const heads = ["Step", "Parameters", "Model", "Device", "Version", "Ended", "Took", "In network"];
    return element("table", {}, element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...heads.map((h, i) => element("th", { scope: "col", class: i > 5 ? "number" : null }, h)))), element("tbody", {}, ...steps.map(rowOf)));
  }

  function build() {
    const source = state.source, known = JSON.stringify(source.history), tables = [];
    if (source.history.length > 0) {
      tables.push(tableOf(source.name, source.history));
    }
    for (const stage of source.stages) {
      // A stage whose steps are the first of the neurons' own has nothing to add.
      if (stage.history.length > 0 && !known.startsWith(JSON.stringify(stage.history).slice(0, -1))) {
        tables.push(tableOf(`${stage.name}, ${stage.label}`, stage.history));
      }
    }
    byId("steps").replaceChildren(...(tables.length > 0 ? tables : ["The neurons carry no history."]));
  }

  return { sourceChanged: build };
})());
