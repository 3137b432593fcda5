import { isUtf8 } from 'node:buffer';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { ReportOutcome } from '#data/contract/api.ts';
import { invalid, problem, type FieldError, type Problem } from '#data/contract/problem.ts';
import { keyText } from '#data/kit/text.ts';
import type { Result } from '#data/kit/result.ts';
import type { Ear } from '../channel.ts';
import type { Agencies } from './agencies.ts';

/** Reads a record as a report by a mapping, or says what is wrong with either: `isOfMapping` points into the mapping, else into the record. */
export type ReadByMapping = (
  mapping: unknown,
  record: unknown,
  ref: string,
) => Result<Record<string, unknown>, (FieldError & { isOfMapping: boolean })[]>;

type Signed = {
  name: string;
  id: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
  body: Uint8Array;
};
type Parts = { agencies: Pick<Agencies, 'find'>; read: ReadByMapping; ear: Ear };

const WebhookId = keyText(128);
/** The same for whoever is not known and for whoever signs wrongly. */
const NOT_SIGNED = problem(401, 'the signature is not that of the agency, or more than 5 minutes old');

/**
 * One webhook: whose it is, then what it says. What is signed and cannot be read is answered, and kept as a dead
 * letter as well, because it is the mapping that is to be mended, and not by the sender. @throws {StoreUnavailable}
 */
export function createHearWebhook({ agencies, read, ear }: Parts) {
  return async ({ name, id, timestamp, signature, body }: Signed): Promise<ReportOutcome | Problem> => {
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    if (!isUtf8(bytes)) return unheard('not-utf-8', problem(400, 'the body is not UTF-8'));
    const known = await agencies.find(name);
    if (!known || !isSigned(known.secret, bytes, { id, timestamp, signature })) return unheard('signature', NOT_SIGNED);
    const ref = WebhookId.safeParse(id);
    if (!ref.success)
      return unheard('webhook-id', invalid([{ pointer: '/webhook-id', detail: 'is no key of 1 to 128 characters' }]));
    const source = known.agency.name;
    const content = bytes.toString('utf8');
    const dead = (reason: string) => ear.letters.dead([{ source, ref: ref.data, reason, content }]);

    const record = readJson(content);
    if (record === undefined) {
      await dead('is not JSON');
      return unheard('json', problem(400, 'the body is not JSON'));
    }
    const mapped = read(known.agency.mapping, record, ref.data);
    if (!mapped.ok) {
      const [first] = mapped.refusal;
      await dead(`${first?.pointer ?? ''} ${first?.detail ?? ''}`);
      return unheard('mapping', invalid(mapped.refusal.map(({ pointer, detail }) => ({ pointer, detail }))));
    }
    const [outcome] = await ear.intake.report({ source, exercise: false }, [{ ...mapped.value, source }]);
    if (!outcome) throw new Error('a report has no outcome');
    if (!('id' in outcome))
      await dead(outcome.errors?.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ') ?? outcome.detail);
    return outcome;
  };

  function unheard(reason: string, refusal: Problem): Problem {
    ear.refused(reason);
    return refusal;
  }
}

function isSigned(secret: string, body: Buffer, said: Pick<Signed, 'id' | 'timestamp' | 'signature'>): boolean {
  const headers = {
    'webhook-id': said.id ?? '',
    'webhook-timestamp': said.timestamp ?? '',
    'webhook-signature': said.signature ?? '',
  };
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
