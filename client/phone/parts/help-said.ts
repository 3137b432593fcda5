import type { Page } from '#client/phone/page.ts';

/** Whether a call for help has been heard; null where nobody calls. Never says so before the server does. */
export function helpSaid({ own, say, now, words: { help } }: Page): string | null {
  const since = own.told?.unit?.panic;
  if (since !== undefined) return help.called(say.clock(since, now));
  const waiting = own.queue.find(({ deed }) => deed === 'panic');
  if (!waiting) return null;
  if (waiting.refusal) return help.refused;
  return own.line.state === 'fresh' ? help.sending : help.noLine;
}
