import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

type Said = { readonly id: number; readonly text: string };

/** What a page tells whoever hears it instead of seeing it. Only what changes is told, and each thing once. */
export type Announcer = {
  /** When there is a pause: something was done, an alarm is new. */
  say(text: string): void;
  /** At once, over whatever is being read: a call for help, the connection is lost. */
  interrupt(text: string): void;
  /**
   * Tells what an element says: when it comes, and whenever it says something else. The element is no live region itself,
   * so that nothing is heard twice and nothing that moves is heard at all.
   * @param text '' is nothing to be heard
   * @param about what it is said of: another one is told though the words are the same, as a second refusal is
   */
  heard(how: 'say' | 'interrupt', text: string, about?: unknown): Attachment;
  /** The last that was told, for `Announcer.svelte`. */
  readonly polite: readonly Said[];
  readonly assertive: readonly Said[];
};

/** So many stay to be found by who goes back; a reader hears what is added. */
const KEPT = 5;

/** One for a page, beside its one `Announcer.svelte`. */
export function createAnnouncer(): Announcer {
  let polite = $state.raw<readonly Said[]>([]);
  let assertive = $state.raw<readonly Said[]>([]);
  let id = 0;
  const added = (before: readonly Said[], text: string) => [...before.slice(1 - KEPT), { id: id++, text }];
  const last = new WeakMap<Element, { text: string; about: unknown }>();
  const tell = {
    say: (text: string) => void (polite = added(polite, text)),
    interrupt: (text: string) => void (assertive = added(assertive, text)),
  };
  return {
    ...tell,
    heard: (how, text, about) => (element) => {
      const before = last.get(element);
      if (before?.text === text && before.about === about) return;
      last.set(element, { text, about });
      // What is kept here is not what the element follows.
      if (text !== '') untrack(() => tell[how](text));
    },
    get polite() {
      return polite;
    },
    get assertive() {
      return assertive;
    },
  };
}
