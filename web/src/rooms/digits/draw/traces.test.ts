import { describe, expect, it } from "vitest";
import { ticks } from "./traces";

describe("ticks", () => {
  it("are round and within the range", () => {
    expect(ticks(-80, 40, 4)).toEqual([-50, 0]);
    expect(ticks(0, 20, 4)).toEqual([0, 5, 10, 15, 20]);
    expect(ticks(0, 0.3, 4)).toEqual([0, 0.1, 0.2, 0.3]);
  });
});
