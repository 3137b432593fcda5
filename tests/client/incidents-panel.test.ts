import { render } from '@testing-library/svelte';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Incident, Priority } from '#data/contract/incident.ts';
import { madeBoard, madeIncident } from '#client/gallery/made-board.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { countdown } from '#client/panels/incidents/countdown.ts';
import IncidentsPanel from '#client/panels/incidents/IncidentsPanel.svelte';
import { incidentBoard } from '#client/panels/incidents/rows.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import { giveRoom } from './room.ts';

const now = Date.UTC(2026, 10, 26, 6);
const MINUTE = 60_000;
const english = createSpeech('en', 'Asia/Shanghai');
const chinese = createSpeech('zh-CN', 'Asia/Shanghai');

let made = 0;
/** Reported, and to be accepted in so many minutes. */
function incident(priority: Priority, minutesLeft: number, over: Partial<Incident> = {}): Incident {
  const base = madeIncident(++made, now, () => 0.5);
  const times = { received: now - 60 * MINUTE };
  const due = { accept: now + minutesLeft * MINUTE };
  const { suspended: _suspended, ...rest } = base;
  return { ...rest, priority, state: 'reported', times, due, ...over };
}
const table = (...incidents: Incident[]) => new Map(incidents.map((each) => [each.id, each]));

function show(incidents: ReturnType<typeof table>, say = english) {
  const names = cityNames(madePack, say);
  return render(IncidentsPanel, { incidents, names, asOf: now, now, say }).container;
}

describe('the incident board', () => {
  beforeEach(() => giveRoom(500, 48 * 3 + 10));

  test('puts life at risk above everything, and then what is late, whatever its priority', () => {
    const calm = incident(1, 30);
    const late = incident(1, -5);
    const minor = incident(4, -500);
    const ample = incident(2, 4 * 24 * 60);
    const { rows } = incidentBoard(table(ample, minor, calm, late), now, 10);
    expect(rows.map((row) => row.incident)).toEqual([late, calm, minor, ample]);
    expect(rows.map((row) => row.overdue)).toEqual([true, false, true, false]);
  });

  test('shows what fits and counts the rest by priority', () => {
    const container = show(table(incident(1, 5), incident(2, 5), incident(3, 5), incident(3, 9), incident(4, 9)));
    expect(container.querySelectorAll('[data-incident]')).toHaveLength(3);
    const footer = container.querySelector('footer')!;
    expect(footer.querySelector('strong')!.textContent).toBe('+2 more');
    const marks = [...footer.querySelectorAll('svg')].map((mark) => mark.classList.item(0));
    expect(marks).toEqual(['p3', 'p4']);
  });

  test('never leaves an incident uncounted', () => {
    const { incidents } = madeBoard(now, { incidents: 300 });
    for (const fits of [0, 1, 7, 299, 300, 400]) {
      const { rows, more, open } = incidentBoard(incidents, now, fits);
      expect(rows.length + [...more.values()].reduce((sum, n) => sum + n, 0)).toBe(open);
      expect(open).toBe(300);
    }
  });

  test('tells an overdue one by a ring and a word, not by its colour alone', () => {
    const [late, calm] = show(table(incident(2, -7), incident(2, 7))).querySelectorAll('[data-incident]');
    expect(late!.querySelector('circle')).not.toBeNull();
    expect(late!.textContent).toContain('overdue');
    expect(late!.textContent).toContain('7 min');
    expect(calm!.querySelector('circle')).toBeNull();
    expect(calm!.textContent).toContain('7:00');
  });

  test('names category, community and state in the viewer’s language', () => {
    const cell = madePack.cells[0]!;
    const community = madePack.areas.find(({ id }) => id === cell.community)!;
    const theft = incident(3, 7, { category: 'public-security/theft', state: 'enroute', areas: [community.id] });
    const row = show(table(theft), chinese).querySelector('[data-incident]')!;
    expect(row.textContent).toContain('盗窃');
    expect(row.textContent).toContain(community.names.zh);
    expect(row.textContent).toContain('途中');
    expect(row.textContent).toContain(theft.number);
  });

  test('says where a limit is paused, and shows no clock that runs', () => {
    const paused = incident(3, 7, { suspended: { since: now - MINUTE, until: now + 60 * MINUTE } });
    const row = show(table(paused)).querySelector('[data-incident]')!;
    expect(row.textContent).toContain('paused');
    expect(row.textContent).not.toMatch(/\d:\d\d/);
  });
});

describe('a countdown', () => {
  test.each([
    [3 * 60 * MINUTE + 20 * MINUTE, '3 h 20'],
    [26 * 60 * MINUTE, '1 d 2 h'],
    [11 * MINUTE, '11 min'],
    [9 * MINUTE + 59_000, '9:59'],
    [1, '0:01'],
    [0, '0 s'],
    [-12 * MINUTE, '12 min'],
  ])('of %d ms is said as %s', (left, said) => {
    expect(countdown(left, english)).toBe(said);
  });

  test('ticks only in its last ten minutes', () => {
    const calm = new Set(Array.from({ length: 50 }, (_, second) => countdown(20 * MINUTE + second * 1000, english)));
    const pressing = new Set(Array.from({ length: 50 }, (_, second) => countdown(5 * MINUTE + second * 1000, english)));
    expect(calm.size).toBe(1);
    expect(pressing.size).toBe(50);
  });
});
