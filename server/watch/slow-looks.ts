import type { Condition } from '#data/rules/alarm-identity.ts';
import { MINUTE } from '#data/rules/civil-day.ts';

/** Finds conditions by looking through much. */
export type SlowLook = (now: number) => Condition[];

/**
 * What these looks found, each done once a minute and remembered in between. One that fails tells
 * of it and keeps what it found before.
 */
export function createSlowLooks(
  looks: Readonly<Record<string, SlowLook>>,
  trouble: (what: string, error: unknown) => void,
): (now: number) => readonly Condition[] {
  const last = new Map<string, { at: number; found: Condition[] }>();
  return (now) => {
    for (const [name, look] of Object.entries(looks)) {
      const before = last.get(name);
      // A clock that was put back begins anew.
      if (before && now >= before.at && now - before.at < MINUTE) continue;
      last.set(name, { at: now, found: attempt(name, look, now) ?? before?.found ?? [] });
    }
    return [...last.values()].flatMap(({ found }) => found);
  };

  function attempt(name: string, look: SlowLook, now: number): Condition[] | null {
    try {
      return look(now);
    } catch (error) {
      trouble(`watch: ${name}`, error);
      return null;
    }
  }
}
