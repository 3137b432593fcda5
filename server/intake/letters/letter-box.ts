import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { ChannelName } from '#data/contract/channel.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { DayKeys } from '../contacts/day-keys.ts';
import { seal, unseal } from '../contacts/sealing.ts';
import type { Sender } from '../intake.ts';
import type { Letter, LetterKind, Letters, Room } from '../../store/letters.ts';

/** What was refused. `ref`: the sender's own reference, so that the same thing again is one letter; left out, it is known by its content. */
export type DeadLetter = { source: string | null; ref?: string; reason: string; content: string };

/** A report that a limit led here. `ref`: the sender's own reference. */
export type Quarantined = { sender: Sender; ref: string; report: unknown; reason: string };

/** What a channel may do with what it does not hand to the door. */
export type ChannelLetters = {
  /** Resolves when they are kept: only now may they be acknowledged. @throws {StoreUnavailable} */
  dead(letters: readonly DeadLetter[]): Promise<void>;
  /** `full`: it was not kept, and whoever reports must be told so. @throws {StoreUnavailable} @throws {RangeError} above 64,000 characters */
  quarantine(report: Quarantined): Promise<'kept' | 'known' | 'full'>;
};

/** A letter that was opened. `content`: null when the key of its day is gone; `isCut`: of what came only the beginning is kept. */
export type OpenedLetter = Omit<Letter, 'body'> & { content: string | null; isCut: boolean };

export type LetterBox = {
  of(channel: ChannelName): ChannelLetters;
  open(id: string): Promise<OpenedLetter | null>;
  /** The report that waits under this id; null: there is none, or it cannot be read any more. */
  waiting(id: string): Promise<{ channel: string; sender: Sender; report: unknown } | null>;
};

type Parts = {
  letters: Letters;
  days: DayKeys;
  clock: Clock;
  /** Told how many had to give way. */
  dropped(channel: ChannelName, count: number): void;
};

/** Letters of one channel at most. The disk they may take is this times what one may hold. */
const DEAD: Room = { most: 1000, oldestGives: true };
/** Nobody's report gives way to another's: who finds no room is told so. */
const QUARANTINED: Room = { most: 2000, oldestGives: false };
/** Characters that are kept of what is dead, and that a report that waits may have. */
const MOST_DEAD = 8000;
const MOST_WAITING = 64_000;

const Body = z.object({
  sealed: z.object({ day: z.string(), salt: z.string(), sealed: z.string() }),
  isCut: z.boolean().optional(),
});
const Waiting = z.object({
  sender: z.custom<Sender>((value) => typeof value === 'object' && value !== null && 'source' in value),
  report: z.unknown(),
});

/** Seals what comes in under the key of its day, as contacts are: it may name people. */
export function createLetterBox({ letters, days, clock, dropped }: Parts): LetterBox {
  async function sealed(content: string, most: number): Promise<string> {
    const { day, key } = await days.at(clock.now());
    const kept = content.slice(0, most);
    const isCut = kept.length < content.length;
    return JSON.stringify({ sealed: seal(kept.toWellFormed(), day, key), ...(isCut && { isCut }) });
  }

  async function open(id: string): Promise<OpenedLetter | null> {
    const letter = await letters.get(id);
    if (!letter) return null;
    const { body, ...head } = letter;
    const { sealed, isCut = false } = Body.parse(JSON.parse(body));
    const key = await days.keyOf(sealed);
    return { ...head, content: key === null ? null : unseal(sealed, key), isCut };
  }

  return {
    of: (channel) => ({
      async dead(all) {
        if (all.length === 0) return;
        const made = await Promise.all(
          all.map(async ({ source, ref, reason, content }): Promise<Letter> => ({
            id: idOf('dead', channel, source, ref ?? content),
            kind: 'dead',
            channel,
            source,
            at: clock.now(),
            reason: oneLine(reason),
            body: await sealed(content, MOST_DEAD),
          })),
        );
        const kept = await letters.keep(made, DEAD);
        if (kept.dropped > 0) dropped(channel, kept.dropped);
      },
      async quarantine({ sender, ref, report, reason }) {
        const content = JSON.stringify({ sender, report });
        if (content.length > MOST_WAITING) throw new RangeError(`a report of more than ${MOST_WAITING} characters`);
        const letter: Letter = {
          id: idOf('quarantined', channel, sender.source, ref),
          kind: 'quarantined',
          channel,
          source: sender.source,
          at: clock.now(),
          reason: oneLine(reason),
          body: await sealed(content, MOST_WAITING),
        };
        return (await letters.keep([letter], QUARANTINED)).outcomes[0]!;
      },
    }),
    open,
    async waiting(id) {
      const letter = await open(id);
      if (letter?.kind !== 'quarantined' || letter.content === null) return null;
      return { channel: letter.channel, ...Waiting.parse(JSON.parse(letter.content)) };
    },
  };
}

const idOf = (kind: LetterKind, channel: string, source: string | null, ref: string) =>
  createHash('sha256')
    .update(JSON.stringify([kind, channel, source, ref]))
    .digest('base64url')
    .slice(0, 22);

/** The id under which a report of that reference waits. */
export const waitingId = (channel: ChannelName, source: string, ref: string): string =>
  idOf('quarantined', channel, source, ref);

const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .toWellFormed()
    .slice(0, 200);
