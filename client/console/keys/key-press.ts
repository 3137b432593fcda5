/** What of a keyboard event decides which key it is. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The press as the registry writes it: `Ctrl+K`, `Alt+A`, `Shift+F6`, `?`, `g`. */
export function pressName({ key: written, code, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const key = latin(written, code, shiftKey);
  const named = key.length === 1 ? key.toUpperCase() : key;
  // Both at once is AltGr, which writes letters: Polish ż is AltGr and z.
  if (altKey && ctrlKey) return `Ctrl+Alt+${named}`;
  if (altKey) return `Alt+${named}`;
  if (ctrlKey || metaKey) return `Ctrl+${named}`;
  return shiftKey && key.length > 1 ? `Shift+${key}` : key;
}

/**
 * What a Latin layout writes, wherever its key lies; where it is no Latin letter (Cyrillic, or what
 * Alt makes of one) the place of the key counts, and so does a digit that takes Shift (AZERTY). CapsLock never counts.
 */
function latin(key: string, code: string, shiftKey: boolean): string {
  if (key.length > 1) return key;
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  if (digit !== undefined && !shiftKey) return digit;
  const said = /^[a-z]$/i.test(key) ? key : key > '~' ? (letter ?? key) : key;
  return shiftKey ? said.toUpperCase() : said.toLowerCase();
}

/** An input method takes the press: what it writes is not decided yet. Safari says so by 229 alone. */
export function isComposing({ isComposing: composes, keyCode }: KeyboardEvent): boolean {
  return composes || keyCode === 229;
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
