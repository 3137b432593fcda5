import type { RequestHandler } from 'express';
import { readJson } from './read-json.ts';

const read = readJson('64kb');

/** Reads the body of a command, at most 64 kB; many commands have nothing more to say and send none. */
export const readCommand: RequestHandler = (request, response, next) => {
  const { 'transfer-encoding': coding, 'content-length': length = '0' } = request.headers;
  if (coding !== undefined || length !== '0') return read(request, response, next);
  request.body = {};
  next();
};
