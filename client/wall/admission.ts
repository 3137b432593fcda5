import type { Clock } from '#data/kit/clock.ts';
import { post, untilItWorks } from './ask.ts';

/** What a display shows while nobody has approved it. */
export type Code = { code: string; ticket: string; until: number };

type Parts = { view: string; clock: Clock; showCode: (code: Code) => void };

/**
 * Resolves once this display may look: at once with a cookie or with a token in the address
 * (`/wall#token=…`, which then leaves the address), else when somebody has approved its code.
 * Answers the view that it got.
 */
export async function admission({ view, clock, showCode }: Parts): Promise<string> {
  const token = takeToken();
  const given = token === null ? null : await untilItWorks(() => exchange(token), clock);
  if (given !== null) return given;
  if (await untilItWorks(() => mayLook(view), clock)) return view;
  return paired(clock, showCode);
}

/** The token in the fragment, which no server and no log has seen. */
function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) history.replaceState(null, '', location.pathname + location.search);
  return token;
}

/** Null: nobody has this token. */
async function exchange(token: string): Promise<string | null> {
  const response = await post('/api/v1/displays/session', { token });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return ((await response.json()) as { view: string }).view;
}

async function mayLook(view: string): Promise<boolean> {
  const response = await fetch(`/api/v1/state-hash?view=${view}`, { credentials: 'same-origin' });
  if (response.status === 401 || response.status === 403) return false;
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return true;
}

async function paired(clock: Clock, showCode: (code: Code) => void): Promise<string> {
  for (;;) {
    const code = await untilItWorks(async () => {
      const response = await post('/api/v1/displays/pairing');
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return (await response.json()) as Code;
    }, clock);
    showCode(code);
    for (;;) {
      await new Promise<void>((done) => clock.after(2000, done));
      const response = await post('/api/v1/displays/pairing/collect', { ticket: code.ticket }).catch(() => null);
      if (response?.status === 200) return ((await response.json()) as { view: string }).view;
      if (response?.status === 404) break;
    }
  }
}
