import type { Action } from './action.ts';
import type { Dates } from './dates.ts';
import { outcomeOf } from './outcome.ts';
import type { Outcome, Step } from './queue.ts';

/** How long an answer may take before the line counts as broken, ms. A photo may take longer. */
const COMMAND_MS = 15_000;
const PHOTO_MS = 90_000;

/** Sends one step. Never throws: what cannot be told from silence is `lost`. */
export async function sendStep(step: Step, dates: Dates, ask: typeof fetch = fetch): Promise<Outcome> {
  try {
    const response = await ask(`/api/v1${pathOf(step)}`, requestOf(step, dates));
    const body: unknown = await response.json().catch(() => null);
    return outcomeOf(step, response.status, body, response.headers.get('retry-after'));
  } catch {
    return { is: 'lost' };
  }
}

const pathOf = (step: Step) => (step.send === 'photo' ? '/photos' : step.action.path);

function requestOf(step: Step, { tappedAt, sentAt }: Dates): RequestInit {
  const { action } = step;
  const common = { method: 'POST', credentials: 'same-origin', redirect: 'error' } as const;
  // Should somebody else have signed in meanwhile, the server refuses rather than act in their name.
  const from = { 'x-watchfloor-person': action.person };
  if (step.send === 'photo') {
    return {
      ...common,
      headers: { ...from, 'content-type': 'image/jpeg' },
      body: action.photos[step.part]!.jpeg,
      signal: AbortSignal.timeout(PHOTO_MS),
    };
  }
  return {
    ...common,
    headers: {
      ...from,
      'content-type': 'application/json',
      'idempotency-key': action.id,
      'x-watchfloor-tapped-at': new Date(tappedAt).toISOString(),
      'x-watchfloor-sent-at': new Date(sentAt).toISOString(),
      ...(action.ifMatch !== undefined && { 'if-match': `"${action.ifMatch}"` }),
    },
    body: JSON.stringify(bodyWithPhotos(action)),
    signal: AbortSignal.timeout(COMMAND_MS),
  };
}

/** The body with the ids of its photos where they belong. */
export function bodyWithPhotos({ body, photos }: Pick<Action, 'body' | 'photos'>): unknown {
  const whole = structuredClone(body);
  for (const { at, id } of photos) {
    const path = at.slice(1).split('/');
    const last = path.pop()!;
    const holder = path.reduce<Record<string, unknown>>((part, key) => part[key] as Record<string, unknown>, whole);
    holder[last] = id;
  }
  return whole;
}
