// A page with nothing but the map, for tests, measurements and screenshots:
// ?units=150&incidents=60&lang=zh-CN&theme=light&rem=24&every=1000
import '#client/theme.css';
import './map-page.css';
import { mount } from 'svelte';
import type { CityPack } from '#data/contract/city-pack.ts';
import MapPanel from '#client/panels/map/MapPanel.svelte';
import type { UnitFrame } from '#client/map/units/unit-frame.ts';
import { makePack } from '../pack.ts';
import { sceneCells, sceneIncidents, sceneUnits } from './map-scene.ts';
import { drivingUnits } from './scene-units.ts';

const asked = new URLSearchParams(location.search);
const number = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise);

const files = import.meta.glob('../../../data/city/xining/*.json', { import: 'default' });
async function packOf(name: string | null): Promise<CityPack> {
  const found = Object.entries(files);
  if (name === 'test' || found.length === 0) return makePack({}, { columns: 24, rows: 16 });
  const parts = found.map(async ([path, load]) => [
    /(\w+)\.json$/.exec(path)![1]!,
    await (load as () => Promise<unknown>)(),
  ]);
  return Object.fromEntries(await Promise.all(parts)) as CityPack;
}

const root = document.documentElement;
root.dataset['theme'] = asked.get('theme') ?? 'dark';
root.lang = asked.get('lang') ?? 'en';
root.style.fontSize = `${number('rem', 16)}px`;

const now = Date.UTC(2026, 2, 2, 6, 2, 10);
const pack = await packOf(asked.get('pack'));
const frameAt = drivingUnits(pack, number('units', 150), number('speed', 11));
const receivers = new Set<(frame: UnitFrame) => void>();
let sent = frameAt(now);
const every = number('every', 0);
if (every > 0)
  setInterval(() => {
    sent = frameAt(now + performance.now());
    for (const receive of receivers) receive(sent);
  }, every);
else {
  // Two fixes, so that every unit has a heading.
  setTimeout(() => {
    sent = frameAt(now + 2000);
    for (const receive of receivers) receive(sent);
  }, 200);
}

mount(MapPanel, {
  target: document.body,
  props: {
    city: pack,
    incidents: sceneIncidents(pack, number('incidents', 60), now),
    units: sceneUnits(number('units', 150), now),
    cellStatus: sceneCells(pack),
    positions: {
      subscribe(receive: (frame: UnitFrame) => void) {
        receivers.add(receive);
        receive(sent);
        return () => receivers.delete(receive);
      },
    },
    now,
    lang: root.lang === 'zh-CN' ? 'zh-CN' : 'en',
    theme: root.dataset['theme'] === 'light' ? 'light' : 'dark',
    asOf: now,
    onstate(state: string) {
      root.dataset['map'] = state;
    },
  },
});
