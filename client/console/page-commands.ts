import type { Command } from './commands.svelte.ts';
import type { ConsoleContext } from './context.ts';
import { keys } from './keys.ts';
import { nextPane } from './panes.ts';
import { viewsFor } from './views.ts';

/** What can be done from anywhere on the console. */
export function pageCommands(context: ConsoleContext, show: (what: 'palette' | 'help') => void): Command[] {
  const { words, goTo, toasts, session, address } = context;
  const page = (id: 'palette' | 'help' | 'undo' | 'next-pane' | 'previous-pane' | 'own-window', run: () => void) => ({
    id,
    title: words.keys[id],
    group: words.groups.page,
    keys: keys[id],
    run,
  });
  return [
    page('palette', () => show('palette')),
    page('help', () => show('help')),
    page('undo', toasts.undoLast),
    page('next-pane', () => nextPane(document, 1)),
    page('previous-pane', () => nextPane(document, -1)),
    page('own-window', () => void window.open(address.href({ beside: null }), '_blank', 'popup')),
    { id: 'lock', title: words.keys.lock, group: words.groups.page, keys: keys.lock, run: () => session.lock() },
    ...viewsFor(session.now!.person).map((view) => ({
      id: `go.${view}`,
      title: words.keys[`go.${view}`],
      group: words.groups.go,
      keys: keys[`go.${view}`],
      run: () => goTo({ view, beside: null }),
    })),
  ];
}
