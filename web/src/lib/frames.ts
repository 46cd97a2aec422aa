/** Frames: the binary messages of the server; the table of bytes is in src/wetnet/lab/frames.py. */

/** The blocks by code, as in frames.py. */
export const BLOCKS = [
  "status",
  "image",
  "mlp_units",
  "mlp_weights",
  "mlp_curve",
  "brain_voltage",
  "brain_spikes",
  "brain_positions",
  "brain_links",
  "brain_link_values",
] as const;

export type BlockName = (typeof BLOCKS)[number];

export interface Block {
  rows: number;
  columns: number;
  values: Float32Array | Uint8Array | Uint32Array;
}

export interface Frame {
  sequence: number;
  revision: number;
  blocks: Partial<Record<BlockName, Block>>;
}

const TYPES = [Float32Array, Uint8Array, Uint32Array];
const MAGIC = 0x31464e57; // "WNF1"

/** Decode a frame; its arrays are views into `data`. Throws a RangeError where it is none. */
export function decode(data: ArrayBuffer): Frame {
  const view = new DataView(data);
  if (view.getUint32(0, true) !== MAGIC) throw new RangeError("not a frame");
  const frame: Frame = { sequence: view.getUint32(4, true), revision: view.getUint32(8, true), blocks: {} };
  let offset = 16;
  for (let count = view.getUint32(12, true); count > 0; count--) {
    const name = BLOCKS[view.getUint16(offset, true)];
    const type = TYPES[view.getUint16(offset + 2, true)];
    const rows = view.getUint32(offset + 4, true);
    const columns = view.getUint32(offset + 8, true);
    if (!name || !type) throw new RangeError("a frame of another version");
    const values = new type(data, offset + 12, rows * columns);
    frame.blocks[name] = { rows, columns, values };
    offset += 12 + Math.ceil(values.byteLength / 4) * 4;
  }
  if (offset !== data.byteLength) throw new RangeError("a frame cut short");
  return frame;
}
