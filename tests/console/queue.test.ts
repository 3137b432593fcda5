import { describe, expect, test } from 'vitest';
import { hrefOf, readQuery } from '#client/console/address.svelte.ts';
import { matches, pressName } from '#client/console/keys/key-press.ts';
import { registry } from '#client/console/keys/registry.ts';
import { layoutOf, panesOf } from '#client/console/work/layout.ts';
import { heldLine, isHeading, linesOf } from '#client/console/work/queue-lines.ts';
import { filterOf, neighbour, queueOf } from '#client/console/work/queue-rows.ts';
import { inverseOf } from '#client/console/work/undo.ts';
import { makeIncident, unitId } from '../support/make-rows.ts';

const assignments = [{ unit: unitId('u1'), state: 'enroute' as const, since: 1 }];
const rows = [
  makeIncident({ id: 'checked', state: 'resolved', priority: 1 }),
  makeIncident({ id: 'worked', state: 'enroute', priority: 1, assignments }),
  makeIncident({ id: 'new', state: 'reported', priority: 3, due: { accept: 2_000_000 } }),
  makeIncident({ id: 'late', state: 'enroute', priority: 2, assignments, due: { attend: 900_000 } }),
];
const order = (query: Record<string, string>) =>
  queueOf(rows, filterOf(query), 1_000_000, ({ id }) => id).rows.map(({ incident }) => incident.id);

describe('the queue', () => {
  test('is in the order of every list of incidents: a P1 with a crew stays on top', () => {
    expect(order({})).toEqual(['worked', 'late', 'new', 'checked']);
  });

  test('says with a heading where each part begins, and how many it has', () => {
    const { rows: queue } = queueOf(rows, {}, 1_000_000, () => '');
    expect(
      linesOf(queue).map((line) => (isHeading(line) ? `${line.heading} ${line.count}` : line.incident.id)),
    ).toEqual(['p1 1', 'worked', 'overdue 1', 'late', 'hour 1', 'new', 'check 1', 'checked']);
  });

  test('keeps its place as most of what is seen moves, not as a single row jumps', () => {
    const before = ['p1', 'a', 'later', 'b', 'c', 'd', 'e'];
    expect(heldLine(['b', 'c', 'd'], before, ['p1', 'a', 'x', 'later', 'b', 'c', 'd', 'e'])).toEqual({
      from: 4,
      to: 5,
    });
    expect(heldLine(['b', 'c', 'd'], before, ['p1', 'd', 'a', 'later', 'b', 'c', 'e'])?.from).not.toBe(5);
    expect(heldLine(['b', 'c'], before, ['p1', 'a'])).toBeNull();
  });

  test('is filtered by what the address says, and ignores what it cannot mean', () => {
    expect(order({ work: 'decide' })).toEqual(['late', 'new']);
    expect(order({ priority: '1,9' })).toEqual(['worked', 'checked']);
    expect(order({ text: 'WORK' })).toEqual(['worked']);
    expect(order({ work: 'nonsense', priority: 'x' })).toHaveLength(4);
  });

  test('is walked to its ends and no further', () => {
    const { rows: queue } = queueOf(rows, {}, 1_000_000, () => '');
    expect(neighbour(queue, undefined, 1)?.incident.id).toBe('worked');
    expect(neighbour(queue, 'worked', -1)?.incident.id).toBe('worked');
    expect(neighbour(queue, 'late', Infinity)?.incident.id).toBe('checked');
  });
});

describe('the address', () => {
  test('names a view, and a community by a path of its own', () => {
    expect(hrefOf({ view: 'grid' }, { cell: 'c1' })).toBe('/console?view=grid&cell=c1');
    const href = hrefOf({ lang: 'en' }, { view: 'community', community: 'c 7' });
    expect(href).toBe('/community/c%207?lang=en');
    const [pathname = '', search = ''] = href.split('?');
    expect(readQuery({ pathname, search })).toEqual({ view: 'community', community: 'c 7', lang: 'en' });
    expect(hrefOf({ lang: 'en' }, { view: 'community' })).toBe('/community?lang=en');
    for (const pathname of ['/community', '/community/'])
      expect(readQuery({ pathname, search: '?lang=en' })).toEqual({ view: 'community', lang: 'en' });
  });
});

describe('the keys', () => {
  const press = (key: string, more: object = {}) =>
    pressName({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

  test('are read as the table writes them, whatever letter Alt makes of it', () => {
    expect(press('k', { ctrlKey: true })).toBe(registry.page.palette);
    expect(press('å', { altKey: true, code: 'KeyA' })).toBe(registry.alarms.first);
    expect(press('?', { shiftKey: true })).toBe(registry.page.help);
  });

  test('may be one after the other', () => {
    expect(matches('g q', ['g'])).toBe('begun');
    expect(matches('g q', ['g', 'q'])).toBe('whole');
    expect(matches('g q', ['q'])).toBeNull();
  });
});

describe('what can be taken back', () => {
  const before = makeIncident({ priority: 3 });

  test('is taken back by the step that leads there', () => {
    expect(inverseOf('assign', { unit: 'u1' }, before, before, 'why')).toEqual({
      name: 'unassign',
      body: { unit: 'u1', reason: 'why' },
    });
    expect(inverseOf('triage', { priority: 1 }, before, before, 'why')?.body).toMatchObject({ priority: 3 });
  });

  test.each(['close', 'note', 'refer', 'merge', 'resolve', 'cancel', 'verify'] as const)('is not a %s', (command) => {
    expect(inverseOf(command, {}, before, before, 'why')).toBeNull();
  });
});

describe('the panes', () => {
  test('are as many as there is room for, and those that the person wants', () => {
    expect(layoutOf(1280, null, true).columns).toEqual([['queue'], ['detail']]);
    expect(layoutOf(1920, null, true).columns).toEqual([['queue'], ['detail'], ['map', 'units']]);
    expect(layoutOf(3840, null, true).columns).toHaveLength(4);
    expect(layoutOf(1920, panesOf('queue,map'), true).columns).toEqual([['queue'], ['map']]);
    expect(panesOf('nothing')).toBeNull();
  });

  test('give the room of an incident to the map and the units while none is chosen, at every width', () => {
    for (const width of [1366, 1920])
      expect(layoutOf(width, null, false).columns).toEqual([['queue'], ['map', 'units']]);
    expect(layoutOf(2560, null, false).columns).toEqual([['queue'], ['map'], ['units']]);
    // Somebody who wants the pane of an incident has it, empty or not.
    expect(layoutOf(1366, panesOf('queue,detail'), false).columns).toEqual([['queue'], ['detail']]);
  });
});
