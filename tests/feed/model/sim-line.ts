import type { FactsFrame } from '#data/contract/feed.ts';
import type { TestClock } from '../test-clock.ts';
import type { Packet } from '#server/feed/packet.ts';
import type { Wire } from '#server/feed/outlet.ts';

/** One event on a simulated connection, already decoded. */
export type Message = { event: string; frame: unknown };

/**
 * A simulated connection with a mind of its own: it can be slow, stall, lose, repeat, go dead
 * without telling anybody, or break.
 */
/** `damaged`: a facts frame from which a fact is missing, though it says otherwise. */
export type Mishap = 'lost' | 'repeated' | 'damaged';

export type SimLine = {
  /** The server's end. */
  readonly wire: Wire;
  latency: number;
  /** What the latency grows to, 0.7 s a second, as when a slow line's buffers fill. */
  congestion: number;
  /** The peer reads nothing: what is written stays in the server's process. */
  stalled: boolean;
  /** Half open: whatever is sent either way disappears, and neither end is told. */
  dead: boolean;
  /** Beats disappear until then, though the rest arrives. */
  muteUntil: number;
  /** A beat that came over it said that the screen has everything. */
  confirmed: boolean;
  /** Since when something has been waiting to be sent. */
  readonly unsentSince: number | null;
  /** On its way to the client. */
  readonly flight: Message[];
  /** Written, but not yet handed to the operating system. */
  readonly unsent: Message[];
  readonly open: boolean;
  /** A frame of the positions lane. */
  position(): void;
  toServer(message: Message): void;
  unstall(): void;
  /** What befalls the next frame that is sent. */
  next: Mishap | null;
  /** Breaks at both ends; what is on its way is lost. */
  reset(): void;
};

export type SimLineParts = {
  clock: TestClock;
  latency: number;
  /** Sees everything the server writes, before it is sent. */
  written(message: Message): void;
  drained(): void;
  deliver(message: Message): void;
  serve(message: Message): void;
  befell(mishap: Mishap, event: string): void;
  /** The client's end is told that the connection is gone. */
  lost(): void;
  /** The server's end is told. */
  closed(): void;
};

export function createSimLine(parts: SimLineParts): SimLine {
  const { clock } = parts;
  const flight: Message[] = [];
  const unsent: Message[] = [];
  let open = true;
  let unsentSince: number | null = null;
  let arrival = 0;
  let launchedAt = clock.now();

  function messageOf(packet: Packet): Message {
    const [text] = packet.messages();
    const [event, frame] = JSON.parse(String(text).replace('2/feed,', '')) as [string, unknown];
    return { event, frame };
  }

  function handOver(): void {
    if (line.stalled || unsent.length === 0) return;
    for (const message of unsent.splice(0)) befall(message);
    unsentSince = null;
    if (open) parts.drained();
  }

  function befall(message: Message): void {
    const mishap = message.event === 'beat' && line.next !== 'repeated' ? null : line.next;
    const facts = message.event === 'facts' ? (message.frame as FactsFrame).facts : [];
    if (!mishap || (mishap === 'damaged' && facts.length === 0)) return launch(message);
    line.next = null;
    parts.befell(mishap, message.event);
    if (mishap === 'damaged') facts.shift();
    if (mishap !== 'lost') launch(message);
    // Once more, a little later.
    if (mishap === 'repeated') clock.after(200, () => open && launch(structuredClone(message)));
  }

  function launch(message: Message): void {
    flight.push(message);
    line.latency = Math.max(line.latency, Math.min(line.congestion, line.latency + (clock.now() - launchedAt) * 0.7));
    launchedAt = clock.now();
    arrival = Math.max(arrival, clock.now() + line.latency);
    clock.after(arrival - clock.now(), () => {
      const next = flight.shift();
      const lost = !next || line.dead || (next.event === 'beat' && clock.now() < line.muteUntil);
      if (!lost) parts.deliver(next);
    });
  }

  function end(): void {
    if (!open) return;
    open = false;
    parts.closed();
    if (!line.dead) clock.after(line.latency, parts.lost);
  }

  const line: SimLine = {
    latency: parts.latency,
    congestion: 0,
    stalled: false,
    dead: false,
    muteUntil: 0,
    next: null,
    confirmed: false,
    flight,
    unsent,
    get unsentSince() {
      return unsentSince;
    },
    get open() {
      return open;
    },
    wire: {
      drained: () => open && unsent.length === 0,
      write(packet) {
        if (!open) return;
        const message = messageOf(packet);
        parts.written(message);
        unsent.push(message);
        unsentSince ??= clock.now();
        clock.after(1, handOver);
      },
      close() {
        clock.after(line.stalled ? 1000 : 5, end);
      },
    },
    position() {
      if (open && !line.stalled) launch({ event: 'positions', frame: null });
    },
    toServer(message) {
      clock.after(line.latency, () => {
        if (open && !line.dead) parts.serve(message);
      });
    },
    unstall() {
      line.stalled = false;
      handOver();
    },
    reset() {
      flight.length = 0;
      unsent.length = 0;
      end();
    },
  };
  return line;
}
