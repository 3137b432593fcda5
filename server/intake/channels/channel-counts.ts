import type { ChannelFigures, ChannelName } from '#data/contract/channel.ts';
import type { Clock } from '#data/kit/clock.ts';
import { MINUTE } from '#data/rules/civil-day.ts';

/** What channels heard, refused and kept on this node within the last minutes. */
export type ChannelCounts = {
  heard(channel: ChannelName, count: number): void;
  refused(channel: ChannelName, reason: string, count: number): void;
  corrected(channel: ChannelName, what: string): void;
  /** Dead letters that gave way to newer ones. */
  dropped(channel: ChannelName, count: number): void;
  /** `lagMs`: from hearing to keeping. */
  kept(channel: ChannelName, lagMs: number): void;
  of(channel: ChannelName): ChannelFigures;
};

const MINUTES = 10;
/** Reasons of one channel that are told apart within a minute. */
const MOST_REASONS = 20;
const OTHER = 'other';

type Minute = {
  heard: number;
  refused: Map<string, number>;
  corrected: Map<string, number>;
  dropped: number;
  lagMs: number | undefined;
};
type Row = { lastHeard: number | undefined; minutes: Map<number, Minute> };

export function createChannelCounts(clock: Clock): ChannelCounts {
  const rows = new Map<ChannelName, Row>();
  const began = clock.now();
  const minuteNow = () => Math.floor(clock.now() / MINUTE);

  function rowOf(channel: ChannelName): Row {
    const row = rows.get(channel) ?? { lastHeard: undefined, minutes: new Map<number, Minute>() };
    rows.set(channel, row);
    return row;
  }

  function now(channel: ChannelName): Minute {
    const { minutes } = rowOf(channel);
    const at = minuteNow();
    const minute: Minute = minutes.get(at) ?? {
      heard: 0,
      refused: new Map(),
      corrected: new Map(),
      dropped: 0,
      lagMs: undefined,
    };
    minutes.set(at, minute);
    for (const old of minutes.keys()) if (Math.abs(at - old) >= MINUTES) minutes.delete(old);
    return minute;
  }

  return {
    heard(channel, count) {
      rowOf(channel).lastHeard = clock.now();
      now(channel).heard += count;
    },
    refused(channel, reason, count) {
      add(now(channel).refused, reason, count);
    },
    corrected(channel, what) {
      add(now(channel).corrected, what, 1);
    },
    dropped(channel, count) {
      now(channel).dropped += count;
    },
    kept(channel, lagMs) {
      const minute = now(channel);
      minute.lagMs = Math.max(minute.lagMs ?? 0, lagMs);
    },
    of(channel) {
      const { lastHeard, minutes } = rowOf(channel);
      const at = minuteNow();
      const recent = [...minutes].flatMap(([n, minute]) => (Math.abs(at - n) < MINUTES ? [minute] : []));
      const lags = recent.flatMap(({ lagMs }) => lagMs ?? []);
      const over = Math.min(MINUTES, Math.max(1, (clock.now() - began) / MINUTE));
      return {
        ...(lastHeard !== undefined && { lastHeard }),
        perMinute: recent.reduce((sum, { heard }) => sum + heard, 0) / over,
        refused: sumsOf(recent.map(({ refused }) => Object.fromEntries(refused))),
        ...correctedOf(recent.map(({ corrected }) => Object.fromEntries(corrected))),
        ...droppedOf(recent),
        ...(lags.length > 0 && { lagMs: Math.max(...lags) }),
      };
    },
  };
}

function add(counts: Map<string, number>, reason: string, count: number): void {
  const as = counts.has(reason) || counts.size < MOST_REASONS ? reason : OTHER;
  counts.set(as, (counts.get(as) ?? 0) + count);
}

function correctedOf(counts: readonly Readonly<Record<string, number>>[]): Pick<ChannelFigures, 'corrected'> {
  const corrected = sumsOf(counts);
  return Object.keys(corrected).length > 0 ? { corrected } : {};
}

function droppedOf(counts: readonly { dropped?: number | undefined }[]): Pick<ChannelFigures, 'dropped'> {
  const dropped = counts.reduce((sum, { dropped = 0 }) => sum + dropped, 0);
  return dropped > 0 ? { dropped } : {};
}

function sumsOf(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const each of counts)
    for (const [reason, count] of Object.entries(each)) sums.set(reason, (sums.get(reason) ?? 0) + count);
  return Object.fromEntries(sums);
}

/** Of several nodes as of one. */
export function joinFigures(all: readonly ChannelFigures[]): ChannelFigures {
  const heard = all.flatMap(({ lastHeard }) => lastHeard ?? []);
  const lags = all.flatMap(({ lagMs }) => lagMs ?? []);
  const notes = all.flatMap(({ notes = [] }) => notes);
  return {
    ...(heard.length > 0 && { lastHeard: Math.max(...heard) }),
    perMinute: all.reduce((sum, { perMinute }) => sum + perMinute, 0),
    refused: sumsOf(all.map(({ refused }) => refused)),
    ...correctedOf(all.map(({ corrected = {} }) => corrected)),
    ...droppedOf(all),
    ...(notes.length > 0 && { notes }),
    ...(lags.length > 0 && { lagMs: Math.max(...lags) }),
  };
}
