/** The artificial network's pass before the user's eyes: computed at once, shown layer by layer. */

import { CALM } from "../../lib/room.svelte";
import type { Settings } from "./protocol";

/** Seconds per layer: as long as some steps of the brain, within reason. */
const STEPS_PER_LAYER = 12;
const [SHORTEST, LONGEST] = [0.04, 2];

export class Pass {
  /** Layers reached: 0 is the image, 1.5 is half-way from the first layer to the second. */
  reach = $state(Infinity);
  private layers = 0;
  private pace: number | null = null;
  private paused = false;
  private running = 0;
  private last = 0;

  constructor(private readonly changed: () => void) {}

  get done(): boolean {
    return this.reach >= this.layers;
  }

  start(layers: number): void {
    this.layers = layers;
    this.reach = CALM ? layers : 0;
    this.changed();
    this.run();
  }

  /** Go on by one layer, paused or not. */
  step(): void {
    if (!this.done) this.reach = Math.floor(this.reach) + 1;
    this.changed();
  }

  /** Take over pace and pause. */
  hold({ pace, paused }: Settings): void {
    this.pace = pace;
    this.paused = paused;
    this.run();
  }

  private run(): void {
    if (this.running || this.paused || this.done) return;
    this.last = performance.now();
    this.running = requestAnimationFrame((now) => this.move(now));
  }

  private move(now: number): void {
    this.running = 0;
    if (this.paused || this.done) return;
    const seconds = this.pace === null ? SHORTEST : Math.min(Math.max(STEPS_PER_LAYER / this.pace, SHORTEST), LONGEST);
    this.reach = Math.min(this.layers, this.reach + Math.max(0, now - this.last) / 1000 / seconds);
    this.last = now;
    this.changed();
    if (!this.done) this.running = requestAnimationFrame((next) => this.move(next));
  }
}
