/** What of the audit log is asked for. */
export type AuditChoice = { kind: string | undefined; person: string | undefined };

/** The path that asks for it, from `cursor` on. */
export function auditPath({ kind, person }: AuditChoice, cursor: string | null = null): string {
  const query = new URLSearchParams();
  if (kind) query.set('kind', kind);
  if (person) query.set('person', person);
  if (cursor !== null) query.set('cursor', cursor);
  const said = query.toString();
  return said === '' ? '/audit' : `/audit?${said}`;
}
