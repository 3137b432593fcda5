import type { ConsoleWords } from '#client/words/console/console-words.ts';
import { isComposing } from './key-press.ts';
import type { Offer } from './offers.svelte.ts';
import { registry } from './registry.ts';

/** A list of rows, which are elements with `data-row`: the arrows, Home and End move the focus among them. */
export function rowKeys(list: HTMLElement): () => void {
  list.dataset['rows'] = '';
  function onKey(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey || isComposing(event)) return;
    const rows = rowsOf(list);
    const at = rows.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    const next = nextRow(event.key, at, rows.length);
    if (next === null) return;
    event.preventDefault();
    rows[next]?.focus();
  }
  list.addEventListener('keydown', onKey);
  return () => list.removeEventListener('keydown', onKey);
}

const rowsOf = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>('[data-row]')];

/** The row that a key leads to, from 0; null when it is no key of lists. */
export function nextRow(key: string, at: number, rows: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(rows - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return rows - 1;
    default:
      return null;
  }
}

/** `j` and `k` in the list of a view that has the focus, else in its first one; the first press chooses a first row. */
export function stepRows(view: HTMLElement, step: 1 | -1): void {
  const list = document.activeElement?.closest<HTMLElement>('[data-rows]');
  const rows =
    list && view.contains(list) ? rowsOf(list) : rowsOf(view.querySelector<HTMLElement>('[data-rows]') ?? view);
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}

/** The two moves of a list, under the name of the part of the page that it is. */
export function listOffers(words: ConsoleWords, scope: string, step: (by: 1 | -1) => void): Offer[] {
  const move = (name: 'next' | 'previous', by: 1 | -1) => ({
    id: `${scope} list.${name}`,
    title: words.keys[`list.${name}`],
    group: words.groups.list,
    key: registry.list[name],
    scope,
    run: () => step(by),
  });
  return [move('next', 1), move('previous', -1)];
}
