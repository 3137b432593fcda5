import { Router } from 'express';
import { FoundReport, type Report } from '#data/contract/api.ts';
import type { CellId, SourceName } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Gate } from '../access/gate.ts';
import type { Intake } from '../intake/intake.ts';
import { actorOf, may, personOf } from './caller.ts';
import { onceReady } from './once-ready.ts';
import { invalid, problem } from './problem.ts';
import { readBody } from './read-body.ts';
import { readJson } from './read-json.ts';
import { sendProblem } from './send.ts';

/** The source under which people of ours report what they find. */
const PHONE = 'phone' as SourceName;

type Parts = {
  gate: Gate;
  intake: Intake;
  /** Where the mark of a whole cell stands; undefined for a cell that the city does not have. */
  anchorOf: (cell: CellId) => LonLat | undefined;
  /** Whether a photo of that id is kept. */
  hasPhoto: (id: string) => Promise<boolean>;
  waitingFor: () => string | null;
};

/** What somebody on duty finds: `POST /reports`. Sources of other systems use `POST /incidents`. */
export function reportRoutes({ gate, intake, anchorOf, hasPhoto, waitingFor }: Parts): Router {
  const routes = Router();
  const guard = may(gate, 'POST /api/v1/reports');
  routes.post('/reports', guard, onceReady(waitingFor), readJson('64kb'), async (request, response) => {
    const found = readBody(FoundReport, request, response);
    if (!found) return;
    const place = found.location?.coordinates ?? anchorOf(found.cell!);
    if (!place) return sendProblem(response, invalid([{ pointer: '/cell', detail: 'is not a cell of this city' }]));
    if (found.photo !== undefined && !(await hasPhoto(found.photo)))
      return sendProblem(response, invalid([{ pointer: '/photo', detail: 'is not a photo that was kept' }]));
    const caller = { source: PHONE, exercise: false, by: actorOf(response) };
    const [outcome] = await intake.report(caller, [reportOf(found, place, personOf(response).id)]);
    if (!outcome || !('id' in outcome)) return sendProblem(response, outcome ?? problem(422));
    const { status, ...answer } = outcome;
    response.status(status).location(`/api/v1/incidents/${answer.id}`).json(answer);
  });

  return routes;
}

/** As the door takes it. Two people never share a reference, whatever their phones make up. */
function reportOf(found: FoundReport, [lon, lat]: readonly number[], person: string): Report {
  const { ref, category, text, address, photo, foundAt } = found;
  return {
    source: PHONE,
    sourceRef: `${person}:${ref}`,
    category,
    mode: 'discovered',
    location: { type: 'Point', coordinates: [lon!, lat!] },
    ...(text !== undefined && { description: text }),
    ...(address !== undefined && { address }),
    ...(photo !== undefined && { photo }),
    ...(foundAt !== undefined && { reportedAt: foundAt }),
  };
}
