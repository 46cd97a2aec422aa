/** Colours of the pictures: one three-stop scale for outputs, weights and voltages; palette.ts exchanges them. */

type Rgb = [number, number, number];

/** Colours at the ends of a scale, at its middle, and just below that. */
export interface Stops {
  low: Rgb;
  below: Rgb;
  middle: Rgb;
  high: Rgb;
}

export const ORIGINAL: Stops = { low: [0, 0, 0], below: [30, 62, 235], middle: [52, 92, 255], high: [255, 140, 26] };

export const COLOUR = {
  ground: "#2a323d",
  line: "#3d4754",
  text: "#e8ebef",
  faint: "#9aa6b4",
  spike: "#ffe14d",
  right: "#35d06a",
  wrong: "#ff5a52",
  silent: "#ff8c1a",
  loss: "#ff9c3a",
  accuracy: "#8ea9ff",
};

/** One colour for each area of the brain, in the order of its populations. */
export const AREA_TINTS = ["#8fb3ff", "#6f9bff", "#ffb066", "#ff9440", "#7fe0c0", "#ffe14d", "#ff7d77", "#d69bff"];

const STEPS = 64;

function mix(from: Rgb, to: Rgb, share: number): string {
  const part = (channel: 0 | 1 | 2) => Math.round(from[channel] + (to[channel] - from[channel]) * share);
  return `rgb(${part(0)} ${part(1)} ${part(2)})`;
}

/** A scale from `low` (black) by `middle` (blue) to `high` (orange); values beyond are drawn as the ends. */
export class Scale {
  private colours: string[] = [];

  constructor(
    readonly low: number,
    readonly middle: number,
    readonly high: number,
  ) {
    this.recolour(ORIGINAL);
  }

  /** Exchange the colours. */
  recolour({ low, below, middle, high }: Stops): void {
    const half = (from: Rgb, to: Rgb) => Array.from({ length: STEPS + 1 }, (_, step) => mix(from, to, step / STEPS));
    this.colours = [...half(low, below), ...half(middle, high)];
  }

  /** Number of the colour for a value: things of one colour can be drawn together. */
  index(value: number): number {
    const above = value > this.middle;
    const share = above
      ? (value - this.middle) / (this.high - this.middle)
      : (value - this.low) / (this.middle - this.low);
    return Math.round(Math.max(0, Math.min(1, share)) * STEPS) + (above ? STEPS + 1 : 0);
  }

  /** The colour for a value. */
  of(value: number): string {
    return this.colours[this.index(value)] ?? COLOUR.faint;
  }

  /** The colour with a number. */
  at(index: number): string {
    return this.colours[index] ?? COLOUR.faint;
  }

  get count(): number {
    return this.colours.length;
  }
}

export const OUTPUT = new Scale(-1, 0, 1);
export const VOLTAGE = new Scale(-80, -68, 0);
export const TRANSMITTER = new Scale(-1.2, 0, 1.2);

export type Verdict = "none" | "pending" | "right" | "wrong" | "silent" | "unjudged";
