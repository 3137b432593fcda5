import type { Actor } from '#data/contract/actor.ts';
import { type CapFeed, capFeedCommands, type CapFeedShown, type TriedFeed } from '#data/contract/cap-feed.ts';
import type { AreaId } from '#data/contract/ids.ts';
import { type FieldError, invalid, problem } from '#data/contract/problem.ts';
import { fieldErrors } from '#data/kit/pointer.ts';
import { actorOf } from '../../guard.ts';
import { type Handlers, ok, refuse, reply } from '../../handler.ts';
import type { HttpParts } from '../../parts.ts';

type Parts = Pick<HttpParts, 'access' | 'areas' | 'capFeeds' | 'feedMemory' | 'feedReader' | 'outbound'>;

/** What comes of a feed is shown in the whole city. */
const notYours = refuse(problem(403, 'feeds are of the whole city', { why: 'no-right' }));

/** Addresses that are asked for alerts. */
export function capFeedHandlers({
  access,
  areas,
  capFeeds: feeds,
  feedMemory: memory,
  feedReader: reader,
  outbound,
}: Parts): Handlers<'capFeeds'> {
  const put = (by: Actor, name: string, what: 'added' | 'revoked') =>
    access.audit.put(by, { kind: 'audit.token-changed', name: `feed ${name}`.slice(0, 64), what });

  function wrongIn(said: { url?: string | undefined; areas?: readonly AreaId[] | undefined }): FieldError[] {
    const fault = said.url === undefined ? null : outbound.faultIn(said.url);
    return [
      ...(fault === null ? [] : [{ pointer: '/url', detail: fault }]),
      ...(said.areas ?? []).flatMap((area, i) =>
        areas.area(area) ? [] : [{ pointer: `/areas/${i}`, detail: 'is no area of the city' }],
      ),
    ];
  }

  async function shown(feed: CapFeed): Promise<CapFeedShown> {
    const { answered, heard, broken } = (await memory.of(feed.name)) ?? {};
    return {
      ...feed,
      ...(answered !== undefined && { answered }),
      ...(heard !== undefined && { heard }),
      ...(broken && { broken }),
    };
  }

  async function tried({ url }: CapFeed): Promise<TriedFeed> {
    const answer = await reader.list(url, {});
    if (answer.is === 'broken') return { ok: false, why: answer.why };
    return { ok: true, alerts: answer.is === 'read' ? answer.offered.length : 0 };
  }

  return {
    listCapFeeds: async () => ok({ items: await Promise.all((await feeds.list()).map(shown)) }),

    async addCapFeed({ body, caller }) {
      if (caller.person.area !== undefined) return notYours;
      const wrong = wrongIn(body);
      if (wrong.length > 0) return refuse(invalid(wrong));
      const feed = await feeds.add(body);
      if (!feed) return refuse(problem(409, 'there is a feed of this name, or there are as many as there may be'));
      await put(actorOf(caller), body.name, 'added');
      return reply(201, { feed });
    },

    async commandCapFeed({ params: { name, command }, body, caller }) {
      if (caller.person.area !== undefined) return notYours;
      const by = actorOf(caller);
      const answer = (feed: CapFeed | null) => (feed ? ok({ feed }) : refuse(problem(404)));
      if (command === 'change') {
        const said = capFeedCommands.change.safeParse(body);
        if (!said.success) return refuse(invalid(fieldErrors(said.error)));
        const wrong = wrongIn(said.data);
        if (wrong.length > 0) return refuse(invalid(wrong));
        const feed = await feeds.change(name, said.data);
        if (feed) await put(by, name, 'added');
        return answer(feed);
      }
      if (command === 'pause') return answer(await feeds.turn(name, 'paused'));
      if (command === 'resume') return answer(await feeds.turn(name, 'on'));
      if (command === 'remove') {
        const feed = await feeds.remove(name);
        if (feed) await memory.remove(name);
        if (feed) await put(by, name, 'revoked');
        return answer(feed);
      }
      const feed = command === 'try' ? await feeds.find(name) : null;
      return feed ? ok({ feed, tried: await tried(feed) }) : refuse(problem(404));
    },
  };
}
