/** The nodes of the largest connected part. */
export function largestPart(around: readonly (readonly number[])[]): number[] {
  const seen = new Set<number>();
  let largest: number[] = [];
  for (const start of around.keys()) {
    if (seen.has(start)) continue;
    const part = [start];
    seen.add(start);
    for (const node of part)
      for (const next of around[node]!) {
        if (seen.has(next)) continue;
        seen.add(next);
        part.push(next);
      }
    if (part.length > largest.length) largest = part;
  }
  return largest;
}
