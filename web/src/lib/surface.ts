/** A canvas that is as sharp as the screen: drawn in CSS pixels whatever the screen's density. */

export interface Surface {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
}

const DENSEST = 2;

/** Fit the canvas to its box; whether its size has changed, and the surface to draw on. */
export function fit(canvas: HTMLCanvasElement): { resized: boolean; surface: Surface | null } {
  const density = Math.min(window.devicePixelRatio || 1, DENSEST);
  const { clientWidth: width, clientHeight: height } = canvas;
  const resized = canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density);
  if (resized) {
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
  }
  const context = canvas.getContext("2d");
  if (!context || !width || !height) return { resized, surface: null };
  context.setTransform(density, 0, 0, density, 0, 0);
  return { resized, surface: { context, width, height } };
}

export const FONT = '12px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif';
export const SMALL_FONT = '10.5px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif';

export function ring({ context }: Surface, x: number, y: number, radius: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 3;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}
