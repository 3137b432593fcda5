/// <reference types="svelte" />
import type { SessionAnswer, SignInWays } from '#data/contract/person.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Answer } from '#client/session/api.ts';
import type { Session, SessionState } from '#client/session/session.svelte.ts';
import type { Device } from '#client/phone/queue/device.ts';
import { createLightApi } from './light-api.ts';

/** What this device remembers of whoever signed in last. */
const WHO = 'who';
export const workKey = (person: string) => `work:${person}`;

/** Asked again after so long without an answer, ms. */
const RETRY_MS = 3_000;

/**
 * Who is signed in, also without a line: then it is who was signed in last and did not sign out. The
 * server decides as soon as it can be asked.
 */
export function createPhoneSession({ device, clock }: { device: Device; clock: Clock }): Session {
  let state = $state.raw<SessionState>('asking');
  let now = $state.raw<SessionAnswer | null>(null);
  let locked = $state(false);
  let ways = $state.raw<SignInWays | null>(null);
  let stop: Stop = () => {};
  let proven = false;

  const api = createLightApi(({ status, why }) => {
    if (why === 'locked') locked = true;
    else if (status === 401) state = now ? 'lost' : 'out';
    if (status === 401 && ways === null) void askWays();
  });

  async function askWays(): Promise<void> {
    const answer = await api.get<SignInWays>('/session/ways');
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
    await device.remember(WHO, { value: answer.value, askedAt: clock.now() });
    return answer;
  }

  async function check(): Promise<void> {
    stop();
    const answer = await letIn(await api.get<SessionAnswer>('/session'));
    if (!answer.ok && answer.refusal.status !== 401 && !proven) stop = clock.after(RETRY_MS, () => void check());
  }

  async function start(): Promise<void> {
    const who = await device.remembered<SessionAnswer>(WHO);
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
    api,
    check,
    async signIn(body) {
      const answer = await api.post<SessionAnswer>('/session', body);
      return answer.ok ? letIn(await api.get<SessionAnswer>('/session')) : answer;
    },
    async signOut() {
      const answer = await api.remove('/session');
      // Only the server can end a session; without a line nobody is told that it has ended.
      if (!answer.ok && answer.refusal.status !== 401) throw new Error('no answer');
      if (now) await device.forget(workKey(now.person.id));
      await device.forget(WHO);
      location.reload();
    },
    async lock() {
      const answer = await api.post('/session/lock');
      if (answer.ok) locked = true;
    },
    async unlock(password) {
      const answer = await api.post<SessionAnswer>('/session/unlock', { password });
      return answer.ok ? letIn(await api.get<SessionAnswer>('/session')) : answer;
    },
    stop: () => stop(),
  };
}
