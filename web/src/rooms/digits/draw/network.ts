/** The artificial network: the image, one column of units per layer, links by weight, outputs with their bars. */

import { COLOUR, OUTPUT, type Verdict } from "../../../lib/colours";
import { FONT, ring, SMALL_FONT, type Surface } from "../../../lib/surface";

export interface NetworkPicture {
  layers: number[];
  image: Uint8Array | null;
  units: Float32Array | null;
  weights: Float32Array | null;
  answer: number | null;
  verdict: Verdict;
}

interface Point {
  x: number;
  y: number;
}

const SIDE = 28;
const FAINTEST_LINK = 0.04;

export function drawNetwork(surface: Surface, picture: NetworkPicture): void {
  const { context, width, height } = surface;
  context.fillStyle = COLOUR.ground;
  context.fillRect(0, 0, width, height);
  const imageSize = Math.min(height * 0.5, width * 0.22);
  const left = imageSize + width * 0.1;
  const right = width - Math.max(74, width * 0.15);
  const columns = picture.layers.map((count, layer) =>
    column(count, left + ((right - left) * layer) / Math.max(1, picture.layers.length - 1), height),
  );
  drawImage(surface, picture.image, 14, (height - imageSize) / 2, imageSize);
  drawFan(surface, 14 + imageSize, (height - imageSize) / 2, imageSize, columns[0] ?? []);
  drawLinks(surface, columns, picture.weights);
  drawUnits(surface, columns, picture.units);
  drawOutputs(surface, columns.at(-1) ?? [], picture);
}

function column(count: number, x: number, height: number): Point[] {
  const spacing = Math.min((height - 44) / Math.max(1, count - 1), 30);
  const top = (height + 10 - spacing * (count - 1)) / 2;
  return Array.from({ length: count }, (_, unit) => ({ x, y: top + unit * spacing }));
}

function drawImage({ context }: Surface, image: Uint8Array | null, x: number, y: number, size: number): void {
  context.fillStyle = "#000";
  context.fillRect(x, y, size, size);
  const pixel = size / SIDE;
  if (image) {
    for (let at = 0; at < image.length; at++) {
      const ink = image[at] ?? 0;
      if (!ink) continue;
      context.fillStyle = OUTPUT.of(ink / 255);
      context.fillRect(x + (at % SIDE) * pixel, y + Math.floor(at / SIDE) * pixel, pixel + 0.3, pixel + 0.3);
    }
  }
  context.strokeStyle = COLOUR.line;
  context.lineWidth = 1;
  context.strokeRect(x - 0.5, y - 0.5, size + 1, size + 1);
  context.fillStyle = COLOUR.faint;
  context.font = SMALL_FONT;
  context.textAlign = "center";
  context.fillText("784 pixels", x + size / 2, y + size + 15);
}

/** The links from the image are too many to be drawn one by one: a fan stands for them. */
function drawFan({ context }: Surface, x: number, y: number, size: number, first: Point[]): void {
  const [top, bottom] = [first[0], first.at(-1)];
  if (!top || !bottom) return;
  context.fillStyle = "rgb(154 166 180 / 0.08)";
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(top.x, top.y);
  context.lineTo(bottom.x, bottom.y);
  context.lineTo(x, y + size);
  context.fill();
}

function drawLinks({ context }: Surface, columns: Point[][], weights: Float32Array | null): void {
  const expected = columns.slice(1).reduce((sum, layer, at) => sum + layer.length * (columns[at]?.length ?? 0), 0);
  if (!weights || weights.length !== expected) return;
  let at = 0;
  for (let layer = 1; layer < columns.length; layer++) {
    for (const to of columns[layer] ?? []) {
      for (const from of columns[layer - 1] ?? []) {
        const weight = weights[at++] ?? 0;
        const strength = Math.min(1, Math.abs(weight));
        if (strength < FAINTEST_LINK) continue;
        context.globalAlpha = 0.15 + 0.7 * strength;
        context.lineWidth = 0.4 + 1.4 * strength;
        context.strokeStyle = OUTPUT.of(weight);
        context.beginPath();
        context.moveTo(from.x, from.y);
        context.lineTo(to.x, to.y);
        context.stroke();
      }
    }
  }
  context.globalAlpha = 1;
}

function drawUnits({ context }: Surface, columns: Point[][], units: Float32Array | null): void {
  let at = 0;
  for (const layer of columns) {
    const radius = radiusOf(layer);
    for (const { x, y } of layer) {
      context.fillStyle = units ? OUTPUT.of(units[at++] ?? 0) : OUTPUT.of(0);
      context.strokeStyle = COLOUR.ground;
      context.lineWidth = 1.5;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
    const first = layer[0];
    if (!first) continue;
    context.fillStyle = COLOUR.faint;
    context.font = SMALL_FONT;
    context.textAlign = "center";
    context.fillText(`${layer.length}`, first.x, 14);
  }
}

function drawOutputs(surface: Surface, outputs: Point[], picture: NetworkPicture): void {
  const { context, width } = surface;
  const shares = picture.units?.slice(picture.units.length - outputs.length);
  const barLeft = (outputs[0]?.x ?? 0) + 34;
  const barWidth = width - barLeft - 10;
  context.font = FONT;
  outputs.forEach(({ x, y }, digit) => {
    context.textAlign = "left";
    context.fillStyle = digit === picture.answer ? COLOUR.text : COLOUR.faint;
    context.fillText(`${digit}`, x + 19, y + 4);
    context.fillStyle = "rgb(0 0 0 / 0.3)";
    context.fillRect(barLeft, y - 4, barWidth, 8);
    context.fillStyle = OUTPUT.of(1);
    context.fillRect(barLeft, y - 4, barWidth * (shares?.[digit] ?? 0), 8);
  });
  const winner = picture.answer === null ? undefined : outputs[picture.answer];
  if (winner && (picture.verdict === "right" || picture.verdict === "wrong")) {
    ring(surface, winner.x, winner.y, radiusOf(outputs) + 4, COLOUR[picture.verdict]);
  }
}

function radiusOf(layer: Point[]): number {
  const spacing = layer.length > 1 ? (layer[1]?.y ?? 0) - (layer[0]?.y ?? 0) : 30;
  return Math.max(1.5, Math.min(9, spacing * 0.4));
}
