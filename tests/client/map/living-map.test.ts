import { describe, expect, test } from 'vitest';
import { quantise } from '#data/contract/positions-frame.ts';
import { createLivingMap, type MapState } from '#client/map/widget/living-map.ts';
import { chosenLayer } from '#client/map/chosen/chosen.ts';
import { gridLayer } from '#client/map/grid/grid.ts';
import { incidentLayer } from '#client/map/incidents/incidents.ts';
import { createFleet } from '#client/map/units/fleet.ts';
import { unitLayer } from '#client/map/units/units.ts';
import type { Picked } from '#client/map/widget/layer.ts';
import type { DrawMap, MapDress, MapEvents, MapPicture } from '#client/map/widget/map-picture.ts';
import { makePack, packCell } from '../../support/pack.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { placedIncident } from './placed.ts';

const pack = makePack();
const dark: MapDress = { lang: 'en', theme: 'dark', scale: 1 };
const SECOND = 1000;
const noCells = gridLayer(new Map());
const noMarks = incidentLayer({ placed: [], chosen: null });

/** A map on a widget made of paper: `webgl` decides whether the next one can be drawn. */
function onPaper({ webgl = true } = {}) {
  const clock = createTestClock();
  const lives: { events: MapEvents; picture: MapPicture; told: string[]; disposed: boolean }[] = [];
  const card = { webgl };
  const said: { state: MapState; isComing: boolean; at: number }[] = [];
  const picked: Picked[] = [];
  const start = clock.now();
  const draw: DrawMap = (_container, picture, events) => {
    if (!card.webgl) throw new Error('no WebGL');
    const life = { events, picture, told: [] as string[], disposed: false };
    lives.push(life);
    const tell = (what: string) => () => void life.told.push(what);
    return {
      layerChanged: ({ kind }) => void life.told.push(kind.name),
      reservedChanged: tell('reserved'),
      focus: tell('focus'),
      home: tell('home'),
      nearer: tell('nearer'),
      dispose() {
        life.disposed = true;
      },
    };
  };
  const map = createLivingMap({
    container: document.createElement('div'),
    pack,
    dress: dark,
    layers: [noCells, noMarks],
    margin: 0,
    reserved: [],
    draw,
    clock,
    state: (state, isComing) => said.push({ state, isComing, at: clock.now() - start }),
    viewed: () => {},
    picked: (what) => picked.push(what),
  });
  return { map, clock, lives, card, said, picked, last: () => said.at(-1)?.state };
}

describe('the map of a wall', () => {
  test('is said to be there once it is drawn', () => {
    const { lives, last } = onPaper();
    expect(last()).toBeUndefined();
    lives[0]!.events.ready();
    expect(last()).toBe('ok');
  });

  test('says that it draws less, and that it draws all again, and begins anew with all', () => {
    const { clock, lives, said } = onPaper();
    lives[0]!.events.ready();
    lives[0]!.events.less(true);
    lives[0]!.events.less(false);
    lives[0]!.events.less(true);
    lives[0]!.events.lost();
    clock.advance(SECOND);
    lives[1]!.events.ready();
    expect(said.map(({ state }) => state)).toEqual(['ok', 'less', 'ok', 'less', 'lost', 'ok']);
  });

  test('is drawn anew by itself when the graphics card forgets, and shows the same', () => {
    const { map, clock, lives, said } = onPaper();
    const fleet = createFleet({ reach: pack.city.reach, frameClock: () => clock.now(), glide: () => true });
    const layers = [
      gridLayer(new Map([[packCell(0, 0), 'alert'] as const])),
      unitLayer({ fleet, states: Uint8Array.of(1) }),
      incidentLayer({ placed: [placedIncident()], chosen: null }),
    ];
    map.show(layers);
    lives[1]!.events.ready();
    const [x, y] = quantise(pack.city.reach, pack.city.center)!;
    fleet.feed({ x: Uint16Array.of(x), y: Uint16Array.of(y), at: clock.now() });
    lives[1]!.events.lost();
    clock.advance(SECOND);
    lives[2]!.events.ready();
    expect(lives[1]!.disposed).toBe(true);
    expect(lives[2]!.picture.layers).toBe(layers);
    expect(fleet.placeOf(0)![0]).toBeCloseTo(pack.city.center[0], 4);
    expect(said.map(({ state }) => state)).toEqual(['ok', 'lost', 'ok']);
  });

  test('comes back within 15 s even when the card takes 10 s to recover', () => {
    const { clock, lives, card, said, last } = onPaper();
    lives[0]!.events.ready();
    card.webgl = false;
    lives[0]!.events.lost();
    clock.advance(10 * SECOND);
    card.webgl = true;
    clock.advance(5 * SECOND);
    lives.at(-1)!.events.ready();
    expect(last()).toBe('ok');
    expect(said.some(({ state }) => state === 'list')).toBe(true);
  });

  test('is replaced by a list within 5 s where nothing can be drawn, and tried for ever', () => {
    const { clock, card, lives, said, last } = onPaper({ webgl: false });
    clock.advance(5 * SECOND);
    expect(said[0]).toMatchObject({ state: 'list', isComing: false });
    expect(said[0]!.at).toBeLessThanOrEqual(5 * SECOND);
    clock.advance(3600 * SECOND);
    card.webgl = true;
    clock.advance(15 * SECOND);
    lives[0]!.events.ready();
    expect(last()).toBe('ok');
  });

  test('is replaced by a list while it is slow to come, and then comes', () => {
    const { clock, lives, said, last } = onPaper();
    clock.advance(5 * SECOND);
    expect(said).toMatchObject([{ state: 'list', isComing: true }]);
    lives[0]!.events.ready();
    expect(last()).toBe('ok');
    clock.advance(3600 * SECOND);
    expect(lives).toHaveLength(1);
  });

  test('that never comes is begun again', () => {
    const { clock, lives, said } = onPaper();
    clock.advance(40 * SECOND);
    expect(said.map(({ isComing }) => isComing)).toEqual([true, false]);
    expect(lives.length).toBeGreaterThan(1);
    expect(lives[0]!.disposed).toBe(true);
  });

  test('does not listen to a widget that is gone', () => {
    const { clock, lives, said } = onPaper();
    lives[0]!.events.ready();
    lives[0]!.events.lost();
    clock.advance(SECOND);
    lives[1]!.events.ready();
    const heard = said.length;
    lives[0]!.events.lost();
    lives[0]!.events.ready();
    clock.advance(60 * SECOND);
    expect(said.length).toBe(heard);
    expect(lives).toHaveLength(2);
  });

  test('tells the widget only what changed', () => {
    const { map, lives } = onPaper();
    const marks = incidentLayer({ placed: [placedIncident()], chosen: null });
    map.show([noCells, marks]);
    map.show([noCells, marks]);
    map.setReserved([{ left: 0, top: 0, right: 1, bottom: 1 }]);
    map.setReserved([{ left: 0, top: 0, right: 1, bottom: 1 }]);
    expect(lives[0]!.told).toEqual(['incidents', 'reserved']);
  });

  test('is drawn anew when other kinds of layers are to be shown', () => {
    const { map, lives } = onPaper();
    map.show([noCells]);
    expect(lives.map(({ disposed }) => disposed)).toEqual([true, false]);
    expect(lives[1]!.picture.layers).toEqual([noCells]);
  });

  test('changes its dress by being drawn anew', () => {
    const { map, lives } = onPaper();
    map.setDress(dark);
    expect(lives).toHaveLength(1);
    map.setDress({ ...dark, theme: 'light' });
    expect(lives.map(({ disposed }) => disposed)).toEqual([true, false]);
    expect(lives[1]!.picture.dress.theme).toBe('light');
  });

  test('keeps what is chosen and where somebody looks when it is drawn anew', () => {
    const { map, lives } = onPaper();
    map.show([noCells, chosenLayer({ incident: null, unit: null, crews: [] })]);
    const chosen = chosenLayer({ incident: placedIncident().id, unit: 3, crews: [1] });
    map.show([noCells, chosen]);
    map.show([noCells, chosen]);
    lives[1]!.events.steered({ center: pack.city.center, zoom: 14 });
    map.setDress({ ...dark, lang: 'zh-CN' });
    expect(lives[1]!.told).toEqual(['chosen']);
    expect(lives[2]!.picture.layers).toEqual([noCells, chosen]);
    expect(lives[2]!.picture.view).toEqual({ center: pack.city.center, zoom: 14 });
  });

  test('says what was picked, and nothing of a widget that is gone', () => {
    const { map, lives, picked } = onPaper();
    lives[0]!.events.picked({ unit: 2 });
    map.setDress({ ...dark, theme: 'light' });
    lives[0]!.events.picked({ unit: 3 });
    lives[1]!.events.picked(null);
    expect(picked).toEqual([{ unit: 2 }, null]);
  });

  test('leaves nothing behind', () => {
    const { map, clock, lives, said } = onPaper();
    map.dispose();
    clock.advance(600 * SECOND);
    lives[0]!.events.ready();
    expect(lives.map(({ disposed }) => disposed)).toEqual([true]);
    expect(said).toEqual([]);
  });
});
