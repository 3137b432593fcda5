import type { Person } from '#data/contract/person.ts';
import { browserAt, type TestBrowser } from '../access/provider/test-browser.ts';
import type { RunningApp } from './app.ts';

/** Somebody signed in, with the browser that they use. */
export type PersonAt = TestBrowser & { id: Person['id'] };

export async function personAt(app: RunningApp, over: Partial<Person> = {}): Promise<PersonAt> {
  const { person, cookie } = await app.signIn(over);
  return { ...browserAt(app.url, cookie), id: person.id };
}

/** The body of an answer that must have this status. */
export async function bodyOf<T>(answer: Promise<Response> | Response, status = 200): Promise<T> {
  const { status: found, ...rest } = { status: (await answer).status, text: await (await answer).text() };
  if (found !== status) throw new Error(`${found} instead of ${status}: ${rest.text}`);
  return JSON.parse(rest.text) as T;
}
