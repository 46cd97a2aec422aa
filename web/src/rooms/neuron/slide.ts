/** Places of a slider and the numbers they stand for: the whole declared range is in reach, finest about the default. */

/** Places from the one end to the other. */
export const PLACES = 1000;

/** A range at most so many times the default is spread evenly. */
const EVEN = 12;

export interface Span {
  low: number;
  high: number;
  /** About which the slider is finest. */
  middle: number;
}

/** The number at a place, in few digits. */
export function at(place: number, span: Span): number {
  const share = place / PLACES;
  const { low, high } = span;
  if (share <= 0) return low;
  if (share >= 1) return high;
  const scale = coarse(span);
  if (!scale) return round(low + share * (high - low), (high - low) / PLACES);
  const [first, last] = [fold(low, span, scale), fold(high, span, scale)];
  const value = span.middle + scale * Math.sinh(first + share * (last - first));
  return round(value, Math.max(scale, Math.abs(value - span.middle)) / 200);
}

/** The place of a number. */
export function place(value: number, span: Span): number {
  const { low, high } = span;
  const scale = coarse(span);
  const kept = Math.min(high, Math.max(low, value));
  if (!scale) return (PLACES * (kept - low)) / (high - low || 1);
  const [first, last] = [fold(low, span, scale), fold(high, span, scale)];
  return (PLACES * (fold(kept, span, scale) - first)) / (last - first);
}

/** Width of the part that is about even, or 0 where all of it is. */
function coarse({ low, high, middle }: Span): number {
  const size = Math.abs(middle) || Math.min(1, (high - low) / 10);
  return high - low <= EVEN * size ? 0 : size / 2;
}

const fold = (value: number, { middle }: Span, scale: number): number => Math.asinh((value - middle) / scale);

function round(value: number, step: number): number {
  const unit = 10 ** Math.floor(Math.log10(step));
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}
