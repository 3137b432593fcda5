import type { Actor } from '#data/contract/actor.ts';
import { invalid, problem, type FieldError } from '#data/contract/problem.ts';
import { type ReceiverAnswer, receiverCommands } from '#data/contract/receiver.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import { fieldErrors } from '#data/kit/pointer.ts';
import { isWithinArea } from '#data/rules/reach.ts';
import { actorOf } from '../../guard.ts';
import { type Handlers, ok, refuse, reply } from '../../handler.ts';
import type { HttpParts } from '../../parts.ts';

type Parts = Pick<HttpParts, 'access' | 'areas' | 'outbound' | 'pack' | 'receivers'>;

const beyond = refuse(problem(403, 'reaches beyond your own area', { why: 'no-right' }));

/** Whom the centre tells what happens. */
export function receiverHandlers({ access, areas, outbound, pack, receivers }: Parts): Handlers<'receivers'> {
  const put = (by: Actor, name: string, what: 'added' | 'revoked') =>
    access.audit.put(by, { kind: 'audit.token-changed', name: `receiver ${name}`.slice(0, 64), what });

  function wrongIn({ url, area }: { url?: string | undefined; area?: AreaId | null | undefined }): FieldError[] {
    const fault = url === undefined ? null : outbound.faultIn(url);
    return [
      ...(fault === null ? [] : [{ pointer: '/url', detail: fault }]),
      ...(area && !areas.area(area) ? [{ pointer: '/area', detail: 'is no area of the city' }] : []),
    ];
  }

  /** Who is limited to an area makes nobody, and no receiver, that sees further. */
  const isOf = ({ area: own }: Person, area: AreaId | undefined) => own === undefined || isWithinArea(area, own, pack);
  const find = async (name: string) => (await receivers.list()).find((one) => one.name === name);

  return {
    async listReceivers({ caller: { person } }) {
      const all = await receivers.list();
      return ok({ items: all.filter(({ area }) => isOf(person, area)) });
    },

    async addReceiver({ body, caller }) {
      if (!isOf(caller.person, body.area)) return beyond;
      const wrong = wrongIn(body);
      if (wrong.length > 0) return refuse(invalid(wrong));
      const made = await receivers.add(body);
      if (!made) return refuse(problem(409, 'there is a receiver of this name, or there are as many as there may be'));
      await put(actorOf(caller), body.name, 'added');
      return reply(201, made);
    },

    async listDeliveries({ params: { name }, caller }) {
      const known = await find(name);
      if (known && !isOf(caller.person, known.area)) return beyond;
      const items = await receivers.deliveries(name);
      return items ? ok({ items }) : refuse(problem(404));
    },

    async commandReceiver({ params: { name, command }, body, caller }) {
      if (!Object.hasOwn(receiverCommands, command)) return refuse(problem(404));
      const known = await find(name);
      if (known && !isOf(caller.person, known.area)) return beyond;
      const by = actorOf(caller);
      const answer = (made: ReceiverAnswer | null) => (made ? ok(made) : refuse(problem(404)));
      switch (command as keyof typeof receiverCommands) {
        case 'change': {
          const said = receiverCommands.change.safeParse(body);
          if (!said.success) return refuse(invalid(fieldErrors(said.error)));
          const { area } = said.data;
          if (area !== undefined && !isOf(caller.person, area ?? undefined)) return beyond;
          const wrong = wrongIn(said.data);
          if (wrong.length > 0) return refuse(invalid(wrong));
          const receiver = await receivers.change(name, said.data);
          if (receiver) await put(by, name, 'added');
          return answer(receiver && { receiver });
        }
        case 'renew': {
          const made = await receivers.renew(name);
          if (made) await put(by, name, 'added');
          return answer(made);
        }
        case 'remove': {
          const receiver = await receivers.remove(name);
          if (receiver) await put(by, name, 'revoked');
          return answer(receiver && { receiver });
        }
        case 'pause':
        case 'resume': {
          const receiver = await receivers[command as 'pause' | 'resume'](name);
          return answer(receiver && { receiver });
        }
        case 'try':
          return answer(await receivers.tryIt(name));
        case 'resend': {
          const said = receiverCommands.resend.safeParse(body);
          if (!said.success) return refuse(invalid(fieldErrors(said.error)));
          const made = await receivers.resend(name, said.data.seq);
          if (made === 'unseen')
            return refuse(invalid([{ pointer: '/seq', detail: 'is no fact that the receiver may see' }]));
          return answer(made);
        }
      }
    },
  };
}
