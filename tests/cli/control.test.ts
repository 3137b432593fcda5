import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { accepted } from '#data/kit/result.ts';
import { action, refuse, unhurried } from '#server/cli/action.ts';
import { createControl, type Control } from '#server/cli/control.ts';
import { reachServer } from '#server/cli/reach.ts';
import { socketAddress } from '#server/cli/socket-address.ts';

let folder: string;
let path: string;
let control: Control;
const troubles: string[] = [];
let gone: Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-control-'));
  path = join(folder, 'control.sock');
  troubles.length = 0;
  let left = () => {};
  gone = new Promise((resolve) => (left = resolve));
  control = createControl({
    path,
    trouble: (what) => troubles.push(what),
    actions: {
      double: action(z.object({ n: z.number() }), async ({ n }, { progress }) => {
        for (let i = 1; i <= 3; i++) progress(i, 3);
        return accepted(2 * n);
      }),
      refuse: action(z.object({}), async () => refuse('not today', 78)),
      fall: action(z.object({}), async () => {
        throw new Error('the floor gave way');
      }),
      wait: action(z.object({}), async (_, { signal }) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        left();
        return accepted(null);
      }),
    },
  });
  await control.listen();
});
afterEach(async () => {
  await control.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = async (name: string, args: unknown, progress: (done: number, of: number) => void = () => {}) =>
  (await reachServer(path))!(name, args, { ...unhurried, progress });

describe('the local socket', () => {
  test('carries a command there and its answer back, progress in between', async () => {
    const seen: number[] = [];
    expect(await ask('double', { n: 21 }, (done) => seen.push(done))).toEqual({ ok: true, value: 42 });
    expect(seen).toEqual([1, 2, 3]);
  });

  test('says why a command is refused', async () => {
    expect(await ask('refuse', {})).toEqual({ ok: false, refusal: { why: 'not today', exit: 78 } });
    expect(await ask('double', { n: 'x' })).toMatchObject({
      ok: false,
      refusal: { exit: 64, why: expect.stringContaining('n: ') },
    });
    expect(await ask('toString', {})).toMatchObject({
      ok: false,
      refusal: { why: expect.stringContaining('does not know "toString"') },
    });
  });

  test('a command that breaks is an error at its end and a trouble at ours; the next one works', async () => {
    await expect(ask('fall', {})).rejects.toThrow('the floor gave way');
    expect(troubles).toEqual(['command fall']);
    expect(await ask('double', { n: 1 })).toEqual({ ok: true, value: 2 });
  });

  test('several commands run side by side', async () => {
    expect(await Promise.all([1, 2, 3].map((n) => ask('double', { n })))).toEqual(
      [2, 4, 6].map((value) => ({ ok: true, value })),
    );
  });

  test('whoever goes away ends what was done for them', async () => {
    const socket = connect(path);
    socket.write('{"do":"wait","with":{}}\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await gone;
    expect(troubles).toEqual([]);
  });

  test('whoever asks for the end of it waits for the answer, which says how far it came', async () => {
    const interrupted = new AbortController();
    const server = (await reachServer(path))!;
    const answer = server('wait', {}, { ...unhurried, signal: interrupted.signal });
    setTimeout(() => interrupted.abort(), 50);
    expect(await answer).toEqual({ ok: true, value: null });
    await gone;
  });

  test.each(['not json\n', '[]\n', '{"do":7}\n', '\n'])('%j is turned away', async (line) => {
    const socket = connect(path);
    let answer = '';
    socket.on('data', (data) => (answer += data));
    socket.end(line);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answer === '' || 'refusal' in JSON.parse(answer)).toBe(true);
    expect(await ask('double', { n: 1 })).toMatchObject({ ok: true });
  });

  test('is open to its owner alone', () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('a second server does not take it away from the first', async () => {
    const second = createControl({ path, actions: {}, trouble: () => {} });
    await expect(second.listen()).rejects.toThrow('another server listens');
    expect(await ask('double', { n: 4 })).toMatchObject({ ok: true });
  });

  test('what a killed server left behind is no server', async () => {
    await control.close();
    writeFileSync(path, '');
    expect(await reachServer(path)).toBeNull();
    await control.listen();
    expect(await ask('double', { n: 4 })).toMatchObject({ ok: true });
  });

  test('after the end nobody is there, and no socket', async () => {
    await control.close();
    expect(await reachServer(path)).toBeNull();
    expect(existsSync(path)).toBe(false);
  });

  test('a server that ends in the middle is an error, not an answer', async () => {
    const waiting = ask('wait', {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    await control.close();
    await expect(waiting).rejects.toThrow('went away');
  });
});

describe('where the socket lies', () => {
  test('in the folder of the data, as long as that name is short enough', () => {
    expect(socketAddress('/data/control.sock', 'linux')).toBe('/data/control.sock');
    const long = `/data/${'x'.repeat(120)}/control.sock`;
    expect(socketAddress(long, 'linux').length).toBeLessThan(100);
    expect(socketAddress(long, 'linux')).not.toBe(socketAddress(`${long}2`, 'linux'));
  });
  test('on Windows it is a pipe', () => {
    expect(socketAddress('C:\\data\\control.sock', 'win32')).toMatch(/^\\\\\.\\pipe\\watchfloor-[0-9a-f]{16}$/);
  });
});
