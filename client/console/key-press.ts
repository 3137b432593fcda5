/** What of a keyboard event decides which shortcut it is. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The press as the table of keys writes it: `Ctrl+K`, `Alt+A`, `Shift+F6`, `?`, `g`. */
export function pressName({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  // With Alt, some layouts write another letter than the one on the key.
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (altKey && !ctrlKey) return `Alt+${letter ?? key}`;
  if (ctrlKey || metaKey) return `Ctrl+${key.length === 1 ? key.toUpperCase() : key}`;
  return shiftKey && key.length > 1 ? `Shift+${key}` : key;
}

/** Whether a press gives its shortcut even while something is being written. */
export function isChord(name: string): boolean {
  return /^(Ctrl|Alt)\+|^(Shift\+)?F\d+$/.test(name);
}

/** The key that `keys` waits for after what was pressed before; null when it does not fit. */
export function matches(keys: string, pressed: readonly string[]): 'whole' | 'begun' | null {
  const wanted = keys.split(' ');
  if (pressed.length > wanted.length || pressed.some((name, i) => name !== wanted[i])) return null;
  return pressed.length === wanted.length ? 'whole' : 'begun';
}
