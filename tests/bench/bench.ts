// npm run bench [-- NAME ...] [-- --full]: prints what was promised and what is measured here.
// A missed target is printed, never an exit status: machines differ, tests decide.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Finding } from './finding.ts';
import { load, machine } from './machine.ts';
import { measurements } from './measurements.ts';
import { table } from './table.ts';

const ONE = '--one';
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const full = process.argv.includes('--full');
const unknown = names.filter((name) => !(name in measurements));

if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(measurements).join(', ')}`);
  process.exitCode = 2;
} else if (process.argv.includes(ONE)) {
  process.send!(await measurements[names[0]!]!.run({ full }));
  process.disconnect();
} else {
  await runAll(names.length > 0 ? names : Object.keys(measurements));
}

async function runAll(wanted: readonly string[]): Promise<void> {
  console.log(`${new Date().toISOString()}  ${machine()}\n`);
  const findings: Finding[] = [];
  for (const name of wanted) {
    console.log(`${name}: ${measurements[name]!.about}`);
    const start = performance.now();
    const found = await apart(name);
    console.log(`  ${found === null ? 'FAILED' : 'done'} in ${seconds(start)}, ${load()}\n`);
    findings.push(...(found ?? [{ id: name, promise: 'was measured', target: '-', measured: 'failed', met: false }]));
  }
  console.log(table(findings));
}

/** In a process of its own, so that none pays for another's heap; null when it broke. */
async function apart(name: string): Promise<Finding[] | null> {
  const options = { execArgv: ['--expose-gc'] };
  const child = fork(import.meta.filename, [name, ONE, ...(full ? ['--full'] : [])], options);
  let found: Finding[] | null = null;
  child.on('message', (message) => (found = message as Finding[]));
  await once(child, 'exit');
  return found;
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(0)} s`;
}
