import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Channel, Roll } from '../store/shared.ts';

/** Everything of one process, or one change of it; `says` null: it is gone. */
type Message<T> = { from: string } & (
  { all: [connection: string, says: T][] } | { connection: string; says: T | null } | { asks: true }
);

/** What a process has on its roll is told anew so often, ms. */
const TELL_MS = 10_000;
/** One that is not heard of for so long has died, ms. */
const DEAD_MS = 30_000;

/** A roll that every process tells the others of: each keeps what it heard, and forgets who is silent. */
export function createChannelRoll<T>(channel: Channel, from: string, clock: Clock): Roll<T> & { close: Stop } {
  const ours = new Map<string, T>();
  const others = new Map<string, { says: Map<string, T>; heardAt: number }>();
  const followers = new Set<() => void>();
  let next: Stop = () => {};
  const changed = () => {
    for (const run of followers) run();
  };
  const send = (message: Message<T> extends infer M ? (M extends unknown ? Omit<M, 'from'> : never) : never) =>
    channel.send(Buffer.from(JSON.stringify({ from, ...message })));
  const tellAll = () => send({ all: [...ours] });

  const unfollow = channel.follow((bytes) => {
    const message = JSON.parse(Buffer.from(bytes).toString()) as Message<T>;
    if (message.from === from) return;
    if ('asks' in message) return tellAll();
    const other = others.get(message.from) ?? { says: new Map<string, T>(), heardAt: 0 };
    others.set(message.from, other);
    other.heardAt = clock.now();
    if ('all' in message) other.says = new Map(message.all);
    else if (message.says === null) other.says.delete(message.connection);
    else other.says.set(message.connection, message.says);
    changed();
  });

  function turn(): void {
    next = clock.after(TELL_MS, turn);
    tellAll();
    for (const [other, { heardAt }] of others) {
      if (clock.now() - heardAt <= DEAD_MS) continue;
      others.delete(other);
      changed();
    }
  }
  turn();
  send({ asks: true });

  return {
    put(connection, says) {
      ours.set(connection, says);
      send({ connection, says });
      changed();
    },
    remove(connection) {
      if (!ours.delete(connection)) return;
      send({ connection, says: null });
      changed();
    },
    all: () => [...ours.values(), ...[...others.values()].flatMap(({ says }) => [...says.values()])],
    follow(run) {
      const own = () => run();
      followers.add(own);
      return () => void followers.delete(own);
    },
    close() {
      next();
      unfollow();
      ours.clear();
      tellAll();
    },
  };
}
