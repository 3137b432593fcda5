import type { CatalogueService } from '#data/contract/catalogue.ts';
import type { Report, ReportAnswer, ReportOutcome } from '#data/contract/api.ts';
import type { NewFact } from '#data/contract/fact.ts';
import type { AreaId, CellId, IncidentId, PhotoId, Seq } from '#data/contract/ids.ts';
import type { Contact, Due, KeptContact, Priority } from '#data/contract/incident.ts';
import type { Owed } from '#data/contract/owed.ts';
import type { ServiceAnswer, ServiceId } from '#data/contract/service-answers.ts';
import type { Bounds, LonLat } from '#data/contract/place.ts';
import type { Clock } from '#data/kit/clock.ts';
import { invalid } from '#data/contract/problem.ts';
import { accepted, refused } from '#data/kit/result.ts';
import { caseNumber } from '#data/fold/case-number.ts';
import type { Entry, FactLog, IncidentIndex, Outcome, Reported } from '../store/store.ts';
import { checkReport } from './check-report.ts';
import type { IncidentIds } from './incident-id.ts';
import type { Sender, Intake, RefusedOne } from './intake.ts';
import type { CaseKeys } from './case-key.ts';
import type { Contacts } from './contacts/contacts.ts';
import { tellAgain } from './report-again.ts';

/** What the door has to know of the city. */
export type IntakeCity = {
  reach: Bounds;
  category(id: string): { priority: Priority; dwelling: boolean } | undefined;
  cellAt(at: LonLat): CellId | null;
  /** District, sub-district and community of a cell. */
  areasOf(cell: CellId): AreaId[];
  /** Of its catalogue. */
  service(id: string): CatalogueService | undefined;
  /** Limits run from when we received it. */
  due(of: { category: string; service?: ServiceId | undefined }, from: number): Due;
  /** Series of the case numbers of a day: `XN26`. */
  series(at: number): string;
};

type ReportedFact = NewFact & { kind: 'incident.reported' };
type ReportEntry = Entry & { fact: ReportedFact; reports: Reported };

type Seal = (contact: Contact) => KeptContact;

type Parts = {
  log: FactLog;
  timeline: IncidentIndex['timeline'];
  idOf: IncidentIds;
  city: IntakeCity;
  clock: Clock;
  contacts: Contacts;
  /** The key of whoever is owed an answer. */
  keyOf: CaseKeys['of'];
  /** Whether a photo of that id is kept. */
  photoIsKept: (id: PhotoId) => Promise<boolean>;
  refusedOne: RefusedOne;
};

/** The incidents' half of the door. */
export function takeReports({
  log,
  timeline,
  idOf,
  city,
  clock,
  contacts,
  keyOf,
  photoIsKept,
  refusedOne,
}: Parts): Intake['report'] {
  const known = {
    reach: city.reach,
    hasCategory: (id: string) => city.category(id) !== undefined,
    service: city.service,
  };
  const again = tellAgain({ log, timeline, city, contacts });

  return async (sender, inputs) => {
    const now = clock.now();
    const checks = await Promise.all(inputs.map((input) => checked(input, sender.source, now)));
    const hasContact = checks.some((check) => check.ok && apart(check.value.report, city).contact);
    const sealed = hasContact ? await contacts.sealer(now) : (contact: Contact) => contact;
    const reports = checks.map((check) =>
      check.ok ? accepted({ ...check.value, entry: entryOf(check.value.report, sender, now, sealed) }) : check,
    );
    const entries = reports.flatMap((report) => (report.ok ? [report.value.entry] : []));
    const kept = (entries.length > 0 ? await append(entries) : []).values();
    const answers: ReportOutcome[] = [];
    for (const report of reports) {
      if (report.ok) {
        const { entry, report: read, cleaned } = report.value;
        const answer = await answerOf(entry.fact, read, kept.next().value!, sender, now);
        answers.push(cleaned.length > 0 ? { ...answer, cleaned } : answer);
      } else {
        refusedOne(sender, 'incidents', report.refusal.errors?.[0]?.pointer ?? '/');
        answers.push(report.refusal);
      }
    }
    return answers;
  };

  async function checked(input: unknown, source: string, now: number): Promise<ReturnType<typeof checkReport>> {
    const check = checkReport(input, known, source, now);
    if (!check.ok) return check;
    const { photo, morePhotos = [] } = check.value.report;
    const named = [
      ...(photo === undefined ? [] : [{ pointer: '/photo', photo }]),
      ...morePhotos.map((more, i) => ({ pointer: `/morePhotos/${i}`, photo: more })),
    ];
    for (const { pointer, photo } of named)
      if (!(await photoIsKept(photo))) return refused(invalid([{ pointer, detail: 'is not a photo that was kept' }]));
    return check;
  }

  /**
   * What a reference stands for keeps its id: it may have come in another way, or been given its id
   * before ids were made as they are now.
   */
  async function append(entries: readonly ReportEntry[]): Promise<Outcome[]> {
    const outcomes = await log.append(entries);
    const again = entries.flatMap((entry, i) => {
      const outcome = outcomes[i]!;
      if (outcome.is !== 'conflict') return [];
      entry.fact.incident.id = entry.reports.id = outcome.subject.slice('incident/'.length) as IncidentId;
      return [i];
    });
    if (again.length === 0) return outcomes;
    const more = await append(again.map((i) => entries[i]!));
    for (const [at, i] of again.entries()) outcomes[i] = more[at]!;
    return outcomes;
  }

  function entryOf(report: Report, sender: Sender, now: number, sealed: Seal): ReportEntry {
    const category = city.category(report.category)!;
    const { source, sourceRef } = report;
    const reportedAt = report.reportedAt === undefined ? now : Date.parse(report.reportedAt);
    const priority = report.priority ?? category.priority;
    const [lon, lat] = report.location?.coordinates ?? [];
    const location: LonLat | undefined = lon !== undefined && lat !== undefined ? [lon, lat] : undefined;
    const cell = (location && city.cellAt(location)) ?? undefined;
    const id = idOf(source, sourceRef);
    const { open, contact } = apart(report, city);
    const fact: ReportedFact = {
      kind: 'incident.reported',
      at: now,
      by: sender.by ?? { kind: 'source', id: source },
      ...(sender.exercise && { exercise: true }),
      series: city.series(now),
      incident: {
        id,
        category: report.category,
        priority,
        mode: report.mode ?? 'reported',
        reportedAt,
        times: { received: now },
        due: city.due(report, now),
        areas: cell === undefined ? [...(sender.areas ?? [])] : city.areasOf(cell),
        offMap: location !== undefined && cell === undefined,
        dwelling: category.dwelling,
        source,
        sourceRef,
        ...(cell !== undefined && { cell }),
        ...(location && { location }),
        ...(report.title !== undefined && { title: report.title }),
        ...(report.description !== undefined && { description: report.description }),
        ...(report.address !== undefined && { address: report.address }),
        ...(contact && { contact: sealed(contact) }),
        ...(report.photo !== undefined && { photo: report.photo }),
        ...(report.morePhotos !== undefined && { morePhotos: report.morePhotos }),
        ...(report.service !== undefined && { service: report.service }),
        ...(open.length > 0 && { answers: open }),
        ...(sender.answer === 'owed' && { owed: owedOf(report) }),
      },
    };
    return { fact, facts: [fact], key: `report:${source}:${sourceRef}`, reports: { source, sourceRef, id } };
  }

  async function answerOf(
    fact: ReportedFact,
    report: Report,
    outcome: Outcome,
    sender: Sender,
    now: number,
  ): Promise<Extract<ReportOutcome, { id: string }>> {
    if (outcome.is === 'conflict' || outcome.is === 'fenced')
      throw new Error('a report carries no guard and no fence, and has the id of its reference');
    if (outcome.is === 'appended') return { status: 201, ...answer(fact, outcome.first) };
    const [first] = await log.read((outcome.first - 1) as Seq, 1);
    if (first?.fact.kind !== 'incident.reported') throw new Error(`fact ${outcome.first} should be a report`);
    return {
      status: 200,
      ...answer(first.fact, outcome.first),
      ...(await again(first.fact.incident.id, report, sender, now)),
    };
  }

  function answer({ series, incident }: ReportedFact, seq: Seq): ReportAnswer {
    const { id, cell, owed } = incident;
    return { id, number: caseNumber(series, seq), seq, cell: cell ?? null, ...(owed && { key: keyOf(id) }) };
  }
}

const owedOf = ({ contact }: Report): Owed => (contact?.phone === undefined ? {} : { callable: true });

/** What is asked of a service apart from what says who asks, which is kept with the contact. */
function apart(
  { service, answers = [], contact }: Report,
  city: Pick<IntakeCity, 'service'>,
): { open: ServiceAnswer[]; contact: Contact | undefined } {
  const asks = service === undefined ? [] : (city.service(service)?.attributes ?? []);
  const personal = new Set(asks.flatMap((each) => (each.personal ? each.code : [])));
  const theirs = answers.filter(({ code }) => personal.has(code));
  return {
    open: answers.filter(({ code }) => !personal.has(code)),
    contact: theirs.length > 0 ? { ...contact, answers: theirs } : contact,
  };
}
