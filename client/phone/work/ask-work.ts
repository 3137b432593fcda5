import type { Work } from '#data/contract/desk-api.ts';
import type { PersonId } from '#data/contract/ids.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { LightAsk } from '#client/call/light.ts';
import type { Refusal } from '#client/call/refusal.ts';
import { raise } from '#client/page/raise.ts';
import type { Remembered } from '#client/phone/queue/device.ts';

/** What one asking brought. `same`: nothing has changed since the answer that `etag` names; `date`: the server's time. */
export type WorkAnswer =
  | { is: 'work'; work: Work; etag?: string }
  | { is: 'same'; date?: number }
  | { is: 'no-answer' }
  | { is: 'signed-out' }
  | { is: 'refused'; refusal: Refusal };

const ANSWER_MS = 10_000;

/** Asks once. Never throws: silence is `no-answer`. */
export async function askWork(person: PersonId, etag: string | undefined, ask: LightAsk): Promise<WorkAnswer> {
  const got = await ask('GET /api/v1/work', { person, etag, within: ANSWER_MS });
  if (got.ok) {
    const { value: work, etag: tag, date } = got.value;
    if (!work) return { is: 'same', ...(date !== undefined && { date }) };
    return { is: 'work', work, ...(tag !== undefined && { etag: tag }) };
  }
  const { status } = got.refusal;
  if (status === 401) return { is: 'signed-out' };
  if (status === 0 || status >= 500 || status === 429) return { is: 'no-answer' };
  return { is: 'refused', refusal: got.refusal };
}

type Parts = {
  clock: Clock;
  /** The newest answer so far. */
  last(): Remembered<Work> | null;
  ask(etag: string | undefined): Promise<WorkAnswer>;
  /** Nobody looks: nothing is asked. */
  hidden(): boolean;
  /** `askedAt` by `clock`. */
  got(answer: WorkAnswer, askedAt: number): void;
};

/** How often the work is asked for while somebody looks, ms. */
export const EVERY_MS = 5_000;

/** Asks again and again. `now` asks at once: the page is looked at again, the line is back, a tap was sent. */
export function createAsking({ clock, last, ask, hidden, got }: Parts): { now(): void; stop: Stop } {
  let asking = false;
  let again = false;
  let stopped = false;
  let cancel: Stop = () => {};

  async function round(): Promise<void> {
    cancel();
    if (stopped || hidden()) return;
    if (asking) return void (again = true);
    asking = true;
    const askedAt = clock.now();
    const answer = await ask(last()?.etag);
    asking = false;
    if (stopped) return;
    got(answer, askedAt);
    const soon = again;
    again = false;
    cancel = clock.after(soon ? 0 : EVERY_MS, () => round().catch(raise));
  }

  return {
    now: () => round().catch(raise),
    stop() {
      stopped = true;
      cancel();
    },
  };
}
