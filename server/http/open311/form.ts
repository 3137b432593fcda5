import { isUtf8 } from 'node:buffer';
import { accepted, refused, type Result } from '#data/kit/result.ts';

/** Fields by their names; `lists`: those named `NAME[]`, which may be given again and again. */
export type Form = ReadonlyMap<string, string> & { readonly lists: ReadonlyMap<string, readonly string[]> };

/**
 * `name=value&…` as a browser writes it. Refused, in words: what is not UTF-8, and a name that is given twice,
 * because either could be meant. What is empty is as good as not given.
 */
export function readForm(bytes: Uint8Array): Result<Form, string> {
  if (!isUtf8(bytes)) return refused('the body is not UTF-8');
  const form = new Map<string, string>();
  const lists = new Map<string, string[]>();
  for (const pair of Buffer.from(bytes).toString('utf8').split('&')) {
    if (pair === '') continue;
    const cut = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const [name, value] = [decoded(pair.slice(0, cut)), decoded(pair.slice(cut + 1))];
    if (name === null || value === null) return refused('the body holds what is not UTF-8 once decoded');
    if (value === '') continue;
    if (name.endsWith('[]')) {
      const list = name.slice(0, -2);
      lists.set(list, [...(lists.get(list) ?? []), value]);
      continue;
    }
    if (form.has(name)) return refused(`${shown(name)} is given more than once`);
    form.set(name, value);
  }
  return accepted(Object.assign(form, { lists }));
}

/** Names of ours are short; nobody's content is echoed. */
const shown = (name: string) => (/^[a-z_]{1,40}$/.test(name) ? name : 'a parameter');

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
