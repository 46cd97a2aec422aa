/** Lines by a value from -1 to 1, those of nearly the same value drawn in one stroke. */

export interface Point {
  x: number;
  y: number;
}

/** Values that are told apart on each side of zero. */
const LEVELS = 12;

export type Style = [colour: string, width: number, alpha: number];

export class Bundles {
  private readonly paths = new Map<number, Path2D>();

  add(value: number, from: Point, to: Point): void {
    const level = levelOf(value);
    let path = this.paths.get(level);
    if (!path) this.paths.set(level, (path = new Path2D()));
    path.moveTo(from.x, from.y);
    path.lineTo(to.x, to.y);
  }

  /** Draw them, the strongest last; `style` is asked once for each level. */
  stroke(context: CanvasRenderingContext2D, style: (value: number) => Style): void {
    const levels = [...this.paths.keys()].sort((one, other) => Math.abs(one) - Math.abs(other));
    for (const level of levels) {
      [context.strokeStyle, context.lineWidth, context.globalAlpha] = style(level / LEVELS);
      context.stroke(this.paths.get(level) as Path2D);
    }
  }
}

/** The nearest level; values beyond the ends have those of the ends. */
export function levelOf(value: number): number {
  return Math.round(Math.max(-1, Math.min(1, value)) * LEVELS);
}
