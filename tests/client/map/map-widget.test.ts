import { cleanup, render } from '@testing-library/svelte';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { gridLayer } from '#client/map/grid/grid.ts';
import type { Picked } from '#client/map/widget/layer.ts';
import type { DrawMap, MapEvents, MapPicture } from '#client/map/widget/map-picture.ts';
import MapWidget from '#client/map/widget/MapWidget.svelte';
import { makePack, packCell } from '../../support/pack.ts';

beforeAll(() => vi.stubGlobal('matchMedia', () => ({ matches: false })));
afterEach(cleanup);

const pack = makePack();
const quiet = gridLayer(new Map());

function host({ webgl = true, ...over }: Record<string, unknown> & { webgl?: boolean } = {}) {
  const lives: { picture: MapPicture; events: MapEvents; told: string[] }[] = [];
  const states: string[] = [];
  const picked: Picked[] = [];
  const draw: DrawMap = (container, picture, events) => {
    if (!webgl) throw new Error('no WebGL');
    const told: string[] = [];
    lives.push({ picture, events, told });
    const canvas = document.createElement('canvas');
    container.append(canvas);
    events.viewed({ zoom: 12, metresPerPixel: 20 });
    return {
      layerChanged: ({ kind }) => told.push(kind.name),
      reservedChanged: () => told.push('reserved'),
      home: () => told.push('home'),
      dispose: () => canvas.remove(),
    };
  };
  const props = {
    pack,
    layers: [quiet],
    lang: 'en' as const,
    theme: 'dark' as const,
    canvas: { 'aria-label': 'The city' },
    draw,
    onstate: (state: string) => states.push(state),
    onpicked: (what: Picked) => picked.push(what),
    ...over,
  };
  const view = render(MapWidget, { props });
  const root = view.container.querySelector<HTMLElement>('.picture')!;
  return { ...view, props, lives, states, picked, root };
}
const settled = () => new Promise((done) => setTimeout(done));

describe('the host of a map', () => {
  test('says whether it is drawn, and names the canvas of each life', async () => {
    const { lives, states, root, rerender, props } = host();
    lives[0]!.events.ready();
    await settled();
    expect([root.dataset['map'], ...states]).toEqual(['ok', 'ok']);
    expect(root.querySelector('canvas')!.getAttribute('aria-label')).toBe('The city');
    await rerender({ ...props, theme: 'light' });
    lives[1]!.events.ready();
    await settled();
    expect(root.querySelectorAll('canvas')).toHaveLength(1);
    expect(root.querySelector('canvas')!.getAttribute('aria-label')).toBe('The city');
  });

  test('says at once that nothing can be drawn', async () => {
    const { states, root } = host({ webgl: false });
    await settled();
    expect([root.dataset['map'], ...states]).toEqual(['list', 'list']);
  });

  test('hands over what changed, and what was picked', async () => {
    const { lives, rerender, props, picked, component } = host();
    const alert = gridLayer(new Map([[packCell(0, 0), 'alert'] as const]));
    await rerender({ ...props, layers: [quiet] });
    expect(lives[0]!.told).toEqual([]);
    await rerender({ ...props, layers: [alert], reserved: [{ left: 0, top: 0, right: 9, bottom: 9 }] });
    component.home();
    expect(lives[0]!.told).toEqual(['grid', 'reserved', 'home']);
    lives[0]!.events.picked({ unit: 3 });
    expect(picked).toEqual([{ unit: 3 }]);
    expect(lives).toHaveLength(1);
  });
});
