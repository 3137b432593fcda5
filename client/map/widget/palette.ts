import { tokens, type Theme } from '#client/parts/tokens.ts';

/** The colours of the map: what it shares with every page comes from client/tokens.css, the ground is its own. */
export type Palette = {
  land: string;
  builtUp: string;
  hill: string;
  park: string;
  water: string;
  minor: string;
  main: string;
  trunk: string;
  casing: string;
  railway: string;
  cellEdge: string;
  districtEdge: string;
  text: string;
  muted: string;
  waterText: string;
  /** Around marks and letters, so that they stand off from whatever is below. */
  halo: string;
  p1: string;
  p2: string;
  p3: string;
  p4: string;
  /** Drawn on a filled mark. */
  onMark: string;
  unit: string;
  silent: string;
  attention: string;
  alert: string;
  unstaffed: string;
};

export type { Theme };

/** What means the same on the map as everywhere. */
const shared = (token: (name: string) => string) => ({
  districtEdge: token('rule'),
  text: token('text'),
  muted: token('muted'),
  p1: token('p1'),
  p2: token('p2'),
  p3: token('p3'),
  p4: token('p4'),
  unit: token('unit'),
  silent: token('silent'),
  attention: token('attention'),
  alert: token('alert'),
  unstaffed: token('unstaffed'),
});

export const palettes: Record<Theme, Palette> = {
  dark: {
    ...shared(tokens.dark),
    land: tokens.dark('sunken'),
    builtUp: '#1a1f24',
    hill: '#141917',
    park: '#16201c',
    water: '#20374a',
    minor: '#282e34',
    main: '#39414a',
    trunk: '#4a545e',
    casing: tokens.dark('sunken'),
    railway: '#3a4147',
    cellEdge: '#2a3036',
    waterText: '#7fa0b8',
    halo: tokens.dark('sunken'),
    onMark: tokens.dark('sunken'),
  },
  light: {
    ...shared(tokens.light),
    land: '#f0f2f3',
    builtUp: '#e8ebed',
    hill: '#ebeeeb',
    park: '#e3ede4',
    water: '#c6dae8',
    minor: '#f6f7f8',
    main: '#ffffff',
    trunk: '#ffffff',
    casing: '#c9ced3',
    railway: '#b0b7bd',
    cellEdge: '#d0d5da',
    waterText: '#2f5c7a',
    halo: tokens.light('raised'),
    onMark: tokens.light('raised'),
  },
};
