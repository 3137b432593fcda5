/** What of the audit log is asked for. */
export type AuditChoice = { kind: string | undefined; person: string | undefined };

/** The path that asks for it; what is older than `before`, the `next` of the page before. */
export function auditPath({ kind, person }: AuditChoice, before: string | null = null): string {
  const query = new URLSearchParams();
  if (kind) query.set('kind', kind);
  if (person) query.set('person', person);
  if (before !== null) query.set('before', before);
  const said = query.toString();
  return said === '' ? '/audit' : `/audit?${said}`;
}
