/// <reference types="svelte" />
import type { Present } from '#data/contract/desk-api.ts';
import type { IncidentId } from '#data/contract/ids.ts';
import type { Stop } from '#data/kit/clock.ts';
import type { DialDesk } from '#client/feed/dial-desk.ts';

/** Who has what open just now. */
export type Presence = {
  readonly all: Present;
  /** Those of others who have this incident open. */
  with(incident: string): Present;
  /** Tells the others what this page has open. */
  open(incident: IncidentId | null): void;
  stop: Stop;
};

/** @param me whose own entry is nobody else's */
export function createPresence(dial: DialDesk, me: string): Presence {
  let all = $state.raw<Present>([]);
  const line = dial((present) => (all = present));
  return {
    get all() {
      return all;
    },
    with: (incident) => all.filter((entry) => entry.incident === incident && entry.person !== me),
    open: line.open,
    stop: line.hangUp,
  };
}
