/** The numbers behind the plots of the artificial network. */

import type { Table } from "../../lib/table";
import type { Status } from "./protocol";
import type { Pictures } from "./room.svelte";

const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);
const SIDE = 28;

/** Outputs, and the activity of every hidden unit. */
export function unitsTable({ units }: Pictures, mlp: Status["mlp"] | undefined): Table {
  const rows: (string | number)[][] = [];
  let at = 0;
  mlp?.layers.forEach((count, layer) => {
    const last = layer === mlp.layers.length - 1;
    for (let unit = 0; unit < count; unit++, at++) {
      if (units) rows.push([layer + 1, last ? `digit ${unit}` : unit, units[at] ?? NaN]);
    }
  });
  return { head: ["layer", "unit", "output"], rows: rows.reverse() };
}

export function curveTable({ curve: [examples, loss, accuracy] }: Pictures): Table {
  const rows = examples.map((seen, at) => [seen, loss[at] ?? NaN, accuracy[at] ?? NaN]);
  return { head: ["examples seen", "loss", "accuracy"], rows };
}

export function confusionTable({ confusion }: Pictures): Table {
  const rows = confusion ? DIGITS.map((digit) => [digit, ...confusion.subarray(10 * digit, 10 * digit + 10)]) : [];
  return { head: ["shown", ...DIGITS.map((digit) => `read as ${digit}`)], rows };
}

export function patternsTable({ patterns }: Pictures): Table {
  const rows: number[][] = [];
  patterns?.forEach((value, at) => rows.push([Math.floor(at / SIDE ** 2), Math.floor(at / SIDE) % SIDE, at % SIDE, (value - 128) / 127]));
  return { head: ["unit", "row", "column", "weight, by the unit's largest"], rows };
}

export function whyTable({ why, image }: Pictures): Table {
  const rows: number[][] = [];
  why?.forEach((value, at) => value && rows.push([Math.floor(at / SIDE), at % SIDE, image?.[at] ?? 0, value]));
  return { head: ["row", "column", "ink", "input × gradient"], rows };
}
