/** Moves the focus to the next part of the page (`data-pane`), round and round: F6 as in any window. */
export function nextPane(page: Pick<Document, 'querySelectorAll' | 'activeElement'>, step: 1 | -1): void {
  const panes = [...page.querySelectorAll<HTMLElement>('[data-pane]')];
  if (panes.length === 0) return;
  const at = panes.findIndex((pane) => pane.contains(page.activeElement));
  const next = panes[(at + step + panes.length) % panes.length]!;
  (next.querySelector<HTMLElement>('[data-first]') ?? next).focus();
}
