const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** The place of seed `index` in a sunflower head: even density, no two in a row, 0 in the middle. */
export function phyllotaxis(index: number, spacing: number): [number, number] {
  const radius = spacing * Math.sqrt(index);
  const angle = index * GOLDEN_ANGLE;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
