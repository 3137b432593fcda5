import { letterCommands, type LetterDecided } from '#data/contract/letter.ts';
import { invalid, problem, type Problem } from '#data/contract/problem.ts';
import { fieldErrors } from '#data/kit/pointer.ts';
import { refused, type Result } from '#data/kit/result.ts';
import type { Actor } from '#data/contract/actor.ts';
import { actorOf } from '../guard.ts';
import { type Handlers, ok, refuse } from '../handler.ts';
import { standingOf } from '../../intake/channels/standing.ts';
import type { HttpParts } from '../parts.ts';

type Parts = Pick<HttpParts, 'access' | 'box' | 'channels' | 'clock' | 'decideLetter' | 'store'>;

/** No letter is of an area: what it says may be of anywhere, and who reported stands in it. */
const beyond = refuse(
  problem(403, 'letters are of the whole city, and reach beyond your own area', { why: 'no-right' }),
);

/** How the ways in do; what they did not take, and what becomes of it. */
export function channelHandlers({
  box,
  access,
  channels,
  clock,
  decideLetter: decide,
  store,
}: Parts): Handlers<'channels'> {
  const { letters } = store;

  async function decided(
    id: string,
    command: string,
    body: unknown,
    by: Actor,
  ): Promise<Result<LetterDecided, Problem>> {
    if (command === 'release') {
      const read = letterCommands.release.safeParse(body);
      return read.success ? decide.release(id, by) : unreadable(read.error);
    }
    if (command !== 'discard') return refused(problem(404));
    const read = letterCommands.discard.safeParse(body);
    return read.success ? decide.discard(id, by, read.data.reason) : unreadable(read.error);
  }
  const unreadable = (error: Parameters<typeof fieldErrors>[0]): Result<LetterDecided, Problem> =>
    refused(invalid(fieldErrors(error)));

  return {
    listChannels: async () => ok({ items: await channels.health() }),
    readStanding: async () => ok({ asOf: clock.now(), items: (await channels.health()).map(standingOf) }),
    async listLetters({ query: { kind, channel, cursor, limit } }) {
      try {
        return ok(await letters.list({ kind, channel }, { limit, cursor }));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return refuse(invalid([{ pointer: '/cursor', detail: 'is no cursor of this list' }]));
      }
    },
    async readLetter({ params: { id }, caller }) {
      if (caller.view.area !== undefined) return beyond;
      const letter = await box.open(id);
      if (!letter) return refuse(problem(404));
      await access.audit.looked(actorOf(caller), 'letter', id);
      return ok(letter);
    },
    async commandLetter({ params: { id, command }, body, caller }) {
      if (caller.view.area !== undefined) return beyond;
      const made = await decided(id, command, body, actorOf(caller));
      return made.ok ? ok(made.value) : refuse(made.refusal);
    },
  };
}
