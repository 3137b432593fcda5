import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Board } from '#data/contract/board.ts';
import type { AreaId, IncidentId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { incidentKind, type Incidents } from '#client/map/incidents/incidents.ts';
import type { DrawMap, MapPicture } from '#client/map/widget/map-picture.ts';
import type { UnitFrame } from '#client/map/units/unit-frame.ts';
import { blocks, chooseCorners } from '#client/panels/map/corners.ts';
import MapPanel from '#client/panels/map/MapPanel.svelte';
import { tallyByDistrict } from '#client/panels/map/tally.ts';
import { makePack, packCell } from '../../support/pack.ts';

const now = Date.UTC(2026, 2, 4, 6);
const city = makePack();

function incident(over: Partial<Incident>): Incident {
  return {
    id: 'i-1' as IncidentId,
    number: 'TV26-1',
    rev: 1,
    state: 'reported',
    category: 'public-security/theft',
    priority: 2,
    mode: 'reported',
    reportedAt: now,
    times: { received: now },
    due: {},
    cell: packCell(0, 0),
    areas: ['d0', 'd0s0', 'd0s0c0'] as AreaId[],
    offMap: false,
    dwelling: true,
    assignments: [],
    exercise: false,
    ...over,
  };
}
const board = (...rows: Incident[]): Board['incidents'] =>
  new Map(rows.map((row, i) => [`i-${i}` as IncidentId, { ...row, id: `i-${i}` as IncidentId }]));

beforeAll(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});
afterEach(cleanup);

const incidentsOn = ({ layers }: MapPicture) =>
  (layers.find(({ kind }) => kind.name === incidentKind.name)!.data as Incidents).placed;

function open({ webgl = true, ...over }: { webgl?: boolean } & Record<string, unknown> = {}) {
  const drawn: MapPicture[] = [];
  const receivers = new Set<(frame: UnitFrame) => void>();
  const states: string[] = [];
  const draw: DrawMap = (_container, picture, events) => {
    if (!webgl) throw new Error('no WebGL');
    drawn.push(picture);
    queueMicrotask(events.ready);
    return { layerChanged() {}, reservedChanged() {}, dispose() {} };
  };
  const positions = {
    subscribe(receive: (frame: UnitFrame) => void) {
      receivers.add(receive);
      return () => void receivers.delete(receive);
    },
  };
  const props = {
    city,
    incidents: board(incident({}), incident({ priority: 1 })),
    units: new Map(),
    cellStatus: new Map(),
    positions,
    now,
    lang: 'en' as const,
    theme: 'dark' as const,
    asOf: now,
    onstate: (state: string) => states.push(state),
    draw,
    ...over,
  };
  const view = render(MapPanel, { props });
  return { ...view, props, drawn, receivers, states };
}

describe('the map panel', () => {
  test('tells its age, its city and that it is not for navigation', () => {
    const { container } = open();
    expect(container.querySelector('[data-panel=map]')?.getAttribute('data-as-of')).toBe(new Date(now).toISOString());
    screen.getByText('Testville');
    screen.getByText('Invented, not for navigation');
  });

  test('is as old as what it shows of the units, where the server does not know of all of them', async () => {
    const { container, receivers, rerender, props } = open();
    const asOf = () => Date.parse(container.querySelector('[data-panel=map]')!.getAttribute('data-as-of')!);
    const plane = new Uint16Array(1);
    for (const receive of receivers) receive({ x: plane, y: plane, at: now });
    const later = now + 20_000;
    await rerender({ ...props, now: later, asOf: later });
    expect(asOf()).toBe(now);
    for (const receive of receivers) receive({ x: plane, y: plane, at: later });
    await rerender({ ...props, now: later + 1000, asOf: later + 1000 });
    expect(asOf()).toBe(later + 1000);
  });

  test('explains its marks in the language of the display', async () => {
    const { rerender, props } = open();
    for (const word of ['P1', 'overdue', 'available', 'no contact', 'attention', 'nobody']) screen.getAllByText(word);
    await rerender({ ...props, lang: 'zh-CN' });
    for (const word of ['超时', '失联', '关注', '无人']) screen.getAllByText(word);
    screen.getByText('试验市');
  });

  test('draws who can be sent below what needs somebody, and who calls for help above everything', () => {
    const { drawn } = open();
    expect(drawn[0]!.layers.map(({ kind }) => kind.name)).toEqual([
      'ground',
      'grid',
      'bulletins',
      'names',
      'units',
      'incidents',
      'calls',
    ]);
  });

  test('hands the board to the map, and the positions as long as it is there', async () => {
    const { drawn, receivers, rerender, props, unmount } = open();
    expect(incidentsOn(drawn[0]!).map(({ priority }) => priority)).toEqual([2, 1]);
    await rerender({ ...props, incidents: board(incident({})) });
    expect(incidentsOn(drawn.at(-1)!)).toHaveLength(1);
    expect(receivers.size).toBe(1);
    unmount();
    expect(receivers.size).toBe(0);
  });

  test('puts a ring on what became overdue, without a new fact', async () => {
    const { drawn, rerender, props } = open({ incidents: board(incident({ due: { accept: now + 60_000 } })) });
    expect(incidentsOn(drawn[0]!)[0]!.overdue).toBe(false);
    await rerender({ ...props, now: now + 70_000 });
    expect(incidentsOn(drawn.at(-1)!)[0]!.overdue).toBe(true);
  });

  test('says how many incidents have no place on it', () => {
    const { cell: _cell, ...placeless } = incident({ areas: [] });
    open({ incidents: board(incident({}), placeless) });
    screen.getByText('1 not on this map');
  });

  test('becomes a list by district where nothing can be drawn', async () => {
    const { states, container } = open({ webgl: false });
    expect(states).toEqual(['list']);
    await vi.waitFor(() => screen.getByText('West North Mill'));
    screen.getByText('East District', { exact: false });
    expect(container.querySelector('canvas')).toBeNull();
  });
});

describe('the list instead of a map', () => {
  test('counts what is open by district and community, the most urgent first', () => {
    const east = incident({ areas: ['d1', 'd1s0', 'd1s0c0'] as AreaId[], priority: 1 });
    const rows = tallyByDistrict(board(incident({}), incident({ priority: 4 }), east), city.areas);
    expect(rows.map(({ id, open, byPriority }) => [id, open, byPriority[1], byPriority[2], byPriority[4]])).toEqual([
      ['d1', 1, 1, 0, 0],
      ['d0', 2, 0, 1, 1],
    ]);
    expect(rows[1]!.communities.map(({ id, open }) => [id, open])).toEqual([['d0s0c0', 2]]);
  });

  test('leaves out what is handled and keeps what has no area', () => {
    const rows = tallyByDistrict(board(incident({ state: 'resolved' }), incident({ areas: [] })), city.areas);
    expect(rows.map(({ names, open }) => [names?.en ?? null, open])).toEqual([
      [null, 1],
      ['West District', 0],
      ['East District', 0],
    ]);
  });
});

describe('what stands in the corners', () => {
  const sizes = Object.fromEntries(blocks.map((block) => [block, { width: 200, height: 100 }])) as Parameters<
    typeof chooseCorners
  >[0];
  const panel = { width: 900, height: 500 };

  test('has a corner each', () => {
    const placed = chooseCorners(sizes, panel, () => 1);
    expect(new Set(placed.map(({ corner }) => corner)).size).toBe(blocks.length);
    expect(placed[0]).toMatchObject({
      block: 'incidents',
      corner: 'south-west',
      box: { left: 0, top: 400, right: 200, bottom: 500 },
    });
  });

  test('goes where the city loses the least', () => {
    const large = { ...sizes, incidents: { width: 500, height: 300 } };
    // A city that lies in the south: the large block belongs in the north.
    const placed = chooseCorners(
      large,
      panel,
      (covered) => -Math.max(...covered.map(({ top, bottom }) => (top > 100 ? bottom - top : 0))),
    );
    expect(placed.find(({ block }) => block === 'incidents')!.corner).toMatch(/^north/);
  });
});
