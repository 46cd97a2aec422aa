/** Where the areas of the brain lie on the canvas, wide or narrow, and where their cells lie in them. */

export type Population = [name: string, start: number, stop: number];

/** Names for people. */
export const AREAS: Record<string, string> = {
  retina: "retina",
  v1: "V1",
  posterior: "posterior temporal",
  anterior: "anterior temporal",
  wernicke: "Wernicke's area",
  broca: "Broca's area",
  stop: "stop cell",
  feedback: "feedback",
  map: "preferred orientation",
};

/** Where there is little room. */
export const SHORT: Record<string, string> = {
  ...AREAS,
  posterior: "post. temporal",
  anterior: "ant. temporal",
  wernicke: "Wernicke",
  broca: "Broca",
  stop: "stop",
  map: "orientation",
};

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Area extends Box {
  name: string;
  start: number;
  stop: number;
  label: string;
  /** Size of one cell: a tile of a sheet, or the radius of a disc. */
  tile: { width: number; height: number } | null;
  radius: number;
}

export interface Anatomy {
  areas: Area[];
  /** The second sheet of V1, which shows what its cells prefer. */
  map: Area | null;
  /** x, y of every cell. */
  places: Float32Array;
  /** x, y of the cells of V1 on the second sheet. */
  mapPlaces: Float32Array;
  /** Where a point of the brain's own coordinates lies on the second sheet. */
  onMap: (right: number, down: number) => [x: number, y: number];
  wide: boolean;
}

type Arrangement = "sheet" | "loose" | "down" | "across";

const ARRANGED: Record<string, Arrangement> = { retina: "sheet", v1: "sheet", posterior: "loose", anterior: "loose" };
const RADIUS: Record<string, number> = { posterior: 3.6, anterior: 3.6, stop: 6, feedback: 4.5 };
const SPEAKER_RADIUS = 6.5;
/** Room for a label over an area. */
const HEAD = 16;
const EDGE = 10;

/** A square as large as fits, in the middle of its box. */
function square({ x, y, width, height }: Box): Box {
  const side = Math.max(8, Math.min(width, height));
  return { x: x + (width - side) / 2, y: y + (height - side) / 2, width: side, height: side };
}

/** Boxes by fractions of the canvas; the eye on the left, speech on the right. */
function wideBoxes(width: number, height: number): Record<string, Box> {
  const [w, h] = [width - 2 * EDGE, height - 2 * EDGE];
  const box = (left: number, top: number, right: number, bottom: number): Box => ({
    x: EDGE + left * w,
    y: EDGE + HEAD + top * (h - HEAD),
    width: (right - left) * w,
    height: (bottom - top) * (h - HEAD),
  });
  const sheet = (top: number, bottom: number) => square(box(0.2, top, 0.42, bottom));
  const gap = HEAD / (h - HEAD);
  return {
    retina: square(box(0, 0.2, 0.155, 0.8)),
    v1: sheet(0, 0.5 - gap),
    map: sheet(0.5 + gap / 2, 1),
    anterior: box(0.485, 0.01, 0.66, 0.36),
    posterior: box(0.485, 0.36 + 2 * gap, 0.66, 1),
    broca: box(0.745, 0.03, 0.745, 0.97),
    stop: box(0.83, 0.3, 0.83, 0.3),
    feedback: box(0.83, 0.45, 0.83, 0.85),
    wernicke: box(0.93, 0.03, 0.93, 0.97),
  };
}

/** On a narrow canvas: the eye at the top, speech at the bottom. */
function narrowBoxes(width: number, height: number): Record<string, Box> {
  const [w, h] = [width - 2 * EDGE, height - 2 * EDGE];
  const key = 18; // beside the map
  const side = Math.min((w - key - 36) / 3, 0.3 * h);
  const top = EDGE + HEAD;
  const sheet = (at: number): Box => ({ x: EDGE + (at * (w - key - side)) / 2, y: top, width: side, height: side });
  const middle = top + side + HEAD + 14;
  const lobe = 0.26 * h;
  const below = middle + lobe + HEAD + 14;
  const row = (y: number): Box => ({ x: EDGE + 12, y, width: w - 24, height: 0 });
  const bottom = height - EDGE - 22;
  return {
    retina: sheet(0),
    v1: sheet(1),
    map: sheet(2),
    posterior: { x: EDGE + 8, y: middle, width: 0.56 * w, height: lobe },
    anterior: { x: EDGE + 0.66 * w, y: middle, width: 0.34 * w - 8, height: lobe },
    broca: row(below + 4),
    stop: { x: EDGE + 0.28 * w, y: (below + bottom) / 2 + 6, width: 0, height: 0 },
    feedback: { x: EDGE + 0.52 * w, y: (below + bottom) / 2 + 6, width: 0.3 * w, height: 0 },
    wernicke: row(bottom),
  };
}

/** Place everything for a canvas of this size. */
export function arrange(positions: Float32Array, populations: Population[], width: number, height: number): Anatomy {
  const wide = width > 1.1 * height;
  const boxes = wide ? wideBoxes(width, height) : narrowBoxes(width, height);
  const places = new Float32Array(positions.length);
  const names = width < 600 ? SHORT : AREAS;
  const areas: Area[] = [];
  let map: Area | null = null;
  let mapPlaces = new Float32Array(0);
  let onMap: Anatomy["onMap"] = (x, y) => [x, y];
  for (const [name, start, stop] of populations) {
    const box = boxes[name];
    if (!box) continue;
    const how = ARRANGED[name] ?? (wide ? "down" : "across");
    const area = { ...box, name, start, stop, label: names[name] ?? name, tile: null, radius: RADIUS[name] ?? SPEAKER_RADIUS };
    areas.push(settle(area, how, positions, places));
    if (name === "v1" && boxes.map) {
      const all = new Float32Array(positions.length);
      map = settle({ ...area, ...boxes.map, label: names.map ?? "" }, how, positions, all);
      mapPlaces = all.slice(2 * start, 2 * stop);
      const [across, down] = ([0, 1] as const).map((axis) => [extent(positions, start, stop, axis), extent(all, start, stop, axis)] as const);
      onMap = (x, y) => [along(x, across), along(y, down)];
    }
  }
  return { areas, map, places, mapPlaces, onMap, wide };
}

type Span = [low: number, high: number];

/** From one span to another. */
function along(value: number, spans: readonly [Span, Span] | undefined): number {
  const [[low, high], [first, last]] = spans ?? [[0, 1], [0, 1]];
  return first + ((value - low) / (high - low || 1)) * (last - first);
}

/** Fill in the places of an area's cells. */
function settle(area: Area, how: Arrangement, positions: Float32Array, places: Float32Array): Area {
  const { start, stop, x, y, width, height } = area;
  const count = stop - start;
  if (how === "down" || how === "across") {
    for (let at = 0; at < count; at++) {
      const share = count > 1 ? at / (count - 1) : 0;
      places[2 * (start + at)] = x + (how === "across" ? share * width : 0);
      places[2 * (start + at) + 1] = y + (how === "down" ? share * height : 0);
    }
    return area;
  }
  const side = Math.sqrt(count);
  const inset = how === "loose" ? area.radius + 1 : width / side / 2;
  scale(positions, places, start, stop, 0, x + inset, width - 2 * inset);
  scale(positions, places, start, stop, 1, y + inset, height - 2 * inset);
  return how === "sheet" ? { ...area, tile: { width: (0.88 * width) / side, height: (0.88 * height) / side } } : area;
}

/** Stretch one coordinate of some cells over a span. */
function scale(positions: Float32Array, places: Float32Array, start: number, stop: number, axis: 0 | 1, from: number, length: number): void {
  const [low, high] = extent(positions, start, stop, axis);
  for (let cell = start; cell < stop; cell++) {
    places[2 * cell + axis] = from + (((positions[2 * cell + axis] ?? 0) - low) / (high - low || 1)) * length;
  }
}

export function extent(positions: Float32Array, start: number, stop: number, axis: 0 | 1): Span {
  let [low, high] = [Infinity, -Infinity];
  for (let cell = start; cell < stop; cell++) {
    const at = positions[2 * cell + axis] ?? 0;
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  return [low, high];
}

/** The cell at a point, or null. */
export function cellAt({ places, mapPlaces, areas, map }: Anatomy, x: number, y: number): number | null {
  let [best, nearest] = [null as number | null, 14];
  const consider = (cell: number, dx: number, dy: number) => {
    const distance = Math.hypot(dx, dy);
    if (distance < nearest) [best, nearest] = [cell, distance];
  };
  for (const { start, stop } of areas) {
    for (let cell = start; cell < stop; cell++) consider(cell, (places[2 * cell] ?? 0) - x, (places[2 * cell + 1] ?? 0) - y);
  }
  for (let at = 0; map && 2 * at < mapPlaces.length; at++) {
    consider(map.start + at, (mapPlaces[2 * at] ?? 0) - x, (mapPlaces[2 * at + 1] ?? 0) - y);
  }
  return best;
}

/** Name of a cell for people. */
export function cellName(populations: Population[], cell: number): string {
  const area = populations.find(([, start, stop]) => cell >= start && cell < stop);
  return area ? `${AREAS[area[0]] ?? area[0]}, cell ${cell - area[1]}` : `cell ${cell}`;
}
