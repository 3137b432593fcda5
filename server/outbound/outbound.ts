import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request as plainRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { createNetworks } from './networks.ts';

/** What is asked of another server. `mostBytes`: of the answer's body, 0: none of it is read. */
export type OutboundAsk = {
  url: string;
  method: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** From the first step to the last byte. */
  withinMs: number;
  mostBytes: number;
  signal?: AbortSignal;
};

/** `why`: in words, without an address that was not in the question. A redirect is an answer like any other: nobody goes after it. */
export type OutboundAnswer =
  { ok: true; status: number; headers: IncomingHttpHeaders; body: Uint8Array } | { ok: false; why: string };

/** Asks other servers. What answers inside our networks is asked only where a setting names it. */
export type Outbound = {
  /** Why that address will not be asked, as far as it says so itself; null: it may be. */
  faultIn(url: string): string | null;
  ask(asked: OutboundAsk): Promise<OutboundAnswer>;
};

type Parts = {
  /** Addresses and networks that may be asked although they are private, and without TLS. */
  own: readonly string[];
  /** How names become addresses. */
  resolve?: (name: string) => Promise<readonly LookupAddress[]>;
};

/**
 * The one way in which the server asks an address that somebody wrote down. Every address that a name stands for is judged
 * when the connection is made, and the connection goes to the address that was judged: a name that means something else a
 * moment later gains nothing.
 */
export function createOutbound({ own, resolve = resolveName }: Parts): Outbound {
  const networks = createNetworks(own);

  const mayBy = (isSecure: boolean) => (isSecure ? networks.mayAsk : networks.isOwn);

  function faultIn(text: string): string | null {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (!url || !['http:', 'https:'].includes(url.protocol)) return 'is no http or https address';
    if (url.username !== '' || url.password !== '') return 'holds a name or a password';
    const isSecure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // Where nothing is our own, nothing is asked without TLS, whatever its name stands for.
    const isInside = isIP(host) === 0 ? !isSecure && own.length === 0 : !mayBy(isSecure)(host);
    return isInside ? notAsked(isSecure) : null;
  }

  async function ask(asked: OutboundAsk): Promise<OutboundAnswer> {
    const fault = faultIn(asked.url);
    if (fault !== null) return refusal(fault);
    const url = new URL(asked.url);
    const isSecure = url.protocol === 'https:';
    const may = mayBy(isSecure);

    const lookup: LookupFunction = (name, { all }, done) => {
      resolve(name).then(
        (found) => {
          const good = found.filter(({ address }) => may(address));
          const [first] = good;
          if (!first) return done(new Error(found.length === 0 ? 'has no address' : notAsked(isSecure)), []);
          if (all) done(null, good as LookupAddress[]);
          else done(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => done(error, []),
      );
    };

    const limit = AbortSignal.timeout(asked.withinMs);
    const signal = asked.signal ? AbortSignal.any([limit, asked.signal]) : limit;
    const { promise, resolve: settle } = Promise.withResolvers<OutboundAnswer>();
    const failed = (error: unknown) =>
      settle(refusal(limit.aborted ? `no answer in ${asked.withinMs} ms` : told(error)));
    const request = (isSecure ? secureRequest : plainRequest)(
      url,
      {
        method: asked.method,
        // Nothing is left open that a later question could find.
        agent: false,
        headers: {
          'user-agent': 'watchfloor',
          'accept-encoding': 'identity',
          ...asked.headers,
          ...(asked.body !== undefined && { 'content-length': Buffer.byteLength(asked.body) }),
        },
        lookup,
        signal,
      },
      (answer) => read(answer, asked.mostBytes).then(settle, failed),
    );
    request.on('error', failed);
    request.end(asked.body);
    return promise.finally(() => request.destroy());
  }

  return { faultIn, ask };
}

async function read(answer: IncomingMessage, most: number): Promise<OutboundAnswer> {
  const { statusCode: status = 0, headers } = answer;
  const chunks: Buffer[] = [];
  let bytes = 0;
  if (most > 0)
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > most) return refusal(`the answer is longer than ${most} bytes`);
      chunks.push(chunk);
    }
  return { ok: true, status, headers, body: Buffer.concat(chunks) };
}

const resolveName = (name: string) =>
  new Promise<LookupAddress[]>((resolve, reject) => {
    lookUp(name, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

const notAsked = (isSecure: boolean) =>
  isSecure ? 'lies in a private network' : 'is asked without TLS, and lies in no network of our own';
const refusal = (why: string): OutboundAnswer => ({ ok: false, why });

/** By its code: a message may name addresses inside. */
function told(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
