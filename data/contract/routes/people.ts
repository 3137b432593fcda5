import { PeopleAnswer } from '../desk-api.ts';
import { AddPerson, PersonAnswer, personCommands, type PersonCommandName } from '../person.ts';
import { route, says } from './route.ts';
import { administering, colleagues } from './who.ts';

/** Judged by the register, which knows more of names and subjects than a schema does. */
const takes = { limit: '16kb', unparsed: true } as const;

export const listPeople = route({
  method: 'GET',
  path: '/api/v1/people',
  right: colleagues,
  summary: 'Whom one works with',
  description: 'Asking is on record.',
  answers: { 200: says(PeopleAnswer, 'Everybody who is or was registered') },
  cache: 'no-store',
});

export const addPerson = route({
  method: 'POST',
  path: '/api/v1/people',
  right: administering,
  summary: 'Register somebody',
  body: AddPerson,
  takes,
  answers: { 201: says(PersonAnswer, 'Registered') },
  refusals: { 409: 'The name or the subject is taken' },
});

export const commandPerson = route({
  method: 'POST',
  path: '/api/v1/people/:id/:command',
  right: administering,
  summary: 'Of somebody',
  description: 'Whoever loses or gains a right is signed out everywhere within 2 s.',
  commands: {
    change: { body: personCommands.change },
    password: { body: personCommands.password },
    'reset-authenticator': { body: personCommands['reset-authenticator'] },
    leave: { body: personCommands.leave },
  } satisfies Record<PersonCommandName, object>,
  takes,
  answers: { 200: says(PersonAnswer, 'As they are now') },
  refusals: {
    404: 'There is nobody of this id',
    409: '`why`: `left`, `last-admin`, `oneself`, `name-taken` or `subject-taken`',
  },
});
