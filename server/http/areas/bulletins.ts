import type { Bulletin } from '#data/contract/bulletin.ts';
import { bulletinSeverities } from '#data/contract/bulletin.ts';
import { problem } from '#data/contract/problem.ts';
import { redactBoard } from '#data/rules/audience.ts';
import { isOwn } from '#data/rules/decide-bulletin.ts';
import { capFeed, capXml } from '../../intake/channels/cap/write/write-cap.ts';
import { commandOf, creationOf } from '../command.ts';
import { type Handlers, ok, refuse, reply } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

type Parts = Pick<HttpParts, 'access' | 'board' | 'channels' | 'clock' | 'desk' | 'pack' | 'publicUrl'>;

/** Alerts of agencies, and what the centre itself announces. */
export function bulletinHandlers(parts: Parts): Handlers<'bulletins'> {
  const { board, channels, clock, pack } = parts;
  const { intake } = channels.ear('cap');
  const charsetOf = (type: string | undefined) => /;\s*charset\s*=\s*"?([\w.-]+)/i.exec(type ?? '')?.[1];
  const own = () =>
    [...board().bulletins.values()].filter((row) => isOwn(row) && row.expires > clock.now()).sort(newestFirst);

  return {
    async takeCap({ body: bytes, header, caller: { source } }) {
      const taken = await intake.alert(
        { source, exercise: false },
        { bytes, charset: charsetOf(header('content-type')) },
      );
      if (!taken.ok) return refuse(taken.refusal, taken.refusal.status === 503 ? { 'Retry-After': '2' } : undefined);
      const { status, answer } = taken.value;
      return reply(status, answer);
    },

    listBulletins({ caller: { view } }) {
      const { bulletins } = redactBoard(board(), view);
      return ok({ asOf: clock.now(), items: [...bulletins.values()].sort(gravestFirst) });
    },

    issueBulletin: creationOf('bulletin', parts),
    commandBulletin: commandOf('bulletin', parts),

    readCapFeed() {
      const rows = own();
      const { body, etag } = capFeed(rows, { base: parts.publicUrl, city: pack.city });
      return ok(body, { etag });
    },

    readCapAlert({ params: { name } }) {
      const row = own().find(({ id }) => `${id}.xml` === name);
      return row ? ok(capXml(row, pack.city)) : refuse(problem(404));
    },
  };
}

const newestFirst = (a: Bulletin, b: Bulletin) => b.issued - a.issued || (a.id < b.id ? -1 : 1);
const gravestFirst = (a: Bulletin, b: Bulletin) =>
  bulletinSeverities.indexOf(a.severity) - bulletinSeverities.indexOf(b.severity) || newestFirst(a, b);
