import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A PUBLISH with a receipt, on its way to a client, as it was when it came by. */
export type Passed = { topic: string; payload: Buffer; dup: boolean };

/** A network between a broker and one client of it, in which what goes by is read. MQTT 5. */
export type MqttSpy = {
  /** The broker through it. */
  url: string;
  /** Whether somebody is connected and has subscribed: before that the broker has nobody to keep anything for. */
  hears(): boolean;
  /** Told of each message that comes by. */
  onPublish(run: (passed: Passed) => void): void;
  /** Told of each receipt, with the message that it is for and how long that took, ms. */
  onReceipt(run: (passed: Passed, tookMs: number) => void): void;
  /** Told when the client has gone. */
  onGone(run: () => void): void;
  /** Whether no receipt reaches the broker any more. */
  swallowReceipts(isSwallowing: boolean): void;
  /** Ends all connections; whoever comes next is let through while `isUp`. */
  cut(isUp: boolean): void;
  close(): void;
};

export async function spyOn(port: number): Promise<MqttSpy> {
  const sockets = new Set<Socket>();
  let published = (_passed: Passed) => {};
  let received = (_passed: Passed, _tookMs: number) => {};
  let gone = () => {};
  let isSwallowing = false;
  let isUp = true;
  let hears = false;

  const server = createServer((near) => {
    if (!isUp) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    const under = new Map<number, { passed: Passed; at: number }>();
    const down = packets((packet) => {
      if (packet[0]! >> 4 === SUBACK) hears = true;
      if (packet[0]! >> 4 !== PUBLISH || ((packet[0]! >> 1) & 3) === 0) return;
      const { id, ...passed } = readPublish(packet);
      under.set(id, { passed, at: performance.now() });
      published(passed);
    });
    const up = packets((packet) => {
      if (packet[0] !== PUBACK << 4) return;
      const id = packet.readUInt16BE(2);
      const of = under.get(id);
      under.delete(id);
      if (of) received(of.passed, performance.now() - of.at);
    });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
    }
    far.on('data', (piece: Buffer) => {
      near.write(piece);
      down(piece);
    });
    near.on('data', (piece: Buffer) => {
      // Nothing but receipts goes up while messages come down.
      if (!isSwallowing) far.write(piece);
      up(piece);
    });
    near.on('close', () => {
      far.destroy();
      sockets.delete(near);
      hears = false;
      gone();
    });
    far.on('close', () => {
      near.destroy();
      sockets.delete(far);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hears: () => hears,
    onPublish: (run) => void (published = run),
    onReceipt: (run) => void (received = run),
    onGone: (run) => void (gone = run),
    swallowReceipts: (is) => void (isSwallowing = is),
    cut(next) {
      isUp = next;
      cut();
    },
    close() {
      cut();
      server.close();
    },
  };
}

const PUBLISH = 3;
const PUBACK = 4;
const SUBACK = 9;

/** Pieces of a stream as whole packets (MQTT 5, 2.1.4). */
function packets(receive: (packet: Buffer) => void): (piece: Buffer) => void {
  let held: Buffer = Buffer.alloc(0);
  return (piece) => {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    for (;;) {
      const head = readVariable(held, 1);
      if (!head || held.length < head.end + head.value) return;
      receive(held.subarray(0, head.end + head.value));
      held = held.subarray(head.end + head.value);
    }
  };
}

function readVariable(from: Buffer, at: number): { value: number; end: number } | null {
  for (let value = 0, i = 0; i < 4; i++) {
    const byte = from[at + i];
    if (byte === undefined) return null;
    value += (byte & 127) << (7 * i);
    if (byte < 128) return { value, end: at + i + 1 };
  }
  throw new RangeError('no length');
}

function readPublish(packet: Buffer): Passed & { id: number } {
  const at = readVariable(packet, 1)!.end;
  const topicEnd = at + 2 + packet.readUInt16BE(at);
  const properties = readVariable(packet, topicEnd + 2)!;
  return {
    topic: packet.toString('utf8', at + 2, topicEnd),
    id: packet.readUInt16BE(topicEnd),
    payload: Buffer.from(packet.subarray(properties.end + properties.value)),
    dup: (packet[0]! & 8) !== 0,
  };
}
