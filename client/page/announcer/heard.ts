import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { Announcer } from './announcer.svelte.ts';

type Heard = { text: string; about: unknown };
const last = new WeakMap<Element, Heard>();

/**
 * Tells who hears the page what an element says: when it comes, and whenever it says something else. The element is
 * no live region itself, so that nothing is heard twice and nothing that moves is heard at all.
 * @param tell the announcer's `say` or `interrupt`
 * @param text '' is nothing to be heard
 * @param about what it is said of: another one is told though the words are the same, as a second refusal is
 */
export function heard(tell: Announcer['say'], text: string, about: unknown = null): Attachment {
  return (element) => {
    const before = last.get(element);
    if (before?.text === text && before.about === about) return;
    last.set(element, { text, about });
    // What the announcer keeps is not what this follows.
    if (text !== '') untrack(() => tell(text));
  };
}
