/**
 * One Socket.IO event as it lies on the wire, framed once and written to as many connections as
 * want it: a text packet, or the text header of a binary event and its attachment in one buffer,
 * so that nothing can come between the two.
 */
export type Packet = {
  /** WebSocket frames; one or two buffers, to be written back to back. */
  readonly frames: readonly [Buffer] | readonly [Buffer, Buffer];
  /**
   * The same as Engine.IO messages, for a transport that takes no finished frames. Without the
   * leading 4, which Engine.IO adds.
   */
  readonly messages: () => readonly (string | Buffer)[];
};

/** `json` is the event's one argument, already serialised. */
export function textPacket(event: string, json: string): Packet {
  const text = Buffer.from(`42/feed,["${event}",${json}]`);
  const frames = [Buffer.concat([frameHeader(TEXT, text.length), text])] as const;
  return { frames, messages: () => [text.toString('utf8', 1)] };
}

/** The end of an event's argument, to be shared by many packets with different starts. */
export function sharedEnd(json: string): Buffer {
  return Buffer.from(`${json}]`);
}

/** The same as `textPacket` with `start` and `end` joined, where `end` is not copied. */
export function splitPacket(event: string, start: string, end: Buffer): Packet {
  const text = Buffer.from(`42/feed,["${event}",${start}`);
  const frames = [Buffer.concat([frameHeader(TEXT, text.length + end.length), text]), end] as const;
  return { frames, messages: () => [text.toString('utf8', 1) + end.toString()] };
}

/** An event whose one argument is binary. */
export function binaryPacket(event: string, attachment: Uint8Array): Packet {
  const text = Buffer.from(`451-/feed,["${event}",{"_placeholder":true,"num":0}]`);
  const frame = Buffer.concat([
    frameHeader(TEXT, text.length),
    text,
    frameHeader(BINARY, attachment.length),
    attachment,
  ]);
  return { frames: [frame], messages: () => [text.toString('utf8', 1), Buffer.from(attachment)] };
}

const TEXT = 0x81;
const BINARY = 0x82;

/** RFC 6455, 5.2: a whole, unmasked message. */
function frameHeader(opcode: number, length: number): Buffer {
  if (length < 126) return Buffer.from([opcode, length]);
  if (length < 65536) return Buffer.from([opcode, 126, length >> 8, length & 255]);
  const header = Buffer.alloc(10);
  header[0] = opcode;
  header[1] = 127;
  header.writeUIntBE(length, 4, 6);
  return header;
}
