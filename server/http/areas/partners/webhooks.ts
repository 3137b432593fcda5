import { agencyCommands, type AgencyAnswer } from '#data/contract/agency.ts';
import type { Actor } from '#data/contract/actor.ts';
import { invalid, problem } from '#data/contract/problem.ts';
import { fieldErrors } from '#data/kit/pointer.ts';
import { createHearWebhook } from '../../../intake/channels/webhooks/hear-webhook.ts';
import { actorOf } from '../../guard.ts';
import { type Handlers, ok, refuse, reply } from '../../handler.ts';
import type { HttpParts } from '../../parts.ts';

type Parts = Pick<HttpParts, 'access' | 'agencies' | 'channels' | 'readByMapping'>;

/** What an agency tells may lie anywhere in the city. */
const notYours = refuse(problem(403, 'agencies are of the whole city', { why: 'no-right' }));

/** What agencies tell by webhook, and who they are. */
export function webhookHandlers({ access, agencies, channels, readByMapping }: Parts): Handlers<'webhooks'> {
  const hear = createHearWebhook({ agencies, read: readByMapping, ear: channels.ear('webhooks') });
  const wrongIn = (mapping: unknown) => {
    const read = readByMapping(mapping, {}, 'ref');
    const errors = read.ok ? [] : read.refusal.filter(({ isOfMapping }) => isOfMapping);
    return errors.length === 0
      ? null
      : errors.map(({ pointer, detail }) => ({ pointer: `/mapping${pointer}`, detail }));
  };
  const put = (by: Actor, name: string, what: 'added' | 'revoked') =>
    access.audit.put(by, { kind: 'audit.token-changed', name: `agency ${name}`.slice(0, 64), what });

  return {
    async hearWebhook({ params: { name }, body, header }) {
      const outcome = await hear({
        name,
        id: header('webhook-id'),
        timestamp: header('webhook-timestamp'),
        signature: header('webhook-signature'),
        body,
      });
      if (!('id' in outcome)) return refuse(outcome);
      const { status, ...answer } = outcome;
      return reply(status, answer);
    },

    listAgencies: async () => ok({ items: await agencies.list() }),

    async addAgency({ body, caller }) {
      if (caller.person.area !== undefined) return notYours;
      const wrong = wrongIn(body.mapping);
      if (wrong) return refuse(invalid(wrong));
      const made = await agencies.add(body);
      if (!made) return refuse(problem(409, 'there is an agency of this name'));
      await put(actorOf(caller), body.name, 'added');
      return reply(201, made);
    },

    tryMapping({ body: { mapping, sample } }) {
      const read = readByMapping(mapping, sample, 'webhook-id');
      if (read.ok) return ok({ report: read.value });
      return refuse(
        invalid(
          read.refusal.map(({ pointer, detail, isOfMapping }) => ({
            pointer: `/${isOfMapping ? 'mapping' : 'sample'}${pointer}`,
            detail,
          })),
        ),
      );
    },

    async commandAgency({ params: { name, command }, body, caller }) {
      if (caller.person.area !== undefined) return notYours;
      let made: AgencyAnswer | null;
      if (command === 'change') {
        const said = agencyCommands.change.safeParse(body);
        if (!said.success) return refuse(invalid(fieldErrors(said.error)));
        const wrong = said.data.mapping ? wrongIn(said.data.mapping) : null;
        if (wrong) return refuse(invalid(wrong));
        made = await agencies.change(name, said.data);
      } else if (command === 'renew') made = await agencies.renew(name);
      else made = command === 'remove' ? await agencies.remove(name) : null;
      if (!made) return refuse(problem(404));
      if (command === 'renew') await put(actorOf(caller), name, 'added');
      if (command === 'remove') await put(actorOf(caller), name, 'revoked');
      return ok(made);
    },
  };
}
