/** The numbers behind a plot. */

export type Cell = string | number | null;

export interface Table {
  head: string[];
  rows: Cell[][];
}

/** As comma-separated values (RFC 4180). */
export function csv({ head, rows }: Table): string {
  return [head, ...rows].map((row) => row.map(quoted).join(",") + "\r\n").join("");
}

function quoted(cell: Cell): string {
  const text = cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A number short enough to be read. */
export function short(cell: Cell): string {
  if (cell === null || (typeof cell === "number" && Number.isNaN(cell))) return "–";
  if (typeof cell === "string" || Number.isInteger(cell)) return String(cell);
  return Math.abs(cell) >= 1e-4 || cell === 0 ? cell.toFixed(4) : cell.toExponential(2);
}
