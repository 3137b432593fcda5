import { randomBytes } from 'node:crypto';
import * as client from 'openid-client';
import * as z from 'zod';
import { Time } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { Oidc } from '../config.ts';
import type { Drawers } from '../store/store.ts';
import type { Audit } from './audit.ts';
import type { PersonRecord } from './person-record.ts';
import type { Register } from './register.ts';
import type { Opened, Sessions } from './sessions.ts';
import { tokenDigest } from './token.ts';
import { createWaiting } from './waiting.ts';

/** Where the provider sends the browser back to. */
export const CALLBACK = '/api/v1/session/oidc/callback';
/** How long somebody may take at the provider, ms. */
export const AWAY_MS = 10 * 60_000;
const MOST_AWAY = 1000;

export type OpenIdRefusal =
  /** Not begun in this browser, begun too long ago, or refused by the provider. */
  | 'not-begun'
  | 'provider-refused'
  /** The provider knows them, we do not: nobody is registered by signing in. */
  | 'unknown';

/** Signing in at an OpenID provider: authorization code with PKCE, state and nonce. */
export type OpenId = {
  issuer: string;
  /** Where to send the browser, and what ties the answer to it (a cookie). `to` is where it goes in the end. */
  begin(to: string): Promise<{ url: URL; tie: string }>;
  /** The answer of the provider, as the query of the callback. */
  finish(query: string, tie: string | undefined): Promise<Result<{ opened: Opened; to: string }, OpenIdRefusal>>;
};

type Parts = { oidc: Oidc; drawers: Drawers; register: Register; sessions: Sessions; audit: Audit; clock: Clock };

/** `tie`: the SHA-256 of what the browser holds. */
const Away = z.object({ tie: z.string(), verifier: z.string(), nonce: z.string(), until: Time, to: z.string() });

const Claims = z.object({
  sub: z.string().min(1).max(255),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
});
type Claims = z.infer<typeof Claims>;

export function createOpenId({ oidc, drawers, register, sessions, audit, clock }: Parts): OpenId {
  const { issuer, clientId, clientSecret, publicUrl } = oidc;
  const redirectUri = new URL(CALLBACK, publicUrl).href;
  /** By state: who is at the provider just now. */
  const away = createWaiting({ drawers, drawer: 'open-id', clock, schema: Away });
  let found: Promise<client.Configuration> | undefined;

  /** Asked for when it is first needed: the provider may start after us. */
  function provider(): Promise<client.Configuration> {
    const insecure = new URL(issuer).protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {};
    found ??= client.discovery(new URL(issuer), clientId, clientSecret, undefined, insecure).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  }

  /** What the provider says of them, where its ID token leaves it to the user info. */
  async function claimsOf(config: client.Configuration, query: string, verifier: string, nonce: string, state: string) {
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
      const config = await provider();
      const verifier = client.randomPKCECodeVerifier();
      const [state, nonce] = [client.randomState(), client.randomNonce()];
      const tie = randomBytes(24).toString('base64url');
      const others = await away.present();
      for (const { id } of others.slice(0, Math.max(0, others.length - MOST_AWAY + 1))) await away.take(id);
      await away.put(state, { tie: tokenDigest(tie), verifier, nonce, until: clock.now() + AWAY_MS, to });
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { url, tie };
    },

    async finish(query, tie) {
      const state = new URLSearchParams(query).get('state') ?? '';
      const begun = await away.get(state);
      if (!begun || tie === undefined || begun.tie !== tokenDigest(tie)) return refused('not-begun');
      if (!(await away.take(state))) return refused('not-begun');
      const config = await provider();
      let claims: Claims;
      try {
        claims = await claimsOf(config, query, begun.verifier, begun.nonce, state);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        return refused('provider-refused');
      }
      const record = await personOf(claims);
      if (!record) {
        await audit.put(undefined, { kind: 'audit.sign-in-refused', why: 'unknown' });
        return refused('unknown');
      }
      return accepted({ opened: await sessions.open(record, 'oidc'), to: begun.to });
    },
  };
}

/** The provider, or what it sent, says no; anything else is broken. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof client.AuthorizationResponseError ||
    error instanceof client.ResponseBodyError ||
    error instanceof client.ClientError
  );
}
