/** Which trace goes where: voltage on top, variables and read-outs of one unit together, the input at the bottom. */

import type { Table } from "../../lib/table";
import { LINES, type Line, type Panel } from "./draw/stack";
import type { Model, Status } from "./protocol";
import type { Pictures, Traces } from "./room.svelte";

const WIDE = 5;
const FLAT = 2;

export const words = (name: string): string => name.replaceAll("_", " ");

/** The panels of the run; those of currents only where they are asked for. */
export function panels({ trace, beside }: Pictures, status: Status, model: Model | null, second: string, currents: boolean): Panel[] {
  if (!trace) return [];
  const { names, units } = status;
  const first: Panel = { title: words(names[0] ?? ""), unit: units[0] ?? "", lines: [line(trace, 0, names, 0)], weight: WIDE, marks: trace.spikes };
  const last = names.length - 1;
  const groups = new Map<string, Panel>();
  const known = new Set(model?.states.map(({ name }) => name));
  for (let one = 1; one < last; one++) {
    const name = names[one] ?? "";
    if (!known.has(name) && !currents) continue;
    const unit = units[one] ?? "";
    const key = `${known.has(name)} ${unit}`;
    const group: Panel = groups.get(key) ?? { title: "", unit, lines: [], weight: FLAT };
    group.lines.push(line(trace, one, names, group.lines.length));
    group.title = group.lines.length === 1 ? words(name) : known.has(name) ? "gates and variables" : "currents through the membrane";
    groups.set(key, group);
  }
  const input: Panel = { title: "input", unit: units[last] ?? "", lines: [{ ...line(trace, last, names, 5) }], weight: 1.3 };
  return [first, ...groups.values(), ...besides(beside, status, second), input];
}

function besides(trace: Traces | null, { beside }: Status, second: string): Panel[] {
  if (!trace || !beside) return [];
  const [name = "", given] = beside.names;
  const one: Panel = {
    title: `beside it, ${words(second)}: ${words(name)}`,
    unit: beside.units[0] ?? "",
    lines: [line(trace, 0, beside.names, 1)],
    weight: 3,
    marks: trace.spikes,
  };
  return given ? [one, { title: "its input", unit: beside.units[1] ?? "", lines: [line(trace, 1, beside.names, 5)], weight: 1 }] : [one];
}

function line({ times, values }: Traces, at: number, names: string[], colour: number): Line {
  const count = times.length;
  return {
    name: words(names[at] ?? ""),
    colour: LINES[colour % LINES.length] ?? "#fff",
    times,
    values: values.subarray(at * count, (at + 1) * count),
  };
}

/** The numbers behind the traces, as they are drawn. */
export function traceTable({ trace }: Pictures, status: Status | null): Table {
  if (!trace || !status) return { head: [], rows: [] };
  const count = trace.times.length;
  const head = ["time (ms)", ...status.names.map((name, at) => `${words(name)} (${status.units[at] || "1"})`)];
  const rows = Array.from(trace.times, (time, at) => [time, ...status.names.map((_, one) => trace.values[one * count + at] ?? NaN)]);
  return { head, rows };
}

/** Every trace at a time, in words. */
export function readings({ trace }: Pictures, status: Status, time: number): string {
  if (!trace?.times.length) return "";
  const count = trace.times.length;
  const next = trace.times.findIndex((one) => one >= time);
  const at = next < 0 ? count - 1 : next;
  const said = status.names.map((name, one) => `${words(name)} ${Number((trace.values[one * count + at] ?? NaN).toPrecision(4))} ${status.units[one]}`.trim());
  return [`${Number(time.toPrecision(4))} ms`, ...said].join("\n");
}
