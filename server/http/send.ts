import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { ArchiveUnreadable } from '../store/archive/unreadable.ts';
import { StoreUnavailable } from '../store/store.ts';
import { type Problem, problem } from '#data/contract/problem.ts';
import { TooMuchAtOnce } from '#data/kit/line.ts';
import { problemPage, wantsPage } from './problem-page.ts';

/** Why not, as RFC 9457 says it; to somebody who has opened the address in a browser, as a page. */
export function sendProblem(response: Response, body: Problem): void {
  response.vary('Accept');
  if (wantsPage(response.req))
    return void response.status(body.status).type('html').send(problemPage(body, response.req));
  sendToProgram(response, body);
}

/** Why not, whatever the caller says it reads. */
export function sendToProgram(response: Response, body: Problem): void {
  response
    .status(body.status)
    .type('application/problem+json')
    .send(JSON.stringify({ ...body, instance: body.instance ?? response.req.originalUrl.split('?')[0] }));
}

const nothing = problem(404, 'nothing answers this path: /openapi.json says what does');

/** Kept by no browser: what is not there yet may be there tomorrow. */
export const notFound: RequestHandler = (_request, response) => {
  response.setHeader('cache-control', 'no-store');
  sendProblem(response, nothing);
};

/** Below /api nobody but a program looks for a route, whatever it says it reads. */
export const noSuchRoute: RequestHandler = (_request, response) => sendToProgram(response, nothing);

/** The one place where what was thrown becomes an answer. */
export function onError(log: Logger): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof ArchiveUnreadable) {
      log.error({ err: error }, 'an archive file is missing');
      return sendProblem(response, problem(503, error.told));
    }
    if (error instanceof StoreUnavailable) {
      response.setHeader('Retry-After', '2');
      return sendProblem(response, problem(503, 'the store cannot commit now; nothing of this request was kept'));
    }
    if (error instanceof TooMuchAtOnce) {
      response.setHeader('Retry-After', '1');
      const [status, detail] = error.own
        ? [429, 'too many questions of yours wait for their answer']
        : [503, 'too many questions wait for their answer'];
      return sendProblem(response, problem(status, detail));
    }
    const status: unknown = error?.status;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      return sendProblem(response, problem(status, bodyError[error.type as string]));
    }
    log.error({ err: error }, 'request failed');
    sendProblem(response, problem(500));
  };
}

/** What the body reader refuses, in words of ours: its own quote what was sent. */
const bodyError: Record<string, string> = {
  'entity.parse.failed': 'the body is not JSON',
  'entity.not-utf-8': 'the body is not UTF-8',
  'entity.too.large': 'the body is larger than what is taken in at once',
  'encoding.unsupported': 'this content encoding is not read here',
  'charset.unsupported': 'this character set is not read here',
  'request.size.invalid': 'the body is not as long as it says',
  'request.aborted': 'the body ended early',
};
