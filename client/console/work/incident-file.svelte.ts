import { untrack } from 'svelte';
import type { DuplicateCandidates, IncidentAnswer, Recommendations } from '#data/contract/desk-api.ts';
import type { IncidentId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { findDuplicates, readIncident, recommendUnits } from '#data/contract/routes/incidents.ts';
import type { Refusal } from '#client/call/refusal.ts';
import type { ConsoleContext } from '../context.ts';

/** All that the desk knows of the chosen incident, kept in step with the board. */
export type IncidentFile = {
  readonly id: IncidentId | null;
  /** Live from the board; what has ended comes from the record. */
  readonly row: Incident | null;
  /** The record and what may be done; of the revision it names. */
  readonly answer: IncidentAnswer | null;
  readonly recommended: Recommendations | null;
  readonly duplicates: DuplicateCandidates | null;
  readonly refusal: Refusal | null;
  /** Whom to send, waited for when it is on its way. */
  whomToSend(): Promise<Recommendations | null>;
  again(): void;
};

/** A place on the road is old after so long, ms. */
const ROADS_EVERY_MS = 20_000;
const sendable: ReadonlySet<string> = new Set(['reported', 'triaged', 'assigned', 'enroute', 'onscene']);

export function createIncidentFile(context: ConsoleContext): IncidentFile {
  const { session } = context;
  let answer = $state.raw<IncidentAnswer | null>(null);
  let recommended = $state.raw<Recommendations | null>(null);
  let duplicates = $state.raw<DuplicateCandidates | null>(null);
  let refusal = $state.raw<Refusal | null>(null);
  let nudge = $state(0);
  let onItsWay: Promise<Recommendations | null> = Promise.resolve(null);

  const id = $derived((context.address.query['incident'] as IncidentId | undefined) ?? null);
  const onBoard = $derived(id === null ? undefined : context.picture.board.incidents.get(id));
  const row = $derived(onBoard ?? (answer?.id === id ? answer : null));
  const isSendable = $derived(row !== null && sendable.has(row.state));
  const turn = $derived(Math.floor(context.now / ROADS_EVERY_MS));

  $effect(() => {
    if (id === null) return;
    // Another revision is another record; a record that ended is asked for once.
    void onBoard?.rev;
    void nudge;
    const asked = id;
    void untrack(() => session.call(readIncident, { params: { id: asked } })).then((got) => {
      if (asked !== id) return;
      if (got.ok) answer = got.value;
      refusal = got.ok ? null : got.refusal;
    });
  });
  $effect(() => {
    if (id === null || !isSendable) return void (recommended = null);
    void [turn, onBoard?.assignments];
    const asked = id;
    onItsWay = untrack(() => session.call(recommendUnits, { params: { id: asked }, query: { limit: 9 } })).then(
      (got) => {
        if (asked === id) recommended = got.ok ? got.value : null;
        return got.ok ? got.value : null;
      },
    );
  });
  $effect(() => {
    duplicates = null;
    if (id === null || !isSendable) return;
    const asked = id;
    void untrack(() => session.call(findDuplicates, { params: { id: asked } })).then((got) => {
      if (asked === id && got.ok) duplicates = got.value;
    });
  });
  $effect(() => context.presence.open(id));

  return {
    get id() {
      return id;
    },
    get row() {
      return row;
    },
    get answer() {
      return answer?.id === id ? answer : null;
    },
    get recommended() {
      return recommended;
    },
    get duplicates() {
      return duplicates;
    },
    get refusal() {
      return refusal;
    },
    whomToSend: () => onItsWay,
    again: () => void nudge++,
  };
}
