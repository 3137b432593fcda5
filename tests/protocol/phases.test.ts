import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { transitions } from '#client/feed/transitions.ts';

const text = readFileSync(join(import.meta.dirname, '../../data/contract/PROTOCOL.md'), 'utf8');
const rows = text
  .slice(text.indexOf('**P49**'))
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line.startsWith('|') && !/^\|[\s|-]*$/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );

/** `awaitHello` as the document says it: `await hello`. */
const said = (reaction: string | { name: string }) =>
  (typeof reaction === 'string' ? reaction : reaction.name).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

it('a client does what the table of phases and inputs says (P49)', () => {
  const [head, ...inputs] = rows;
  const drawn = Object.fromEntries(
    head!.slice(1).map((phase, i) => [phase, Object.fromEntries(inputs.map((row) => [row[0], row[i + 1]]))]),
  );
  const done = Object.fromEntries(
    Object.entries(transitions).map(([phase, reactions]) => [
      phase,
      Object.fromEntries(Object.entries(reactions).map(([input, reaction]) => [input, said(reaction)])),
    ]),
  );
  expect(drawn).toEqual(done);
});
