import { mount } from 'svelte';
import '../theme.css';
import { emptyBoard } from '#data/contract/board.ts';
import { wallOptions } from './options.ts';
import Wall from './Wall.svelte';

const options = wallOptions(new URLSearchParams(location.search));
const now = Date.now();
const pack = {
  city: {
    id: 'none',
    names: { en: 'Watchfloor' },
    timeZone: 'UTC',
    bounds: [0, 0, 1, 1] as [number, number, number, number],
    reach: [0, 0, 1, 1] as [number, number, number, number],
    center: [0, 0] as [number, number],
    caseSeries: 'X',
  },
  areas: [],
  cells: [],
  services: [],
  categories: { groups: [], categories: [] },
};
mount(Wall, {
  target: document.body,
  props: {
    options,
    model: {
      pack,
      board: emptyBoard,
      now,
      asOf: null,
      sound: 'muted' as const,
      link: { state: 'boot' as const, epoch: null, seq: null, ageMs: null },
      trends: { week: null, months: null, heat: null },
    },
  },
});
