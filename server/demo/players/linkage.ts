import type { Actor } from '#data/contract/actor.ts';
import type { CityPack, Organisation } from '#data/contract/city-pack.ts';
import { OrganisationId } from '#data/contract/ids.ts';
import type { Incident, Task } from '#data/contract/incident.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { commandsIn } from '#data/rules/life-cycle.ts';
import { spread } from '../chance.ts';
import type { Luck } from '../course.ts';
import { person } from '../exercise.ts';
import type { Order } from '../orders.ts';
import type { Tempo } from '../tempo.ts';

/** What a party does about its part, or the desk about asking one, and when. */
export type TaskDeed = { is: 'task'; at: number; by: Actor; order: (now: number) => Order };
export type NextTaskDeed = (incident: Incident, luck: Luck) => TaskDeed | null;

/** Who works a community together, the lead first. */
const four = ['neighbourhood-committee', 'property-company', 'owners-committee', 'party-branch'] as const;
const parts: Readonly<Record<string, string>> = {
  'neighbourhood-committee': 'Speak with the residents',
  'property-company': 'Repair, and say until when',
  'owners-committee': 'Agree on who pays',
  'party-branch': 'Find volunteers',
};

/** Of the incidents that are not urgent, the share that several organisations work on. */
const LINKED = 0.15;
/** Of the parties, the share that lets its time pass. */
const LATE = 0.18;
const ASKED_AFTER = 15 * MINUTE;
const ALLOWED = 8 * HOUR;
const ACCEPTED_AFTER = 40 * MINUTE;
const DONE_AFTER = 4 * HOUR;

/** The four-way linkage of the demo: which incidents, which parties, and what each does when. */
export function createLinkage(pack: Pick<CityPack, 'organisations'>, tempo: Tempo): NextTaskDeed {
  const inArea = Map.groupBy(pack.organisations, ({ area }) => area);
  const partiesOf = ({ areas }: Incident): Organisation[] => {
    const here = inArea.get(areas.at(-1) ?? ('' as never)) ?? [];
    return four.flatMap((kind) => here.find((one) => one.class === kind) ?? []);
  };

  return (incident, luck) => {
    const { priority, times, tasks = [], state, suspended } = incident;
    if (suspended || times.triaged === undefined) return null;
    const known = commandsIn[state];
    const parties = priority >= 3 && luck('linked') < LINKED ? partiesOf(incident) : [];
    const party = parties[tasks.length];
    const asked =
      party && known.includes('link')
        ? [
            {
              is: 'task' as const,
              at: tempo.after(times.triaged, (1 + tasks.length / 3) * spread(ASKED_AFTER, luck('ask'))),
              by: person('dispatcher', 3, luck('dispatcher')),
              order: (now: number) =>
                link(party, tasks.length === 0, tempo.after(now, ALLOWED * (1 + luck('allowed')))),
            },
          ]
        : [];
    const done = known.includes('task-done') ? tasks.flatMap((task) => workOf(task, luck)) : [];
    return [...asked, ...done].sort((a, b) => a.at - b.at)[0] ?? null;
  };

  function link({ id, class: kind }: Organisation, lead: boolean, due: number): Order {
    const text = `Exercise: ${parts[kind] ?? 'Help'}`;
    return { name: 'link', body: { organisation: OrganisationId.parse(id), lead, due: Math.round(due), text } };
  }

  function workOf({ id, organisation, state, since, due }: Task, luck: Luck): TaskDeed[] {
    if (state === 'done') return [];
    const u = luck(`${organisation}/part`);
    const isLate = u < LATE;
    const by = person(`works-at-${organisation}`.slice(0, 40), 1, 0);
    // Half of those who are late have not even accepted it.
    if (state === 'asked') {
      const at =
        isLate && u < LATE / 2
          ? due + 2 * HOUR
          : tempo.after(since, spread(ACCEPTED_AFTER, luck(`${organisation}/accepts`)));
      return [{ is: 'task', by, at, order: () => ({ name: 'task-accept', body: { task: id } }) }];
    }
    const at = isLate ? due + 5 * HOUR : tempo.after(since, spread(DONE_AFTER, luck(`${organisation}/done`)));
    return [
      { is: 'task', by, at, order: () => ({ name: 'task-done', body: { task: id, reason: 'Exercise: signed off' } }) },
    ];
  }
}
