/// <reference types="svelte" />
import type { Clock, Stop } from '#data/kit/clock.ts';
import { isChord, matches, pressName, type Press } from './key-press.ts';

/** Something that can be done now, from a button, from the palette or by its key. */
export type Offer = {
  id: string;
  title: string;
  group: string;
  /** As the registry writes it. */
  key?: string;
  /** The part of the page that its key belongs to, the view that offers it if it does not say; null: the whole page. */
  scope?: string | null;
  run(): void;
};

/** Where the focus is while a key is pressed. */
export type Focus = {
  /** In a field: only chords count. */
  writing: boolean;
  /** The part of the page with keys of its own that it is in; null: in none. */
  scope: string | null;
  /** The view whose keys count while the focus is in no such part. */
  main: string;
};

/** What can be done just now, said by whoever can do it. */
export type Offers = {
  all(): Offer[];
  /** `offer` is asked whenever somebody wants to know. */
  register(offer: () => Offer[]): Stop;
  /** Whether the press was somebody's. */
  press(event: Press, focus: Focus): boolean;
};

/** After so long, the first key of two is forgotten, ms. */
const PATIENCE_MS = 1500;

export function createOffers(clock: Clock): Offers {
  // Beside what is shown: as a component leaves, Svelte gives a state as it was before that change.
  let now: readonly (() => Offer[])[] = [];
  let offers = $state.raw(now);
  const set = (next: typeof now) => void (offers = now = next);
  let pressed: string[] = [];
  let forget: Stop = () => {};
  const all = () => offers.flatMap((offer) => offer());

  function press(event: Press, { writing, scope, main }: Focus): boolean {
    const name = pressName(event);
    if (writing && !isChord(name)) return false;
    forget();
    const sequences = pressed.length > 0 ? [[...pressed, name], [name]] : [[name]];
    pressed = [];
    const heard = nearestLast(all(), scope, main);
    for (const sequence of sequences) {
      const found = heard.findLast(({ key }) => key !== undefined && matches(key, sequence) === 'whole');
      if (found) {
        found.run();
        return true;
      }
      if (heard.some(({ key }) => key !== undefined && matches(key, sequence) === 'begun')) {
        pressed = sequence;
        forget = clock.after(PATIENCE_MS, () => (pressed = []));
        return true;
      }
    }
    return false;
  }

  return {
    all,
    register(offer) {
      set([...now, offer]);
      return () => set(now.filter((other) => other !== offer));
    },
    press,
  };
}

/** What is heard: another part's keys mean nothing while this one has the focus. The nearest, then the newest, comes last. */
function nearestLast(all: readonly Offer[], scope: string | null, main: string): Offer[] {
  const near = scope ?? main;
  const heard = all.filter((offer) => isWide(offer) || scope === null || offer.scope === scope);
  const distance = (offer: Offer) => (offer.scope === near ? 0 : isWide(offer) ? 1 : 2);
  return heard.toSorted((a, b) => distance(b) - distance(a));
}

const isWide = ({ scope }: Offer) => scope === undefined || scope === null;
