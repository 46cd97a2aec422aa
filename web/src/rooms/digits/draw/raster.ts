/** The raster: a dot for every spike of the presentation, time to the right, one band per area. */

import { AREA_TINTS, COLOUR } from "../../../lib/colours";
import { type Population, SHORT } from "./anatomy";
import { fit, SMALL_FONT, type Surface } from "../../../lib/surface";

export interface RasterPicture {
  populations: Population[];
  spikes: number[];
  presentation: number;
  /** ms for which one step stands. */
  stepTime: number;
  /** Counts the changes of colours. */
  scene: number;
}

const LEFT = 88;
const BOTTOM = 20;
const TOP = 6;
const GAP = 3;
const SHORTEST = 120;

interface Band {
  start: number;
  stop: number;
  top: number;
  height: number;
  tint: string;
}

export class RasterRenderer {
  private drawn = 0;
  private presentation = -1;
  private scene = -1;
  private steps = SHORTEST;
  private bands: Band[] = [];
  private known: Population[] | null = null;

  draw(canvas: HTMLCanvasElement, picture: RasterPicture): void {
    const { resized, surface } = fit(canvas);
    if (!surface) return;
    const last = picture.spikes.at(-2) ?? 0;
    const fresh = picture.presentation !== this.presentation || picture.spikes.length < this.drawn;
    const steps = Math.max(fresh ? SHORTEST : this.steps, Math.ceil((last + 1) / 60) * 60);
    const stale = this.known?.length !== picture.populations.length || picture.scene !== this.scene;
    if (resized || fresh || stale || steps !== this.steps) {
      this.steps = steps;
      this.presentation = picture.presentation;
      this.known = picture.populations;
      this.scene = picture.scene;
      this.drawFrame(surface, picture);
      this.drawn = 0;
    }
    this.drawSpikes(surface, picture.spikes);
  }

  private drawFrame({ context, width, height }: Surface, { populations, stepTime }: RasterPicture): void {
    this.bands = bands(populations, height - TOP - BOTTOM);
    context.fillStyle = COLOUR.ground;
    context.fillRect(0, 0, width, height);
    context.font = SMALL_FONT;
    context.textAlign = "right";
    context.textBaseline = "middle";
    this.bands.forEach((band, at) => {
      context.fillStyle = "rgb(0 0 0 / 0.2)";
      context.fillRect(LEFT, band.top, width - LEFT - 8, band.height);
      context.fillStyle = band.tint;
      const name = populations[at]?.[0] ?? "";
      context.fillText(SHORT[name] ?? name, LEFT - 8, band.top + band.height / 2);
    });
    context.textBaseline = "alphabetic";
    context.fillStyle = COLOUR.faint;
    context.textAlign = "center";
    const span = this.steps * stepTime;
    const tick = [1, 2, 5, 10, 20, 50, 100].find((step) => span / step <= 8) ?? 200;
    for (let time = 0; time <= span - tick / 2; time += tick) {
      context.fillText(`${time}`, this.x(width, time / stepTime), height - 6);
    }
    context.textAlign = "right";
    context.fillText("ms", width - 8, height - 6);
  }

  private drawSpikes({ context, width }: Surface, spikes: number[]): void {
    for (; this.drawn < spikes.length; this.drawn += 2) {
      const cell = spikes[this.drawn + 1] ?? 0;
      const band = this.bands.find(({ start, stop }) => cell >= start && cell < stop);
      if (!band) continue;
      const share = (cell - band.start + 0.5) / (band.stop - band.start);
      context.fillStyle = band.tint;
      context.fillRect(this.x(width, spikes[this.drawn] ?? 0) - 1, band.top + share * band.height - 1, 2, 2);
    }
  }

  private x(width: number, step: number): number {
    return LEFT + (step / this.steps) * (width - LEFT - 8);
  }
}

/** Heights by the logarithm of the number of cells: one stop cell is seen as well as 1936 of V1. */
function bands(populations: Population[], height: number): Band[] {
  const shares = populations.map(([, start, stop]) => 1.6 + Math.log10(stop - start));
  const unit = (height - GAP * (populations.length - 1)) / shares.reduce((sum, share) => sum + share, 0);
  let top = TOP;
  return populations.map(([, start, stop], at) => {
    const band = { start, stop, top, height: (shares[at] ?? 1) * unit, tint: AREA_TINTS[at % AREA_TINTS.length] ?? COLOUR.text };
    top += band.height + GAP;
    return band;
  });
}
