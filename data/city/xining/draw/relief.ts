import { seededRandom } from '#data/kit/random.ts';
import type { Km } from './frame.ts';
import { between, distance, projectOn, ringContains } from './plane.ts';
import { path } from './stroke.ts';

/** How far up the slope a place lies, in kilometres from the foot of the hills; negative on the valley floor. */
export type Relief = (at: Km) => number;

/** The valleys beyond the town, down the middle; the third number is half the width of the floor, km. */
const valleys: readonly (readonly (readonly [number, number, number])[])[] = [
  [
    [-11.5, 4.2, 1.6],
    [-16, 5.2, 1.3],
    [-21, 6.6, 1.0],
    [-28, 7.4, 1.2],
    [-36, 10, 0.7],
    [-50, 11, 0.6],
  ],
  [
    [10.8, -5.2, 1.0],
    [14, -6.9, 1.1],
    [19, -8.4, 0.9],
    [26, -9.2, 1.3],
    [34, -11.5, 0.9],
    [50, -12.5, 1.1],
  ],
  [
    [-3.3, 8, 1.0],
    [-4.6, 11, 1.1],
    [-6.6, 15, 1.4],
    [-8.4, 20, 1.6],
    [-10, 30, 1.5],
  ],
  [
    [-4.6, -7.2, 0.7],
    [-5.8, -10, 0.7],
    [-7.6, -14, 0.6],
    [-8.6, -20, 0.7],
    [-9, -30, 0.5],
  ],
  [
    [10, -3.6, 0.4],
    [10.9, -1.6, 0.5],
    [12.4, 1.6, 0.55],
    [14.6, 6, 0.6],
    [16, 12, 0.5],
    [19, 22, 0.6],
  ],
  [
    [-16, 5.2, 0.4],
    [-17.5, 10, 0.4],
    [-20, 15, 0.3],
    [-24, 24, 0.2],
  ],
  [
    [-19, 6, 0.4],
    [-18.5, 1, 0.35],
    [-17, -5, 0.3],
    [-19, -12, 0.2],
    [-20, -22, 0.2],
  ],
  [
    [19, -8.4, 0.3],
    [20.5, -13, 0.3],
    [19, -20, 0.2],
  ],
  [
    [26, -9.2, 0.3],
    [27, -3, 0.3],
    [30, 4, 0.2],
    [31, 14, 0.1],
  ],
];

/** Side gullies, where the rain runs off the hills, from the foot upwards. */
const gullies = [
  '4.6 1.5, 5.6 3.4, 6.4 5.6, 7.8 8.2',
  '1.3 3.1, 2.6 5.2, 4.2 7.4, 5.4 10.4',
  '-8 5.7, -8.7 7.8, -8.2 10.2, -9.4 13',
  '-11.6 6, -13 8.4, -13.2 11.4, -15 14',
  '-7.4 1, -8.4 -1.4, -8.2 -3.8, -10.2 -6.4',
  '-11 1.9, -12.4 -0.6, -12.2 -3.4, -14 -6',
  '3.2 -1.8, 4.2 -4, 3.4 -6.6, 4.8 -9.4',
  '7.6 -4.4, 6.8 -6.6, 8.2 -9.4, 7.6 -13',
  '-3.9 -3.9, -5.8 -4.4, -7 -6.6, -9.6 -7.6',
  '-1.9 -5, -0.2 -6.2, 0.2 -9.2, 2.4 -12',
  '7.6 0, 9 2.6, 8.6 5.4, 10.6 8.6',
  '-2.6 9, -0.6 10.4, 0.4 13.2',
  '14 -5.4, 15.6 -2.4, 15 1.4',
  '13.6 -8, 13 -11, 14.6 -15',
  '-15.6 4, -15 1, -16 -3',
].map(path);

/** How deep a gully cuts at its foot, and half how wide it is, km. */
const GULLY = { depth: 0.75, width: 0.5 };

/** Relief around a town on the valley floor. */
export function reliefAround(town: readonly Km[]): Relief {
  const noise = [
    { size: 6.1, height: 0.75, slant: 0.6, at: lattice('broad') },
    { size: 2.9, height: 0.5, slant: 1.3, at: lattice('middle') },
    { size: 1.35, height: 0.26, slant: 2.2, at: lattice('fine') },
  ];
  return (at) => {
    const floor = Math.min(outside(town, at) - FOOT, ...valleys.map((valley) => beside(valley, at)));
    if (floor < -0.3) return floor;
    // Slopes begin smooth at the town and grow rough with the height.
    const slope = Math.min(1, Math.max(0, floor) / 1.0);
    const rough = noise.reduce((sum, { size, height, slant, at: value }) => {
      const [cos, sin] = [Math.cos(slant) / size, Math.sin(slant) / size];
      return sum + height * value(at[0] * cos - at[1] * sin, at[0] * sin + at[1] * cos);
    }, 0);
    const cut = Math.max(...gullies.map((gully) => cutBy(gully, at)));
    return floor + rough * slope - cut * Math.min(1, Math.max(0, floor + 0.05) / 0.5);
  };
}

/** How far the hills keep from the town, km. */
const FOOT = 0.14;

/** How much a gully takes off the slope, less towards its upper end, km. */
function cutBy(gully: readonly Km[], at: Km): number {
  let most = 0;
  for (let i = 0; i + 1 < gully.length; i++) {
    const { t, away } = projectOn(gully[i]!, gully[i + 1]!, at);
    const upwards = (i + Math.min(1, Math.max(0, t))) / (gully.length - 1);
    most = Math.max(most, GULLY.depth * (1 - 0.6 * upwards) * Math.exp(-((away / GULLY.width) ** 2)));
  }
  return most;
}

/** Distance outside a ring, km; negative inside. */
function outside(ring: readonly Km[], at: Km): number {
  const away = Math.min(...ring.map((a, i) => projectOn(a, ring[(i + 1) % ring.length]!, at).away));
  return ringContains(ring, at) ? -away : away;
}

/** Distance beside a valley's floor, km. */
function beside(valley: readonly (readonly [number, number, number])[], at: Km): number {
  let least = Infinity;
  for (let i = 0; i + 1 < valley.length; i++) {
    const [ax, ay, aw] = valley[i]!;
    const [bx, by, bw] = valley[i + 1]!;
    const t = Math.min(1, Math.max(0, projectOn([ax, ay], [bx, by], at).t));
    least = Math.min(least, distance(at, between([ax, ay], [bx, by], t)) - (aw + (bw - aw) * t));
  }
  return least;
}

/** Smooth noise in -1…1 over a lattice of random values. */
function lattice(seed: string): (x: number, y: number) => number {
  const side = 64;
  const random = seededRandom(`xining relief ${seed}`);
  const values = Float64Array.from({ length: side * side }, () => random() * 2 - 1);
  const value = (i: number, j: number) => values[(((j % side) + side) % side) * side + (((i % side) + side) % side)]!;
  const ease = (t: number) => t * t * (3 - 2 * t);
  return (x, y) => {
    const [i, j] = [Math.floor(x), Math.floor(y)];
    const [u, v] = [ease(x - i), ease(y - j)];
    const low = value(i, j) + (value(i + 1, j) - value(i, j)) * u;
    const high = value(i, j + 1) + (value(i + 1, j + 1) - value(i, j + 1)) * u;
    return low + (high - low) * v;
  };
}
