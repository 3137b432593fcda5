import { IncidentId } from '#data/contract/ids.ts';

/** What a report is called that waits for a person: by the incident that it will be. */
export const waitingNumber = (id: IncidentId): string => `W-${id}`;

/** Null: no such number. */
export function waitingIncident(number: string): IncidentId | null {
  const [, id] = /^W-(\w{16})$/.exec(number) ?? [];
  return IncidentId.safeParse(id).data ?? null;
}
