import { Router, type Response } from 'express';
import type { PeopleAnswer } from '#data/contract/desk-api.ts';
import type { Person, PersonAnswer } from '#data/contract/person.ts';
import type { Result } from '#data/kit/result.ts';
import type { Access } from '../access/access.ts';
import type { PeopleRefusal } from '../access/person-change.ts';
import { personOf } from '../access/person-record.ts';
import { actorOf, may } from './caller.ts';
import { problem } from './problem.ts';
import { readJson } from './read-json.ts';
import { sendProblem } from './send.ts';

const body = readJson('16kb');

/** The register of people: whom one works with, and what an admin changes about them. */
export function peopleRoutes({ gate, register, people, audit }: Access): Router {
  const routes = Router();

  routes.get('/people', may(gate, 'GET /api/v1/people'), async (_request, response) => {
    const answer: PeopleAnswer = { items: register.all().map(personOf) };
    await audit.looked(actorOf(response), 'people', 'all');
    response.setHeader('Cache-Control', 'no-store');
    response.json(answer);
  });

  routes.post('/people', may(gate, 'POST /api/v1/people'), body, async (request, response) => {
    answer(response, await people.add(actorOf(response), request.body), 201);
  });

  const mayCommand = may(gate, 'POST /api/v1/people/:id/:command');
  routes.post('/people/:id/:command', mayCommand, body, async (request, response) => {
    const { id, command } = request.params;
    answer(response, await people.command(actorOf(response), String(id), String(command), request.body), 200);
  });

  return routes;
}

function answer(response: Response, made: Result<Person, PeopleRefusal>, status: 200 | 201): void {
  if (made.ok) {
    const said: PersonAnswer = { person: made.value };
    response.status(status).json(said);
    return;
  }
  const { status: refusal, detail, ...more } = made.refusal;
  sendProblem(response, problem(refusal, detail, more));
}
