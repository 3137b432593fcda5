import type { Browser, Page } from 'playwright-core';
import type { Fact, LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { AlarmId, DangerId, IncidentId, InspectionId, Seq, UnitId } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import { areasOfCell } from '#data/rules/cell-areas.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { makePack, packCell } from '../support/pack.ts';

const HOUR = 3_600_000;
export const pack = {
  ...makePack(),
  'quick-answers': [{ id: 'done', of: [], names: { en: 'Done' }, text: { en: '{number} is done.' } }],
};
export const cell = packCell(0, 0);
export const community = areasOfCell(cell, pack).at(-1)!;

/** A desk with something in every view, on a real server. */
export type ViewsDay = {
  app: RunningApp;
  told(): Promise<LoggedFact['kind'][]>;
  /** A page of the console on which that person is signed in. */
  open(person: Partial<Person>, path: string, size?: { width: number; height: number }): Promise<Page>;
  stop(): Promise<void>;
};

export async function openViewsDay(browser: Browser): Promise<ViewsDay> {
  const app = await startApp({ pack });
  const now = Date.now();
  const areas = areasOfCell(cell, pack);
  const facts: Fact[] = [
    { kind: 'unit.registered', unit: { id: 'u1' as UnitId, service: 'police', callSign: 'Police 01' } },
    { kind: 'cell.staffing-changed', cell: packCell(1, 0), staffed: false },
    {
      kind: 'inspection.fell-due',
      inspection: { id: 'v1' as InspectionId, cell, areas, checklist: pack.checklists[0]!.id, due: now + HOUR },
    },
    {
      kind: 'danger.found',
      danger: {
        id: 'd1' as DangerId,
        cell,
        areas,
        checklist: pack.checklists[0]!.id,
        item: pack.checklists[0]!.items[0]!.id,
        text: 'Boxes before the door',
      },
    },
    {
      kind: 'alarm.raised',
      alarm: {
        id: 'unit-silent:unit:u1' as AlarmId,
        condition: 'unit-silent',
        subject: { kind: 'unit', id: 'u1' },
        priority: 2,
        areas: [],
      },
    },
  ];
  const owed: Fact = {
    kind: 'incident.reported',
    series: 'TV26',
    incident: {
      id: 'owed' as IncidentId,
      category: pack.categories.categories[0]!.id,
      priority: 3,
      mode: 'reported',
      reportedAt: now,
      times: { received: now, resolved: now },
      due: {},
      areas,
      offMap: false,
      dwelling: false,
      owed: { callable: true },
    },
  };
  facts.push(owed, {
    kind: 'incident.replied',
    incident: owed.incident.id,
    rev: 2,
    reply: { outcome: 'done', text: 'The lamp is new.' },
  });
  const stamped = facts.map((fact): NewFact => ({ ...fact, at: now }));
  await app.store.log.append([{ facts: stamped }]);
  const cookies = new Map<string, string>();

  return {
    app,
    async told() {
      return (await app.store.log.read(0 as Seq, 10_000)).map(({ fact }) => fact.kind);
    },
    async open(person, path, viewport = { width: 1400, height: 900 }) {
      const name = person.name ?? 'Ann';
      const cookie = cookies.get(name) ?? (await app.signIn({ name, ...person })).cookie;
      cookies.set(name, cookie);
      const context = await browser.newContext({ viewport, bypassCSP: true });
      const [key = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name: key, value, url: app.url }]);
      const page = await context.newPage();
      await page.goto(app.url + path);
      await page.waitForSelector('html[data-link="live"]', { state: 'attached', timeout: 60_000 });
      return page;
    },
    stop: () => app.stop(),
  };
}
