import { render } from '@testing-library/svelte';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Incident, Priority } from '#data/contract/incident.ts';
import { madeBoard, madeIncident } from '#client/gallery/made-board.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { countdown } from '#client/panels/incidents/countdown.ts';
import { HEADING, ROW } from '#client/panels/incidents/columns.ts';
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
    const { columns } = incidentBoard(table(ample, minor, calm, late), now, { height: 60, across: 1 });
    const rows = columns.flat().flatMap((group) => group.rows);
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
    const height = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(height, fc.integer({ min: 1, max: 6 }), (height, across) => {
        const { columns, more, open } = incidentBoard(incidents, now, { height, across });
        const shown = columns.flat().reduce((sum, { rows }) => sum + rows.length, 0);
        expect(shown + [...more.values()].reduce((sum, n) => sum + n, 0)).toBe(open);
        expect(open).toBe(300);
      }),
    );
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

  test('says a long name of a place whole, and the number beside it as people say it', () => {
    const long = madePack.areas.find(({ level, names }) => level === 'community' && names.en.length > 26)!;
    const theft = incident(3, 7, { areas: [long.id], number: 'XN26-12097' });
    const row = show(table(theft)).querySelector('[data-incident]')!;
    expect(row.querySelector('.number')?.textContent).toBe('12097');
    const short = madePack.areas.find(({ level, names }) => level === 'community' && names.en.length < 20)!;
    const other = show(table(incident(3, 7, { areas: [short.id], number: 'XN26-12097' })));
    expect(other.querySelector('.number')?.textContent).toBe('XN26-12097');
  });

  test('says where a limit is paused, and shows no clock that runs', () => {
    const paused = incident(3, 7, { suspended: { since: now - MINUTE, until: now + 60 * MINUTE } });
    const row = show(table(paused)).querySelector('[data-incident]')!;
    expect(row.textContent).toContain('paused');
    expect(row.textContent).not.toMatch(/\d:\d\d/);
  });
});

describe('the headings of the incident board', () => {
  const many = table(
    ...Array.from({ length: 3 }, () => incident(1, 5)),
    ...Array.from({ length: 20 }, () => incident(3, -5)),
    ...Array.from({ length: 7 }, () => incident(3, 30)),
    incident(4, 600),
  );
  const headings = (container: HTMLElement) =>
    [...container.querySelectorAll('h3[data-band]')].map((heading) => heading.textContent!.trim());

  test('say of each part what it is and how many it has, on the board or not', () => {
    giveRoom(500, 40 * 16);
    const container = show(many);
    expect(headings(container)).toEqual(['Priority 1 3', 'Overdue 20']);
    expect(headings(show(many, chinese))).toEqual(['一级 3', '已超时 20']);
    const [grave, late] = container.querySelectorAll('h3 + ol');
    expect(grave!.children).toHaveLength(3);
    expect(late!.children.length).toBeGreaterThan(5);
  });

  test('are said again where a part goes on in the next column, and never stand alone', () => {
    giveRoom(800, 40 * 16);
    expect(headings(show(many))).toEqual(['Priority 1 3', 'Overdue 20', 'Overdue 20', 'Due within the hour 7']);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 90, noNaN: true }), fc.integer({ min: 1, max: 5 }), (height, across) => {
        const { columns, headed } = incidentBoard(many, now, { height, across });
        expect(columns.length).toBeLessThanOrEqual(across);
        for (const groups of columns) {
          const rows = groups.map((group) => group.rows.length);
          expect(Math.min(...rows)).toBeGreaterThan(0);
          const needed = rows.reduce((sum, n) => sum + n, 0) * ROW + (headed ? rows.length * HEADING : 0);
          expect(needed).toBeLessThanOrEqual(Math.max(height, ROW) + 0.1);
        }
      }),
    );
  });

  test('take no row away where height is short', () => {
    giveRoom(500, 5 * 48 + 20);
    const short = show(many);
    expect(short.querySelectorAll('[data-incident]')).toHaveLength(5);
    expect(headings(short)).toEqual([]);
    const few = table(incident(1, 5), incident(3, -5), incident(3, -9));
    expect(headings(show(few))).toEqual(['Priority 1 1', 'Overdue 2']);
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
