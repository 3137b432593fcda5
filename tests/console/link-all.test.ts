import { describe, expect, test } from 'vitest';
import type { Organisation } from '#data/contract/city-pack.ts';
import type { AreaId, IncidentId } from '#data/contract/ids.ts';
import type { Incident, Task } from '#data/contract/incident.ts';
import { accepted, refused } from '#data/kit/result.ts';
import { fourStillToAsk } from '#data/rules/four-way.ts';
import type { ConsoleContext } from '#client/console/context.ts';
import { shownCommands } from '#client/console/actions/incident.ts';
import { createGive } from '#client/console/work/give.ts';
import { consoleWords } from '#client/words/console/console-words.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import { makeIncident } from '../support/make-rows.ts';

const community = 'c1' as AreaId;
const party = (kind: Organisation['class'], area: string = community) =>
  ({ id: `${area}-${kind}`, area, class: kind, names: { en: kind, zh: kind }, posts: [] }) as unknown as Organisation;
const organisations = [
  party('property-company'),
  party('community-police'),
  party('owners-committee'),
  party('party-branch'),
  party('neighbourhood-committee'),
  party('neighbourhood-committee', 'c2'),
];
const four = ['neighbourhood-committee', 'party-branch', 'owners-committee', 'property-company'];
const row = (tasks: Task[] = []) =>
  makeIncident({ state: 'triaged', rev: 3, areas: ['d', 's', community] as AreaId[], tasks });

/** A desk whose server keeps what it is asked; `refuses`: from which request on. */
function desk(refuses = Infinity) {
  let incident: Incident = row();
  const sent: { command: string; body: { organisation?: string; task?: string }; rev: number }[] = [];
  const told: { text: string; undo?: () => void }[] = [];
  const light = (_route: string, said: { params: { command: string }; body: never; ifMatch: number }) => {
    if (sent.length + 1 >= refuses) return Promise.resolve(refused({ status: 409, title: 'newer', rev: 9 }));
    const { command } = said.params;
    const body = said.body as { organisation?: string; task?: string };
    sent.push({ command, body, rev: said.ifMatch });
    const rev = said.ifMatch + 1;
    const tasks = (incident.tasks ?? []).filter(({ id }) => id !== body.task);
    if (command === 'link') tasks.push({ id: `t${rev}`, organisation: body.organisation } as unknown as Task);
    incident = { ...incident, rev, tasks };
    return Promise.resolve(accepted({ seq: rev, id: incident.id, rev }));
  };
  const context = {
    pack: { organisations },
    session: { light },
    toasts: { say: (text: string, how: { undo?: () => void } = {}) => told.push({ text, ...how }) },
    words: consoleWords.en,
    say: createSpeech('en', 'Asia/Shanghai'),
    picture: {
      get board() {
        return { incidents: new Map<IncidentId, Incident>([[incident.id, incident]]) };
      },
    },
  } as unknown as ConsoleContext;
  return {
    give: createGive(context, { unit: String, organisation: String } as never),
    sent,
    told,
    now: () => incident,
  };
}

describe('asking all four of a community', () => {
  test('is one step and one message, and the committee that is asked first leads', async () => {
    const { give, sent, told, now } = desk();
    const answer = await give.command('link-all', now(), { text: 'Water main' }, 3);
    expect(answer.ok).toBe(true);
    expect(sent).toEqual(
      four.map((kind, at) => ({
        command: 'link',
        body: { text: 'Water main', organisation: `c1-${kind}` },
        rev: 3 + at,
      })),
    );
    expect(told.map(({ text }) => text)).toEqual(['TT26-1: 4 organisations asked']);
  });

  test('is taken back as one, if nobody has done anything since', async () => {
    const { give, sent, told, now } = desk();
    await give.command('link-all', now(), {}, 3);
    told[0]!.undo!();
    await expect.poll(() => told.length).toBe(2);
    expect(sent.slice(4).map(({ command, rev }) => [command, rev])).toEqual(
      [7, 8, 9, 10].map((rev) => ['task-withdraw', rev]),
    );
    expect(now().tasks).toEqual([]);
  });

  test('that is stopped half way says how many were asked, and goes on with the rest', async () => {
    const { give, told, now } = desk(3);
    const answer = await give.command('link-all', now(), {}, 3);
    expect(answer.ok).toBe(false);
    expect(told[0]!.text).toContain('2 organisations asked');
    expect(fourStillToAsk(now(), { organisations }).map((each) => each.class)).toEqual(four.slice(2));
  });

  test('is offered while more than one of them is there to be asked', () => {
    const shown = (incident: Incident, allowed = ['link']) => shownCommands(incident, allowed, { organisations });
    expect(shown(row())).toContain('link-all');
    expect(shown(row(), [])).not.toContain('link-all');
    const asked = four.slice(1).map((kind) => ({ id: kind, organisation: `c1-${kind}` }) as unknown as Task);
    expect(shown(row(asked))).not.toContain('link-all');
    expect(shown({ ...row(), areas: [] })).not.toContain('link-all');
  });
});
