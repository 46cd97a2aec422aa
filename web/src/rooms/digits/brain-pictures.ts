/** Arrays behind the pictures of the brain's cells and of its reasons; replaced or extended by frames, never reactive. */

import type { Block, Frame } from "../../lib/frames";

/** Columns of a probed cell's trace; electrode.py has the same. */
export const COLUMNS = [
  "time", "voltage", "sodium", "potassium", "chloride", "calcium current",
  "leak", "sodium channels", "potassium channels", "AMPA", "NMDA", "GABA-A", "calcium", "AMPA receptors",
] as const; // prettier-ignore

/** Columns of brain_causes, one row a cause. */
export const CAUSE = { depth: 0, source: 1, fired: 2, arrived: 3, target: 4, targetFired: 5, columns: 6 } as const;

export class BrainPictures {
  /** Steps to release and steps in which the cleft clears, for each link. */
  timing: Float32Array | null = null;
  orientation: Float32Array | null = null;
  pinwheels: Float32Array | null = null;
  /** The probed cell: one array a column. */
  trace: number[][] = COLUMNS.map(() => []);
  /** Who reaches the probed cell: cell, AMPA, NMDA, GABA-A receptors, … */
  contacts: Float32Array | null = null;
  causes: Uint32Array | null = null;
  drives: Float32Array | null = null;
  /** Cell, answer without it, ms by which it came later, … */
  silenced: Float32Array | null = null;

  keep(blocks: Frame["blocks"], explained: boolean): void {
    this.timing = floats(blocks.brain_timing) ?? this.timing;
    this.orientation = floats(blocks.brain_orientation) ?? this.orientation;
    this.pinwheels = floats(blocks.brain_pinwheels) ?? this.pinwheels;
    this.contacts = floats(blocks.brain_contacts) ?? this.contacts;
    if (!explained) this.causes = this.drives = this.silenced = null;
    this.causes = (blocks.brain_causes?.values as Uint32Array | undefined) ?? this.causes;
    this.drives = floats(blocks.brain_cause_drives) ?? this.drives;
    this.silenced = floats(blocks.brain_silenced) ?? this.silenced;
    if (blocks.brain_trace && blocks.brain_trace_from) this.extend(blocks.brain_trace, blocks.brain_trace_from.values[0] ?? 0);
  }

  private extend({ rows, columns, values }: Block, from: number): void {
    this.trace.forEach((column, at) => {
      column.length = Math.min(column.length, from);
      for (let row = 0; row < rows; row++) column.push(values[row * columns + at] ?? NaN);
    });
  }
}

const floats = (block?: Block): Float32Array | null => (block ? (block.values as Float32Array) : null);
