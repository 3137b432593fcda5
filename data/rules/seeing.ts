import type { Split, Who } from '../contract/sight.ts';
import type { ViewName } from '../contract/view.ts';

type Thing = Record<string, unknown>;
type Judged = Who | Split | { readonly [field: string]: Judged };

/** What a view sees of something: all of it, nothing, or the part that this makes of it. */
export type Seeing = 'all' | 'none' | ((value: unknown, within: Thing) => unknown);

/** What `view` sees of what was judged so (`Sight`), worked out once: what is seen whole costs nothing. */
export function seeingOf(judged: object, view: ViewName): Seeing {
  return seeing(judged as Judged, view);
}

/** What is seen of `value`; the very same object when that is all of it, undefined when it is nothing. */
export function seenOf<Value>(value: Value, how: Seeing): Value | undefined {
  if (how === 'all') return value;
  return how === 'none' ? undefined : (how(value, {}) as Value);
}

function seeing(judged: Judged, view: ViewName): Seeing {
  if (isWho(judged)) return judged.includes(view) ? 'all' : 'none';
  if (isSplit(judged)) return splitFor(judged, view);
  const fields = new Map(Object.entries(judged).map(([field, of]) => [field, seeing(of, view)]));
  const hows = [...fields.values()];
  if (hows.every((how) => how === 'all')) return 'all';
  if (hows.every((how) => how === 'none')) return 'none';
  const part = (thing: unknown) => partOf(thing as Thing, fields);
  return (value) => (Array.isArray(value) ? value.map(part) : part(value));
}

function splitFor({ by, yes, no }: Split, view: ViewName): Seeing {
  const [ifSo, ifNot] = [yes.includes(view), no.includes(view)];
  if (ifSo === ifNot) return ifSo ? 'all' : 'none';
  return (value, within) => (within[by] === ifSo ? value : undefined);
}

function partOf(thing: Thing, fields: ReadonlyMap<string, Seeing>): Thing {
  const part: Thing = {};
  let isWhole = true;
  for (const field in thing) {
    const value = thing[field];
    const how = fields.get(field) ?? 'none';
    const seen = how === 'all' ? value : how === 'none' || value === undefined ? undefined : how(value, thing);
    if (seen !== value) isWhole = false;
    if (seen !== undefined) part[field] = seen;
  }
  return isWhole ? thing : part;
}

const isWho = (judged: Judged): judged is Who => Array.isArray(judged);
const isSplit = (judged: Judged): judged is Split => 'by' in judged && typeof judged.by === 'string';
