/** What /metrics said at one moment; metrics with labels are summed up. */
export type Metrics = (name: string) => number;

export async function readMetrics(url: string): Promise<Metrics> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const sums = new Map<string, number>();
  for (const [, name, value] of text.matchAll(/^(\w+)(?:\{[^}]*\})? (\S+)/gm))
    sums.set(name!, (sums.get(name!) ?? 0) + Number(value));
  return (name) => sums.get(name) ?? NaN;
}
