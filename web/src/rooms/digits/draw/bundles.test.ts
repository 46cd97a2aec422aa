import { expect, test } from "vitest";
import { levelOf } from "./bundles";

test("values of one level differ by no more than a twelfth, and signs are kept", () => {
  for (let value = -1.5; value <= 1.5; value += 0.01) {
    const within = Math.max(-1, Math.min(1, value));
    expect(Math.abs(levelOf(value) / 12 - within)).toBeLessThanOrEqual(1 / 24 + 1e-12);
    expect(levelOf(value) + levelOf(-value)).toBeCloseTo(0);
  }
});
