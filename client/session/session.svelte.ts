/// <reference types="svelte" />
import type { AuthenticatorOffer, FirstAdmin, SessionAnswer, SignIn, SignInWays } from '#data/contract/person.ts';
import {
  claimFirst,
  enrol,
  lock,
  readSession,
  readWays,
  signIn,
  signOut,
  unlock,
} from '#data/contract/routes/session.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { refused } from '#data/kit/result.ts';
import { type Call, createCall } from '#client/call/call.ts';
import { createExchange, type Exchange } from '#client/call/exchange.ts';
import { createLightCall, type LightCall } from '#client/call/light.ts';
import type { Answer } from '#client/call/refusal.ts';

/**
 * asking: nothing known yet. out: nobody is signed in. in: somebody is.
 * lost: somebody was, and the server knows them no more; the page stays as it is below the sign-in.
 */
export type SessionState = 'asking' | 'out' | 'in' | 'lost';

/** Who is signed in on this page. */
export type PageSession = {
  readonly state: SessionState;
  /** The last answer; it stays when the session is lost. Null before the first sign-in. */
  readonly now: SessionAnswer | null;
  /** Actions wait for the password; the picture goes on. */
  readonly locked: boolean;
  /** How one can sign in here; null until it is known. */
  readonly ways: SignInWays | null;
  /** Asks the server anew. */
  check(): Promise<void>;
  signIn(body: SignIn): Promise<Answer<SessionAnswer>>;
  /** Makes the first admin, who is then signed in. */
  claimFirst(body: FirstAdmin): Promise<Answer<SessionAnswer>>;
  /** Without a code: what to scan. With the code that fits it the authenticator is set up. */
  enrol(code?: string): Promise<Answer<AuthenticatorOffer | SessionAnswer>>;
  signOut(): Promise<void>;
  /** Until the password, here and wherever else this session is open; the server locks by itself after idleness. */
  lock(): Promise<void>;
  unlock(password: string): Promise<Answer<SessionAnswer>>;
  stop: Stop;
};

/** With the ways to ask as whoever is signed in; `light` for what is loaded with the page itself. */
export type Session = PageSession & {
  readonly call: Call;
  readonly light: LightCall;
  /** A command that the lock refused waits for the password and is carried out with it; 0: none does. Each has its own. */
  readonly waiting: number;
  /** It is refused after all. */
  giveUp(): void;
};

/** A session that ends or locks by itself is noticed after so long at the latest, ms. */
const CHECK_EVERY_MS = 30_000;
/** Nobody expects a command that they gave longer ago to be carried out, ms. */
const WAITS_MS = 120_000;

const isOfSession = (path: string) => path.startsWith('/api/v1/session');

type Parts = { clock: Clock; fetch?: typeof globalThis.fetch };

export function createSession({ clock, fetch = (...asked) => globalThis.fetch(...asked) }: Parts): Session {
  let state = $state.raw<SessionState>('asking');
  let now = $state.raw<SessionAnswer | null>(null);
  let locked = $state(false);
  /** Locked by hand on this page, and the server has not answered yet: it is told until it does. */
  let isTelling = false;
  let ways = $state.raw<SignInWays | null>(null);
  let waiting = $state(0);
  let commands = 0;
  /** Of the command that waits: whether it may go now. */
  let release: (may: boolean) => void = () => {};
  let stop: Stop = () => {};

  const exchange = createExchange({
    fetch,
    onRefused({ status, why }) {
      if (status === 401) gone();
      else if (why === 'locked') locked = true;
    },
  });
  // A lock by hand holds at once: nothing that changes the city leaves the page.
  const whenOpen: Exchange = async (method, path, asked) =>
    isTelling && method !== 'GET' && !isOfSession(path)
      ? refused({ status: 403, title: 'locked', why: 'locked' })
      : exchange(method, path, asked);
  const patient: Exchange = async (method, path, asked) => {
    for (;;) {
      const answer = await whenOpen(method, path, asked);
      // What is done to the session itself is asked for under a dialog, where nobody could unlock.
      if (answer.ok || answer.refusal.why !== 'locked' || isOfSession(path)) return answer;
      if (!(await untilOpen())) return answer;
    }
  };
  const call = createCall(patient);

  /** Only the newest command waits: of several nobody knows any more what the password would set going. */
  function untilOpen(): Promise<boolean> {
    release(false);
    const own = ++commands;
    waiting = own;
    return new Promise((resolve) => {
      const stopWaiting = clock.after(WAITS_MS, () => release(false));
      release = (may) => {
        stopWaiting();
        release = () => {};
        if (waiting === own) waiting = 0;
        resolve(may);
      };
    });
  }

  /** Whoever was in has been sent out; whoever was not has yet to come in. */
  function gone(): void {
    release(false);
    if (state === 'in') state = 'lost';
    else if (state === 'asking') state = 'out';
    if (ways === null) void askWays();
  }

  async function askWays(): Promise<void> {
    const answer = await call(readWays);
    if (answer.ok) ways = answer.value;
  }

  function letIn(answer: Answer<SessionAnswer>): Answer<SessionAnswer> {
    if (!answer.ok) return answer;
    now = answer.value;
    locked = isTelling || answer.value.locked;
    state = 'in';
    if (!locked) release(true);
    return answer;
  }

  async function check(): Promise<void> {
    if (state === 'out' || state === 'lost') return;
    if (isTelling) await tellLock();
    else letIn(await call(readSession));
  }

  async function tellLock(): Promise<void> {
    const answer = await call(lock);
    if (answer.ok) isTelling = false;
    letIn(answer);
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
    get waiting() {
      return waiting;
    },
    giveUp: () => release(false),
    call,
    light: createLightCall(patient),
    check,
    claimFirst: (body) => call(claimFirst, { body }),
    enrol: (code) => call(enrol, { body: code === undefined ? {} : { code } }),
    async signIn(body) {
      const answer = await call(signIn, { body });
      if (answer.ok) isTelling = false;
      // What the sign-in answers may be less than what the session says of itself.
      return answer.ok ? letIn(await call(readSession)) : answer;
    },
    async signOut() {
      await call(signOut);
      location.reload();
    },
    lock() {
      isTelling = true;
      locked = true;
      return tellLock();
    },
    async unlock(password) {
      const answer = await call(unlock, { body: { password } });
      if (answer.ok) isTelling = false;
      return answer.ok ? letIn(await call(readSession)) : answer;
    },
    stop: () => stop(),
  };
}
