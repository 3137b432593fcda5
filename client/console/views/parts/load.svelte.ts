import { untrack } from 'svelte';
import type { Refusal } from '#client/session/api.ts';
import { consoleContext } from '../../context.ts';

/** An answer of the server that is kept fresh: the last good one stays while the next is on its way. */
export type Load<T> = {
  readonly data: T | null;
  readonly refusal: Refusal | null;
  readonly busy: boolean;
  again(): void;
};

/**
 * Asks `path()` whenever it changes and whenever what `fresh()` gives is not the same value any more
 * (a row of the board, the minute); null asks nothing. Another path forgets the old answer, a
 * failure does not. Many answers are on record as looked at, so nothing is asked more often than needed.
 */
export function load<T>(path: () => string | null, fresh: () => unknown = () => null): Load<T> {
  const { api } = consoleContext();
  let data = $state.raw<T | null>(null);
  let refusal = $state.raw<Refusal | null>(null);
  let busy = $state(false);
  let nudge = $state(0);
  let asked: string | null = null;
  let turn = 0;
  const next = $derived(path());
  const stamp = $derived(fresh());

  $effect(() => {
    void stamp;
    void nudge;
    const own = ++turn;
    if (next !== asked) {
      data = null;
      refusal = null;
    }
    asked = next;
    if (next === null) return;
    busy = true;
    void untrack(() => api.get<T>(next)).then((answer) => {
      if (own !== turn) return;
      busy = false;
      if (answer.ok) data = answer.value;
      refusal = answer.ok ? null : answer.refusal;
    });
  });

  return {
    get data() {
      return data;
    },
    get refusal() {
      return refusal;
    },
    get busy() {
      return busy;
    },
    again: () => nudge++,
  };
}
