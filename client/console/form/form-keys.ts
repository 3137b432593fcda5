import { isComposing } from '../keys/key-press.ts';

/**
 * An attachment, the grammar of keys of every form: Enter sends, in a longer text it is a new line
 * and Ctrl+Enter sends; Esc goes back. Nothing while an input method composes: its Enter takes a word.
 */
export function formKeys(back: (() => void) | undefined): (form: HTMLFormElement) => () => void {
  return (form) => {
    const listen = (event: KeyboardEvent) => {
      if (isComposing(event)) return;
      if (event.key === 'Escape' && back) {
        event.stopPropagation();
        back();
      } else if (event.key === 'Enter' && sends(event)) {
        event.preventDefault();
        event.stopPropagation();
        form.requestSubmit();
      }
    };
    form.addEventListener('keydown', listen);
    return () => form.removeEventListener('keydown', listen);
  };
}

function sends({ ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || !(target as HTMLElement).matches('textarea, button, a, summary');
}
