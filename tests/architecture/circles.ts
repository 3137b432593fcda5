import type { Import } from './imports.ts';

/** Members of one folder that import each other in a roundabout way, in alphabetical order. */
export type Circle = { place: string; members: string[] };

/**
 * What imports itself in a roundabout way: seen from each folder, a file stands for itself and a
 * folder for all that is in it. So two folders that import each other are a circle, though no two
 * of their files are.
 */
export function circlesAmong(imports: readonly Import[]): Circle[] {
  const edges = new Map<string, Map<string, Set<string>>>();
  for (const { file, target } of imports) {
    const [from, to] = [file.split('/'), target.split('/')];
    const depth = from.findIndex((part, i) => part !== to[i]);
    if (depth < 0 || depth >= to.length) continue;
    const place = from.slice(0, depth).join('/') || '.';
    const inside = edges.get(place) ?? new Map<string, Set<string>>();
    const next = inside.get(from[depth]!) ?? new Set();
    edges.set(place, inside.set(from[depth]!, next.add(to[depth]!)));
  }
  return [...edges].flatMap(([place, inside]) => knotsOf(inside).map((members) => ({ place, members })));
}

/** The groups whose members all lead to one another (Tarjan 1972), each in alphabetical order. */
function knotsOf(next: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const knots: string[][] = [];
  const visit = (node: string): number => {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    path.push(node);
    for (const other of next.get(node) ?? []) {
      const low = !order.has(other) ? visit(other) : path.includes(other) ? order.get(other)! : Infinity;
      lowest.set(node, Math.min(lowest.get(node)!, low));
    }
    if (lowest.get(node) === order.get(node)) {
      const knot = path.splice(path.indexOf(node));
      if (knot.length > 1) knots.push(knot.sort());
    }
    return lowest.get(node)!;
  };
  for (const node of next.keys()) if (!order.has(node)) visit(node);
  return knots;
}
