import { hash } from 'node:crypto';
import { link } from '../rows/chain.ts';
import { parsedFact } from '../rows/parsed-fact.ts';
import type { Sealed } from '../sealed.ts';

/** Facts out of an archive file; `hashes` has the whole hash of each, one after the other. */
export type SealedFacts = { first: number; bodies: readonly string[]; hashes: Buffer };

type Chain = { bodies: readonly string[]; first: number; before: Uint8Array };

/** For whoever finds the file and nothing else. */
const HOW =
  'Each line after this one is a fact, in order, byte by byte as it was kept; the first has the number "first". ' +
  'The hash of a fact is the SHA-256 of the 32 bytes of the hash before it, followed by the bytes of its line without the line end. ' +
  '"before" is the hash before the first fact, "after" that of the last, "content" the SHA-256 of everything after this line.';

const digest = (content: string | Uint8Array) => hash('sha256', content, 'hex');

/** The text of an archive file, and what goes on record of it but for the file's own digest. */
export function sealedText(epoch: string, chain: Chain): { text: string; sealed: Omit<Sealed, 'sha256'> } {
  const { bodies, first } = chain;
  const broken = bodies.findIndex((body) => body.includes('\n'));
  if (broken >= 0) throw new Error(`fact ${first + broken} has more than one line`);
  const hashes = chained(chain);
  const last = first + bodies.length - 1;
  const hex = (i: number) => hashes.toString('hex', i * 32, i * 32 + 32);
  const ends = { first, last, before: Buffer.from(chain.before).toString('hex'), after: hex(bodies.length - 1) };
  const facts = bodies.map((body) => parsedFact(body));
  const content = bodies.map((body) => `${body}\n`).join('');
  const header = { watchfloor: 'facts', format: 1, epoch, ...ends, content: digest(content), how: HOW };
  return {
    text: `${JSON.stringify(header)}\n${content}`,
    sealed: {
      ...ends,
      file: `facts-${first}-${last}-${ends.after.slice(0, 12)}.jsonl.gz`,
      opening: hex(0),
      to: facts.reduce((most, fact) => Math.max(most, fact?.at ?? 0), 0),
      kinds: [...new Set(facts.flatMap((fact) => fact?.kind ?? []))].sort(),
    },
  };
}

/** Why these are not the bytes that were sealed; null when they are. */
export function whyOther(bytes: Uint8Array, { sha256 }: Sealed): string | null {
  return digest(bytes) === sha256 ? null : 'is not the one that was sealed: its SHA-256 is another';
}

/** The facts of an unpacked file. @throws {Error} where they are not the part of the chain that was sealed. */
export function factsIn(
  text: string,
  { first, last, before, after }: Pick<Sealed, 'first' | 'last' | 'before' | 'after'>,
): SealedFacts {
  const bodies = text.split('\n').slice(1, -1);
  const hashes = chained({ bodies, first, before: Buffer.from(before, 'hex') });
  if (bodies.length !== last - first + 1 || hashes.toString('hex', hashes.length - 32) !== after)
    throw new Error('holds other facts than were sealed in it');
  return { first, bodies, hashes };
}

function chained({ bodies, before }: Chain): Buffer {
  const hashes = Buffer.alloc(bodies.length * 32);
  let previous = before;
  bodies.forEach((body, i) => hashes.set((previous = link(previous, body)), i * 32));
  return hashes;
}
