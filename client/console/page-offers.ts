import type { ConsoleContext } from './context.ts';
import type { Offer } from './keys/offers.svelte.ts';
import { pageActions, pageNames, registry, type Show } from './keys/registry.ts';
import { viewsFor } from './views.ts';

/** What can be done from anywhere on the console. */
export function pageOffers(context: ConsoleContext, show: Show): Offer[] {
  const { words, go, me } = context;
  return [
    ...pageNames.flatMap((id) => {
      const { key, run } = pageActions[id];
      if (run === null) return [];
      return { id, title: words.keys[`page.${id}`], group: words.groups.page, key, run: () => run(context, show) };
    }),
    ...viewsFor(me).map((view) => ({
      id: `go.${view}`,
      title: words.keys[`go.${view}`],
      group: words.groups.go,
      key: registry.go[view],
      run: () => go({ view, beside: null }),
    })),
  ];
}
