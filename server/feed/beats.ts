import { BEAT_MS, type Beat } from '#data/contract/feed.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { textPacket, type Packet } from './packet.ts';

/** Peers beat in so many groups, one after the other: apart, and yet few turns for many peers. */
const GROUPS = 8;

/** When the peers of one feed beat, and the frames that they share. */
export type Beats = {
  /** Runs it every BEAT_MS with others of its group; the first time within that. */
  join(beat: () => void): Stop;
  /** The frame of a beat, written once for all who are told the same at the same moment. */
  packet(beat: Beat): Packet;
};

export function createBeats(clock: Clock): Beats {
  const origin = clock.now();
  const groups = Array.from({ length: GROUPS }, (_, i) => createGroup(clock, origin + (i * BEAT_MS) / GROUPS));
  const written = new Map<string, Packet>();
  let writtenAt = -Infinity;
  let joined = 0;

  return {
    join: (beat) => groups[joined++ % GROUPS]!.join(beat),
    packet(beat) {
      if (beat.now !== writtenAt) written.clear();
      writtenAt = beat.now;
      const json = JSON.stringify(beat);
      let packet = written.get(json);
      if (!packet) written.set(json, (packet = textPacket('beat', json)));
      return packet;
    },
  };
}

/** Takes its turn every BEAT_MS while it has members, counted from `origin` when it gets its first. */
function createGroup(clock: Clock, origin: number): Pick<Beats, 'join'> {
  const members = new Set<() => void>();
  let stopTurn = () => {};

  function turn(): void {
    stopTurn = clock.after(BEAT_MS, turn);
    for (const beat of members) beat();
  }

  return {
    join(run) {
      // Its own value, so that whoever joins twice is two members.
      const beat = () => run();
      if (members.size === 0) {
        const since = (clock.now() - origin) % BEAT_MS;
        stopTurn = clock.after(since < 0 ? -since : BEAT_MS - since, turn);
      }
      members.add(beat);
      return () => {
        if (members.delete(beat) && members.size === 0) stopTurn();
      };
    },
  };
}
