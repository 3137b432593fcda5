import { channelNames, type ChannelStanding, type ChannelStandings } from '#data/contract/channel.ts';

type Said = Partial<Record<ChannelStanding['name'], Partial<ChannelStanding>>>;

/** The ways in at `asOf`, ms: all do well but for what is said. */
export function madeChannels(asOf: number, said: Said = {}): ChannelStandings {
  const items = channelNames.map((name): ChannelStanding => ({
    name,
    lastHeard: asOf - 4000,
    reached: true,
    heard: 120,
    refused: 0,
    lagMs: 30,
    deadLetters: 0,
    quarantined: 0,
    ...said[name],
  }));
  return { asOf, items };
}

const HOUR = 3_600_000;

/** States of the band, by name; null: nothing has come yet. `ageMs`: since it came. */
export const channelStates: readonly { state: string; said: Said | null; ageMs: number }[] = [
  { state: 'not yet', said: null, ageMs: 0 },
  { state: 'all well', said: {}, ageMs: 1000 },
  { state: 'one silent', said: { traccar: { lastHeard: -HOUR } }, ageMs: 1000 },
  { state: 'letters waiting', said: { card: { quarantined: 3 }, webhooks: { deadLetters: 12 } }, ageMs: 1000 },
  { state: 'everything', said: everything(), ageMs: 1000 },
  { state: 'stale 10 min', said: { mqtt: { reached: false } }, ageMs: 600_000 },
];

function everything(): Said {
  return {
    mqtt: { reached: false },
    owntracks: { lastHeard: -2 * HOUR },
    traccar: { lastHeard: -HOUR },
    webhooks: { heard: 40, refused: 17, deadLetters: 1000 },
    http: { lagMs: 12_400 },
    card: { quarantined: 2000 },
  };
}

/** `lastHeard` in a state is so long before, when it is negative. */
export function standingsOf(said: Said | null, asOf: number): ChannelStandings | null {
  if (said === null) return null;
  const { items } = madeChannels(asOf, said);
  return { asOf, items: items.map((row) => ({ ...row, lastHeard: atLeast(row.lastHeard ?? 0, asOf) })) };
}

const atLeast = (lastHeard: number, asOf: number) => (lastHeard < 0 ? asOf + lastHeard : lastHeard);
