/** The pace slider: ten places to a factor of ten, the last one as fast as it computes. */

const FASTEST = 40;

/** The highest place of the slider. */
export const PLACES = FASTEST + 1;

export function paceAt(place: number): number | null {
  return place > FASTEST ? null : Math.round(10 ** (place / 10));
}

export function placeOf(pace: number | null): number {
  return pace === null ? PLACES : Math.min(FASTEST, Math.round(10 * Math.log10(pace)));
}
