import type { Clock } from '#data/kit/clock.ts';
import type { Wire } from './outlet.ts';
import type { Packet } from './packet.ts';

/** How long a peer may take to receive its last words. */
const LAST_WORDS_MS = 1000;

/**
 * What this needs of an Engine.IO connection. `_sender` and `_socket` are inside the `ws` package;
 * Engine.IO itself hands finished frames to the former (`wsPreEncodedFrame`).
 */
export type EngineSocket = {
  readonly writeBuffer: readonly unknown[];
  readonly transport: {
    readonly writable: boolean;
    readonly perMessageDeflate?: unknown;
    readonly socket?: {
      readonly _sender?: { sendFrame?(frames: Packet['frames']): void };
      readonly _socket?: {
        readonly writableLength: number;
        write(data: string, sent: (error?: unknown) => void): void;
      };
      terminate?(): void;
    };
    on(event: 'ready', run: () => void): void;
  };
  write(message: string | Buffer, options?: object): unknown;
};

export type EngineWire = Wire & {
  /** Calls back when everything has left the process, if somebody has asked and was told no. */
  onDrained(run: () => void): void;
};

/**
 * A Socket.IO connection as a wire. What is written before Engine.IO's own greetings have left waits
 * in its buffer behind them; from then on finished frames go past it straight to the socket. Nothing
 * can come between the two frames of a binary event, because they are one write.
 */
export function engineWire(conn: EngineSocket, disconnect: () => void, clock: Clock): EngineWire {
  const { transport } = conn;
  const { _sender: sender, _socket: socket } = transport.socket ?? {};
  const takesFrames = typeof sender?.sendFrame === 'function' && socket !== undefined && !transport.perMessageDeflate;
  let direct = false;
  let asked = false;
  let tell = () => {};

  const engineIsIdle = () => transport.writable && conn.writeBuffer.length === 0;

  function drained(): boolean {
    const is = direct ? socket!.writableLength === 0 : engineIsIdle();
    if (!is && !asked) ask();
    return is;
  }
  /** Calls `look` when what is on its way now has left. */
  function ask(): void {
    asked = true;
    if (direct) socket!.write('', (error) => error || look());
  }
  function look(): void {
    asked = false;
    if (drained()) tell();
  }
  transport.on('ready', () => {
    if (asked) look();
  });

  return {
    drained,
    onDrained: (run) => void (tell = run),
    write(packet) {
      direct ||= takesFrames && engineIsIdle();
      if (direct) sender!.sendFrame!(packet.frames);
      else if (takesFrames) conn.write('', { wsPreEncodedFrame: packet.frames, compress: false });
      else for (const message of packet.messages()) conn.write(message, { compress: false });
    },
    close() {
      disconnect();
      // A peer that reads nothing would keep the connection for as long as it likes.
      clock.after(LAST_WORDS_MS, () => transport.socket?.terminate?.());
    },
  };
}
