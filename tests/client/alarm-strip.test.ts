import { render } from '@testing-library/svelte';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alarm, AlarmCondition, AlarmPriority } from '#data/contract/alarm.ts';
import type { AlarmId } from '#data/contract/ids.ts';
import AlarmsPanel from '#client/panels/alarms/AlarmsPanel.svelte';
import { alarmStrip } from '#client/panels/alarms/strip.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import { giveRoom } from './room.ts';

const now = Date.UTC(2026, 10, 26, 6);
const MINUTE = 60_000;

const conditions: AlarmCondition[] = [
  'p1-unassigned',
  'limit-near',
  'limit-passed',
  'unit-silent',
  'cell-unstaffed',
  'inspection-overdue',
  'panic',
];

function alarm(priority: AlarmPriority, over: Partial<Alarm> = {}): Omit<Alarm, 'id'> {
  return {
    condition: 'limit-passed',
    subject: { kind: 'incident', id: 'i1' },
    priority,
    areas: [],
    raised: now - MINUTE,
    active: true,
    acknowledged: false,
    exercise: false,
    ...over,
  };
}
const table = (alarms: Omit<Alarm, 'id'>[]) =>
  new Map(alarms.map((each, index) => [`a${index}` as AlarmId, { ...each, id: `a${index}` as AlarmId }]));

const anyAlarm = fc
  .record({
    priority: fc.constantFrom<AlarmPriority>(1, 2, 3),
    condition: fc.constantFrom(...conditions),
    raised: fc.integer({ min: now - 60 * MINUTE, max: now }),
    acknowledged: fc.boolean(),
    shelved: fc.boolean(),
    suppressed: fc.boolean(),
  })
  .map(({ shelved, suppressed, ...rest }) =>
    alarm(1, {
      ...rest,
      ...(shelved && { shelvedUntil: now + MINUTE }),
      ...(suppressed && { suppressedBy: 'another' as AlarmId }),
    }),
  );

describe('the alarm strip', () => {
  test('never shows more than fits, hides no alarm of priority 1 and leaves none uncounted', () => {
    fc.assert(
      fc.property(fc.array(anyAlarm, { maxLength: 80 }), fc.integer({ min: 1, max: 12 }), (alarms, fits) => {
        const strip = alarmStrip(table(alarms), now, fits);
        const others = alarms.filter(({ condition }) => condition !== 'panic');
        const told = others.filter(({ suppressedBy }) => suppressedBy === undefined);
        const waiting = told.filter(({ shelvedUntil }) => shelvedUntil === undefined);
        const spokenFor = strip.cards.reduce((sum, { count }) => sum + count, 0);
        expect(strip.cards.length).toBeLessThanOrEqual(fits);
        expect(spokenFor + strip.unshown).toBe(waiting.length);
        const grave = strip.cards.filter(({ priority }) => priority === 1).reduce((sum, { count }) => sum + count, 0);
        expect(grave).toBe(waiting.filter(({ priority }) => priority === 1).length);
        for (const priority of [1, 2, 3] as const) {
          const counted = strip.cards.reduce((sum, { counts }) => sum + counts[priority], 0);
          expect(counted).toBeLessThanOrEqual(strip.counts[priority]);
        }
        for (const { counts, count } of strip.cards) expect(counts[1] + counts[2] + counts[3]).toBe(count);
        expect(strip.counts[1] + strip.counts[2] + strip.counts[3] + strip.shelved).toBe(told.length);
      }),
      { seed: 20261126, numRuns: 500 },
    );
  });

  test('tells alarms one by one while there is room', () => {
    const alarms = [alarm(3), alarm(2), alarm(1)];
    expect(alarmStrip(table(alarms), now, 5).cards.map(({ priority, count }) => [priority, count])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  test('tells those of one condition together when there is not', () => {
    const late = Array.from({ length: 6 }, () => alarm(2));
    const silent = Array.from({ length: 3 }, () => alarm(3, { condition: 'unit-silent' }));
    const { cards, unshown } = alarmStrip(table([...late, ...silent, alarm(1)]), now, 3);
    expect(cards.map(({ condition, count }) => [condition, count])).toEqual([
      ['limit-passed', 1],
      ['limit-passed', 6],
      ['unit-silent', 3],
    ]);
    expect(unshown).toBe(0);
  });

  test('counts each priority of a group by itself, so that none is given the number of another', () => {
    giveRoom(200, 60);
    const say = createSpeech('en', 'Asia/Shanghai');
    const mixed = table([alarm(2), ...Array.from({ length: 13 }, () => alarm(3))]);
    const { container } = render(AlarmsPanel, { alarms: mixed, subject: () => '', asOf: now, now, say });
    const counts = [...container.querySelectorAll('[data-count]')].map((each) => [
      each.querySelector('svg')!.classList.item(0),
      each.textContent.trim(),
    ]);
    expect(counts).toEqual([
      ['p2', '1'],
      ['p3', '13'],
    ]);
  });

  test('counts calls for help apart and first, so that no nought stands alone beside one', () => {
    giveRoom(1600, 60);
    const say = createSpeech('en', 'Asia/Shanghai');
    const help = alarm(1, { condition: 'panic', acknowledged: true });
    const shown = (...alarms: Omit<Alarm, 'id'>[]) =>
      render(AlarmsPanel, { alarms: table(alarms), subject: () => '', asOf: now, now, say }).container.querySelector(
        '.counts',
      )!;
    const [calls, first] = shown(help, alarm(2)).children;
    expect(calls!.getAttribute('aria-label')).toBe('SOS');
    expect(calls!.querySelector('svg.sos')).not.toBeNull();
    expect([calls!.textContent.trim(), first!.textContent.trim()]).toEqual(['1', '0']);
    expect(shown(alarm(2)).querySelector('svg.sos')).toBeNull();
  });

  test('says that there is a flood, and how many came', () => {
    const flood = Array.from({ length: 30 }, (_, index) => alarm(3, { raised: now - index * 1000 }));
    expect(alarmStrip(table(flood), now, 5).flood).toBe(30);
    expect(alarmStrip(table(flood.slice(0, 5)), now, 5).flood).toBeNull();
  });

  test('stands back for what somebody has acknowledged, and says in the past tense what is over', () => {
    giveRoom(1600, 60);
    const say = createSpeech('en', 'Asia/Shanghai');
    const alarms = table([alarm(2, { acknowledged: true }), alarm(1, { active: false })]);
    const chinese = createSpeech('zh-CN', 'Asia/Shanghai');
    const { container } = render(AlarmsPanel, { alarms, subject: () => 'Ciyou', asOf: now, now, say });
    const [first, second] = container.querySelectorAll('li');
    expect(first!.textContent).toMatch(/Limit had passed.*Ciyou.*cleared/s);
    expect(first!.classList.contains('over')).toBe(true);
    expect(second!.textContent).toContain('Limit passed');
    const inChinese = render(AlarmsPanel, { alarms, subject: () => '', asOf: now, now, say: chinese }).container;
    expect(inChinese.querySelector('li')!.textContent).toContain('曾超时限');
    expect(second!.classList.contains('acknowledged')).toBe(true);
  });

  test('says nothing of how many there are before it knows', () => {
    giveRoom(1600, 60);
    const say = createSpeech('en', 'Asia/Shanghai');
    const { container } = render(AlarmsPanel, { alarms: new Map(), subject: () => '', asOf: null, now, say });
    expect(container.textContent).not.toMatch(/\d/);
    expect(container.textContent).not.toContain('No alarms');
  });
});
