/// <reference types="svelte" />
import type { SessionAnswer, SignInWays } from '#data/contract/person.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { createExchange } from '#client/call/exchange.ts';
import { createLightCall } from '#client/call/light.ts';
import type { Answer } from '#client/call/refusal.ts';
import { raise } from '#client/page/raise.ts';
import type { PageSession, SessionState } from '#client/session/session.svelte.ts';
import type { Device } from '#client/phone/queue/device.ts';

/** What this device remembers of whoever signed in last. */
const WHO = 'who';
export const workKey = (person: string) => `work:${person}`;

/** Asked again after so long without an answer, ms. */
const RETRY_MS = 3_000;
/** How long an answer may take before the line counts as broken, ms. */
const ANSWER_MS = 15_000;

/**
 * Who is signed in, also without a line: then it is who was signed in last and did not sign out. The
 * server decides as soon as it can be asked. Where the device keeps nothing, the server alone says it.
 */
export function createPhoneSession({ device, clock }: { device: Device; clock: Clock }): PageSession {
  let state = $state.raw<SessionState>('asking');
  let now = $state.raw<SessionAnswer | null>(null);
  let locked = $state(false);
  let ways = $state.raw<SignInWays | null>(null);
  let stop: Stop = () => {};
  let proven = false;

  const exchange = createExchange({
    fresh: true,
    within: ANSWER_MS,
    onRefused({ status, why }) {
      if (why === 'locked') locked = true;
      else if (status === 401) state = now ? 'lost' : 'out';
      if (status === 401 && ways === null) void askWays();
    },
  });
  // What this page changes goes through its queue instead.
  const call = createLightCall(exchange);

  async function askWays(): Promise<void> {
    const answer = await call('GET /api/v1/session/ways');
    if (!answer.ok) return;
    const { demo, ...rest } = answer.value;
    // The page is theirs; the others' stand on the console's.
    ways = { ...rest, demo: demo.filter(({ role }) => role === 'officer') };
  }

  async function letIn(answer: Answer<SessionAnswer>): Promise<Answer<SessionAnswer>> {
    if (!answer.ok) return answer;
    proven = true;
    now = answer.value;
    locked = answer.value.locked;
    state = 'in';
    await device.remember(WHO, { value: answer.value, askedAt: clock.now() }).catch(raise);
    return answer;
  }

  async function check(): Promise<void> {
    stop();
    const answer = await letIn(await call('GET /api/v1/session'));
    if (!answer.ok && answer.refusal.status !== 401 && !proven) stop = clock.after(RETRY_MS, () => void check());
  }

  async function start(): Promise<void> {
    const who = await device.remembered<SessionAnswer>(WHO).catch(raise);
    if (who) [now, state] = [who.value, 'in'];
    await check();
  }
  void start();

  return {
    get state() {
      return state;
    },
    get now() {
      return now;
    },
    get locked() {
      return locked;
    },
    get ways() {
      return ways;
    },
    check,
    claimFirst: (body) => call('POST /api/v1/session/first', { body }),
    enrol: (code) => call('POST /api/v1/session/authenticator', { body: code === undefined ? {} : { code } }),
    async signIn(body) {
      const answer = await call('POST /api/v1/session', { body });
      return answer.ok ? letIn(await call('GET /api/v1/session')) : answer;
    },
    async signOut() {
      const answer = await call('DELETE /api/v1/session');
      // Only the server can end a session; without a line nobody is told that it has ended.
      if (!answer.ok && answer.refusal.status !== 401) throw new Error('no answer');
      if (now) await device.forget(workKey(now.person.id));
      await device.forget(WHO);
      location.reload();
    },
    async lock() {
      const answer = await call('POST /api/v1/session/lock');
      if (answer.ok) locked = true;
    },
    async unlock(password) {
      const answer = await call('POST /api/v1/session/unlock', { body: { password } });
      return answer.ok ? letIn(await call('GET /api/v1/session')) : answer;
    },
    stop: () => stop(),
  };
}
