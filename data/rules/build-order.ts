/**
 * Whether `build` was made before `other`. Builds are compared piece by piece at dots, dashes and
 * pluses, numbers as numbers: `0.9.3` is before `0.10.0`.
 */
export function isOlderBuild(build: string, other: string): boolean {
  const [a, b] = [build, other].map((text) => text.split(/[.+-]/)) as [string[], string[]];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = byPiece(a[i] ?? '', b[i] ?? '');
    if (order !== 0) return order < 0;
  }
  return false;
}

function byPiece(a: string, b: string): number {
  const numbers = /^\d+$/.test(a) && /^\d+$/.test(b);
  if (numbers) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}
