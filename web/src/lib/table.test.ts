import { describe, expect, it } from "vitest";
import { csv, short } from "./table";

describe("a table", () => {
  it("is written as RFC 4180 says", () => {
    const table = { head: ["area", 'said "so"'], rows: [["a,b", 1.5], [null, -2], ["two\nlines", 0]] };
    expect(csv(table)).toBe('area,"said ""so"""\r\n"a,b",1.5\r\n,-2\r\n"two\nlines",0\r\n');
  });

  it("is read in short numbers", () => {
    expect([0, 3, -0.123456, 1e-9, NaN, null, "x"].map(short)).toEqual(["0", "3", "-0.1235", "1.00e-9", "–", "–", "x"]);
  });
});
