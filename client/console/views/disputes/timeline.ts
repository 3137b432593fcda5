import type { LoggedFact } from '#data/contract/fact.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';

export type TimelineLine = { seq: number; at: number; by: string | null; what: string; text: string };

/** A case as its record tells it, oldest first. */
export function timelineOf(
  facts: readonly LoggedFact[],
  words: ConsoleWords['disputes'],
  say: Speech,
  nameOf: (person: string) => string,
): TimelineLine[] {
  return facts.flatMap((fact) => {
    const line = lineOf(fact, words, say);
    if (!line) return [];
    const by = fact.by?.kind === 'person' ? nameOf(fact.by.id) : (fact.by?.id ?? null);
    return [{ seq: fact.seq, at: fact.at, by, ...line }];
  });
}

function lineOf(fact: LoggedFact, words: ConsoleWords['disputes'], say: Speech): { what: string; text: string } | null {
  switch (fact.kind) {
    case 'dispute.registered':
      return { what: words.facts[fact.kind], text: '' };
    case 'dispute.moved':
      return { what: words.states[fact.state], text: fact.text ?? fact.content?.agreement ?? '' };
    case 'dispute.noted': {
      const { confirmation, sessions, handlers } = fact.content ?? {};
      if (confirmation) return { what: words.confirmation, text: words.confirmations[confirmation] };
      if (handlers) return { what: words.handlers, text: fact.text ?? '' };
      if (!sessions) return { what: words.commands.note, text: fact.text ?? '' };
      const newest = sessions.at(-1);
      return { what: words.sessions, text: newest ? sessionSaid(newest, words, say) : '' };
    }
    case 'dispute.followed-up':
      return { what: words.facts[fact.kind], text: fact.text ?? '' };
    default:
      return null;
  }
}

type Sitting = { at: number; held?: boolean | undefined; outcome?: string | undefined };

/** `23 Nov 14:00, held: they will meet again`. */
export function sessionSaid({ at, held, outcome }: Sitting, words: ConsoleWords['disputes'], say: Speech): string {
  const how = held === undefined ? words.planned : held ? words.wasHeld : words.notHeld;
  return `${say.date(at)} ${say.clock(at).slice(0, 5)}, ${how}${outcome ? `: ${outcome}` : ''}`;
}
