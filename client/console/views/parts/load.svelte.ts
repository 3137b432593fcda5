import { untrack } from 'svelte';
import type { OkOf, Route } from '#data/contract/routes/route.ts';
import type { Said } from '#client/call/call.ts';
import { filled } from '#client/call/exchange.ts';
import type { Refusal } from '#client/call/refusal.ts';
import { consoleContext } from '../../context.ts';

/** An answer of the server that is kept fresh: the last good one stays while the next is on its way. */
export type Load<T> = {
  readonly data: T | null;
  readonly refusal: Refusal | null;
  readonly busy: boolean;
  again(): void;
};

/**
 * Asks the route with what `said()` gives, whenever that changes and whenever what `fresh()` gives is not the same value any more
 * (a row of the board, the minute); null asks nothing. Another question forgets the old answer, a
 * failure does not. Many answers are on record as looked at, so nothing is asked more often than needed.
 */
export function load<R extends Route>(
  route: R,
  said: () => Said<R> | null,
  fresh: () => unknown = () => null,
): Load<OkOf<R>> {
  const { session } = consoleContext();
  let data = $state.raw<OkOf<R> | null>(null);
  let refusal = $state.raw<Refusal | null>(null);
  let busy = $state(false);
  let nudge = $state(0);
  let asked: string | null = null;
  let turn = 0;
  const question = $derived(said());
  const next = $derived(question && filled(route.path, question[0] ?? {}));
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
    const asking = untrack(() => question);
    if (asking === null) return;
    busy = true;
    void untrack(() => session.call(route, ...asking)).then((answer) => {
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
