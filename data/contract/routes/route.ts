import type * as z from 'zod';
import type { Right } from './who.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

/** One answer of a route: JSON of a shape, a file of a type, or nothing but its status. */
export type Said<Schema extends z.ZodType = z.ZodType> = { means: string; json?: Schema; file?: string };

/** How a body is read. */
export type Takes = {
  /** The most that is read: `64kb`. */
  limit: `${number}${'kb' | 'mb'}`;
  /** Read as bytes, of this type. */
  type?: 'image/jpeg' | 'application/json' | 'application/cap+xml' | 'multipart/form-data';
  /** Other names of the same type. */
  or?: readonly string[];
  /** Reaches the handler as it comes, by portions; the handler holds it to the limit. */
  stream?: true;
  /** A form of a page too, of at most so much: it reaches the handler as `Form` (server/http/read-form.ts). */
  form?: `${number}${'kb' | 'mb'}`;
  /** No body at all is an empty one. */
  mayBeEmpty?: true;
  /** Whatever it is reaches the handler: items are judged one by one, or in the order that the desk keeps. */
  unparsed?: true;
};

/**
 * Everything that is true of one route. From it come the mounted route and what its handler is given
 * (server/http/mount.ts), its row of rights (server/access/rights.ts), its operation in the OpenAPI
 * document (server/http/openapi/openapi.ts) and the typed call (client/call).
 */
export type Route = {
  method: Method;
  /** As Express writes it: `/api/v1/incidents/:id`. */
  path: `/${string}`;
  right: Right;
  summary: string;
  description?: string;
  /** Left out: every parameter of the path is a text. One that is not in shape is 404, like any other unknown. */
  params?: z.ZodObject;
  query?: z.ZodType<object>;
  body?: z.ZodType;
  /** 4 kB of JSON where nothing is said. */
  takes?: Takes;
  /** By status, refusals left out. */
  answers: Readonly<Record<number, Said>>;
  /** Refusals of its own, by status; those that follow from its right, query and body need no word. */
  refusals?: Readonly<Record<number, string>>;
  /** `Cache-Control` of its answers. */
  cache?: string;
  /** Keeps a fact: 503 while the process takes none in. */
  keeps?: true;
  /** The body of each command where `:command` is in the path. */
  commands?: Readonly<Record<string, { body: z.ZodType }>>;
  /** Commands that wait for no password and no authenticator. */
  unlocked?: readonly string[];
  /** So many requests a minute from one address; 429 beyond. */
  perMinute?: number;
  /** Costs much: answered one at a time, callers in turn; who has too many waiting gets 429. */
  inTurn?: true;
  /** `Idempotency-Key`: the same key with the same body again gets the first answer. */
  keyed?: true;
  /** `X-Watchfloor-Tapped-At`, `X-Watchfloor-Sent-At`: what was kept while there was no line says when it was done. */
  tapped?: true;
  /** What it is about has a revision: `If-Match` is compared with it. */
  revised?: boolean;
};

/** A value that nothing uses leaves the pages with its schemas. */
/*@__NO_SIDE_EFFECTS__*/
export function route<const R extends Route>(value: R): R {
  return value;
}

/*@__NO_SIDE_EFFECTS__*/
export const says = <const S extends z.ZodType>(json: S, means: string) => ({ means, json });
/*@__NO_SIDE_EFFECTS__*/
export const file = (type: string, means: string) => ({ means, file: type });
/*@__NO_SIDE_EFFECTS__*/
export const nothing = (means: string) => ({ means });

type Empty = Record<never, never>;
type PathParams<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { [Key in Name]: string } & PathParams<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? { [Key in Name]: string }
    : Empty;

export type ParamsOf<R extends Route> = R extends { params: infer P extends z.ZodType }
  ? z.output<P>
  : PathParams<R['path']>;
export type QueryOf<R extends Route> = R extends { query: infer Q extends z.ZodType } ? z.output<Q> : Empty;
/** What the handler is given: parsed, bytes, or unknown where it is judged further in. */
export type BodyOf<R extends Route> = R extends { takes: { stream: true } }
  ? AsyncIterable<Uint8Array>
  : R extends { takes: { type: string } }
    ? Uint8Array
    : R extends { takes: { unparsed: true } }
      ? unknown
      : R extends { body: infer B extends z.ZodType }
        ? z.output<B>
        : undefined;
/** The statuses of its answers. */
export type StatusOf<R extends Route> = keyof R['answers'] & number;
export type AnswerAt<R extends Route, Status extends StatusOf<R>> = R['answers'][Status] extends {
  json: infer S extends z.ZodType;
}
  ? z.output<S>
  : null;
/** What a call gets; null where the answer is nothing but its status. */
export type OkOf<R extends Route> = {
  [Status in Extract<StatusOf<R>, 200 | 201 | 202 | 204 | 207>]: AnswerAt<R, Status>;
}[Extract<StatusOf<R>, 200 | 201 | 202 | 204 | 207>];

/** Optional where nothing in it must be given. */
type Part<Name extends string, T> = Empty extends T ? { [Key in Name]?: T } : { [Key in Name]: T };
type Written<R, Name extends string> = R extends { [Key in Name]: infer S extends z.ZodType } ? z.input<S> : Empty;
type CommandAsked<Path extends string, Commands> = {
  [Name in keyof Commands & string]: {
    params: Omit<PathParams<Path>, 'command'> & { command: Name };
    body: Commands[Name] extends { body: infer Body extends z.ZodType } ? z.input<Body> : never;
  };
}[keyof Commands & string];

/** What a call says: parameters, query and body as they may be written, defaults left out. `Bytes`: of a file. */
export type AskedOf<R extends Route, Bytes = Uint8Array> = R extends { commands: infer Commands }
  ? CommandAsked<R['path'], Commands>
  : (R extends { takes: { type: string } } ? { body: Bytes } : Part<'body', Written<R, 'body'>>) &
      Part<'params', PathParams<R['path']>> &
      Part<'query', Written<R, 'query'>>;

/** `GET /api/v1/incidents`: how a route is called in the table of rights. */
export type NameOf<R extends Route> = R extends Route ? `${R['method']} ${R['path']}` : never;
