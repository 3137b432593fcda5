import { onTestFinished } from 'vitest';
import type { Fact, NewFact } from '#data/contract/fact.ts';
import type { Person } from '#data/contract/person.ts';
import { packCell } from '../support/pack.ts';
import { incidentId, makeIncident, unitId } from '../support/make-rows.ts';
import { startApp, type AppOptions, type RunningApp } from '../support/app.ts';

/** What came back, with the body read. */
export type Answered = { status: number; body: Record<string, unknown>; text: string; headers: Headers };

export type Hand = {
  person: Person;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
};

/** A whole server with people who ask it over HTTP. */
export type HttpDay = {
  app: RunningApp;
  as(over?: Partial<Person>): Promise<Hand>;
  keep(...facts: Fact[]): Promise<void>;
  /** An incident in the north-west of the city, or where `over` says. */
  report(over?: Parameters<typeof makeIncident>[0]): Promise<string>;
  addUnits(...ids: string[]): Promise<void>;
};

/** District, sub-district and community of the cell in the north-west. */
export const west = ['d0', 'd0s0', 'd0s0c0'] as NonNullable<Person['area']>[];
export const east = ['d1', 'd1s0', 'd1s0c0'] as NonNullable<Person['area']>[];

export async function openHttpDay(options: AppOptions = {}): Promise<HttpDay> {
  const app = await startApp(options);
  onTestFinished(() => app.stop());
  const keep = async (...facts: Fact[]) => {
    const stamp = { at: Date.now(), by: { kind: 'source' as const, id: 'hotline' } };
    await app.store.log.append([{ facts: facts.map((fact): NewFact => ({ ...fact, ...stamp })) }]);
  };
  return {
    app,
    keep,
    async as(over = {}) {
      const { person, cookie } = await app.signIn(over);
      const ask = async (path: string, init: RequestInit): Promise<Answered> => {
        const response = await fetch(`${app.url}/api/v1/${path}`, init);
        const text = await response.text();
        const isJson = /json/.test(response.headers.get('content-type') ?? '');
        return {
          status: response.status,
          body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
          text,
          headers: response.headers,
        };
      };
      return {
        person,
        get: (path, headers = {}) => ask(path, { headers: { cookie, ...headers } }),
        post: (path, body, headers = {}) =>
          ask(path, {
            method: 'POST',
            headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
            ...(body !== undefined && { body: JSON.stringify(body) }),
          }),
      };
    },
    async report(over = {}) {
      const now = Date.now();
      const where = { cell: packCell(0, 0), areas: west };
      const row = makeIncident({ reportedAt: now, times: { received: now }, ...where, ...over });
      const { number: _n, rev: _r, state: _s, assignments: _a, exercise: _e, ...incident } = row;
      await keep({ kind: 'incident.reported', series: 'TT26', incident });
      return incidentId(incident.id);
    },
    addUnits: (...ids) =>
      keep(
        ...ids.map((id): Fact => ({
          kind: 'unit.registered',
          unit: { id: unitId(id), callSign: id, service: 'police' },
        })),
      ),
  };
}
