import { isRecord } from '../devices/read-json.ts';

/** Who speaks, as the apps name it: a user, and which device of theirs. */
export type OwnTracksDevice = { user: string; device: string };

/** `owntracks/USER/DEVICE`, with `/event` behind it for what happens at the border of a region. Null for every other topic. */
export function deviceOfTopic(topic: string): OwnTracksDevice | null {
  const [, user, device] = /^owntracks\/([^/]+)\/([^/]+)(?:\/event)?$/.exec(topic) ?? [];
  return user === undefined || device === undefined ? null : { user, device };
}

type Named = { header(name: string): string | undefined; query: { u?: string | undefined; d?: string | undefined } };

/**
 * Over HTTP: by the headers that both apps set, by what the address says, or by the topic in the payload. `differ`: they
 * name two; nobody is believed.
 */
export function deviceOfRequest({ header, query }: Named, payload: unknown): OwnTracksDevice | 'none' | 'differ' {
  const topic = isRecord(payload) && typeof payload['topic'] === 'string' ? deviceOfTopic(payload['topic']) : null;
  const users = [header('x-limit-u'), query.u, topic?.user].filter((user) => user !== undefined && user !== '');
  const devices = [header('x-limit-d'), query.d, topic?.device].filter(
    (device) => device !== undefined && device !== '',
  );
  const [user] = users;
  if (user === undefined) return 'none';
  if (new Set(users).size > 1 || new Set(devices).size > 1) return 'differ';
  return { user, device: devices[0] ?? '' };
}
