import type { Clock } from '#data/kit/clock.ts';
import type { Answer, Refusal } from '#client/call/refusal.ts';

/**
 * Until it works: a wall has nobody who would press "again". Refusals that `means` something to the
 * caller are an answer too.
 */
export async function untilItWorks<T, R = never>(
  attempt: () => Promise<Answer<T>>,
  clock: Clock,
  means: (refusal: Refusal) => R | undefined = () => undefined,
): Promise<T | R> {
  for (;;) {
    const answer = await attempt();
    if (answer.ok) return answer.value;
    const meaning = means(answer.refusal);
    if (meaning !== undefined) return meaning;
    await new Promise<void>((done) => clock.after(AGAIN_MS, done));
  }
}

const AGAIN_MS = 3000;
