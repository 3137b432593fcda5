import * as z from 'zod';
import { Fix, PositionsAnswer } from '../api.ts';
import { Time, UnitId } from '../ids.ts';
import { Availability, ContactQuality, Unit } from '../unit.ts';
import { commandRoute } from './command-route.ts';
import { listOf, someId } from './query.ts';
import { route, says } from './route.ts';
import { commands, operations, ownWork } from './who.ts';

const params = z.object({ id: UnitId });
const none = { 404: 'There is none, or not for this caller' } as const;
const cache = 'private, no-cache';

export const listUnits = route({
  method: 'GET',
  path: '/api/v1/units',
  right: operations,
  summary: 'Units on the board',
  query: z.strictObject({
    service: listOf(z.string().min(1).max(40)).optional(),
    availability: listOf(Availability).optional(),
    contact: listOf(ContactQuality).optional(),
    incident: someId,
  }),
  answers: { 200: says(z.object({ asOf: Time, items: z.array(Unit) }), 'As seen by the caller') },
  cache,
});

export const readUnit = route({
  method: 'GET',
  path: '/api/v1/units/:id',
  right: operations,
  summary: 'One unit',
  params,
  answers: { 200: says(Unit, 'As it stands') },
  refusals: none,
  cache,
});

export const reportOwnPosition = route({
  method: 'POST',
  path: '/api/v1/units/:id/position',
  // What a device says by itself is no command: no sign that somebody is there.
  right: ownWork,
  summary: 'Where the crew is, said by one of them while it is on duty',
  params,
  body: Fix.omit({ unit: true }).strict(),
  answers: { 202: says(PositionsAnswer, 'Kept') },
  refusals: { ...none, 409: 'The unit is off duty (`why`: `off-duty`): nothing was kept' },
  keeps: true,
});

/** A call for help waits for no password. */
export const commandUnit = commandRoute('unit', commands, 'a command to a unit', ['panic']);
