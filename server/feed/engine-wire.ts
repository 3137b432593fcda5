import type { Clock } from '#data/kit/clock.ts';
import type { Wire } from './outlet.ts';

/** How long a peer may take to receive its last words. */
const LAST_WORDS_MS = 1000;

/**
 * What this needs of an Engine.IO connection. `_sender` is inside the `ws` package: Engine.IO hands
 * finished frames to it when a packet carries them (`wsPreEncodedFrame`).
 */
export type EngineSocket = {
  readonly readyState: string;
  readonly writeBuffer: readonly unknown[];
  readonly transport: {
    readonly writable: boolean;
    readonly perMessageDeflate?: unknown;
    readonly socket?: { readonly _sender?: { sendFrame?: unknown }; terminate?(): void };
    on(event: 'ready', run: () => void): void;
  };
  write(message: string | Buffer, options?: object): unknown;
};

/**
 * A Socket.IO connection as a wire. Everything goes through Engine.IO's own buffer, so that our
 * frames and its pings keep their order.
 */
export function engineWire(conn: EngineSocket, disconnect: () => void, clock: Clock): Wire {
  const { transport } = conn;
  const takesFrames = typeof transport.socket?._sender?.sendFrame === 'function' && !transport.perMessageDeflate;
  return {
    drained: () => conn.readyState === 'open' && transport.writable && conn.writeBuffer.length === 0,
    write(packet) {
      if (takesFrames) conn.write('', { wsPreEncodedFrame: packet.frames, compress: false });
      else for (const message of packet.messages()) conn.write(message, { compress: false });
    },
    close() {
      disconnect();
      // A peer that reads nothing would keep the connection for as long as it likes.
      clock.after(LAST_WORDS_MS, () => transport.socket?.terminate?.());
    },
  };
}
