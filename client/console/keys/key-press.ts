/** What of a keyboard event decides which key it is. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The press as the registry writes it: `Ctrl+K`, `Alt+A`, `Shift+F6`, `?`, `g`. */
export function pressName({ key: written, code, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  // With Alt, some layouts write another letter than the one on the key.
  if (altKey && !ctrlKey) return `Alt+${letter ?? written}`;
  const key = latin(written, letter, shiftKey);
  if (ctrlKey || metaKey) return `Ctrl+${key.length === 1 ? key.toUpperCase() : key}`;
  return shiftKey && key.length > 1 ? `Shift+${key}` : key;
}

/** Where the layout writes no Latin letters the place of the key counts; CapsLock never does. */
function latin(key: string, letter: string | undefined, shiftKey: boolean): string {
  if (letter === undefined || key.length > 1) return key;
  const said = /^[a-z]$/i.test(key) ? key : key > '~' ? letter : key;
  return shiftKey ? said.toUpperCase() : said.toLowerCase();
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

/** Letters go into a field just now, so they give no commands. */
export function isTyping({ target }: Event): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], dialog') !== null;
}
