/** The artificial network: the image, one column of units per layer, links by weight, outputs with their bars. */

import { COLOUR, OUTPUT, type Verdict } from "../../../lib/colours";
import { FONT, ring, SMALL_FONT, type Surface } from "../../../lib/surface";
import { Bundles, type Point } from "./bundles";

export interface NetworkPicture {
  layers: number[];
  image: Uint8Array | null;
  units: Float32Array | null;
  weights: Float32Array | null;
  answer: number | null;
  verdict: Verdict;
  /** Layers that the pass has reached: the others are drawn at rest, what it is crossing is lit. */
  reach: number;
}

const SIDE = 28;
const FAINTEST_LINK = 0.04;
const WIDEST_SPACING = 30;
/** Signs beside the colours: who cannot tell these reads those. */
const SIGN: Partial<Record<Verdict, string>> = { right: "✓", wrong: "✗" };

export function drawNetwork(surface: Surface, picture: NetworkPicture): void {
  const { context, width, height } = surface;
  context.fillStyle = COLOUR.ground;
  context.fillRect(0, 0, width, height);
  const imageSize = Math.min(height * 0.5, width * 0.22);
  const left = imageSize + width * 0.1;
  const right = width - Math.max(128, width * 0.2);
  const columns = picture.layers.map((count, layer) =>
    column(count, left + ((right - left) * layer) / Math.max(1, picture.layers.length - 1), height),
  );
  const corner = { x: 14, y: (height - imageSize) / 2 };
  drawImage(surface, picture.image, corner, imageSize);
  drawFan(surface, { x: corner.x + imageSize, y: corner.y }, imageSize, columns[0] ?? [], picture.reach);
  drawLinks(surface, columns, picture);
  drawUnits(surface, columns, picture);
  drawOutputs(surface, columns.at(-1) ?? [], picture);
}

function column(count: number, x: number, height: number): Point[] {
  const spacing = Math.min((height - 44) / Math.max(1, count - 1), WIDEST_SPACING);
  const top = (height + 10 - spacing * (count - 1)) / 2;
  return Array.from({ length: count }, (_, unit) => ({ x, y: top + unit * spacing }));
}

function drawImage({ context }: Surface, image: Uint8Array | null, { x, y }: Point, size: number): void {
  context.fillStyle = "#000";
  context.fillRect(x, y, size, size);
  const pixel = size / SIDE;
  image?.forEach((ink, at) => {
    if (!ink) return;
    context.fillStyle = OUTPUT.of(ink / 255);
    context.fillRect(x + (at % SIDE) * pixel, y + Math.floor(at / SIDE) * pixel, pixel + 0.3, pixel + 0.3);
  });
  context.strokeStyle = COLOUR.line;
  context.lineWidth = 1;
  context.strokeRect(x - 0.5, y - 0.5, size + 1, size + 1);
  context.fillStyle = COLOUR.faint;
  context.font = SMALL_FONT;
  context.textAlign = "center";
  context.fillText("784 pixels", x + size / 2, y + size + 15);
}

/** The links from the image are too many to be drawn one by one: a fan stands for them. */
function drawFan({ context }: Surface, { x, y }: Point, size: number, first: Point[], reach: number): void {
  const [top, bottom] = [first[0], first.at(-1)];
  if (!top || !bottom) return;
  fan(context, [x, y, size], [top.x, top.y, bottom.y - top.y], "rgb(154 166 180 / 0.08)");
  if (reach >= 1 || reach <= 0) return;
  const [across, along] = [top.x - x, reach];
  const far = [x + across * along, y + (top.y - y) * along, size + (bottom.y - top.y - size) * along] as const;
  context.globalAlpha = 0.35;
  fan(context, [x, y, size], far, COLOUR.spike);
  context.globalAlpha = 1;
}

type Edge = readonly [x: number, y: number, height: number];

function fan(context: CanvasRenderingContext2D, near: Edge, far: Edge, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(near[0], near[1]);
  context.lineTo(far[0], far[1]);
  context.lineTo(far[0], far[1] + far[2]);
  context.lineTo(near[0], near[1] + near[2]);
  context.fill();
}

/** Links are drawn in as few strokes as they have kinds: one stroke each took most of a frame in software rendering. */
function drawLinks({ context }: Surface, columns: Point[][], { weights, units, reach }: NetworkPicture): void {
  const expected = columns.slice(1).reduce((sum, layer, at) => sum + layer.length * (columns[at]?.length ?? 0), 0);
  if (!weights || weights.length !== expected) return;
  const [links, signals] = [new Bundles(), new Bundles()];
  let [at, sender] = [0, 0];
  for (let layer = 1; layer < columns.length; layer++) {
    const crossed = reach - layer; // between 0 and 1 while the pass crosses these links
    const crossing = crossed > 0 && crossed < 1;
    const from = columns[layer - 1] ?? [];
    for (const to of columns[layer] ?? []) {
      from.forEach((start, index) => {
        const weight = weights[at++] ?? 0;
        if (Math.abs(weight) < FAINTEST_LINK) return;
        links.add(weight, start, to);
        const active = Math.min(1, Math.abs((units?.[sender + index] ?? 0) * weight));
        if (!crossing || active < FAINTEST_LINK) return;
        signals.add(active, start, { x: start.x + (to.x - start.x) * crossed, y: start.y + (to.y - start.y) * crossed });
      });
    }
    sender += from.length;
  }
  links.stroke(context, (weight) => [OUTPUT.of(weight), 0.4 + 1.4 * Math.abs(weight), 0.15 + 0.7 * Math.abs(weight)]);
  signals.stroke(context, (active) => [COLOUR.spike, 0.6 + 1.4 * active, 0.3 + 0.6 * active]);
  context.globalAlpha = 1;
}

function drawUnits({ context }: Surface, columns: Point[][], { units, reach }: NetworkPicture): void {
  let at = 0;
  columns.forEach((layer, number) => {
    const radius = radiusOf(layer);
    const reached = reach >= number + 1;
    for (const { x, y } of layer) {
      context.fillStyle = OUTPUT.of(reached ? (units?.[at] ?? 0) : 0);
      at++;
      context.strokeStyle = COLOUR.ground;
      context.lineWidth = Math.min(1.5, radius / 2);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
    const first = layer[0];
    if (!first) return;
    context.fillStyle = COLOUR.faint;
    context.font = SMALL_FONT;
    context.textAlign = "center";
    context.fillText(`${layer.length}`, first.x, 14);
  });
}

function drawOutputs(surface: Surface, outputs: Point[], { units, reach, layers, answer, verdict }: NetworkPicture): void {
  const { context, width } = surface;
  const reached = reach >= layers.length;
  const shares = reached ? units?.slice(units.length - outputs.length) : undefined;
  const barLeft = (outputs[0]?.x ?? 0) + 34;
  const barWidth = width - barLeft - 54;
  context.font = FONT;
  outputs.forEach(({ x, y }, digit) => {
    const share = shares?.[digit] ?? 0;
    context.textAlign = "left";
    context.fillStyle = reached && digit === answer ? COLOUR.text : COLOUR.faint;
    context.fillText(`${digit}`, x + 19, y + 4);
    context.fillStyle = "rgb(0 0 0 / 0.3)";
    context.fillRect(barLeft, y - 4, barWidth, 8);
    context.fillStyle = OUTPUT.of(1);
    context.fillRect(barLeft, y - 4, barWidth * share, 8);
    context.fillStyle = reached && digit === answer ? COLOUR.text : COLOUR.faint;
    context.textAlign = "right";
    if (shares) context.fillText(`${(100 * share).toFixed(share > 0.9995 ? 0 : 1)} %`, width - 4, y + 4);
  });
  const winner = answer === null || !reached ? undefined : outputs[answer];
  if (!winner || (verdict !== "right" && verdict !== "wrong" && verdict !== "unjudged")) return;
  const colour = verdict === "unjudged" ? COLOUR.text : COLOUR[verdict];
  ring(surface, winner.x, winner.y, radiusOf(outputs) + 4, colour);
  context.fillStyle = colour;
  context.textAlign = "right";
  context.fillText(SIGN[verdict] ?? "", winner.x - radiusOf(outputs) - 8, winner.y + 4);
}

function radiusOf(layer: Point[]): number {
  const spacing = layer.length > 1 ? (layer[1]?.y ?? 0) - (layer[0]?.y ?? 0) : WIDEST_SPACING;
  return Math.max(1, Math.min(9, spacing * 0.4));
}
