import { Router } from 'express';
import { ChangePassword, Enrol } from '#data/contract/person.ts';
import type { Access } from '../access/access.ts';
import { may, signedInOf } from './caller.ts';
import { problem } from './problem.ts';
import { readBody } from './read-body.ts';
import { readJson } from './read-json.ts';
import { sendProblem } from './send.ts';
import { answerSession, refuseSignIn, refuseTooOften, enter } from './session-answer.ts';

const body = readJson('4kb');

/** What people change about their own account: the password and the authenticator. */
export function accountRoutes(access: Access): Router {
  const { gate, register, sessions, credentials, enrolment, people, throttle } = access;
  const routes = Router();

  const mayEnrol = may(gate, 'POST /api/v1/session/authenticator');
  routes.post('/session/authenticator', mayEnrol, body, async (request, response) => {
    const asked = readBody(Enrol, request, response);
    if (!asked) return;
    const { session, person } = signedInOf(response);
    if (asked.code === undefined) {
      const offer = await enrolment.offer(session, register.byId(person.id)!);
      if (!offer) return sendProblem(response, problem(409, 'an authenticator is set up: an admin can reset it'));
      response.setHeader('Cache-Control', 'no-store');
      return void response.json(offer);
    }
    const waitMs = await throttle.attempt(`authenticator of ${person.id}`, request.ip ?? '');
    if (waitMs > 0) return refuseTooOften(response, waitMs);
    const confirmed = await enrolment.confirm(session, asked.code);
    if (confirmed === 'wrong') return sendProblem(response, problem(403, 'the code is wrong', { why: 'code-wrong' }));
    if (confirmed === 'gone') return sendProblem(response, problem(409, 'begin anew: there is no offer to confirm'));
    await answerSession(response, access, session);
  });

  const mayChange = may(gate, 'POST /api/v1/session/password');
  routes.post('/session/password', mayChange, body, async (request, response) => {
    const asked = readBody(ChangePassword, request, response);
    if (!asked) return;
    const { session, person } = signedInOf(response);
    const record = register.byId(person.id)!;
    if (record.demo) return sendProblem(response, problem(409, 'everybody signs in with this one: it stays'));
    const confirmed = await credentials.confirm(record, asked.password, request.ip ?? '');
    if (!confirmed.ok) return refuseSignIn(response, confirmed.refusal, 403);
    const by = { kind: 'person', id: person.id } as const;
    const changed = await people.command(by, person.id, 'password', { password: asked.next });
    if (!changed.ok) return sendProblem(response, problem(changed.refusal.status, changed.refusal.detail));
    // Every session has ended, this one too; this browser goes on with a new one.
    const opened = await sessions.open(register.byId(person.id)!, session.how);
    await enter(response, access, opened);
    await answerSession(response, access, opened.session);
  });

  return routes;
}
