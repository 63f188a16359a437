// A strict parser of the Prometheus text format 0.0.4, for tests: throws on anything a scraper might refuse.

export interface ParsedFamily {
  readonly type: string;
  readonly samples: { name: string; labels: Record<string, string>; value: number }[];
}

const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const labelPart = /^([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/;

export function parsePrometheus(text: string): Map<string, ParsedFamily> {
  if (!text.endsWith("\n")) throw new Error("the last line does not end");
  const families = new Map<string, ParsedFamily>();
  const seen = new Set<string>();
  let current = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const help = /^# HELP (\S+) .+$/.exec(line);
    const type = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line);
    if (help) current = help[1] ?? "";
    else if (type) {
      if (type[1] !== current) throw new Error(`type without its help: ${line}`);
      if (families.has(current)) throw new Error(`family twice: ${current}`);
      families.set(current, { type: type[2] ?? "", samples: [] });
    } else {
      const [, name = "", labelText = "", valueText = ""] = sampleLine.exec(line) ?? [];
      const family = families.get(current);
      if (!family || name === "") throw new Error(`not a sample: ${line}`);
      const base = family.type === "histogram" ? name.replace(/_(bucket|sum|count)$/, "") : name;
      if (base !== current) throw new Error(`sample outside its family: ${line}`);
      if (seen.has(`${name}{${labelText}}`)) throw new Error(`sample twice: ${line}`);
      seen.add(`${name}{${labelText}}`);
      const value = valueText === "+Inf" ? Number.POSITIVE_INFINITY : Number(valueText);
      if (Number.isNaN(value)) throw new Error(`not a number: ${line}`);
      family.samples.push({ name, labels: parseLabels(labelText), value });
    }
  }
  return families;
}

function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let rest = text; rest !== ""; ) {
    const match = labelPart.exec(rest);
    if (!match) throw new Error(`not a label: ${rest}`);
    const [whole, name = "", value = ""] = match;
    labels[name] = value.replace(/\\([\\"n])/g, (_all, mark) => (mark === "n" ? "\n" : mark));
    rest = rest.slice(whole.length);
  }
  return labels;
}
