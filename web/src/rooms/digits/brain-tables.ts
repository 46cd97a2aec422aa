/** The numbers behind the pictures of the brain. */

import type { Table } from "../../lib/table";
import { type BrainPictures, CAUSE, COLUMNS } from "./brain-pictures";
import { AREAS, cellName, type Population } from "./draw/anatomy";
import type { Status } from "./protocol";
import type { Pictures } from "./room.svelte";

const STEP_TIME = 0.15;
const UNITS = [" (ms)", " (mV)", ...Array<string>(10).fill(" (µA/cm²)"), " (open channels)", ""];

const said = (answer: number): string => (answer < 0 ? "nothing" : String(answer));

/** Area by area: cells, spikes so far, mean voltage now. */
export function areasTable({ spikes, voltage }: Pictures, populations: Population[]): Table {
  const rows = populations.map(([name, start, stop]) => {
    let [count, sum] = [0, 0];
    for (let at = 1; at < spikes.length; at += 2) if ((spikes[at] ?? 0) >= start && (spikes[at] ?? 0) < stop) count++;
    for (let cell = start; cell < stop; cell++) sum += voltage?.[cell] ?? NaN;
    return [AREAS[name] ?? name, stop - start, count, sum / (stop - start)];
  });
  return { head: ["area", "cells", "spikes", "mean voltage (mV)"], rows };
}

export function spikesTable({ spikes }: Pictures, populations: Population[]): Table {
  const rows: (string | number)[][] = [];
  for (let at = 0; at < spikes.length; at += 2) {
    const cell = spikes[at + 1] ?? 0;
    const area = populations.find(([, start, stop]) => cell >= start && cell < stop);
    rows.push([STEP_TIME * ((spikes[at] ?? 0) + 1), AREAS[area?.[0] ?? ""] ?? "", cell - (area?.[1] ?? 0)]);
  }
  return { head: ["time (ms)", "area", "cell"], rows };
}

export function traceTable({ trace }: BrainPictures): Table {
  const rows = (trace[0] ?? []).map((_, row) => trace.map((column) => column[row] ?? NaN));
  return { head: COLUMNS.map((name, at) => name + (UNITS[at] ?? "")), rows };
}

export function contactsTable({ contacts }: BrainPictures, populations: Population[]): Table {
  const rows: (string | number)[][] = [];
  for (let at = 0; at < (contacts?.length ?? 0); at += 4) {
    const [cell = 0, ...receptors] = contacts?.subarray(at, at + 4) ?? [];
    rows.push([cellName(populations, cell), ...receptors]);
  }
  return { head: ["from", "AMPA", "NMDA", "GABA-A"], rows };
}

export function causesTable({ causes, drives }: BrainPictures, populations: Population[]): Table {
  const rows: (string | number)[][] = [];
  for (let at = 0; at < (causes?.length ?? 0); at += CAUSE.columns) {
    const row = at / CAUSE.columns;
    const [depth = 0, source = 0, fired = 0, arrived = 0, target = 0, targetFired = 0] = causes?.subarray(at, at + CAUSE.columns) ?? [];
    const ms = (step: number) => STEP_TIME * (step + 1);
    rows.push([
      depth, cellName(populations, source), ms(fired), ms(arrived), cellName(populations, target), ms(targetFired),
      drives?.[2 * row] ?? NaN, 100 * (drives?.[2 * row + 1] ?? NaN),
    ]); // prettier-ignore
  }
  return { head: ["links back", "spike of", "at (ms)", "arrived (ms)", "helped", "to fire at (ms)", "channels × ms", "share of excitation (%)"], rows };
}

export function silencedTable({ silenced }: BrainPictures, populations: Population[]): Table {
  const rows: (string | number)[][] = [];
  for (let at = 0; at < (silenced?.length ?? 0); at += 3) {
    const [cell = 0, answer = -1, later = NaN] = silenced?.subarray(at, at + 3) ?? [];
    rows.push([cellName(populations, cell), said(answer), later]);
  }
  return { head: ["silenced", "then it says", "later by (ms)"], rows };
}

export function roundsTable(brain: Status["brain"] | undefined): Table {
  return { head: ["rounds taught", "right of ten"], rows: brain?.rounds ?? [] };
}
