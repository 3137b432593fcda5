/** A node to be looked at: `cost` seconds away, in turn by `rank`. */
type Waiting = { node: number; rank: number; cost: number };

/** A binary heap: the lowest rank comes out first. */
export function makeHeap() {
  const heap: Waiting[] = [];
  return {
    push(node: number, rank: number, cost: number) {
      let i = heap.length;
      heap.push({ node, rank, cost });
      const added = heap[i]!;
      for (let parent = (i - 1) >> 1; i > 0 && heap[parent]!.rank > rank; parent = (i - 1) >> 1) {
        heap[i] = heap[parent]!;
        i = parent;
      }
      heap[i] = added;
    },
    pop(): Waiting | undefined {
      const top = heap[0];
      const last = heap.pop();
      if (!last || heap.length === 0) return top;
      let i = 0;
      for (let child = 1; child < heap.length; child = 2 * i + 1) {
        if (child + 1 < heap.length && heap[child + 1]!.rank < heap[child]!.rank) child++;
        if (heap[child]!.rank >= last.rank) break;
        heap[i] = heap[child]!;
        i = child;
      }
      heap[i] = last;
      return top;
    },
  };
}
