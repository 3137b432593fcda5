import { createHmac } from 'node:crypto';

type Signed = { id?: string; secret: string; at?: number };

/** The headers of a webhook, by the letter of Standard Webhooks and no library. `at`: seconds. */
export function signed(body: string | Buffer, { id = 'msg_1', secret, at = Math.floor(Date.now() / 1000) }: Signed) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,${signature}`,
  };
}
