import type { ConsoleContext } from './context.ts';
import { nextPane } from './panes.ts';
import { viewsFor } from './views.ts';
import type { Offer } from './keys/offers.svelte.ts';
import { registry } from './keys/registry.ts';

/** What can be done from anywhere on the console. */
export function pageOffers(context: ConsoleContext, show: (what: 'palette' | 'help') => void): Offer[] {
  const { words, go, toasts, session, address } = context;
  const runs = {
    palette: () => show('palette'),
    help: () => show('help'),
    undo: toasts.undoLast,
    'next-pane': () => nextPane(document, 1),
    'previous-pane': () => nextPane(document, -1),
    'own-window': () => void window.open(address.href({ beside: null }), '_blank', 'popup'),
    lock: () => session.lock(),
  };
  const names = Object.keys(runs) as (keyof typeof runs)[];
  return [
    ...names.map((id) => ({
      id,
      title: words.keys[id],
      group: words.groups.page,
      key: registry.page[id],
      run: runs[id],
    })),
    ...viewsFor(context.me).map((view) => ({
      id: `go.${view}`,
      title: words.keys[`go.${view}`],
      group: words.groups.go,
      key: registry.go[view],
      run: () => go({ view, beside: null }),
    })),
  ];
}
