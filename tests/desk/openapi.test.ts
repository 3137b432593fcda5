import { expect, test } from 'vitest';
import { mayCommand } from '#data/rules/may-command.ts';
import { openapiDocument } from '#server/http/openapi.ts';

test('the document of the API describes every command that can be given', () => {
  const { paths = {} } = openapiDocument('0.0.0');
  const things = {
    incident: 'incidents',
    unit: 'units',
    alarm: 'alarms',
    inspection: 'inspections',
    cell: 'cells',
    danger: 'dangers',
    dispute: 'disputes',
  };
  for (const [thing, path] of Object.entries(things))
    for (const name of Object.keys(mayCommand[thing as keyof typeof things]))
      expect(paths[`/api/v1/${path}/{id}/${name}`]?.post, `${path} ${name}`).toBeDefined();
  expect(JSON.stringify(paths['/api/v1/incidents/{id}/suspend'])).toContain('until');
  expect(Object.keys(paths['/api/v1/dangers'] ?? {}).sort()).toEqual(['get', 'post']);
  for (const path of ['disputes', 'disputes/{id}', 'shift', 'shift/{id}/kept', 'handovers', 'handovers/draft'])
    expect(paths[`/api/v1/${path}`], path).toBeDefined();
  for (const path of ['handovers/{id}/give', 'handovers/{id}/take', 'communities/{id}'])
    expect(paths[`/api/v1/${path}`], path).toBeDefined();
  for (const path of ['work', 'photos', 'cells/{id}', 'incidents/{id}/duplicates', 'units/{id}/position'])
    expect(paths[`/api/v1/${path}`], path).toBeDefined();
});
