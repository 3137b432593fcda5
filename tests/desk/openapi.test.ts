import { expect, test } from 'vitest';
import { kinds } from '#data/contract/commands/kinds.ts';
import { openapiDocument } from '#server/http/openapi.ts';

test('the document of the API describes every command that can be given', () => {
  const { paths = {} } = openapiDocument('0.0.0');
  const { 'alarm-rule': _rules, ...things } = kinds;
  for (const { plural, commands } of Object.values(things))
    for (const name of Object.keys(commands))
      expect(paths[`/api/v1/${plural}/{id}/${name}`]?.post, `${plural} ${name}`).toBeDefined();
  expect(JSON.stringify(paths['/api/v1/incidents/{id}/suspend'])).toContain('until');
  expect(Object.keys(paths['/api/v1/dangers'] ?? {}).sort()).toEqual(['get', 'post']);
  for (const path of ['disputes', 'disputes/{id}', 'shift', 'shift/{id}/kept', 'handovers', 'handovers/draft'])
    expect(paths[`/api/v1/${path}`], path).toBeDefined();
  for (const path of ['handovers/{id}/give', 'handovers/{id}/take', 'communities/{id}'])
    expect(paths[`/api/v1/${path}`], path).toBeDefined();
  for (const path of ['work', 'photos', 'cells/{id}', 'incidents/{id}/duplicates', 'units/{id}/position'])
    expect(paths[`/api/v1/${path}`], path).toBeDefined();
});
