import { Client } from 'pg';
import { onTestFinished } from 'vitest';

/** Where a PostgreSQL that tests may use listens; they make databases of their own there. */
const SERVER = process.env['WATCHFLOOR_TEST_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

export async function ask<R extends object>(url: string, text: string, values: unknown[] = []): Promise<R[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Whether there is one. */
export const hasPostgres = await ask(SERVER, 'SELECT 1').then(
  () => true,
  () => false,
);

/** An empty database of the test file's own, and how to take it away. */
export async function makeDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `watchfloor_test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  await ask(SERVER, `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return { url: url.href, remove: async () => void (await ask(SERVER, `DROP DATABASE ${name} WITH (FORCE)`)) };
}

let schemas = 0;
/** The address of an empty schema in that database, for the running test. */
export async function makeSchema(url: string): Promise<string> {
  const name = `t${++schemas}`;
  await ask(url, `CREATE SCHEMA ${name}`);
  onTestFinished(async () => void (await ask(url, `DROP SCHEMA ${name} CASCADE`)));
  return `${url}?schema=${name}`;
}
