import type { Person } from '#data/contract/person.ts';
import { problem } from '#data/contract/problem.ts';
import type { Result } from '#data/kit/result.ts';
import type { PeopleRefusal } from '../../access/person-change.ts';
import { personOf } from '../../access/person-record.ts';
import { actorOf } from '../guard.ts';
import { type Handlers, ok, refuse, reply } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

/** The register of people: whom one works with, and what an admin changes about them. */
export function peopleHandlers({ access }: Pick<HttpParts, 'access'>): Handlers<'people'> {
  const { register, people, audit } = access;
  return {
    async listPeople({ caller }) {
      const items = register.all().map(personOf);
      await audit.looked(actorOf(caller), 'people', 'all');
      return ok({ items });
    },
    addPerson: async ({ body, caller }) => answer(await people.add(actorOf(caller), body), 201),
    commandPerson: async ({ params: { id, command }, body, caller }) =>
      answer(await people.command(actorOf(caller), id, command, body), 200),
  };
}

function answer<Status extends 200 | 201>(made: Result<Person, PeopleRefusal>, status: Status) {
  if (made.ok) return reply(status, { person: made.value });
  const { status: refusal, detail, ...more } = made.refusal;
  return refuse(problem(refusal, detail, more));
}
