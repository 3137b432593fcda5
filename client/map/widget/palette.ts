/** The colours of the map. The state colours are those of client/tokens.css; a test keeps them equal. */
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

export type Theme = 'dark' | 'light';

export const palettes: Record<Theme, Palette> = {
  dark: {
    land: '#101315',
    builtUp: '#1a1f24',
    hill: '#141917',
    park: '#16201c',
    water: '#20374a',
    minor: '#282e34',
    main: '#39414a',
    trunk: '#4a545e',
    casing: '#101315',
    railway: '#3a4147',
    cellEdge: '#2a3036',
    districtEdge: '#6b747d',
    text: '#e9ecee',
    muted: '#a7b0b8',
    waterText: '#7fa0b8',
    halo: '#101315',
    p1: '#ff5a52',
    p2: '#ffb020',
    p3: '#cfc48e',
    p4: '#9aa5af',
    onMark: '#101315',
    unit: '#5aaeff',
    silent: '#8d969e',
    attention: '#e0a030',
    alert: '#ff5a52',
    unstaffed: '#ffffff',
  },
  light: {
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
    districtEdge: '#78828b',
    text: '#14181b',
    muted: '#4a545c',
    waterText: '#2f5c7a',
    halo: '#f3f4f5',
    p1: '#c8221f',
    p2: '#8a5000',
    p3: '#6a6224',
    p4: '#565f68',
    onMark: '#f3f4f5',
    unit: '#0b63c4',
    silent: '#727b84',
    attention: '#b97400',
    alert: '#c8221f',
    unstaffed: '#20262c',
  },
};
