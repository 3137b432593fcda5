import type {
  AlarmCommandName,
  DangerCommandName,
  DisputeCommandName,
  IncidentCommandName,
  unitCommands,
} from '../contract/command.ts';
import type { Role } from '../contract/person.ts';

/** `own`: only where the person's unit, organisation, cell or case is concerned. */
export type May = 'all' | 'own' | 'none';
type ByRole = Readonly<Record<Role, May>>;

const desk: ByRole = { officer: 'none', supervisor: 'all', analyst: 'none', admin: 'all' };
const deskAndOwn: ByRole = { ...desk, officer: 'own' };
const everyWorker: ByRole = { ...desk, officer: 'all' };
const administration: ByRole = { officer: 'none', supervisor: 'none', analyst: 'none', admin: 'all' };
const handlers: ByRole = { officer: 'own', supervisor: 'own', analyst: 'none', admin: 'own' };

/** Who may give which command, before the present state has its say. */
export const mayCommand = {
  incident: {
    triage: desk,
    assign: desk,
    unassign: desk,
    accept: deskAndOwn,
    enroute: deskAndOwn,
    arrive: deskAndOwn,
    resolve: deskAndOwn,
    verify: desk,
    close: desk,
    reopen: desk,
    cancel: desk,
    merge: desk,
    refer: desk,
    note: everyWorker,
    extend: desk,
    suspend: desk,
    resume: desk,
    link: desk,
    'task-accept': deskAndOwn,
    'task-done': deskAndOwn,
    'task-withdraw': desk,
    escalate: desk,
  } satisfies Record<IncidentCommandName, ByRole>,
  unit: {
    status: deskAndOwn,
    panic: deskAndOwn,
    'panic-end': desk,
    'check-in': deskAndOwn,
  } satisfies Record<keyof typeof unitCommands, ByRole>,
  alarm: { acknowledge: desk, shelve: desk, unshelve: desk } satisfies Record<AlarmCommandName, ByRole>,
  alarmRule: { 'take-out': administration, return: administration },
  inspection: { done: deskAndOwn },
  cell: { 'fill-post': desk, 'vacate-post': desk },
  danger: {
    order: desk,
    start: deskAndOwn,
    rectified: deskAndOwn,
    'send-back': deskAndOwn,
    clear: deskAndOwn,
  } satisfies Record<DangerCommandName, ByRole>,
  dispute: {
    screen: handlers,
    accept: handlers,
    decline: handlers,
    refer: handlers,
    plan: handlers,
    held: handlers,
    agree: handlers,
    fail: handlers,
    withdraw: handlers,
    confirmation: handlers,
    perform: handlers,
    performed: handlers,
    breached: handlers,
    'follow-up': handlers,
    note: handlers,
    handlers,
  } satisfies Record<DisputeCommandName, ByRole>,
  /** What anybody who works the city may report. */
  finding: { danger: everyWorker },
  shift: { note: desk, kept: desk },
  handover: { 'draw-up': desk, give: desk, take: desk },
} as const;
