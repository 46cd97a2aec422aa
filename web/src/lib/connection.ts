/** The WebSocket: revisions on the way out, frames acknowledged after they were drawn, reconnection. */

import { decode, type Frame } from "./frames";
import type { Change } from "./protocol";

export interface Listener {
  opened(): void;
  closed(): void;
  event(event: Change): void;
  frame(frame: Frame): void;
}

const RETRY_MS = [500, 1000, 2000, 5000];

export class Connection {
  /** The last change sent; a frame that carries it shows its effect. */
  revision = 0;
  private socket: WebSocket | null = null;
  private failures = 0;

  /** @param room as in src/wetnet/lab/rooms.py */
  constructor(
    private readonly room: string,
    private readonly listener: Listener,
  ) {}

  open(): void {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws/${this.room}`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.failures = 0;
      this.listener.opened();
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === "string") this.listener.event(JSON.parse(data) as Change);
      else this.listener.frame(decode(data));
    };
    socket.onclose = () => {
      this.listener.closed();
      setTimeout(() => this.open(), RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)]);
    };
    this.socket = socket;
  }

  change<Kind extends Change>(change: Kind): void {
    this.send({ ...change, revision: ++this.revision });
  }

  /** Ask for something that changes nothing. */
  say<Kind extends Change>(message: Kind): void {
    this.send(message);
  }

  restart(): void {
    this.send({ type: "restart" });
  }

  acknowledge(sequence: number): void {
    this.send({ type: "ack", sequence });
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}
