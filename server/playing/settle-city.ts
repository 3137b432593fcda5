import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { DEMO_SOURCE } from '../demo/exercise.ts';
import { type FactLog, StoreRefused, type Store } from '../store/store.ts';

type CityIs = 'real' | 'invented';

/** Facts read at once: one may hold a thousand past cases. */
const PAGE = 20;

/**
 * Sees to it that a demo never plays in a real city's log: a store keeps from its first start on which of the two it is.
 * One that does not say so goes by its log, and one without facts by whoever starts on it. A demo's store may be shown
 * without the demo. @throws {StoreRefused} where the demo would play in a real city
 */
export async function settleCity(
  { log, drawers, changes }: Pick<Store, 'log' | 'drawers' | 'changes'>,
  isDemo: boolean,
): Promise<void> {
  for (;;) {
    const at = changes.upto();
    const kept = await drawers.get('installation', 'city');
    const is = kept ?? (await readFrom(log)) ?? ((isDemo ? 'invented' : 'real') satisfies CityIs);
    if (isDemo && is !== 'invented')
      throw new StoreRefused(
        'DEMO=1: the store is that of a real city, and the demo would write what is invented into its log: set DEMO=0, or give the demo a store of its own',
      );
    // Where another node was quicker, what that one has kept is true.
    if (kept !== null || (await drawers.putIf('installation', 'city', is, at))) return;
  }
}

/** By the first facts that are about a city: the demo begins with its crews. Null where there are none. */
async function readFrom(log: Pick<FactLog, 'read'>): Promise<CityIs | null> {
  for (let after = 0 as Seq; ;) {
    const facts = (await log.read(after, PAGE)).map(({ fact }) => fact);
    if (facts.some(isOfDemo)) return 'invented';
    if (facts.some(isOfCity)) return 'real';
    const last = facts.at(-1);
    if (!last) return null;
    after = last.seq;
  }
}

const isOfDemo = ({ by }: LoggedFact) => by?.kind === 'source' && by.id === DEMO_SOURCE;
/** Tokens and people are there before the first start. */
const isOfCity = ({ kind }: LoggedFact) => kind !== 'register.kept' && !kind.startsWith('audit.');
