/** A stream of numbers in [0, 1) that its seed alone decides. */
export type Random = () => number;

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded by mixing the text with FNV-1a. */
export function seededRandom(seed: string): Random {
  let h = 2166136261;
  const word = () => {
    for (let i = 0; i < seed.length; i++) h = Math.imul(h ^ seed.charCodeAt(i), 16777619);
    return (h = Math.imul(h ^ (h >>> 15), 2246822507)) >>> 0;
  };
  let a = word(),
    b = word(),
    c = word(),
    counter = 1;
  const next = () => {
    const t = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}
