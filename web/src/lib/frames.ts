/** Frames: the binary messages of the server; the table of bytes is in src/wetnet/lab/frames.py. */

export interface Block {
  rows: number;
  columns: number;
  values: Float32Array | Uint8Array | Uint32Array;
}

export interface Frame {
  sequence: number;
  revision: number;
  blocks: Partial<Record<string, Block>>;
}

const TYPES = [Float32Array, Uint8Array, Uint32Array];
const MAGIC = 0x32464e57; // "WNF2"

/** Decode a frame; its arrays are views into `data`. Throws a RangeError where it is none. */
export function decode(data: ArrayBuffer): Frame {
  const view = new DataView(data);
  if (view.getUint32(0, true) !== MAGIC) throw new RangeError("not a frame");
  const frame: Frame = { sequence: view.getUint32(4, true), revision: view.getUint32(8, true), blocks: {} };
  let offset = 16;
  for (let count = view.getUint32(12, true); count > 0; count--) {
    const length = view.getUint8(offset);
    const type = TYPES[view.getUint8(offset + 1)];
    const rows = view.getUint32(offset + 4, true);
    const columns = view.getUint32(offset + 8, true);
    if (!type) throw new RangeError("a frame of another version");
    const name = new TextDecoder().decode(new Uint8Array(data, offset + 12, length));
    offset += 12 + padded(length);
    const values = new type(data, offset, rows * columns);
    frame.blocks[name] = { rows, columns, values };
    offset += padded(values.byteLength);
  }
  if (offset !== data.byteLength) throw new RangeError("a frame cut short");
  return frame;
}

const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;
