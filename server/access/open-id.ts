import { createHmac, randomBytes } from 'node:crypto';
import type { Configuration } from 'openid-client';
import * as z from 'zod';
import type { Clock } from '#data/kit/clock.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { Oidc } from '../config.ts';
import type { Audit } from './audit.ts';
import type { PersonRecord } from './person-record.ts';
import type { RefusedSignIns } from './door/refused-sign-ins.ts';
import type { Register } from './register.ts';
import type { Opened, Sessions } from './sessions.ts';

/** Loaded when somebody first signs in so. */
const library = () => import('openid-client');

/** Where the provider sends the browser back to. */
export const CALLBACK = '/api/v1/session/oidc/callback';
/** How long somebody may take at the provider, ms. */
export const AWAY_MS = 10 * 60_000;

export type OpenIdRefusal =
  /** Not begun in this browser, begun too long ago, or refused by the provider. */
  | 'not-begun'
  | 'provider-refused'
  /** The provider knows them, we do not: nobody is registered by signing in. */
  | 'unknown';

/**
 * Signing in at an OpenID provider: authorization code with PKCE, state and nonce. What such a sign-in
 * waits for is kept by the browser that has begun it, and nowhere here: however many begin one, they
 * take nobody's place, and one browser may have several under way.
 */
export type OpenId = {
  issuer: string;
  /**
   * Where to send the browser, under which state, and what it keeps (a cookie). `to` is where it goes in the end.
   * Null: nobody can sign in there now, and the log says why.
   */
  begin(to: string): Promise<{ url: URL; state: string; tie: string } | null>;
  /** The answer of the provider, as the query of the callback; `tie`: what the browser at `address` keeps for its state. */
  finish(
    query: string,
    tie: string | undefined,
    address: string,
  ): Promise<Result<{ opened: Opened; to: string }, OpenIdRefusal>>;
};

type Parts = {
  oidc: Oidc;
  secret: string;
  register: Register;
  sessions: Sessions;
  audit: Audit;
  refusals: RefusedSignIns;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

/** What a browser keeps, as text: something random, when it runs out (ms), where to in the end. */
const tieOf = (random: string, until: number, to: string) => `${random}.${until}.${to}`;

/**
 * State, nonce and PKCE verifier of a sign-in, 43 letters each. They follow from what the browser
 * keeps and from our secret: who changes a letter of it has another state than the provider sends back.
 */
function derivedFrom(tie: string, secret: string) {
  const derive = (what: string) => createHmac('sha256', secret).update(`open-id ${what} ${tie}`).digest('base64url');
  return { state: derive('state'), nonce: derive('nonce'), verifier: derive('verifier') };
}

const Claims = z.object({
  sub: z.string().min(1).max(255),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
});
type Claims = z.infer<typeof Claims>;

export function createOpenId(parts: Parts): OpenId {
  const { oidc, secret, register, sessions, audit, refusals, clock, trouble } = parts;
  const { issuer, clientId, clientSecret, publicUrl } = oidc;
  const redirectUri = new URL(CALLBACK, publicUrl).href;
  let found: Promise<Configuration> | undefined;

  /** Asked for when it is first needed: the provider may start after us. */
  function provider(): Promise<Configuration> {
    found ??= discover().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  }

  async function discover(): Promise<Configuration> {
    const { allowInsecureRequests, discovery } = await library();
    const insecure = new URL(issuer).protocol === 'http:' ? { execute: [allowInsecureRequests] } : {};
    return discovery(new URL(issuer), clientId, clientSecret, undefined, insecure);
  }

  /** What the provider says of them, where its ID token leaves it to the user info. */
  async function claimsOf(config: Configuration, query: string, verifier: string, nonce: string, state: string) {
    const client = await library();
    const tokens = await client.authorizationCodeGrant(config, new URL(`${redirectUri}?${query}`), {
      pkceCodeVerifier: verifier,
      expectedNonce: nonce,
      expectedState: state,
      idTokenExpected: true,
    });
    const said = tokens.claims()!;
    const more = config.serverMetadata().userinfo_endpoint
      ? await client.fetchUserInfo(config, tokens.access_token, said.sub)
      : {};
    return Claims.parse({ ...more, ...said });
  }

  /** By subject; else by a name that the provider vouches for, which binds the subject for good. */
  function personOf({ sub, preferred_username, email, email_verified }: Claims): Promise<PersonRecord | null> {
    return register.inTurn(async (put) => {
      const bound = register.bySubject(issuer, sub);
      if (bound) return bound;
      const names = [preferred_username, email_verified ? email : undefined];
      for (const name of names) {
        const record = name === undefined ? undefined : register.byName(name);
        // Whoever has a password is not taken over by a name.
        if (!record || record.left || record.password !== undefined || record.subject) continue;
        const next = { ...record, subject: { issuer, sub } };
        await put(next);
        await audit.put(record, { kind: 'audit.person-changed', person: record.id, what: 'authenticator' });
        return next;
      }
      return null;
    });
  }

  return {
    issuer,
    async begin(to) {
      const config = await provider().catch((error: unknown) => trouble('no answer of the OpenID provider', error));
      if (!config) return null;
      const tie = tieOf(randomBytes(24).toString('base64url'), clock.now() + AWAY_MS, to);
      const { state, nonce, verifier } = derivedFrom(tie, secret);
      const client = await library();
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { url, state, tie };
    },

    async finish(query, tie, address) {
      if (tie === undefined) return refused('not-begun');
      const { state, nonce, verifier } = derivedFrom(tie, secret);
      const [, until, to] = tie.split('.');
      if (stateIn(query) !== state || Number(until) <= clock.now()) return refused('not-begun');
      const config = await provider();
      let claims: Claims;
      try {
        claims = await claimsOf(config, query, verifier, nonce, state);
      } catch (error) {
        if (!(await isRefusal(error))) throw error;
        return refused('provider-refused');
      }
      const record = await personOf(claims);
      if (!record) {
        await refusals.put('unknown', { address });
        return refused('unknown');
      }
      return accepted({ opened: await sessions.open(record, 'oidc'), to: to! });
    },
  };
}

/** The state that an answer of the provider is for. */
export const stateIn = (query: string): string => new URLSearchParams(query).get('state') ?? '';

/** The provider, or what it sent, says no; anything else is broken. */
async function isRefusal(error: unknown): Promise<boolean> {
  const client = await library();
  return (
    error instanceof client.AuthorizationResponseError ||
    error instanceof client.ResponseBodyError ||
    error instanceof client.ClientError
  );
}
