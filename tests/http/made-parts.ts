import type { HttpParts } from '#server/http/parts.ts';

/** Nothing is asked of them while they are mounted: whatever is taken out of one is another. */
const symbols = new Map<symbol, unknown>([
  [Symbol.iterator, [].values],
  [Symbol.toPrimitive, () => 'part'],
]);
const part: object = new Proxy(() => part, { get: (_, name) => (typeof name === 'symbol' ? symbols.get(name) : part) });
const names = [
  'pack',
  'store',
  'board',
  'clock',
  'access',
  'areas',
  'placing',
  'desk',
  'channels',
  'caseKeys',
  'intake',
];
export const madeParts = Object.fromEntries(names.map((name) => [name, part])) as unknown as HttpParts;
