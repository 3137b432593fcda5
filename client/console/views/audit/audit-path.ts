/** What of the audit log is asked for. */
export type AuditChoice = { kind: string | undefined; person: string | undefined };

/** Where the whole of it is saved from, as a file; saving is on record. */
export const auditFile = (choice: AuditChoice): string =>
  `/api/v1${auditPath(choice).replace('/audit', '/audit/export')}`;

/** The path that asks for it; what is older than `before`, the `next` of the page before. */
export function auditPath({ kind, person }: AuditChoice, before: string | null = null): string {
  const query = new URLSearchParams();
  if (kind) query.set('kind', kind);
  if (person) query.set('person', person);
  if (before !== null) query.set('before', before);
  const said = query.toString();
  return said === '' ? '/audit' : `/audit?${said}`;
}
