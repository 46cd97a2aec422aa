/** Images made of numbers: the first layer's weights, what speaks for an answer, the confusion matrix. */

import { COLOUR, OUTPUT } from "../../../lib/colours";
import { SMALL_FONT, type Surface } from "../../../lib/surface";

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const GAP = 4;

/** `value` of each pixel of a 28×28 image, −1 to 1, drawn into a square. */
function paint(surface: Surface, value: (pixel: number) => number, x: number, y: number, size: number): void {
  const { context } = surface;
  const image = context.createImageData(SIDE, SIDE);
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    const [red = 0, green = 0, blue = 0] = channels(OUTPUT.of(value(pixel)));
    image.data.set([red, green, blue, 255], 4 * pixel);
  }
  scratch.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(scratch.canvas, x, y, size, size);
}

const scratch = ((): CanvasRenderingContext2D => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  return canvas.getContext("2d") as CanvasRenderingContext2D;
})();

const known = new Map<string, number[]>();

function channels(colour: string): number[] {
  let found = known.get(colour);
  if (!found) known.set(colour, (found = (colour.match(/\d+/g) ?? []).map(Number)));
  return found;
}

function clear({ context, width, height }: Surface): void {
  context.fillStyle = COLOUR.ground;
  context.fillRect(0, 0, width, height);
}

function say({ context, width, height }: Surface, text: string): void {
  context.fillStyle = COLOUR.faint;
  context.font = SMALL_FONT;
  context.textAlign = "center";
  context.fillText(text, width / 2, height / 2);
}

/** The weights of each unit of the first layer as an image. */
export function drawPatterns(surface: Surface, patterns: Uint8Array | null): void {
  clear(surface);
  const { width, height } = surface;
  const count = (patterns?.length ?? 0) / PIXELS;
  if (!patterns || !count) return say(surface, "not known yet");
  let rows = 1;
  const size = () => Math.min((height - GAP * (rows + 1)) / rows, width / Math.ceil(count / rows) - GAP);
  while (rows < count && Math.min((height - GAP * (rows + 2)) / (rows + 1), width / Math.ceil(count / (rows + 1)) - GAP) > size()) rows++;
  const columns = Math.ceil(count / rows);
  const [side, left] = [size(), (width - columns * (size() + GAP) + GAP) / 2];
  for (let unit = 0; unit < count; unit++) {
    const [x, y] = [left + (unit % columns) * (side + GAP), GAP + Math.floor(unit / columns) * (side + GAP)];
    paint(surface, (pixel) => ((patterns[unit * PIXELS + pixel] ?? 128) - 128) / 127, x, y, side);
  }
}

/** What each pixel says for a class: orange for it, black against it; the image beside it. */
export function drawWhy(surface: Surface, why: Float32Array | null, image: Uint8Array | null): void {
  clear(surface);
  if (!why || !image) return say(surface, "Show a digit first");
  const { width, height } = surface;
  const size = Math.min(height - 2 * GAP, (width - 3 * GAP) / 2);
  const left = (width - 2 * size - 3 * GAP) / 2;
  const largest = why.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  paint(surface, (pixel) => (image[pixel] ?? 0) / 255, left, GAP, size);
  paint(surface, (pixel) => (why[pixel] ?? 0) / largest, left + size + 3 * GAP, GAP, size);
}

/** How often each digit (row) is read as each (column); the diagonal is right. */
export function drawConfusion(surface: Surface, confusion: Uint32Array | null): void {
  clear(surface);
  const { context, width, height } = surface;
  if (!confusion) return say(surface, "not known yet");
  const [left, top] = [58, 26];
  const [cellWidth, cellHeight] = [(width - left - 6) / 10, (height - top - 4) / 10];
  context.font = SMALL_FONT;
  context.textBaseline = "middle";
  for (let row = 0; row < 10; row++) {
    const total = confusion.subarray(10 * row, 10 * row + 10).reduce((sum, count) => sum + count, 0) || 1;
    for (let column = 0; column < 10; column++) {
      const count = confusion[10 * row + column] ?? 0;
      const [x, y] = [left + column * cellWidth, top + row * cellHeight];
      context.fillStyle = OUTPUT.of(count ? Math.max(-1, Math.sqrt(count / total) * 2 - 1) : -1);
      context.fillRect(x, y, cellWidth - 1, cellHeight - 1);
      if (!count || cellHeight < 9) continue;
      context.fillStyle = count / total > 0.5 ? "#000" : "#fff";
      context.textAlign = "center";
      context.fillText(`${count}`, x + cellWidth / 2, y + cellHeight / 2 + 0.5);
    }
    context.fillStyle = COLOUR.faint;
    context.textAlign = "right";
    context.fillText(`${row}`, left - 6, top + (row + 0.5) * cellHeight);
    context.textAlign = "center";
    context.fillText(`${row}`, left + (row + 0.5) * cellWidth, top - 7);
  }
  context.textAlign = "left";
  context.fillText("read as →", left, 8);
  context.fillText("shown ↓", 6, top - 7);
  context.textBaseline = "alphabetic";
}
