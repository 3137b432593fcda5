import type { CookieOptions } from 'express';
import type { Problem } from '#data/contract/problem.ts';
import type { Areas } from '#data/contract/routes/areas.ts';
import type { AnswerAt, BodyOf, ParamsOf, QueryOf, Route, StatusOf } from '#data/contract/routes/route.ts';
import type { Caller } from '../access/gate.ts';

export type PersonCaller = Extract<Caller, { kind: 'person' }>;
export type SourceCaller = Extract<Caller, { kind: 'source' }>;
/** A person, a display, or a program with a token of a view. */
export type ViewerCaller = Exclude<Caller, { kind: 'source' }>;
type Right<R extends Route> = R['right'];

/** Whom the route's right lets in; null where everybody may come and nobody is asked who they are. */
export type CallerOf<R extends Route> =
  Right<R> extends { person: true }
    ? PersonCaller
    : 'nobody' extends Right<R>['who'][number]
      ? null
      : Right<R>['who'][number] extends 'source'
        ? SourceCaller
        : ViewerCaller;

/** A request that may be made and is in shape. */
export type Asked<R extends Route> = {
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  caller: CallerOf<R>;
  /** Where it comes from, as far as the proxies in front are believed. */
  address: string;
  /** The path with its query, as it came. */
  url: string;
  /** By name in small letters. */
  header(name: string): string | undefined;
};

/** A cookie that an answer sets; without a value it is taken away. */
export type Cookie = { name: string; value?: string; options: CookieOptions };
/** JSON that was written and compressed before. */
export type Packed = { json: Buffer; gzip: Buffer };
/** An answer that is told as it goes, in lines of JSON; who leaves ends it. */
export type Told = { lines: AsyncIterable<string> };
export type More = { etag?: string; headers?: Readonly<Record<string, string>>; cookies?: readonly Cookie[] };

export type Refused = { refusal: Problem } & More;
type Body<R extends Route, Status extends StatusOf<R>> = R['answers'][Status] extends { file: string }
  ? string | Buffer
  : AnswerAt<R, Status> | Packed | Told;
export type Reply<R extends Route> =
  { [Status in StatusOf<R>]: { status: Status; body: Body<R, Status> } & More }[StatusOf<R>] | Refused;

type Answer<R extends Route> = (asked: Asked<R>) => Reply<R> | Promise<Reply<R>>;
/** An answer with what must be said before query and body are judged. */
export type Ordered<R extends Route> = {
  /** Null: go on. */
  before?: (asked: Pick<Asked<R>, 'params' | 'caller'>) => Refused | null;
  /** What a body of another shape is told, where that is not 422. */
  otherwise?: Refused;
  answer: Answer<R>;
};
/** What answers a route. */
export type Handler<R extends Route> = Answer<R> | Ordered<R>;

/** One handler for every route of an area, and none beside. */
export type Handlers<Name extends keyof Areas> = {
  [Key in keyof Areas[Name]]: Areas[Name][Key] extends Route ? Handler<Areas[Name][Key]> : never;
};
export type AllHandlers = { [Name in keyof Areas]: Handlers<Name> };

export const reply = <const Status extends number, Body>(status: Status, body: Body, more: More = {}) => ({
  status,
  body,
  ...more,
});
export const ok = <Body>(body: Body, more: More = {}) => reply(200, body, more);
export const refuse = (refusal: Problem, headers?: More['headers']): Refused => ({
  refusal,
  ...(headers && { headers }),
});
