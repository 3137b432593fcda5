import { exportAudit } from '#data/contract/routes/audit.ts';
import { filled } from '#client/call/exchange.ts';

/** What of the audit log is asked for. */
export type AuditChoice = { kind: string | undefined; person: string | undefined };

/** Where the whole of it is saved from, as a file. */
export const auditFile = (choice: AuditChoice): string => filled(exportAudit.path, { query: choice });
