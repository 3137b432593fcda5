import { problem } from '#data/contract/problem.ts';
import { type Handlers, ok, refuse, reply } from '../handler.ts';
import type { HttpParts } from '../parts.ts';
import { tooOften } from '../session-answers.ts';

const unknown = refuse(problem(401, 'no display has this token'));
const gone = refuse(problem(404, 'this code has run out'));

/** How a display comes by its cookie: with a token from its address, or by pairing. */
export function displayHandlers({ access, cookies }: Pick<HttpParts, 'access' | 'cookies'>): Handlers<'displays'> {
  const { gate, pairing, throttle } = access;

  async function admitted(token: string) {
    const caller = await gate.byToken(token);
    if (caller?.kind !== 'view') return null;
    const { name } = caller.view;
    return ok({ view: name }, { cookies: [cookies.display(name, token)] });
  }

  return {
    admitDisplay: {
      otherwise: unknown,
      async answer({ body: { token }, address }) {
        const display = await admitted(token);
        if (display) return display;
        const waitMs = await throttle.wrong('token', address);
        return waitMs > 0 ? tooOften(waitMs) : unknown;
      },
    },

    askPairing: async ({ address }) => reply(201, await pairing.request(address)),

    collectPairing: {
      otherwise: gone,
      async answer({ body: { ticket } }) {
        const found = await pairing.collect(ticket);
        if (found === 'gone') return gone;
        if (found === 'waiting') return reply(202, { waiting: true as const });
        return (await admitted(found.token)) ?? refuse(problem(404));
      },
    },
  };
}
