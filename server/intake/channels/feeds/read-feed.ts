import { createHash } from 'node:crypto';
import type { Outbound, OutboundAnswer } from '../../../outbound/outbound.ts';
import type { Reading } from '../cap/read/reading-aside.ts';
import type { CapDocument } from '../../intake.ts';

/** One alert of a feed. `key`, `mark`: it is another one when either is; `get`: where it is only linked to. */
export type Offered = { key: string; mark: string; document?: CapDocument; href?: string };

/** What a feed answered. */
export type FeedAnswer =
  | { is: 'same' }
  | { is: 'read'; offered: Offered[]; etag?: string; modified?: string }
  | { is: 'broken'; why: string; waitMs?: number };

const LIST_BYTES = 5_000_000;
const ALERT_BYTES = 1_000_000;
const WITHIN_MS = 20_000;
const accept = 'application/cap+xml, application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8';

type Parts = { outbound: Pick<Outbound, 'ask'>; reading: Pick<Reading, 'list'> };
export type FeedReader = ReturnType<typeof createFeedReader>;

/** Asks feeds, and alerts that they link to. Nothing is asked twice for what has not changed. */
export function createFeedReader({ outbound, reading }: Parts) {
  return {
    /** The oldest first, so that what updates another comes after it. */
    async list(
      url: string,
      known: { etag?: string | undefined; modified?: string | undefined },
      signal?: AbortSignal,
    ): Promise<FeedAnswer> {
      const answer = await outbound.ask({
        url,
        method: 'GET',
        headers: {
          accept,
          ...(known.etag !== undefined && { 'if-none-match': known.etag }),
          ...(known.modified !== undefined && { 'if-modified-since': known.modified }),
        },
        withinMs: WITHIN_MS,
        mostBytes: LIST_BYTES,
        ...(signal && { signal }),
      });
      if (answer.ok && answer.status === 304) return { is: 'same' };
      const document = documentOf(answer);
      if (typeof document === 'string') return { is: 'broken', why: document, ...waitOf(answer) };
      const read = await reading.list(document);
      if (!read.ok) return { is: 'broken', why: `the document ${read.refusal}` };
      const { etag, 'last-modified': modified } = (answer as OutboundAnswer & { ok: true }).headers;
      const served = read.value;
      const offered =
        served.is === 'alert'
          ? [{ key: digest(document.bytes), mark: '', document }]
          : [
              ...served.links.flatMap(({ href, mark }) => linked(href, mark, url)),
              ...served.alerts.map((text) => ({
                key: digest(Buffer.from(text)),
                mark: '',
                document: { bytes: Buffer.from(text) },
              })),
            ].toReversed();
      return { is: 'read', offered, ...(etag && { etag }), ...(modified && { modified }) };
    },

    /** An alert that a feed links to; in words why not. */
    async alert(href: string, signal?: AbortSignal): Promise<CapDocument | string> {
      const asked = { method: 'GET', headers: { accept }, withinMs: WITHIN_MS, mostBytes: ALERT_BYTES } as const;
      return documentOf(await outbound.ask({ url: href, ...asked, ...(signal && { signal }) }));
    },
  };
}

function linked(href: string, mark: string, base: string): Offered[] {
  if (!URL.canParse(href, base)) return [];
  const { href: address } = new URL(href, base);
  return [{ key: address, mark, href: address }];
}

function documentOf(answer: OutboundAnswer): CapDocument | string {
  if (!answer.ok) return answer.why;
  if (answer.status !== 200) return `HTTP ${answer.status}`;
  const charset = /;\s*charset\s*=\s*"?([\w.-]+)/i.exec(answer.headers['content-type'] ?? '')?.[1];
  return { bytes: answer.body, charset };
}

function waitOf(answer: OutboundAnswer): { waitMs?: number } {
  const seconds = Number((answer.ok && answer.headers['retry-after']) || NaN);
  return Number.isFinite(seconds) && seconds > 0 ? { waitMs: seconds * 1000 } : {};
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
