import type { Request, Response } from 'express';
import type { CommandAnswer } from '#data/contract/desk-api.ts';
import type { Result } from '#data/kit/result.ts';
import type { Given, How } from '../desk/keeping.ts';
import type { DeskRefusal } from '../desk/refusal.ts';
import { actorOf } from './caller.ts';
import { problem } from './problem.ts';
import { sendProblem } from './send.ts';

const LONGEST_KEY = 200;

/** The command as its caller gives it; null when a header cannot be read, which has been answered. */
export function givenBy(request: Request, response: Response, about: string): Given | null {
  const ifMatch = request.get('if-match');
  const key = request.get('idempotency-key')?.trim();
  const how: How = {};
  if (ifMatch !== undefined && ifMatch.trim() !== '*') {
    const rev = /^"([1-9]\d{0,14})"$/.exec(ifMatch.trim())?.[1];
    if (rev === undefined) return refuse(response, 'If-Match must be a revision in quotes, "3"');
    how.ifMatch = Number(rev);
  }
  if (key !== undefined) {
    if (key === '' || key.length > LONGEST_KEY)
      return refuse(response, `Idempotency-Key must have 1 to ${LONGEST_KEY} characters`);
    how.idempotencyKey = key;
  }
  return { actor: actorOf(response), about, how };
}

/** What became of it: 200 or `made`, or the problem with what the caller needs to go on. */
export function answerCommand(response: Response, answer: Result<CommandAnswer, DeskRefusal>, made = 200): void {
  if (answer.ok) {
    response.status(made).json(answer.value);
    return;
  }
  const { status, detail, allowed, ...more } = answer.refusal;
  sendProblem(response, problem(status, detail, { ...more, ...(allowed && { allowed: [...allowed] }) }));
}

function refuse(response: Response, detail: string): null {
  sendProblem(response, problem(400, detail));
  return null;
}
