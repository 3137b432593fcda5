import { cleanup } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { IncidentAnswer } from '#data/contract/desk-api.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import IncidentPaper from '#client/console/work/IncidentPaper.svelte';
import { madeIncident } from '#client/gallery/made-board.ts';
import { madeDesk, now } from './made-desk.ts';

afterEach(cleanup);

const contact = { items: [{ at: now, name: 'Ma Xiulan', phone: '13997110001' }] };
const row = { ...madeIncident(1, now, () => 0.5), description: 'Water through the ceiling' };
const timeline = Array.from({ length: 60 }, (_, at): LoggedFact => ({
  kind: 'incident.noted',
  incident: row.id,
  rev: at + 2,
  text: `Line ${at} of the record`,
  seq: (at + 1) as Seq,
  at: now - 60_000 * (60 - at),
}));
const answer = { ...row, timeline, allowed: [] } as IncidentAnswer;
const people = { actor: () => 'Li Na', unit: String, organisation: String, incident: String };

/** What stands on the body while the page is printed. */
function printed(given: object): string {
  madeDesk().show(IncidentPaper as never, { row, answer, people, contact: null, ...given });
  window.dispatchEvent(new Event('beforeprint'));
  return document.querySelector('body > .paper')!.textContent;
}

test('an incident goes to paper with every line of its record, the oldest first', () => {
  const text = printed({});
  expect(text).toContain(row.number);
  expect(text).toContain('Water through the ceiling');
  const places = timeline.map((_, at) => text.indexOf(`Line ${at} of`));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('who reported it is on paper only where somebody has looked, which is on record', () => {
  expect(printed({})).not.toContain('Ma Xiulan');
  cleanup();
  document.querySelector('.paper')?.remove();
  expect(printed({ contact })).toContain('13997110001');
  cleanup();
  document.querySelector('.paper')?.remove();
  expect(printed({ contact: { items: [{ at: now, deleted: true }] } })).toContain('deleted after 90 days');
});

test('a record that has not come is said to be missing', () => {
  expect(printed({ answer: null })).toContain('The record did not come');
});
