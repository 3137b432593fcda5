import type { Socket } from 'node:net';
import { networkOf } from '../../network.ts';

export type WaitingParts = {
  /** ms, of a clock that only goes forward. */
  now: () => number;
  /** A proxy in front, which speaks for many and reads whole requests before it passes them on. */
  isProxy: (address: string) => boolean;
  limits?: Limits;
};

/** `each`: as many connections of one network may wait at once; `freshMs`: none is cut that waits for less. */
export type Limits = { each: number; freshMs: number };

/** A hall full of screens comes back at once, and each is through within a moment. */
const usual: Limits = { each: 200, freshMs: 3000 };

/**
 * The connections whose request is not here, by network and in the order in which they began to wait. Where one
 * network has too many, its oldest gives way to the one that comes: who holds connections loses them, and people
 * beside them, whose requests arrive at once, are never refused.
 */
export function createWaiting({ now, isProxy, limits = usual }: WaitingParts) {
  const networks = new Map<string, Map<Socket, number>>();
  const networkOfSocket = new WeakMap<Socket, string>();

  function enter(socket: Socket): void {
    const address = socket.remoteAddress;
    if (address === undefined || socket.destroyed || isProxy(address)) return;
    let network = networkOfSocket.get(socket);
    if (network === undefined) {
      network = networkOf(address);
      networkOfSocket.set(socket, network);
      socket.once('close', () => leave(socket));
    }
    const sockets = networks.get(network) ?? new Map<Socket, number>();
    networks.set(network, sockets);
    sockets.delete(socket);
    sockets.set(socket, now());
    if (sockets.size <= limits.each) return;
    const [oldest, since] = sockets.entries().next().value!;
    if (now() - since >= limits.freshMs) oldest.destroy();
  }

  function leave(socket: Socket): void {
    const network = networkOfSocket.get(socket);
    const sockets = network === undefined ? undefined : networks.get(network);
    if (!sockets?.delete(socket) || sockets.size > 0) return;
    networks.delete(network!);
  }

  return { enter, leave };
}
