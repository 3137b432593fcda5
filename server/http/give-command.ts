import type { Request, Response } from 'express';
import type { CommandAnswer } from '#data/contract/desk-api.ts';
import type { Result } from '#data/kit/result.ts';
import type { Given } from '../desk/keeping.ts';
import type { DeskRefusal } from '../desk/refusal.ts';
import { actorOf } from './caller.ts';
import { readHow } from './command-headers.ts';
import { refuse } from './command-routes.ts';
import { sendProblem } from './send.ts';

/** The command as its caller gives it; null when a header cannot be read, which has been answered. */
export function givenBy(request: Request, response: Response, about: string): Given | null {
  const how = readHow(request);
  if (how.ok) return { actor: actorOf(response), about, how: how.value };
  sendProblem(response, how.refusal);
  return null;
}

/** What became of it: what it made, or the problem with what the caller needs to go on. */
export function answerCommand(response: Response, answer: Result<CommandAnswer, DeskRefusal>, status = 200): void {
  if (!answer.ok) return refuse(response, answer.refusal);
  const { seq, id, rev } = answer.value;
  if (rev !== undefined) response.setHeader('ETag', `"${rev}"`);
  response.status(status).json({ seq, id, ...(rev !== undefined && { rev }) });
}
