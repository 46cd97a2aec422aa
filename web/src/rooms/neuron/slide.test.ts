import { describe, expect, it } from "vitest";
import { at, place, PLACES } from "./slide";

const SPANS = [
  { low: -100, high: 0, middle: -65 },
  { low: 0, high: 1e9, middle: 100 },
  { low: -1e9, high: 1e9, middle: 0 },
  { low: 0.01, high: 1e4, middle: 10 },
  { low: 0, high: 1, middle: 0 },
];

describe.each(SPANS)("a slider from $low to $high about $middle", (span) => {
  it("reaches both ends and rises", () => {
    const values = Array.from({ length: PLACES + 1 }, (_, one) => at(one, span));
    expect([values[0], values[PLACES]]).toEqual([span.low, span.high]);
    for (let one = 1; one <= PLACES; one++) expect(values[one]).toBeGreaterThanOrEqual(values[one - 1] as number);
  });

  it("finds the place of its numbers", () => {
    for (const one of [0, 1, 250, 500, 777, PLACES]) expect(Math.abs(place(at(one, span), span) - one)).toBeLessThan(8);
  });

  it("is fine about its middle", () => {
    const here = Math.round(place(span.middle, span));
    const size = Math.abs(span.middle) || 1;
    const next = at(Math.min(here + 1, PLACES), span) - at(Math.max(here - 1, 0), span);
    expect(next).toBeLessThan(0.2 * size);
  });
});
