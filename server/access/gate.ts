import type { IncomingHttpHeaders } from 'node:http';
import type { SourceName } from '#data/contract/ids.ts';
import { viewOfRole, type Person } from '#data/contract/person.ts';
import { viewKey, type View } from '#data/contract/view.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { TokenGrant, Tokens } from '../store/store.ts';
import { tokenOf } from './door/bearer.ts';
import { cookieIn, cookiesIn, type CookieNames } from './door/cookies.ts';
import { mustEnrol, personOf, type PersonRecord } from './person-record.ts';
import type { Session, Sessions } from './sessions.ts';
import { derivedToken, tokenDigest } from './token.ts';
import { viewOf } from './view-name.ts';

/** Who calls, as far as a request shows it. */
export type Caller =
  /** `units`: the only ones that it may speak for. */
  | { kind: 'source'; source: SourceName; units?: readonly string[] }
  /**
   * `token`: its SHA-256, where it can be revoked. `byCookie`: a display in this browser, which says
   * nothing about who sits there.
   */
  | { kind: 'view'; view: View; name: string; token?: string; byCookie?: true }
  | {
      kind: 'person';
      person: Person;
      view: View;
      session: Session;
      /** Nothing but setting up an authenticator is open to them. */
      mustEnrol: boolean;
    };

type Parts = {
  tokens: Tokens;
  secret: string;
  cookieNames: CookieNames;
  sessions: Sessions;
  clock: Clock;
  /** A wall on this very machine is approved by itself: the demo. */
  approveLocal: boolean;
};

/** Answers "who is this?" for HTTP and sockets alike, from a bearer token or a cookie. */
export type Gate = {
  /** Null: nobody we know. */
  byToken(token: string): Promise<Caller | null>;
  /**
   * The bearer token if there is one. Else the signed-in person, unless `?view=` asks for what is not
   * theirs; then the display's cookie of that view.
   */
  byHeaders(headers: IncomingHttpHeaders, askedView?: string): Promise<Caller | null>;
  /** Takes a command from this session: false = it is locked and nothing is done. */
  acts(session: Session): Promise<boolean>;
  /** The token of a display that this installation approves by itself; null where it approves none, and none of before is good. */
  displayToken(viewName: string): string | null;
};

export function createGate({ tokens, secret, cookieNames, sessions, clock, approveLocal }: Parts): Gate {
  const displayToken = (viewName: string) => (approveLocal ? derivedToken(secret, `display:${viewName}`) : null);

  async function byToken(token: string): Promise<Caller | null> {
    for (const name of ['ops-wall', 'public-wall'] as const) {
      if (token === displayToken(name)) return { kind: 'view', view: { name }, name: `${name} of this machine` };
    }
    const sha256 = tokenDigest(token);
    const grant = await tokens.find(sha256);
    return grant && callerOf(grant, sha256);
  }

  function byCookie(token: string): Caller | null {
    const found = sessions.byToken(token);
    if (!found) return null;
    const { session, record } = found;
    return {
      kind: 'person',
      person: personOf(record),
      view: viewOfPerson(record),
      session,
      mustEnrol: mustEnrol(record, clock.now()),
    };
  }

  return {
    byToken,
    displayToken,
    async byHeaders(headers, askedView) {
      const shown = tokenOf(headers.authorization);
      if (shown !== undefined) return byToken(shown);
      const session = cookieIn(headers.cookie, cookieNames.session);
      const views = cookiesIn(headers.cookie, cookieNames.view(''));
      const person = session === undefined ? null : byCookie(session);
      if (person?.kind === 'person') {
        const theirs = [undefined, person.view.name, viewKey(person.view)];
        if (theirs.includes(askedView)) return person;
      }
      // Whose session has ended is told so, and not taken for the wall that ran in this browser once.
      if (askedView === undefined && session !== undefined) return null;
      const token = askedView === undefined ? (views.get('ops-wall') ?? [...views.values()][0]) : views.get(askedView);
      const display = token === undefined ? null : await byToken(token);
      return display?.kind === 'view' ? { ...display, byCookie: true } : display;
    },
    acts: sessions.acts,
  };
}

/** What somebody sees: their role's view of their area. */
export function viewOfPerson({ role, area }: Pick<PersonRecord, 'role' | 'area'>): View {
  return { name: viewOfRole[role], ...(area !== undefined && { area }) };
}

function callerOf(grant: TokenGrant, token: string): Caller | null {
  if (grant.kind === 'source')
    return { kind: 'source', source: grant.name, ...(grant.units && { units: grant.units }) };
  const view = viewOf(grant.view);
  return view && { kind: 'view', view, name: grant.name, token };
}
