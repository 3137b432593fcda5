import type { Board } from '#data/contract/board.ts';
import type { Bulletin } from '#data/contract/bulletin.ts';
import type { Fact, LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { AreaId, BulletinId, Seq, SourceName } from '#data/contract/ids.ts';
import { invalid, type Problem } from '#data/contract/problem.ts';
import { canonicalJson } from '#data/kit/canonical.ts';
import type { Clock } from '#data/kit/clock.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { AreaPack } from '#data/rules/cell-areas.ts';
import type { Entry, FactLog, Records } from '../../../store/store.ts';
import type { Intake, RefusedOne, Sender, TakenAlert } from '../../intake.ts';
import { bulletinIdOf, bulletinOf } from './cap-bulletin.ts';
import type { CapAlert } from './read/cap-alert.ts';
import type { Reading } from './read/reading-aside.ts';

type Parts = {
  log: FactLog;
  records: Records;
  board: () => Board;
  /** How far into the log the board has come. */
  seq: () => Seq;
  reached: (seq: Seq) => Promise<void>;
  clock: Clock;
  pack: AreaPack;
  reading: Reading;
  refusedOne: RefusedOne;
};

/** Others may get in between; so often in a row is a fault. */
const MOST_TRIES = 50;

/** The door for CAP: an alert becomes a bulletin, its updates and its end as its references say. */
export function takeCap({
  log,
  records,
  board,
  seq,
  reached,
  clock,
  pack,
  reading,
  refusedOne,
}: Parts): Intake['alert'] {
  return async (sender, document) => {
    const read = await reading.alert(document);
    if (!read.ok) return turnedAway(sender, read.refusal);
    const { alert, cut } = read.value;
    const isWanted = document.within === undefined || isWithin(alert, document.within);
    if (!isForTheBoard(alert) || !isWanted) return accepted({ status: 200, answer: { is: 'not-for-the-board' } });
    const taken = await keep(alert, sender);
    if (!taken.ok) return turnedAway(sender, taken.refusal);
    const { status, answer } = taken.value;
    return accepted({ status, answer: { ...answer, ...(cut.length > 0 && { cut }) } });
  };

  function turnedAway(sender: Sender, refusal: Problem): Result<never, Problem> {
    refusedOne(sender, 'alerts', refusal.errors?.[0]?.pointer.replaceAll(/\d+/g, 'n') ?? String(refusal.status));
    return refused(refusal);
  }

  /** Whether it concerns those areas of the city, none: any, or something on the board. */
  function isWithin(alert: CapAlert, within: readonly AreaId[]): boolean {
    if (alert.references.some((named) => board().bulletins.has(bulletinIdOf(named)))) return true;
    if (alert.msgType === 'Cancel' || alert.infos.length === 0) return false;
    const { areas, elsewhere } = bulletinOf(alert, '' as SourceName, pack);
    return !elsewhere && (within.length === 0 || areas.length === 0 || areas.some((area) => within.includes(area)));
  }

  async function keep(alert: CapAlert, sender: Sender): Promise<Result<TakenAlert, Problem>> {
    const exercise = sender.exercise || alert.status !== 'Actual';
    const id = bulletinIdOf(alert);
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const at = seq();
      const now = clock.now();
      const named = alert.references.map(bulletinIdOf).filter((other) => other !== id);
      const fault = faultIn(
        named.flatMap((other) => board().bulletins.get(other) ?? []),
        sender,
        exercise,
      );
      if (fault !== null) return refused(invalid([{ pointer: '/references', detail: fault }]));
      const facts = await factsOf(alert, id, named, sender, now);
      const by = sender.by ?? ({ kind: 'source', id: sender.source } as const);
      const entry: Entry = {
        facts: facts.map((fact): NewFact => ({ ...fact, at: now, by, ...(exercise && { exercise }) })),
        key: `cap:${id}`,
        guards: named.map((other) => ({ subject: `bulletin/${other}`, at })),
      };
      const outcome = (await log.append([entry]))[0]!;
      if (outcome.is === 'fenced') throw new Error('an alert carries no fence');
      if (outcome.is === 'conflict') await reached(outcome.head);
      else if (outcome.is === 'appended') return accepted(answerOf(201, facts, id, outcome.first, exercise));
      else return accepted(await answerAgain(alert, id, outcome.first, sender, exercise));
    }
    throw new Error(`the bulletins that one alert names changed ${MOST_TRIES} times under it`);
  }

  /** Together with what is already known of its end: it may have been cancelled before it came. */
  async function factsOf(
    alert: CapAlert,
    id: BulletinId,
    named: readonly BulletinId[],
    sender: Sender,
    now: number,
  ): Promise<Fact[]> {
    if (alert.msgType === 'Cancel')
      return named.map((other) => ({
        kind: 'bulletin.cancelled',
        bulletin: other,
        rev: (board().bulletins.get(other)?.rev ?? 0) + 1,
        ...(alert.note !== undefined && { reason: alert.note }),
      }));
    const bulletin = bulletinOf(alert, sender.source, pack);
    const rev = (other: BulletinId) => (board().bulletins.get(other)?.rev ?? 0) + 1;
    const firsts: Fact[] =
      alert.msgType === 'Update'
        ? [
            { kind: 'bulletin.updated', bulletin },
            ...named.map((other): Fact => ({ kind: 'bulletin.replaced', bulletin: other, rev: rev(other), into: id })),
          ]
        : [{ kind: 'bulletin.issued', bulletin }];
    const wasEnded = (await records.about(`bulletin/${id}`, { limit: 20 })).some((fact) => ends(fact, id, sender));
    if (wasEnded) return [...firsts, { kind: 'bulletin.cancelled', bulletin: id, rev: 2 }];
    if (bulletin.expires > now) return firsts;
    return [...firsts, { kind: 'bulletin.expired', bulletin: id, rev: 2 }];
  }

  async function answerAgain(
    alert: CapAlert,
    id: BulletinId,
    first: Seq,
    sender: Sender,
    exercise: boolean,
  ): Promise<TakenAlert> {
    const [known] = await log.read((first - 1) as Seq, 1);
    const fact = known?.fact;
    if (!fact?.kind.startsWith('bulletin.')) throw new Error(`fact ${first} should be of a bulletin`);
    const { status, answer } = answerOf(200, [fact], id, first, exercise);
    if (!('bulletin' in fact) || typeof fact.bulletin === 'string') return { status, answer };
    const differs = differing(fact.bulletin as Bulletin, bulletinOf(alert, sender.source, pack));
    return { status, answer: { ...answer, ...(differs.length > 0 && { unchanged: true, differs }) } };
  }
}

/** Messages of the network itself, drafts and receipts are none of the room's. */
const isForTheBoard = ({ status, msgType }: CapAlert) =>
  status !== 'System' && status !== 'Draft' && msgType !== 'Ack' && msgType !== 'Error';

/** Why it may not touch what it names; null when it may. */
function faultIn(standing: readonly Bulletin[], sender: Sender, exercise: boolean): string | null {
  if (standing.some(({ source }) => source !== sender.source)) return 'names a message that another source has sent';
  if (standing.some((row) => row.exercise !== exercise))
    return exercise ? 'names a message that is no exercise' : 'names a message of an exercise';
  return null;
}

/** Whether the same source has said before that the bulletin is over. */
function ends(fact: LoggedFact, id: BulletinId, { source }: Sender): boolean {
  if (fact.by?.id !== source) return false;
  return (fact.kind === 'bulletin.cancelled' || fact.kind === 'bulletin.replaced') && fact.bulletin === id;
}

function answerOf(status: 200 | 201, facts: readonly Fact[], id: BulletinId, seq: Seq, exercise: boolean): TakenAlert {
  const [first] = facts;
  const last = facts.at(-1);
  const isOver =
    last !== first &&
    (last?.kind === 'bulletin.cancelled' || last?.kind === 'bulletin.expired') &&
    last.bulletin === id;
  const is =
    first?.kind === 'bulletin.cancelled' ? 'cancelled' : first?.kind === 'bulletin.updated' ? 'updated' : 'issued';
  const isElsewhere = first?.kind === 'bulletin.issued' && first.bulletin.elsewhere;
  return {
    status,
    answer: { is: isOver ? 'over' : is, id, seq, exercise, ...(isElsewhere && { elsewhere: true }) },
  };
}

/** Fields in which what was said again is not what is kept. */
function differing(kept: object, said: object): string[] {
  const fields = new Set([...Object.keys(kept), ...Object.keys(said)]);
  const at = (of: object, field: string) => canonicalJson((of as Record<string, unknown>)[field] ?? null);
  return [...fields]
    .filter((field) => field !== 'source' && at(kept, field) !== at(said, field))
    .map((field) => `/${field}`);
}
