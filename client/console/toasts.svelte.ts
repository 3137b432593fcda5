/// <reference types="svelte" />
import type { Clock } from '#data/kit/clock.ts';
import type { Announcer } from '#client/page/announcer/announcer.svelte.ts';

/** A word at the foot of the page about what was done. */
export type Toast = {
  id: number;
  text: string;
  tone: 'done' | 'refused';
  /** Sends what takes it back; present only where that is honest. */
  undo?: () => void;
};

export type Toasts = {
  readonly all: readonly Toast[];
  say(text: string, more?: { tone?: Toast['tone']; undo?: () => void }): void;
  /** Takes back the newest that can be. */
  undoLast(): void;
  close(id: number): void;
};

/** How long something can be taken back, ms. */
export const UNDO_MS = 8000;

/** @param announcer tells who hears the page instead of seeing it */
export function createToasts(clock: Clock, announcer: Pick<Announcer, 'say' | 'interrupt'>): Toasts {
  let all = $state.raw<readonly Toast[]>([]);
  let count = 0;

  function close(id: number): void {
    all = all.filter((toast) => toast.id !== id);
  }
  function take(toast: Toast | undefined): void {
    if (!toast?.undo) return;
    close(toast.id);
    toast.undo();
  }

  return {
    get all() {
      return all;
    },
    say(text, { tone = 'done', undo } = {}) {
      const id = ++count;
      const toast: Toast = { id, text, tone, ...(undo && { undo: () => (close(id), undo()) }) };
      if (tone === 'refused') announcer.interrupt(text);
      else announcer.say(text);
      // Three at most: a toast is no log.
      all = [...all, toast].slice(-3);
      clock.after(UNDO_MS, () => close(id));
    },
    undoLast: () => take(all.findLast(({ undo }) => undo)),
    close,
  };
}
