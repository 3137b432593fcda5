import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportOutcome } from '#data/contract/api.ts';
import { LoggedFact } from '#data/contract/fact.ts';
import type { IncidentId, Seq } from '#data/contract/ids.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { makeReport } from '../support/report.ts';

let app: RunningApp;
let token: string;
beforeAll(async () => {
  app = await startApp();
  token = await app.addSource('hotline');
});
afterAll(() => app.stop());

async function post(body: unknown): Promise<ReportOutcome[]> {
  const response = await fetch(`${app.url}/api/v1/incidents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  return Array.isArray(answer) ? answer : [{ ...answer, status: response.status }];
}

/** Any moment that RFC 3339 can write, the odd ones often. */
const moment = fc.oneof(
  fc.constantFrom('0000-01-01T00:00:00Z', '1969-12-31T23:59:59.999Z', '1970-01-01T00:30:00+01:00'),
  fc.date({ min: new Date(-62_167_219_200_000), max: new Date(), noInvalidDate: true }).map((at) => at.toISOString()),
);
const degrees = (most: number) =>
  fc.oneof(fc.constantFrom(0, -0, most, -most), fc.double({ min: -most, max: most, noNaN: true }));
const anyReport = fc.record(
  {
    reportedAt: moment,
    location: fc.tuple(degrees(180), degrees(90)).map((coordinates) => ({ type: 'Point', coordinates })),
    priority: fc.integer({ min: 1, max: 4 }),
    title: fc.string({ unit: 'binary', maxLength: 100 }),
    address: fc.string({ unit: 'binary', maxLength: 100 }),
    mode: fc.constantFrom('reported', 'discovered'),
  },
  { requiredKeys: [] },
);

test('whatever report is taken in is a fact by the contract that every screen reads it by', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyReport, { minLength: 30, maxLength: 60 }), async (reports) => {
      await post(reports.map((over) => makeReport(over)));
      const facts = (await app.store.log.read(0 as Seq, 100_000)).map(({ fact }) => fact);
      const wrong = facts.flatMap((fact) => {
        const { error } = LoggedFact.safeParse(fact);
        return error ? [`${fact.kind} ${error.message}`] : [];
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 20 },
  );
  expect((await app.store.log.read(0 as Seq, 100_000)).length).toBeGreaterThan(100);
  expect(await app.store.verify()).toMatchObject({ ok: true });
});

test.each(['1969-12-31T23:59:59Z', '0000-01-01T00:00:00Z'])(
  'a report of %s is refused with the field named',
  async (reportedAt) => {
    expect(await post(makeReport({ reportedAt }))).toMatchObject([
      { status: 422, errors: [{ pointer: '/reportedAt', detail: 'lies before 1970' }] },
    ]);
  },
);

test('a place at 0, 0 is none: the report is taken without it, and the answer says so', async () => {
  const [answer] = await post(makeReport({ location: { type: 'Point', coordinates: [0, 0] } }));
  expect(answer).toMatchObject({ status: 201, cell: null, cleaned: ['/location'] });
  expect(app.board().incidents.get((answer as unknown as { id: IncidentId }).id)!.location).toBeUndefined();
});
