import { Webhook } from 'standardwebhooks';

/** What an agency's own system writes into `webhook-signature`; `at`: to the second, into `webhook-timestamp`. */
export const signWebhook = (secret: string, id: string, at: Date, body: string): string =>
  new Webhook(secret).sign(id, at, body);
