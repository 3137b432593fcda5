/// <reference types="svelte" />
import type { SessionAnswer, SignIn, SignInWays } from '#data/contract/person.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { refused } from '#data/kit/result.ts';
import { createApi, type Answer, type Api, type Refusal } from './api.ts';

/**
 * asking: nothing known yet. out: nobody is signed in. in: somebody is.
 * lost: somebody was, and the server knows them no more; the page stays as it is below the sign-in.
 */
export type SessionState = 'asking' | 'out' | 'in' | 'lost';

/** Who is signed in on this page. */
export type Session = {
  readonly state: SessionState;
  /** The last answer; it stays when the session is lost. Null before the first sign-in. */
  readonly now: SessionAnswer | null;
  /** Actions wait for the password; the picture goes on. */
  readonly locked: boolean;
  /** How one can sign in here; null until it is known. */
  readonly ways: SignInWays | null;
  readonly api: Api;
  /** Asks the server anew. */
  check(): Promise<void>;
  signIn(body: SignIn): Promise<Answer<SessionAnswer>>;
  signOut(): Promise<void>;
  /** On this page, until the password; the server locks by itself after idleness. */
  lock(): void;
  unlock(password: string): Promise<Answer<SessionAnswer>>;
  stop: Stop;
};

/** A session that ends or locks by itself is noticed after so long at the latest, ms. */
const CHECK_EVERY_MS = 30_000;

type Parts = { clock: Clock; api?: (onRefused: (refusal: Refusal) => void) => Api };

export function createSession({ clock, api: make = (onRefused) => createApi({ onRefused }) }: Parts): Session {
  let state = $state.raw<SessionState>('asking');
  let now = $state.raw<SessionAnswer | null>(null);
  let locked = $state(false);
  /** Locked by hand on this page, whatever the server would still allow. */
  let byHand = false;
  let ways = $state.raw<SignInWays | null>(null);
  let stop: Stop = () => {};

  const asked = make(({ status, why }) => {
    if (status === 401) gone();
    else if (why === 'locked') locked = true;
  });

  // A lock by hand holds until the password: nothing that changes the city leaves the page.
  const whenOpen = <T>(path: string, send: () => Promise<Answer<T>>): Promise<Answer<T>> =>
    byHand && !path.startsWith('/session')
      ? Promise.resolve(refused({ status: 403, title: 'locked', why: 'locked' }))
      : send();
  const api: Api = {
    ...asked,
    post: (path, body, how) => whenOpen(path, () => asked.post(path, body, how)),
    patch: (path, body, how) => whenOpen(path, () => asked.patch(path, body, how)),
    command: (thing, ...rest) => whenOpen(`/${thing}`, () => asked.command(thing, ...rest)),
  };

  /** Whoever was in has been sent out; whoever was not has yet to come in. */
  function gone(): void {
    if (state === 'in') state = 'lost';
    else if (state === 'asking') state = 'out';
    if (ways === null) void askWays();
  }

  async function askWays(): Promise<void> {
    const answer = await api.get<SignInWays>('/session/ways');
    if (answer.ok) ways = answer.value;
  }

  function letIn(answer: Answer<SessionAnswer>): Answer<SessionAnswer> {
    if (!answer.ok) return answer;
    now = answer.value;
    locked = byHand || answer.value.locked;
    state = 'in';
    return answer;
  }

  async function check(): Promise<void> {
    if (state === 'out' || state === 'lost') return;
    letIn(await api.get<SessionAnswer>('/session'));
  }

  async function round(): Promise<void> {
    await check();
    stop = clock.after(state === 'asking' ? 2000 : CHECK_EVERY_MS, () => void round());
  }
  void round();

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
      // What the sign-in answers may be less than what the session says of itself.
      return answer.ok ? letIn(await api.get<SessionAnswer>('/session')) : answer;
    },
    async signOut() {
      await api.remove('/session');
      location.reload();
    },
    lock() {
      byHand = true;
      locked = true;
    },
    async unlock(password) {
      const answer = await api.post<SessionAnswer>('/session/unlock', { password });
      if (answer.ok) byHand = false;
      return answer.ok ? letIn(await api.get<SessionAnswer>('/session')) : answer;
    },
    stop: () => stop(),
  };
}
