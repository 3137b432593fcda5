import * as z from 'zod';

/**
 * What is text, said once for every door: HTTP bodies, commands, imports, names, city packs. Half a
 * character (a lone surrogate) and control characters other than tab and line feed are none. In what
 * people write they are put right and said; in what serves as a key they are refused.
 */
const noText = /\p{Cs}|[^\P{Cc}\t\n]/u;

/** Halves become U+FFFD, line ends one line feed, other control characters go. */
export function cleanText(text: string): string {
  if (!noText.test(text)) return text;
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\t\n]/gu, '');
}

/** As keys are compared and kept: NFC, without blanks around it, and one blank for a run of any. */
export const keyForm = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .trim();

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** As what a source calls its own is compared and kept: a UUID in small letters (RFC 9562, 4: either is the same). */
export function refForm(text: string): string {
  const key = keyForm(text);
  return uuid.test(key) ? key.toLowerCase() : key;
}

/** Whether a key may stand as it is: whole characters, on one line, none unseen or turning others around. */
export const isKey = (text: string): boolean => !/\p{Cs}|\p{Cc}|\p{Cf}/u.test(text);

/** The first `most` UTF-16 units; a character that would be cut in half is left out. */
export function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

/** What people write; cleaned. */
export const freeText = (most: number) => z.string().overwrite(cleanText).max(most);

/** What serves as a key or a name. */
export const keyText = (most: number, form: (text: string) => string = keyForm) =>
  z.string().overwrite(form).min(1).max(most).refine(isKey, 'holds a control character or half a character');

/**
 * `value` with its free texts cleaned, and pointers to those that were not text. `fields` are pointers
 * into it: `/title`, `/contact/name`. What is no text at all is left to the schema.
 */
export function cleanFields(value: unknown, fields: readonly `/${string}`[]): { value: unknown; cleaned: string[] } {
  const cleaned: string[] = [];
  let result = value;
  for (const field of fields) {
    const path = field.slice(1).split('/');
    const text = path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value);
    if (typeof text !== 'string') continue;
    const clean = cleanText(text);
    if (clean === text) continue;
    result = withAt(result, path, clean);
    cleaned.push(field);
  }
  return { value: result, cleaned };
}

function withAt(value: unknown, [key, ...rest]: readonly string[], text: string): unknown {
  return key === undefined ? text : { ...(value as object), [key]: withAt((value as never)[key], rest, text) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
