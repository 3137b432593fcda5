import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Epoch } from '#data/contract/ids.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Receiver, Tried } from '#data/contract/receiver.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Outbound } from '../../../outbound/outbound.ts';

/** `id`: the same however often it is sent, by which a receiver knows it again. */
export type Message = { id: string; body: string };

/** What came of one try. `waitMs`: for so long the receiver wants to be left alone. */
export type Came = Tried & { waitMs?: number };
export type SendMessage = (
  to: { receiver: Pick<Receiver, 'url'>; secret: string },
  message: Message,
  signal?: AbortSignal,
) => Promise<Came>;

/** As Standard Webhooks has it: what happened, when, and what there is to know of it. */
export function messageOf(fact: LoggedFact, epoch: Epoch): Message {
  const body = { type: fact.kind, timestamp: new Date(fact.at).toISOString(), data: fact };
  return { id: `fact_${epoch}_${fact.seq}`, body: JSON.stringify(body) };
}

/** It tells nothing, and is never the same. */
export function testMessage(now: number): Message {
  const body = { type: 'watchfloor.test', timestamp: new Date(now).toISOString(), data: {} };
  return { id: `test_${randomBytes(9).toString('hex')}`, body: JSON.stringify(body) };
}

/** A receiver answers within so long. */
const WITHIN_MS = 15_000;

/** Sends a message once, signed. Whatever is not 2xx is not delivered, a redirect among it. */
export function createSendMessage({ outbound, clock }: { outbound: Outbound; clock: Clock }): SendMessage {
  return async ({ receiver: { url }, secret }, { id, body }, signal) => {
    const from = clock.now();
    const answer = await outbound.ask({
      url,
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(from / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, new Date(from), body),
      },
      withinMs: WITHIN_MS,
      mostBytes: 0,
      ...(signal && { signal }),
    });
    const ms = Math.max(0, clock.now() - from);
    if (!answer.ok) return { ok: false, why: answer.why, ms };
    const { status, headers } = answer;
    const seconds = Number(headers['retry-after'] ?? NaN);
    return {
      ok: status >= 200 && status < 300,
      status,
      ms,
      ...(Number.isFinite(seconds) && seconds > 0 && { waitMs: seconds * 1000 }),
    };
  };
}

/** In a few words. */
export const whyOf = ({ status, why }: Tried): string => why ?? `HTTP ${status}`;
