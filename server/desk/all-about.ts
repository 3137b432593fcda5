import type { LoggedFact } from '#data/contract/fact.ts';
import type { Records } from '../store/store.ts';

const PAGE = 500;

/** All facts about a subject that has few of them, oldest first. */
export async function allAbout(records: Records, subject: string): Promise<LoggedFact[]> {
  const found: LoggedFact[] = [];
  for (;;) {
    const last = found.at(-1)?.seq;
    const page = await records.about(subject, { limit: PAGE, ...(last !== undefined && { before: last }) });
    found.push(...page);
    if (page.length < PAGE) return found.reverse();
  }
}
