import type { FoundReport, Report } from '#data/contract/api.ts';
import { ownSource } from '#data/contract/source.ts';
import { invalid, problem } from '#data/contract/problem.ts';
import { workOf } from '#data/rules/own-work.ts';
import { doneOf, type Tapped } from '#data/rules/told-later.ts';
import type { NoPhoto } from '../../desk/clean-jpeg.ts';
import { createKeptPhotos } from '../../desk/kept-photos.ts';
import { asWritten, pointerAsWritten } from './as-written.ts';
import { etagOf } from '../packed.ts';
import { actorOf } from '../guard.ts';
import { type Handlers, ok, refuse, reply } from '../handler.ts';
import type { HttpParts } from '../parts.ts';
import { readTapped } from '../tapped.ts';

/** The source under which people of ours report what they find. */

type Parts = Pick<HttpParts, 'access' | 'store' | 'board' | 'pack' | 'clock' | 'intake' | 'areas'>;

/**
 * What somebody on duty has to do, finds and photographs. Pictures are painted anew, shown
 * to those who work on it, and every look is on record.
 */
export function dutyHandlers({ access, store, board, pack, clock, intake, areas }: Parts): Handlers<'duty'> {
  const photos = createKeptPhotos(store.drawers);

  return {
    readWork({ caller: { person } }) {
      const asOf = clock.now();
      const own = workOf(person, board(), { now: asOf, pack });
      return ok({ asOf, seq: store.log.place().seq, ...own }, { etag: etagOf(JSON.stringify(own)) });
    },

    async reportFound({ body, caller, header }) {
      const tapped = readTapped(header);
      if (!tapped.ok) return refuse(tapped.refusal);
      const found = tapped.value ? { ...body, foundAt: foundAt(tapped.value, clock.now()) } : body;
      const place = found.location?.coordinates ?? areas.cell(found.cell!)?.anchor;
      if (!place) return refuse(invalid([{ pointer: '/cell', detail: 'is not a cell of this city' }]));
      const from = { source: ownSource.phone, exercise: false, by: actorOf(caller) };
      const [outcome] = await intake.report(from, [reportOf(found, place, caller.person.id)]);
      if (!outcome || !('id' in outcome)) return refuse(outcome ? asWritten(outcome, written) : problem(422));
      const { status, cleaned, ...answer } = outcome;
      const pointers = cleaned?.map((field) => pointerAsWritten(field, written));
      return reply(
        status,
        { ...answer, ...(pointers && { cleaned: pointers }) },
        { headers: { location: `/api/v1/incidents/${answer.id}` } },
      );
    },

    async keepPhoto({ body }) {
      const kept = await photos.keep(body);
      if (!kept.ok) return refuse(noPhoto(kept.refusal));
      const id = kept.value;
      return reply(201, { id }, { headers: { location: `/api/v1/photos/${id}` } });
    },

    async readPhoto({ params: { id }, caller }) {
      const photo = await photos.read(id);
      if (!photo.ok) return refuse(noPhoto(photo.refusal));
      if (photo.value === null) return refuse(problem(404));
      await access.audit.looked(actorOf(caller), 'photo', id);
      const headers = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'" };
      return ok(Buffer.from(photo.value), { headers });
    },
  };
}

/** Left out: just now, or by a clock that is not believed. */
function foundAt(tapped: Tapped, now: number): string | undefined {
  const done = doneOf(tapped, now, 0);
  return done?.at === undefined ? undefined : new Date(done.at).toISOString();
}

const noPhoto = ({ why, detail }: NoPhoto) =>
  why === 'no-jpeg'
    ? { ...invalid([{ pointer: '', detail }]), why }
    : problem(why === 'busy' ? 503 : 413, detail, { why });

const written = { '/description': '/text', '/reportedAt': '/foundAt' };

/** As the door takes it. Two people never share a reference, whatever their phones make up. */
function reportOf(found: FoundReport, [lon, lat]: readonly number[], person: string): Report {
  const { ref, category, text, address, photo, foundAt } = found;
  return {
    source: ownSource.phone,
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
