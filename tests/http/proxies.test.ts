import express from 'express';
import { expect, test } from 'vitest';
import { parseConfig } from '#server/config.ts';

test.each<[string, false | number | string[]]>([
  ['0', false],
  ['false', false],
  ['1', 1],
  ['2', 2],
  ['loopback', ['loopback']],
  ['loopback, 10.0.0.0/8', ['loopback', '10.0.0.0/8']],
  ['192.0.2.1,2001:db8::/32', ['192.0.2.1', '2001:db8::/32']],
])('TRUST_PROXY=%s is believed as meant', (TRUST_PROXY, trustProxy) => {
  expect(parseConfig({ TRUST_PROXY })).toMatchObject({ config: { trustProxy } });
  expect(() => express().set('trust proxy', trustProxy)).not.toThrow();
});

test.each([
  'true',
  '*',
  'yes',
  '10.0.0.0/0',
  '10.0.0.0/33',
  '10.0.0.0/8/8',
  'proxy.example',
  ',',
  '-1',
  '999',
  '0.0.0.0/',
])('TRUST_PROXY=%s is refused in one line, and nobody is believed by mistake', (TRUST_PROXY) => {
  expect(parseConfig({ TRUST_PROXY })).toEqual({ wrong: [expect.stringMatching(/^TRUST_PROXY: must be how many/)] });
});

test.each([
  ['https://city.example', 'https://city.example'],
  ['https://city.example/', 'https://city.example'],
  ['http://192.0.2.1:8080/', 'http://192.0.2.1:8080'],
])('PUBLIC_URL=%s is where pages are opened', (PUBLIC_URL, publicUrl) => {
  expect(parseConfig({ PUBLIC_URL })).toMatchObject({ config: { publicUrl } });
});

test.each([
  'https://city.example/watch',
  'https://city.example/?a',
  'https://a:b@city.example',
  'city.example',
  'ftp://x',
])('PUBLIC_URL=%s is refused in one line: pages are served at the top of an address', (PUBLIC_URL) => {
  expect(parseConfig({ PUBLIC_URL })).toEqual({ wrong: [expect.stringMatching(/^PUBLIC_URL: must be/)] });
});
