/** Units as they are printed. */

const SIGNS: [RegExp, string][] = [
  [/\^2/g, "²"],
  [/\^3/g, "³"],
  [/\bu(?=[A-Z])/g, "µ"],
  [/degC/g, "°C"],
];

export const pretty = (unit: string): string => SIGNS.reduce((text, [from, to]) => text.replace(from, to), unit);
