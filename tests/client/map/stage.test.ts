import type { Map as MapLibreMap } from 'maplibre-gl';
import { describe, expect, test } from 'vitest';
import type { CellId } from '#data/contract/ids.ts';
import type { LayerKind, LiveLayer, MapLayer, Stage } from '#client/map/widget/layer.ts';
import { onceComplete } from '#client/map/widget/once-complete.ts';
import { palettes } from '#client/map/widget/palette.ts';
import { createStage } from '#client/map/widget/stage.ts';
import { makePack } from '../../support/pack.ts';
import { createTestClock } from '../../support/test-clock.ts';

const pack = makePack();
const cell = pack.cells[0]!.id;

/** A widget made of paper: it is where one puts it, and keeps what is added to it. */
function paperMap() {
  const added: [id: string, below: string | undefined][] = [];
  const listeners = new Map<string, Set<() => void>>();
  const loaded = new Set<string>();
  const on = (event: string, run: () => void) =>
    void (listeners.get(event) ?? listeners.set(event, new Set()).get(event)!).add(run);
  const map = {
    getCenter: () => ({ lng: pack.city.center[0], lat: pack.city.center[1] }),
    getContainer: () => ({ clientWidth: 800, clientHeight: 500 }),
    getZoom: () => 12,
    addLayer: ({ id }: { id: string }, below?: string) => added.push([id, below]),
    getStyle: () => ({ sources: { land: {}, names: {} } }),
    isSourceLoaded: (id: string) => loaded.has(id),
    on,
    once: on,
    off: (event: string, run: () => void) => listeners.get(event)?.delete(run),
  };
  const fire = (event: string) => [...(listeners.get(event) ?? [])].forEach((run) => run());
  return { map: map as unknown as MapLibreMap, added, loaded, fire };
}

type Told = string[];
/** A layer that tells what it is asked. */
function layer(
  name: string,
  told: Told,
  { styled = [], live = () => ({}) }: { styled?: string[]; live?: (stage: Stage) => LiveLayer<unknown> } = {},
): MapLayer {
  const kind: LayerKind<unknown> = {
    name,
    style: () => ({
      sources: {},
      layers: styled.map((id) => ({ id, type: 'background' })),
    }),
    begin: (stage) => ({
      changed: (data) => void told.push(`${name} changed ${String(data)}`),
      moved: () => void told.push(`${name} moved`),
      settle: () => void told.push(`${name} settled among ${stage.taken().length}`),
      end: () => void told.push(`${name} ended`),
      ...live(stage),
    }),
  };
  return { kind, data: null };
}

function stageOf(...layers: MapLayer[]) {
  const paper = paperMap();
  const clock = createTestClock();
  const sheet = { pack, lang: 'en', theme: 'dark', draught: { palette: palettes.dark, scale: 1 } } as const;
  const stage = createStage({
    ...sheet,
    map: paper.map,
    element: document.createElement('div'),
    clock,
    frameClock: () => clock.now(),
    picture: { pack, dress: { ...sheet, scale: 1 }, layers, margin: 0, reserved: [], view: null },
    styles: layers.map(({ kind }) => kind.style(sheet)),
  });
  return { stage, ...paper };
}

describe('the layers on one life of the map', () => {
  test('are nothing before the style is there, and then move before any of them settles', () => {
    const told: Told = [];
    const { stage } = stageOf(
      layer('names', told),
      layer('marks', told, { live: () => ({ taken: () => [{ x: 1, y: 1, radius: 5 }] }) }),
    );
    stage.moved();
    expect(told).toEqual([]);
    stage.begin();
    expect(told).toEqual(['names moved', 'marks moved', 'names settled among 1', 'marks settled among 1']);
    stage.end();
    stage.moved();
    expect(told.slice(4)).toEqual(['names ended', 'marks ended']);
  });

  test('hear of their own changes only', () => {
    const told: Told = [];
    const [grid, marks] = [layer('grid', told), layer('marks', told)];
    const { stage } = stageOf(grid, marks);
    stage.begin();
    told.length = 0;
    stage.changed({ ...marks, data: 'more' });
    expect(told).toEqual(['marks changed more']);
  });

  test('are chosen from the top down', () => {
    const { stage } = stageOf(
      layer('cells', [], { live: () => ({ hit: () => ({ cell }) }) }),
      layer('units', [], { live: () => ({ hit: (x) => (x < 10 ? { unit: 3 } : null) }) }),
    );
    expect(stage.hit(5, 5)).toBeNull();
    stage.begin();
    expect(stage.hit(5, 5)).toEqual({ unit: 3 });
    expect(stage.hit(50, 5)).toEqual({ cell });
  });

  test('put what MapLibre does not know below all that is listed later', () => {
    const own = (id: string) => ({
      live: (stage: Stage) => {
        stage.add({ id, type: 'custom', render() {} });
        return {};
      },
    });
    const { stage, added } = stageOf(
      layer('ground', [], { styled: ['land'] }),
      layer('units', [], own('units')),
      layer('bare', []),
      layer('marks', [], { styled: ['leader', 'mark'] }),
      layer('top', [], own('top')),
    );
    stage.begin();
    expect(added).toEqual([
      ['units', 'leader'],
      ['top', undefined],
    ]);
  });

  test('know where another shows something', () => {
    const found: unknown[] = [];
    const ask = (stage: Stage) => ({
      moved: () => void found.push(stage.placeOf({ unit: 1 }), stage.placeOf({ cell: cell satisfies CellId })),
    });
    const { stage } = stageOf(
      layer('chosen', [], { live: ask }),
      layer('units', [], { live: () => ({ placeOf: (what) => ('unit' in what ? pack.city.center : null) }) }),
    );
    stage.begin();
    expect(found).toEqual([pack.city.center, null]);
  });
});

describe('a whole picture', () => {
  test('is there when every source has been painted once, though one is always under way again', () => {
    const { map, loaded, fire } = paperMap();
    let there = 0;
    onceComplete(map, () => there++);
    fire('style.load');
    fire('render');
    loaded.add('land');
    fire('render');
    expect(there).toBe(0);
    loaded.delete('land');
    loaded.add('names');
    fire('render');
    fire('render');
    expect(there).toBe(1);
  });
});
