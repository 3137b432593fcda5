import { LANE, RIM, type Edge, type Owner, type Plan, type Vertex } from './plan.ts';

/** Streets only, in one piece: none ends in the open but at the rim and at a bank. */
export function openEdges(
  plan: Plan,
  isNamed: (owner: Owner) => boolean,
  closed: ReadonlySet<Vertex>,
  ends: ReadonlySet<Vertex>,
): Edge[] {
  const mayEnd = new Set(ends);
  for (const edge of plan.edges()) if (plan.ownerOf(...edge) === RIM) edge.forEach((v) => mayEnd.add(v));
  let open = [...plan.edges()].filter(([a, b]) => {
    const owner = plan.ownerOf(a, b);
    return isNamed(owner) || (owner === LANE && !closed.has(a) && !closed.has(b));
  });
  for (let before = Infinity; open.length < before;) {
    before = open.length;
    const degree = new Map<Vertex, number>();
    for (const edge of open) for (const v of edge) degree.set(v, (degree.get(v) ?? 0) + 1);
    const loose = (v: Vertex) => degree.get(v) === 1 && !mayEnd.has(v);
    open = open.filter(([a, b]) => !loose(a) && !loose(b));
  }
  return largestPiece(open);
}

function largestPiece(edges: readonly Edge[]): Edge[] {
  const near = new Map<Vertex, Vertex[]>();
  for (const [a, b] of edges) {
    (near.get(a) ?? near.set(a, []).get(a)!).push(b);
    (near.get(b) ?? near.set(b, []).get(b)!).push(a);
  }
  const seen = new Set<Vertex>();
  let largest = new Set<Vertex>();
  for (const start of near.keys()) {
    if (seen.has(start)) continue;
    const piece = new Set([start]);
    for (const v of piece) for (const w of near.get(v)!) piece.add(w);
    for (const v of piece) seen.add(v);
    if (piece.size > largest.size) largest = piece;
  }
  return edges.filter(([a]) => largest.has(a));
}
