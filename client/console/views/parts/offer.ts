import { getContext, setContext, untrack } from 'svelte';

/** What a view can do just now, with the letter that the view itself listens to. */
export type Offered = { id: string; title: string; key?: string | undefined; run: () => void };
type Offer = (offered: () => Offered[]) => () => void;

const key = Symbol('offer');

/** Whoever holds a view lists what it offers; a view that nobody holds, a page of its own, offers to nobody. */
export function takeOffers(offer: Offer): void {
  setContext(key, offer);
}

/** @returns how to stop offering. */
export function offerActions(offered: () => Offered[]): () => void {
  const offer = getContext<Offer | undefined>(key);
  return untrack(() => offer?.(offered)) ?? (() => {});
}
