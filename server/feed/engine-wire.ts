import type { Clock } from '#data/kit/clock.ts';
import type { Wire } from './outlet.ts';
import type { Packet } from './packet.ts';

/** How long a peer may take to receive its last words. */
const LAST_WORDS_MS = 1000;

/**
 * What this needs of an Engine.IO connection. `_sender` is inside the `ws` package; Engine.IO itself
 * hands finished frames to it (`wsPreEncodedFrame`).
 */
export type EngineSocket = {
  readonly readyState: string;
  readonly writeBuffer: readonly unknown[];
  readonly transport: {
    readonly writable: boolean;
    readonly perMessageDeflate?: unknown;
    readonly socket?: { readonly _sender?: FrameSender; terminate?(): void };
    on(event: 'ready', run: () => void): void;
  };
  write(message: string | Buffer, options?: object): unknown;
};
type FrameSender = { sendFrame?(frames: Packet['frames'], sent: () => void): void };

export type EngineWire = Wire & {
  /** Calls back whenever everything written has left the process. */
  onDrained(run: () => void): void;
};

/**
 * A Socket.IO connection as a wire. While Engine.IO has nothing of its own to send, finished frames
 * go past it straight to the socket; else they wait in its buffer, so that all keeps its order and
 * nothing comes between the two frames of a binary event.
 */
export function engineWire(conn: EngineSocket, disconnect: () => void, clock: Clock): EngineWire {
  const { transport } = conn;
  const sender = transport.perMessageDeflate ? undefined : transport.socket?._sender;
  const takesFrames = typeof sender?.sendFrame === 'function';
  let unsent = 0;
  let tell = () => {};

  const engineIsIdle = () => transport.writable && conn.writeBuffer.length === 0;
  const drained = () => unsent === 0 && engineIsIdle() && conn.readyState === 'open';
  function sent(): void {
    unsent--;
    look();
  }
  function look(): void {
    if (drained()) tell();
  }
  transport.on('ready', look);

  return {
    drained,
    onDrained: (run) => void (tell = run),
    write(packet) {
      if (conn.readyState !== 'open') return;
      if (takesFrames && engineIsIdle()) {
        unsent++;
        return sender.sendFrame!(packet.frames, sent);
      }
      if (takesFrames) return void conn.write('', { wsPreEncodedFrame: packet.frames, compress: false });
      for (const message of packet.messages()) conn.write(message, { compress: false });
    },
    close() {
      disconnect();
      // A peer that reads nothing would keep the connection for as long as it likes.
      clock.after(LAST_WORDS_MS, () => transport.socket?.terminate?.());
    },
  };
}
