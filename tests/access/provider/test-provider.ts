import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export type Account = { preferred_username?: string; email?: string; email_verified?: boolean };
export type TestProvider = {
  issuer: string;
  /** By subject. Whoever signs in there as `sub` is this. */
  accounts: Map<string, Account>;
  /** Goes through the provider's own pages as `sub`; the address of our callback in the end. */
  signInAt(authorization: string, sub: string): Promise<string>;
  close(): void;
};

/** A real OpenID provider on this machine, with one client that may come back to `publicUrl`. */
export async function startProvider(redirectUris: readonly string[]): Promise<TestProvider> {
  let serve: RequestListener = () => {};
  const server: Server = createServer((request, response) => serve(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const accounts = new Map<string, Account>();
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'watchfloor', client_secret: 'a secret of both', redirect_uris: redirectUris }],
    claims: { profile: ['preferred_username'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...accounts.get(sub) }),
    }),
  });
  serve = provider.callback();

  return {
    issuer,
    accounts,
    async signInAt(authorization, sub) {
      const jar = new Map<string, string>();
      let next = authorization;
      for (let step = 0; step < 12; step++) {
        if (!next.startsWith(issuer)) return next;
        const form = /\/interaction\/[^/]+$/.test(next);
        const page = form ? await (await visit(next)).text() : '';
        const answer = form
          ? await visit(
              next,
              new URLSearchParams({
                prompt: /value="consent"/.test(page) ? 'consent' : 'login',
                login: sub,
                password: 'any',
              }),
            )
          : await visit(next);
        const location = answer.headers.get('location');
        if (location === null) throw new Error(`the provider says ${answer.status} at ${next}: ${await answer.text()}`);
        next = new URL(location, next).href;
      }
      throw new Error('the provider never sends the browser back');

      async function visit(url: string, body?: URLSearchParams): Promise<Response> {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const answer = await fetch(url, {
          redirect: 'manual',
          headers: { cookie },
          ...(body && { method: 'POST', body }),
        });
        for (const set of answer.headers.getSetCookie()) {
          const [name, value] = set.split(';')[0]!.split('=');
          jar.set(name!, value!);
        }
        return answer;
      }
    },
    close: () => server.close(),
  };
}
