/** A sheet of cells drawn as one small image, a pixel a cell: thousands of paths would take a frame's time and more. */

import type { Area } from "./anatomy";

export class Sheet {
  private readonly canvas = document.createElement("canvas");
  private image: ImageData | null = null;

  /** Draw the cells of an area, whose places begin with its first cell, each in its colour. */
  draw(context: CanvasRenderingContext2D, { x, y, width, height, start, stop }: Area, places: Float32Array, colourOf: (at: number) => string): void {
    const side = Math.round(Math.sqrt(stop - start));
    const small = this.canvas.getContext("2d");
    if (!small) return;
    if (this.image?.width !== side) {
      this.canvas.width = this.canvas.height = side;
      this.image = small.createImageData(side, side);
    }
    const pixels = new Uint32Array(this.image.data.buffer);
    for (let at = 0; at < stop - start; at++) {
      const column = Math.floor((((places[2 * at] ?? 0) - x) / width) * side);
      const row = Math.floor((((places[2 * at + 1] ?? 0) - y) / height) * side);
      pixels[row * side + column] = packed(colourOf(at));
    }
    small.putImageData(this.image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.canvas, x, y, width, height);
    context.imageSmoothingEnabled = true;
  }
}

const known = new Map<string, number>();

/** A colour as the four bytes of a pixel, by asking a canvas once. */
function packed(colour: string): number {
  const found = known.get(colour);
  if (found !== undefined) return found;
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!context) return 0;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const value = new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0] ?? 0;
  known.set(colour, value);
  return value;
}
