import type { Page } from 'playwright-core';
import type { Actor } from '#data/contract/actor.ts';
import type { Fact, NewFact } from '#data/contract/fact.ts';
import type { CellId, InspectionId, OrganisationId } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import { handsAt } from '../support/hands.ts';
import { startApp, type AppOptions, type RunningApp } from '../support/app.ts';
import { makeIncident, unitId } from '../support/make-rows.ts';
import { packCell } from '../support/pack.ts';

export const unit = unitId('G-07');
export const cell = packCell(0, 0) as CellId;
const areas = ['d0', 'd0s0', 'd0s0c0'] as NonNullable<Person['area']>[];
const committee = 'd0s0c0-committee' as OrganisationId;
const desk: Actor = { kind: 'person', id: 'desk' };

/** A server with one crew that has something of everything to do. */
export type PhoneDay = {
  app: RunningApp;
  officer: Person;
  /** Opens the phone's page signed in; everybody else is told apart by `as`. */
  cookieOf(over?: Partial<Person>): Promise<{ name: string; value: string; url: string }>;
  keep(...facts: Fact[]): Promise<void>;
  incident: string;
  /** The kinds of the facts about the incident, oldest first. */
  told(id?: string): Promise<string[]>;
};

export async function openPhoneDay(options: AppOptions = {}): Promise<PhoneDay> {
  const app = await startApp(options);
  const keep = async (...facts: Fact[]) => {
    const stamp = { at: Date.now(), by: desk };
    await app.store.log.append([{ facts: facts.map((fact): NewFact => ({ ...fact, ...stamp })) }]);
  };
  const { person: officer, cookie } = await app.signIn({
    name: 'Ma Lin',
    role: 'officer',
    unit,
    organisation: committee,
  });
  const now = Date.now();
  await keep(
    { kind: 'unit.registered', unit: { id: unit, callSign: 'G-07', service: 'grid' } },
    {
      kind: 'post.filled',
      cell,
      post: { role: 'primary', person: officer.id, name: officer.name, from: now - 86_400_000 },
    },
    {
      kind: 'inspection.fell-due',
      inspection: { id: 'visit-1' as InspectionId, cell, areas, checklist: 'fire-safety', due: now + 3_600_000 },
    },
  );
  await keep({
    kind: 'danger.found',
    danger: {
      id: 'danger-1' as never,
      cell,
      areas,
      checklist: 'fire-safety',
      item: 'exits',
      text: 'Bicycles in the stairwell',
    },
  });
  await keep({
    kind: 'danger.ordered',
    danger: 'danger-1' as never,
    rev: 2,
    organisation: committee,
    due: now + 7_200_000,
  });
  const incident = await report(app, keep, 'i1', now);
  return {
    app,
    officer,
    keep,
    incident,
    async cookieOf(over) {
      const header = over ? (await app.signIn(over)).cookie : cookie;
      const [name = '', value = ''] = header.split('=');
      return { name, value, url: app.url };
    },
    told: async (id = incident) => (await app.store.incidents.timeline(id)).map(({ kind }) => kind),
  };
}

async function report(app: RunningApp, keep: PhoneDay['keep'], id: string, now: number): Promise<string> {
  const row = makeIncident({
    id: id as never,
    reportedAt: now - 60_000,
    times: { received: now - 60_000 },
    due: { attend: now + 900_000, resolve: now + 7_200_000 },
    priority: 2,
    cell,
    areas,
    location: [12.4024, 48.1985],
    address: 'Row 0 Street 12',
    title: 'Stairwell door forced',
    description: 'A neighbour heard the door being forced and saw nobody.',
  });
  const { number: _n, rev: _r, state: _s, assignments: _a, exercise: _e, ...incident } = row;
  await keep({ kind: 'incident.reported', series: 'TV26', incident });
  for (const [name, body] of [
    ['triage', {}],
    ['assign', { unit }],
    ['link', { organisation: committee, text: 'Speak to the residents of the stairwell' }],
  ] as const) {
    const given = await handsAt(app.desk.give).command(desk, row.id, name, body);
    if (!given.ok) throw new Error(`${name}: ${given.refusal.detail}`);
  }
  return row.id;
}

/** Opens the page and waits until it shows what the server knows. */
export async function ready(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForSelector('[data-line="fresh"]', { timeout: 30_000 });
}
