import { admitDisplay, askPairing, collectPairing } from '#data/contract/routes/displays.ts';
import { readStateHash } from '#data/contract/routes/feed.ts';
import type { OkOf } from '#data/contract/routes/route.ts';
import type { Clock } from '#data/kit/clock.ts';
import { createCall } from '#client/call/call.ts';
import { createExchange } from '#client/call/exchange.ts';
import { untilItWorks } from './until-it-works.ts';

/** What a display shows while nobody has approved it. */
export type Code = OkOf<typeof askPairing>;

type Parts = { view: string; clock: Clock; showCode: (code: Code) => void };

/** Of no view yet. */
const call = createCall(createExchange());

/**
 * Resolves once this display may look: at once with a cookie or with a token in the address
 * (`/wall#token=…`, which then leaves the address), else when somebody has approved its code.
 * Answers the view that it got.
 */
export async function admission({ view, clock, showCode }: Parts): Promise<string> {
  const token = takeToken();
  const given = token === null ? null : await exchange(token, clock);
  if (given !== null) return given;
  if (await mayLook(view, clock)) return view;
  return paired(clock, showCode);
}

/** The token in the fragment, which no server and no log has seen. */
function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) history.replaceState(null, '', location.pathname + location.search);
  return token;
}

/** Null: nobody has this token. */
async function exchange(token: string, clock: Clock): Promise<string | null> {
  const admitted = () => call(admitDisplay, { body: { token } });
  const answer = await untilItWorks(admitted, clock, ({ status }) => (status === 401 ? null : undefined));
  return answer && answer.view;
}

async function mayLook(view: string, clock: Clock): Promise<boolean> {
  const looked = createCall(createExchange({ view }));
  const isClosed = (status: number) => status === 401 || status === 403;
  const answer = await untilItWorks(
    () => looked(readStateHash),
    clock,
    ({ status }) => (isClosed(status) ? null : undefined),
  );
  return answer !== null;
}

async function paired(clock: Clock, showCode: (code: Code) => void): Promise<string> {
  for (;;) {
    const code = await untilItWorks(() => call(askPairing), clock);
    showCode(code);
    for (;;) {
      await new Promise<void>((done) => clock.after(2000, done));
      const answer = await call(collectPairing, { body: { ticket: code.ticket } });
      if (answer.ok && 'view' in answer.value) return answer.value.view;
      if (!answer.ok && answer.refusal.status === 404) break;
    }
  }
}
