import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AlarmCondition } from '#data/contract/alarm.ts';
import { silenceRule } from '#data/rules/alarm-silence.ts';
import { alarmRules, SILENT_ON_DUTY, welfareEvery } from '#data/rules/alarm-rules.ts';
import { suppressions } from '#data/rules/alarm-suppression.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import { clusterRule } from '#data/rules/cluster.ts';
import { coverageRule } from '#data/rules/coverage.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/alarms.md'), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((field) => field.trim()),
  );

const span = (ms: number) => (ms === 0 ? '0' : ms < MINUTE ? `${ms / 1000} s` : `${ms / MINUTE} min`);

test('docs/alarms.md has the rules as they are', () => {
  const told = rows.filter((fields) => fields.length === 7).map((fields) => fields.slice(0, 6));
  const rules = (Object.keys(alarmRules) as AlarmCondition[]).map((condition) => {
    const { subject, priorities, onDelay, offDelay, responder } = alarmRules[condition];
    return [`\`${condition}\``, subject, priorities.join(', '), span(onDelay), span(offDelay), responder];
  });
  expect(told).toEqual(rules);
});

test('docs/alarms.md has the suppressions as they are', () => {
  const told = rows.filter((fields) => fields.length === 3);
  expect(told).toEqual(suppressions.map(({ alarm, under, which }) => [`\`${alarm}\``, `\`${under}\``, which]));
});

test('docs/alarms.md has the figures as they are', () => {
  for (const figure of [
    `${coverageRule.minutes} minutes`,
    `${clusterRule.hours} hours`,
    `${clusterRule.days} days`,
    `${clusterRule.fewest} incidents`,
    `1 in ${1 / clusterRule.falseAlarms}`,
    `1 in ${(1 / silenceRule.chance).toLocaleString('en')}`,
    `${silenceRule.weeks} weeks`,
    `${SILENT_ON_DUTY / MINUTE} minutes`,
    `${welfareEvery[1] / MINUTE} minutes on an incident of priority 1`,
    `${welfareEvery[2] / MINUTE} on any other`,
  ])
    expect(text, figure).toContain(figure);
});
