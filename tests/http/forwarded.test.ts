import express from 'express';
import { expect, test } from 'vitest';
import { forwardedFrom } from '#server/http/connections/forwarded.ts';

const from = (trust: string | false, address: string, named?: string) => {
  const web = express();
  web.set('trust proxy', trust);
  return forwardedFrom(web)({ headers: named === undefined ? {} : { 'x-forwarded-for': named }, address });
};

test('a socket comes from where the proxies that are believed say, and from no place that it makes up', () => {
  expect(from('loopback', '127.0.0.1', '203.0.113.9, 198.51.100.2')).toBe('198.51.100.2');
  expect(from('loopback, 198.51.100.2', '127.0.0.1', '203.0.113.9, 198.51.100.2')).toBe('203.0.113.9');
  expect(from('loopback', '198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
  expect(from(false, '127.0.0.1', '203.0.113.9')).toBe('127.0.0.1');
  expect(from('loopback', '127.0.0.1')).toBe('127.0.0.1');
});
