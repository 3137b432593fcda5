import { cleanup } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import RecordList from '#client/console/work/RecordList.svelte';
import type { Names } from '#client/console/work/people.svelte.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Done } from '#data/contract/stamp.ts';
import type { Lang } from '#client/words/shared/speech.ts';
import { makeIncident } from '../support/make-rows.ts';
import { madeDesk } from './made-desk.ts';

const at = Date.parse('2026-11-23T14:10:05+08:00');
const before = Date.parse('2026-11-23T14:02:10+08:00');
const people: Names = { actor: () => '', unit: (id) => id, organisation: (id) => id, incident: (id) => id };

/** The record's line of an arrival. */
function line(done: Done | undefined, lang: Lang = 'en'): string {
  const fact = { kind: 'incident.arrived', seq: 1, at, incident: 'i1', rev: 2, unit: 'u1', ...(done && { done }) };
  const { context, show } = madeDesk({}, {}, lang);
  const { container } = show(RecordList, {
    facts: [fact as unknown as LoggedFact],
    row: makeIncident(),
    people,
  });
  expect(context.now).toBeGreaterThan(0);
  return container.querySelector('li')!.textContent!.replaceAll(/\s+/g, ' ').trim();
}

afterEach(cleanup);

test('what was told later stands at the time when it was done, with when it was told', () => {
  expect(line({ at: before })).toMatch(/14:02:10 .*told at (23 Nov )?14:10:05/);
  expect(line({ at: before }, 'zh-CN')).toMatch(/14:02:10 .*14:10:05 补报/);
  expect(line(undefined)).not.toMatch(/told/);
});

test('a clock that was off is shown and not believed', () => {
  const claimed = before + 3600_000;
  const said = line({ claimed, clockOff: 3600_000 });
  expect(said).toMatch(/14:10:05 /);
  expect(said).toMatch(/by the phone’s clock (23 Nov )?15:02:10, not believed: it was 1 h fast/);
  expect(line({ claimed, clockOff: -3600_000 })).toMatch(/1 h slow/);
});
