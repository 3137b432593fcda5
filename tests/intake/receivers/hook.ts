import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { ReceiverAnswer, ReceiverKind } from '#data/contract/receiver.ts';
import type { RunningApp } from '../../support/app.ts';

export type Told = { id: string; type: string; data: LoggedFact; isSigned: boolean };

/** Somebody else's system: it takes webhooks, verifies them with the library, and answers as it is told to. */
export async function openHook() {
  const told: Told[] = [];
  const state = { secret: '', status: 204, isSilent: false };
  let heard = () => {};
  const server = createServer((request, answer) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { type, data } = JSON.parse(body) as Told;
      told.push({ id: String(request.headers['webhook-id']), type, data, isSigned: isSigned(body, request.headers) });
      if (!state.isSilent) answer.writeHead(state.status, { location: '/elsewhere' }).end();
      heard();
    });
  });
  function isSigned(body: string, headers: object): boolean {
    try {
      new Webhook(state.secret).verify(body, headers as Record<string, string>);
      return true;
    } catch {
      return false;
    }
  }
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return {
    url,
    told,
    state,
    refs: () => told.map(({ data }) => ('incident' in data ? (data.incident as { sourceRef?: string }).sourceRef : '')),
    /** Resolves once so much has been told. */
    async until(count: number) {
      while (told.length < count) await new Promise<void>((resolve) => (heard = resolve));
      return told;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
export type Hook = Awaited<ReturnType<typeof openHook>>;

/** An administrator of the app, and what they ask about receivers. */
export async function administer(app: RunningApp) {
  const { cookie } = await app.signIn({ role: 'admin' });
  const ask = (path: string, body?: object) =>
    fetch(`${app.url}/api/v1/receivers${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { cookie, origin: app.url, 'content-type': 'application/json' },
    });
  const said = async <T>(path: string, body?: object) => (await (await ask(path, body)).json()) as T;
  return {
    ask,
    said,
    /** Registers what answers at `hook`. */
    async add(name: string, hook: Hook, over: object = {}) {
      const kinds: ReceiverKind[] = ['incident.reported'];
      const body = { name, label: name, url: hook.url, kinds, view: 'supervisor', ...over };
      const answer = await ask('', body);
      const { secret = '' } = (await answer.json()) as ReceiverAnswer;
      hook.state.secret = secret;
      return answer.status;
    },
  };
}
