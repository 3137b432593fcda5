import { describe, expect, test } from 'vitest';
import { emptyBoard } from '#data/contract/board.ts';
import { CatalogueService } from '#data/contract/catalogue.ts';
import type { Organisation } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import { decide } from '#data/rules/decide.ts';
import { reopened } from '#data/rules/reopened.ts';
import { whoServes } from '#data/rules/who-serves.ts';
import { makeIncident } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';

const now = Date.UTC(2026, 2, 4, 8);
const made = makePack();
const [category, other] = made.categories.categories.map(({ id }) => id) as [string, string];
const organisation = (id: string, area: string, kind: Organisation['class'] = 'agency'): Organisation => ({
  ...made.organisations[0]!,
  id,
  area: area as AreaId,
  class: kind,
});
const organisations = [
  organisation('west-bureau', 'd0'),
  organisation('east-bureau', 'd1'),
  organisation('committee', 'd0s0c0', 'neighbourhood-committee'),
  organisation('city-office', 'city'),
];
const service = (over: object) =>
  CatalogueService.parse({
    id: 'permit',
    names: { en: 'Permit' },
    description: { en: 'A permit.' },
    category,
    promise: { amount: 50, unit: 'hours' },
    ...over,
  });
const here = ['d0', 'd0s0', 'd0s0c0'] as AreaId[];

describe('who does a service', () => {
  test.each([
    ['the one of the district', { organisations: ['east-bureau', 'west-bureau'] }, here, 'west-bureau'],
    ['the one of the community', { organisationClass: 'neighbourhood-committee' }, here, 'committee'],
    ['the one who does it alone, wherever', { organisations: ['city-office'] }, here, 'city-office'],
    ['nobody where none is of the place', { organisations: ['east-bureau', 'committee'] }, [], undefined],
  ])('is %s', (_what, who, areas, expected) => {
    expect(whoServes(service(who), areas, organisations)?.id).toBe(expected);
  });
});

describe('a request for a service', () => {
  const pack = { ...made, organisations, catalogue: [service({ organisations: ['west-bureau'] })] };
  const asked = makeIncident({
    category: category as never,
    service: 'permit' as never,
    areas: here,
    times: { received: now },
    due: { resolve: now + 50 * HOUR },
  });
  const triage = (row: typeof asked, body: object = {}) => {
    const context = { actor: { kind: 'person' as const, id: 'ann' }, now, board: emptyBoard, pack };
    const decided = decide(row, { name: 'triage', body }, context);
    return decided.ok ? decided.value : decided.refusal;
  };

  test('is asked of whoever does it once it is taken on, by when it was promised, in the same revision', () => {
    expect(triage(asked)).toMatchObject([
      { kind: 'incident.triaged', rev: 2 },
      { kind: 'incident.linked', rev: 2, task: { organisation: 'west-bureau', lead: true, due: now + 50 * HOUR } },
    ]);
    expect(triage({ ...asked, state: 'triaged' })).toHaveLength(1);
  });

  test('is a plain case where the desk says that it is something else', () => {
    expect(triage(asked, { category: other })).toHaveLength(1);
  });

  test('has its promised time again when it comes back', () => {
    expect(reopened({ ...asked, state: 'closed' }, { now, pack }).due.resolve).toBe(now + 50 * HOUR);
  });
});
