import type { Km } from './frame.ts';
import { between, distance, projectOn } from './plane.ts';
import type { Drawn } from './trace.ts';

/** Nearer than this to an earlier line a corner is dropped: the crossing itself takes its place, km. */
const CROSSING = 0.045;
/** A street that ends nearer than this to another one is meant to reach it, km. */
const MEANT = 0.14;
/** Nearer than this to a corner of the other line, it goes to the corner, km. */
const CORNER = 0.06;
/** A street that reaches nothing goes on straight so far, to whatever it crosses there, km. */
const PROLONGED = 0.6;

/** The lines with clean crossings, and with the loose ends of streets on what they were meant to reach. */
export function meet(lines: readonly Drawn[], isStreet: (owner: string) => boolean): Drawn[] {
  const clean = lines.map((drawn, i) => (isStreet(drawn.owner) ? dropCorners(drawn, lines.slice(0, i)) : drawn));
  return clean.map((drawn) => {
    if (!isStreet(drawn.owner)) return drawn;
    const others = clean.filter((other) => other !== drawn && isStreet(other.owner));
    return { ...drawn, line: reach(reach(drawn.line, others).toReversed(), others).toReversed() };
  });
}

function dropCorners({ owner, line }: Drawn, earlier: readonly Drawn[]): Drawn {
  const isOn = (p: Km) =>
    earlier.some((other) => other.line.slice(1).some((b, i) => projectOn(other.line[i]!, b, p).away < CROSSING));
  return { owner, line: line.filter((p, i) => i === 0 || i === line.length - 1 || !isOn(p)) };
}

/** The line with its last point on one of the others, or else prolonged. */
function reach(line: readonly Km[], others: readonly Drawn[]): Km[] {
  const [before, end] = [line[line.length - 2]!, line[line.length - 1]!];
  const at = foot(others, end);
  return at !== null
    ? [...line.slice(0, -1), at]
    : [...line, between(before, end, 1 + PROLONGED / distance(before, end))];
}

function foot(others: readonly Drawn[], end: Km): Km | null {
  let best: Km | null = null;
  for (const { line } of others)
    for (let i = 0; i + 1 < line.length; i++) {
      const [a, b] = [line[i]!, line[i + 1]!];
      const { t, away } = projectOn(a, b, end);
      if (away > MEANT || (best !== null && away >= distance(best, end))) continue;
      const on = between(a, b, Math.min(1, Math.max(0, t)));
      best = distance(on, a) < CORNER ? a : distance(on, b) < CORNER ? b : on;
    }
  return best;
}
