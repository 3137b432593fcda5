import type { CapFeed, CapFeedStands } from '#data/contract/cap-feed.ts';
import type { ChannelNote } from '#data/contract/channel.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Random } from '#data/kit/random.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { StoreUnavailable } from '../../../store/store.ts';
import type { Ear } from '../channel.ts';
import type { Run } from '../run-each.ts';
import type { CapFeeds } from './cap-feeds.ts';
import type { FeedMemory, Known } from './feed-memory.ts';
import type { FeedReader, Offered } from './read-feed.ts';

/** One feed that is asked, for as long as this process may. */
export type Polling = Run & { note(): ChannelNote | null };

export type PollingParts = {
  feeds: Pick<CapFeeds, 'find'>;
  memory: FeedMemory;
  reader: FeedReader;
  ear: Pick<Ear, 'intake' | 'refused' | 'letters'>;
  clock: Clock;
  random: Random;
  trouble: (what: string, error: unknown) => void;
};

/** New alerts that are taken in one go; the others come with the next. */
const MOST_AT_ONCE = 200;
const LONGEST_WAIT_MS = HOUR;
const STORE_WAIT_MS = 5000;

/** A tenth more or less, so that not all are asked at once; after so many failures twice as long each time, up to an hour. */
export function waitUntilNext(everyMs: number, failures: number, random: Random): number {
  const whole = failures === 0 ? everyMs : Math.max(everyMs, Math.min(everyMs * 2 ** failures, LONGEST_WAIT_MS));
  return Math.round(whole * (0.9 + random() * 0.2));
}

/** How it stood, whatever it was asked. */
const standsOf = (kept: Known | null): CapFeedStands => ({
  ...(kept?.answered !== undefined && { answered: kept.answered }),
  ...(kept?.heard !== undefined && { heard: kept.heard }),
  ...(kept?.broken && { broken: kept.broken }),
});

/** Asks one feed again and again, and hands what is new in it to the door. */
export function pollFeed(name: string, parts: PollingParts): Polling {
  const { feeds, memory, reader, ear, clock, random, trouble } = parts;
  const leaving = new AbortController();
  const isStopped = () => leaving.signal.aborted;
  let feed: CapFeed | null = null;
  let known: Known | null = null;
  let isDue = false;
  let goOn = () => {};

  async function live(): Promise<void> {
    while (!isStopped())
      try {
        isDue = false;
        feed = await feeds.find(name);
        if (!feed) return;
        await rest(feed.state === 'on' ? await poll(feed) : null);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) trouble(`the feed "${name}" is not asked`, error);
        await rest(STORE_WAIT_MS);
      }
  }

  /** Asks once; resolves with how long to wait. */
  async function poll({ url, areas, every }: CapFeed): Promise<number> {
    const asked = JSON.stringify([url, areas]);
    const kept = await memory.of(name);
    const before = kept?.asked === asked ? kept : { ...standsOf(kept), asked, taken: {} };
    known = before;
    const answer = await reader.list(url, before, leaving.signal);
    const now = clock.now();
    if (isStopped()) return 0;
    if (answer.is === 'broken') {
      ear.refused(answer.why);
      const { since = now, times = 0 } = before.broken ?? {};
      known = { ...before, broken: { since, why: answer.why, times: times + 1 } };
      await memory.keep(name, known);
      return Math.max(waitUntilNext(every * MINUTE, times + 1, random), answer.waitMs ?? 0);
    }
    const { broken: _broken, ...good } = before;
    if (answer.is === 'same') known = { ...good, answered: now };
    else {
      const { etag, modified } = answer;
      const { taken, isWhole, hasNew } = await takeAll(answer.offered, before.taken);
      if (isStopped()) return 0;
      const { etag: _etag, modified: _modified, ...stands } = good;
      // What could not be had is asked for again: then the list must come again too.
      const version = isWhole ? { ...(etag && { etag }), ...(modified && { modified }) } : {};
      known = { ...stands, answered: now, ...(hasNew && { heard: now }), ...version, taken };
    }
    await memory.keep(name, known);
    return waitUntilNext(every * MINUTE, 0, random);
  }

  /** What is in the feed no more is forgotten: it would not come again. */
  async function takeAll(offered: readonly Offered[], before: Readonly<Record<string, string>>) {
    const taken: Record<string, string> = {};
    let isWhole = true;
    let hasNew = false;
    let left = MOST_AT_ONCE;
    for (const one of offered) {
      if (Object.hasOwn(before, one.key) && before[one.key] === one.mark) taken[one.key] = one.mark;
      else if (isStopped() || left-- <= 0) isWhole = false;
      else if (await take(one)) [taken[one.key], hasNew] = [one.mark, true];
      else isWhole = false;
    }
    return { taken, isWhole, hasNew };
  }

  /** Whether it need not be asked for again: taken, or refused for good and kept as a dead letter. */
  async function take({ key, mark, document: given, href = '' }: Offered): Promise<boolean> {
    const document = given ?? (await reader.alert(href, leaving.signal));
    if (typeof document === 'string') {
      if (!isStopped()) ear.refused(document);
      return false;
    }
    const sender = { source: feed!.name, exercise: false };
    const done = await ear.intake.alert(sender, { ...document, within: feed!.areas });
    if (done.ok) return true;
    const { status, detail, title, errors = [] } = done.refusal;
    if (status === 503) return false;
    const reason = errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ') || (detail ?? title);
    const content = Buffer.from(document.bytes).toString();
    await ear.letters.dead([{ source: feed!.name, ref: `${key} ${mark}`, reason, content }]);
    return true;
  }

  /** Null: until something is new about it. */
  async function rest(ms: number | null): Promise<void> {
    if (isStopped() || isDue) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const forget = ms === null ? () => {} : clock.after(ms, resolve);
    goOn = resolve;
    await promise;
    forget();
  }

  const living = live();
  return {
    again() {
      isDue = true;
      goOn();
    },
    note() {
      if (!feed || feed.state !== 'on' || !known) return null;
      const { broken, heard } = known;
      if (broken) return { what: 'feed-broken', feed: name, why: broken.why, since: broken.since };
      const since = Math.max(heard ?? 0, feed.since);
      const { silentAfter } = feed;
      const isSilent = silentAfter !== undefined && clock.now() - since > silentAfter * HOUR;
      return isSilent ? { what: 'feed-silent', feed: name, since } : null;
    },
    async stop() {
      leaving.abort();
      goOn();
      await living;
    },
  };
}
