import type { Problem } from '#data/contract/problem.ts';
import type { PhotoId } from '#data/contract/ids.ts';
import { refusalIn } from '#client/call/refusal.ts';
import type { Outcome, Step } from './queue.ts';

/**
 * What an HTTP answer means for the step that it answers. `body` is null when it was not JSON: then
 * it was not our server that spoke, but something on the way to it, and nothing is known.
 */
export function outcomeOf(step: Step, status: number, body: unknown, retryAfter: string | null): Outcome {
  if (status >= 200 && status < 300) return keptBy(step, body);
  if (status === 401) return { is: 'signed-out' };
  const { why } = (body ?? {}) as Partial<Problem>;
  if (why === 'locked' || why === 'enrol') return { is: 'locked' };
  if (isPassing(status) || body === null) {
    const seconds = Number(retryAfter ?? NaN);
    return seconds > 0 ? { is: 'lost', retryMs: seconds * 1000 } : { is: 'lost' };
  }
  return { is: 'refused', refusal: refusalIn(body, { status, statusText: '' }) };
}

/** The server or something between it and us is in trouble; what was sent may be good. */
const isPassing = (status: number) => status >= 500 || status === 408 || status === 425 || status === 429;

function keptBy(step: Step, body: unknown): Outcome {
  const { id, rev, seq, number } = (body ?? {}) as { id?: unknown; rev?: unknown; seq?: unknown; number?: unknown };
  if (step.send === 'photo') {
    // An answer that does not name the photo is none: asking again names it, as a photo is its own key.
    if (typeof id !== 'string') return { is: 'lost' };
    return { is: 'photo-kept', part: step.part, id: id as PhotoId };
  }
  // Whatever was done has its place in the log.
  if (typeof seq !== 'number') return { is: 'lost' };
  return { is: 'kept', seq, ...(typeof rev === 'number' && { rev }), ...(typeof number === 'string' && { number }) };
}
