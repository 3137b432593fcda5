import type { LoggedFact } from '#data/contract/fact.ts';

/** Kinds of things that people have names for; a fact names each in the field of that name, by its id or as a whole. */
const kinds = ['incident', 'dispute', 'danger', 'unit', 'cell', 'area', 'organisation', 'person'] as const;
export type NamedKind = (typeof kinds)[number];
export type Thing = { kind: NamedKind; id: string };

const isKind = (word: string | undefined): word is NamedKind => kinds.some((kind) => kind === word);

/** What a line of the trail is about, each thing once. */
export function aboutIn(fact: LoggedFact): Thing[] {
  if (fact.kind === 'audit.looked') return lookedAt(fact);
  if (fact.kind === 'audit.exported') {
    const [what, person] = fact.what.split(' ');
    return what === 'audit' ? whose(person) : [];
  }
  const fields = fact as unknown as Readonly<Record<string, unknown>>;
  const named = kinds.flatMap((kind): Thing[] => thing(kind, idIn(fields[kind])));
  const several = Array.isArray(fields['people']) ? fields['people'].flatMap((id) => thing('person', id)) : [];
  const all = [...named, ...several, ...ofAlarm(idIn(fields['alarm']))];
  return [...new Map(all.map((each) => [`${each.kind}:${each.id}`, each])).values()];
}

const thing = (kind: NamedKind, id: unknown): Thing[] => (typeof id === 'string' ? [{ kind, id }] : []);

function idIn(said: unknown): unknown {
  return typeof said === 'object' && said !== null && 'id' in said ? said.id : said;
}

function lookedAt({ what, id }: { what: string; id: string }): Thing[] {
  if (what === 'contact') return thing('incident', id);
  return isKind(what) ? thing(what, id) : what === 'audit' ? whose(id.split(' ')[0]) : [];
}

/** Out of `limit-passed:incident:ID`. */
function ofAlarm(alarm: unknown): Thing[] {
  const [, kind, id] = typeof alarm === 'string' ? alarm.split(':') : [];
  return isKind(kind) ? thing(kind, id) : [];
}

/** Of a trail that was read or saved as a file: whose, where it was one person's. */
const whose = (person: string | undefined): Thing[] => (person === 'everybody' ? [] : thing('person', person));
