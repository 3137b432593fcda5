import { onDestroy, untrack } from 'svelte';
import { usePage } from './page.ts';

/**
 * Announces a text whenever it becomes another one, while the component is there; nothing as it leaves.
 * What is polite is not said of how things stand to begin with.
 */
export function announceChanges(how: 'polite' | 'assertive', said: () => string): void {
  const { announcer } = usePage();
  let before: string | null = how === 'polite' ? null : '';
  // What is over leaves its region, so that it is heard when it comes again.
  const leave = () => {
    if (before !== null && before !== '' && announcer[how] === before) announcer.say(how, '');
  };
  $effect(() => {
    const now = said();
    untrack(() => {
      if (now === before) return;
      if (now === '') leave();
      else if (before !== null) announcer.say(how, now);
      before = now;
    });
  });
  onDestroy(leave);
}
