import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { FoundReport, ReportAnswer } from '#data/contract/api.ts';
import { CellSketch, CityBrief } from '#data/contract/city-brief.ts';
import { bodyRefusals, forPeople, json, peopleRefusals, refusal, takes } from './openapi-parts.ts';

/** What is there for phones on a poor line. */
export const phonePaths: ZodOpenApiPathsObject = {
  '/api/v1/reports': {
    post: {
      summary: 'Report what somebody on duty found',
      description:
        'The same person and `ref` again answers 200 with the first id. Without a location it stands for its whole cell. A page that kept it while there was no line names the person in `X-Watchfloor-Person`: 401 with `why: other-person` when somebody else has signed in since.',
      security: forPeople,
      requestBody: takes(FoundReport),
      responses: {
        '200': json(ReportAnswer, 'Known already'),
        '201': json(ReportAnswer, 'Taken in'),
        ...peopleRefusals,
        ...bodyRefusals,
        '503': refusal('The store cannot commit now: nothing was kept, try again after `Retry-After`'),
      },
    },
  },
  '/api/v1/city/brief': {
    get: {
      summary: 'The names of the city pack without its shapes',
      responses: { '200': json(CityBrief, 'Small enough for a poor line; `ETag`') },
    },
  },
  '/api/v1/city/cells/{id}': {
    get: {
      summary: 'One grid cell and what lies around it',
      requestParams: { path: z.object({ id: z.string() }) },
      responses: { '200': json(CellSketch, 'To draw; `ETag`'), '404': refusal('The city has no such cell') },
    },
  },
};
