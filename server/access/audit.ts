import type { Actor } from '#data/contract/actor.ts';
import type { Fact, NewFact } from '#data/contract/fact.ts';
import type { Looked } from '#data/contract/facts/audit.ts';
import type { PersonId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Notes } from '../store/shared.ts';
import type { FactLog } from '../store/store.ts';

export type AuditFact = Extract<Fact, { kind: `audit.${string}` }>;

/** Who gets something to see again within this time looks at it once, ms: a page that refreshes is one look. */
const SAME_LOOK_MS = 60_000;

/** What goes on record beside what is done. Everything resolves when it is on the disk: answer after that. */
export type Audit = {
  put(by: Actor | { id: PersonId } | undefined, fact: AuditFact): Promise<void>;
  /** Somebody gets personal data or the record itself to see. Of a contact and of a caller every look counts: each is asked for. */
  looked(by: Actor, what: Looked['what'], id: string): Promise<void>;
  exported(by: Actor, what: string, rows: number): Promise<void>;
};

type Parts = { log: Pick<FactLog, 'append'>; clock: Clock; notes: Notes };

const factOf = (what: Looked['what'], id: string): AuditFact => ({ kind: 'audit.looked', what, id: id.slice(0, 160) });

export function createAudit({ log, clock, notes }: Parts): Audit {
  const put: Audit['put'] = async (by, fact) => {
    const actor: Actor | undefined = by && ('kind' in by ? by : { kind: 'person', id: by.id });
    const stamped: NewFact = { ...fact, at: clock.now(), ...(actor && { by: actor }) };
    await log.append([{ facts: [stamped] }]);
  };

  return {
    put,
    async looked(by, what, id) {
      if (what === 'contact' || what === 'caller') return put(by, factOf(what, id));
      const key = `${by.kind}/${by.id}/${what}/${id}`;
      if (!(await notes.claim('looked', key, SAME_LOOK_MS))) return;
      await put(by, factOf(what, id)).catch(async (error: unknown) => {
        await notes.forget('looked', key);
        throw error;
      });
    },
    exported: (by, what, rows) => put(by, { kind: 'audit.exported', what: what.slice(0, 160), rows }),
  };
}
