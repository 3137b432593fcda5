import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { withKey, type KeySum } from '../../key-sum.ts';
import type { Fence } from '../../leases.ts';
import { link } from '../../rows/chain.ts';
import type { Appended } from '../../rows/stored-entry.ts';
import type { Outcome } from '../../store.ts';
import { changesOf, subjectsOf } from '../../subjects.ts';
import { monthOf } from '../partitions.ts';
import { plainText } from '../plain-text.ts';
import type { CaseChanges, Cases } from './cases.ts';
import { createRegisterChanges, type RegisterChanges } from './register.ts';
import { refKey, type Answers, type ReadEntry, type Request } from './request.ts';
import type { Seen } from './seen.ts';

export type FactToKeep = { fact: LoggedFact; month: number; body: string; hash: Buffer };

/** What a group of requests comes to: an answer to each, and all rows that are to be written. */
export type Decided = {
  answers: Answers[Request['do']][];
  facts: FactToKeep[];
  head: { seq: number; hash: Buffer; month: number; keys: KeySum; leaseToken: number };
  keys: Map<string, number>;
  subjects: Map<string, number>;
  records: { subject: string; seq: number }[];
  cases: CaseChanges;
  register: RegisterChanges;
  leases: { lease: string; holder: string; token: number; until: number; says: string }[];
};

/** Decides the requests one after the other, on what was seen under the lock and on one another. */
export function decide(requests: readonly Request[], seen: Seen, cases: Cases): Decided {
  const register = createRegisterChanges(seen);
  const keys = new Map<string, number>();
  const subjects = new Map<string, number>();
  const records: Decided['records'] = [];
  const facts: FactToKeep[] = [];
  const leases = new Map<string, Decided['leases'][number]>();
  let { seq, hash, month, keys: keySum, leaseToken } = seen.head;

  const headOf = (subject: string) => (subjects.get(subject) ?? seen.subjects.get(plainText(subject)) ?? 0) as Seq;
  const leaseOf = (lease: string) => leases.get(lease) ?? seen.leases.get(lease);
  const isFenced = ({ lease, token }: Fence) => leaseOf(lease)?.token !== token;

  /** The fence is asked before all: who has lost the lease must know. Then the key: a repeated command gets its first answer. */
  function refuse({ key, guards = [], reports, fence, change }: ReadEntry): Outcome | undefined {
    if (fence && isFenced(fence)) return { is: 'fenced' };
    const before = key === undefined ? undefined : (keys.get(key) ?? seen.keys.get(key));
    if (before !== undefined) return { is: 'repeated', first: before as Seq };
    for (const { subject, at } of guards) {
      const head = headOf(subject);
      if (head > at) return { is: 'conflict', subject, head };
    }
    if (reports) {
      const { source, sourceRef, id } = reports;
      const known = seen.refs.get(refKey(source, sourceRef))?.id ?? cases.under(source, sourceRef);
      if (known !== undefined && known !== id) {
        const subject = `incident/${known}`;
        const head = subjects.get(subject) ?? seen.refs.get(refKey(source, sourceRef))?.head ?? 0;
        return { is: 'conflict', subject, head: head as Seq };
      }
    }
    if (!change || register.change(change)) return undefined;
    return { is: 'conflict', subject: 'register', head: seq as Seq };
  }

  function append(entries: readonly ReadEntry[]): Appended {
    const hashes: Uint8Array[] = [];
    const outcomes = entries.map((entry): Outcome => {
      const refusal = refuse(entry);
      if (refusal) return refusal;
      const first = (seq + 1) as Seq;
      if (entry.key !== undefined) {
        keys.set(entry.key, first);
        keySum = withKey(keySum, entry.key, first);
      }
      for (const { fact: bare, body } of entry.facts) {
        hash = link(hash, body);
        hashes.push(hash.subarray(0, 8));
        const fact = Object.assign(bare, { seq: ++seq }) as LoggedFact;
        month = Math.max(month, monthOf(Math.min(fact.at, seen.head.now)));
        facts.push({ fact, month, body, hash });
        for (const subject of changesOf(fact)) subjects.set(subject, seq);
        for (const subject of new Set(subjectsOf(fact))) records.push({ subject, seq });
        cases.fold(fact);
      }
      return { is: 'appended', first, last: seq as Seq };
    });
    return { outcomes, hashes: Buffer.concat(hashes) };
  }

  function takeLease({ lease, holder, ms, says }: Extract<Request, { do: 'take-lease' }>): Answers['take-lease'] {
    const has = leaseOf(lease);
    if (has && has.holder !== holder && has.until > seen.head.now) return null;
    const token = ++leaseToken;
    leases.set(lease, { lease, holder, token, until: seen.head.now + ms, says });
    return { token, at: seq };
  }

  const answers = requests.map((request): Answers[Request['do']] => {
    switch (request.do) {
      case 'append':
        return append(request.entries);
      case 'change':
        return register.change(request.change);
      case 'take-lease':
        return takeLease(request);
      case 'settle':
        return null;
    }
  });
  return {
    answers,
    facts,
    head: { seq, hash, month, keys: keySum, leaseToken },
    keys,
    subjects,
    records,
    cases: cases.result(),
    register,
    leases: [...leases.values()],
  };
}
