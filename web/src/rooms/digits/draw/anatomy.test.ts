import { describe, expect, it } from "vitest";
import { type Anatomy, arrange, cellAt, type Population } from "./anatomy";

const SIZES: [string, number][] = [
  ["retina", 784], ["v1", 1936], ["posterior", 120], ["anterior", 50], ["wernicke", 10], ["broca", 10], ["stop", 1], ["feedback", 4],
]; // prettier-ignore
const populations: Population[] = [];
for (const [name, size] of SIZES) populations.push([name, populations.at(-1)?.[2] ?? 0, (populations.at(-1)?.[2] ?? 0) + size]);
const positions = new Float32Array(2 * 2915);
for (const [, start, stop] of populations) {
  const side = Math.ceil(Math.sqrt(stop - start));
  for (let cell = start; cell < stop; cell++) {
    positions[2 * cell] = (cell - start) % side;
    positions[2 * cell + 1] = Math.floor((cell - start) / side);
  }
}

/** Where the label of an area is written, as wide as such text is. */
function labels({ areas, map, wide }: Anatomy) {
  return [...areas, ...(map ? [map] : [])].map(({ x, y, width, height, tile, label, start, stop, radius, name }) => {
    const [long, high] = [5.6 * (label.length + (name === "v1" && label === "V1" ? 9 : 0)), 11];
    const lift = tile ? 5 : width && height ? 4 : radius + 5;
    const left = !wide && !tile && !height && stop - start > 4 ? x - radius : x + width / 2 - long / 2;
    return { label, left, right: left + long, top: y - lift - high, bottom: y - lift };
  });
}

describe.each([
  [650, 300],
  [1000, 600],
  [366, 520],
  [560, 420],
])("on a canvas of %i × %i", (width, height) => {
  const anatomy = arrange(positions, populations, width, height);

  it("every cell is on the canvas", () => {
    anatomy.places.forEach((value, at) => {
      expect(value).toBeGreaterThanOrEqual(4);
      expect(value).toBeLessThanOrEqual((at % 2 ? height : width) - 4);
    });
  });

  it("no label lies on another or beyond the edge", () => {
    const all = labels(anatomy);
    for (const one of all) {
      expect(one.left, one.label).toBeGreaterThanOrEqual(0);
      expect(one.right, one.label).toBeLessThanOrEqual(width);
      expect(one.top, one.label).toBeGreaterThanOrEqual(0);
      for (const other of all) {
        if (one === other) continue;
        const apart = one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top;
        expect(apart, `${one.label} and ${other.label}`).toBe(true);
      }
    }
  });

  it("a click finds the cell that it meets, on both sheets of V1", () => {
    for (const cell of [0, 783, 800, 2719, 2720, 2890, 2909, 2910, 2914]) {
      expect(cellAt(anatomy, anatomy.places[2 * cell] ?? 0, anatomy.places[2 * cell + 1] ?? 0)).toBe(cell);
    }
    expect(cellAt(anatomy, anatomy.mapPlaces[20] ?? 0, anatomy.mapPlaces[21] ?? 0)).toBe(794);
    expect(cellAt(anatomy, width - 1, height - 1)).toBe(null);
  });
});
