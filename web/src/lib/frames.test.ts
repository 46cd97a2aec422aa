import { describe, expect, it } from "vitest";
import { decode } from "./frames";

// The same bytes as in tests/lab/test_frames.py, which decides what a frame is.
const GOLDEN = [
  [0x57, 0x4e, 0x46, 0x32], // WNF2
  [7, 0, 0, 0], // sequence
  [9, 0, 0, 0], // revision
  [1, 0, 0, 0], // blocks
  [5, 1, 0, 0], // five letters, uint8
  [1, 0, 0, 0], // rows
  [3, 0, 0, 0], // columns
  [0x69, 0x6d, 0x61, 0x67, 0x65, 0, 0, 0], // image
  [1, 2, 3, 0], // payload, padded
].flat();

const frame = (bytes: number[]) => new Uint8Array(bytes).buffer;

describe("decode", () => {
  it("reads the golden frame", () => {
    const { sequence, revision, blocks } = decode(frame(GOLDEN));
    expect([sequence, revision]).toEqual([7, 9]);
    expect(blocks).toEqual({ image: { rows: 1, columns: 3, values: new Uint8Array([1, 2, 3]) } });
  });

  it("reads numbers of four bytes in place", () => {
    const block = [1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0x76, 0, 0, 0]; // v, float32, 1 × 2
    const bytes = [...GOLDEN.slice(0, 16), ...block, ...[0, 0, 0x80, 0xbf], ...[0, 0, 0x20, 0x41]];
    const data = frame(bytes);
    const values = decode(data).blocks.v?.values;
    expect(values).toEqual(new Float32Array([-1, 10]));
    expect(values?.buffer).toBe(data);
  });

  it.each([1, 4, 8, 28])("refuses a frame without its last %i bytes", (missing) => {
    expect(() => decode(frame(GOLDEN.slice(0, -missing)))).toThrow(RangeError);
  });

  it("refuses what is no frame, what is unknown, and what is too long", () => {
    expect(() => decode(frame(GOLDEN.with(0, 0)))).toThrow("not a frame");
    expect(() => decode(frame(GOLDEN.with(17, 99)))).toThrow("another version");
    expect(() => decode(frame([...GOLDEN, 0, 0, 0, 0]))).toThrow(RangeError);
  });
});
