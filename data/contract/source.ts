import { SourceName } from './ids.ts';

/** What we report ourselves, by how it came: a call at the desk, the officer's phone, a contact card. */
export const ownSource = {
  desk: 'desk' as SourceName,
  phone: 'phone' as SourceName,
  card: 'card' as SourceName,
} as const;
const own = new Set<string>(Object.values(ownSource));

/** A source that somebody registers: nobody else's reports stand under the name of ours. */
export const OtherSource = SourceName.refine((name) => !own.has(name), 'is the name of a source of our own');
