import type { SessionWords } from '#client/words/shared/session-words.ts';
import type { Refusal } from '#client/call/refusal.ts';

/** The server knows the password and wants the digits too. */
export const needsCode = ({ why, detail, type = '' }: Refusal & { type?: string }): boolean =>
  why === 'code-needed' || detail === 'code-needed' || type.endsWith('code-needed');

/** Why a sign-in was refused. Which of name, password and code was wrong is never said. */
export function signInSaid(refusal: Refusal, words: SessionWords): string {
  if (needsCode(refusal)) return words.codeNeeded;
  if (refusal.status === 0) return words.noAnswer;
  if (refusal.status === 429) return words.tooOften;
  return refusal.status === 401 || refusal.status === 422 ? words.refused : words.failed;
}
