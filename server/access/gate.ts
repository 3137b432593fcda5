import type { IncomingHttpHeaders } from 'node:http';
import type { SourceName } from '#data/contract/ids.ts';
import type { View } from '#data/contract/view.ts';
import type { TokenGrant, Tokens } from '../store/store.ts';
import { derivedToken, tokenDigest } from './token.ts';
import { viewOf } from './view-name.ts';

/** Who calls, as far as a request shows it. */
export type Caller = { kind: 'source'; source: SourceName } | { kind: 'view'; view: View; name: string };

/** A display keeps one cookie per view, so that two kinds of wall can run in one browser. */
export const cookieOf = (viewName: string) => `wf_view_${viewName}`;
const cookiePrefix = cookieOf('');

type Parts = { tokens: Tokens; secret: string };

/** Answers "who is this?" for HTTP and the feed alike, from a bearer token or a display's cookie. */
export type Gate = {
  /** Null: nobody we know. */
  byToken(token: string): Promise<Caller | null>;
  /** The bearer token if there is one, else the cookie of the view that `?view=` asks for. */
  byHeaders(headers: IncomingHttpHeaders, askedView?: string): Promise<Caller | null>;
  /** The token of a display that this installation approves by itself. */
  displayToken(viewName: string): string;
};

export function createGate({ tokens, secret }: Parts): Gate {
  const displayToken = (viewName: string) => derivedToken(secret, `display:${viewName}`);

  async function byToken(token: string): Promise<Caller | null> {
    for (const name of ['ops-wall', 'public-wall'] as const) {
      if (token === displayToken(name)) return { kind: 'view', view: { name }, name: `${name} of this machine` };
    }
    const grant = await tokens.find(tokenDigest(token));
    return grant && callerOf(grant);
  }

  return {
    byToken,
    displayToken,
    async byHeaders(headers, askedView) {
      const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
      if (bearer !== undefined) return byToken(bearer);
      const cookies = viewCookies(headers.cookie ?? '');
      const token =
        askedView === undefined ? (cookies.get('ops-wall') ?? [...cookies.values()][0]) : cookies.get(askedView);
      return token === undefined ? null : byToken(token);
    },
  };
}

function callerOf(grant: TokenGrant): Caller | null {
  if (grant.kind === 'source') return { kind: 'source', source: grant.name };
  const view = viewOf(grant.view);
  return view && { kind: 'view', view, name: grant.name };
}

/** View name -> token, of the cookies that are ours. */
function viewCookies(header: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of header.split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name?.startsWith(cookiePrefix) && value) found.set(name.slice(cookiePrefix.length), decodeURIComponent(value));
  }
  return found;
}
