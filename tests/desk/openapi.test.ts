import { expect, test } from 'vitest';
import { kinds } from '#data/contract/commands/kinds.ts';
import { routes } from '#data/contract/routes/areas.ts';
import { openapiDocument } from '#server/http/openapi/openapi.ts';

test('the document of the API describes every command that can be given', () => {
  const { paths = {} } = openapiDocument('0.0.0', 'session');
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

const document = openapiDocument('0.0.0', 'session');
const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Record<string, { security?: object[]; 'x-who'?: string[]; responses?: object }>).map(
    ([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, ...operation }),
  ),
);

test('every route is in it, a command for each, and nothing else', () => {
  const said = new Set(operations.map(({ name }) => name));
  const meant = routes.flatMap(({ method, path, commands }) => {
    const written = `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`;
    return commands ? Object.keys(commands).map((name) => written.replace('{command}', name)) : [written];
  });
  expect(said).toEqual(new Set(meant));
});

test('it says who may call each operation, as the table of rights does', () => {
  const who = (name: string) => operations.find((operation) => operation.name === name);
  expect(who('GET /api/v1/audit')).toMatchObject({ 'x-who': ['oversight'], security: [{ person: [] }] });
  expect(who('POST /api/v1/incidents')).toMatchObject({ 'x-who': ['source'], security: [{ source: [] }] });
  expect(who('GET /api/v1/session/ways')).toMatchObject({ security: [] });
  expect(who('GET /api/v1/units')?.['x-who']).toEqual(['ops-wall', 'officer', 'supervisor', 'analyst', 'admin']);
  // A role that may never give a command is not named, though it may give others of that thing.
  expect(who('POST /api/v1/incidents/{id}/assign')?.['x-who']).toEqual(['supervisor', 'admin']);
  expect(who('POST /api/v1/incidents/{id}/note')?.['x-who']).toEqual(['officer', 'supervisor', 'admin']);
  for (const { name, security, 'x-who': open, responses } of operations) {
    expect(open?.length, name).toBeGreaterThan(0);
    const isOpen = open!.includes('nobody');
    expect(security?.length === 0, name).toBe(isOpen);
    if (!isOpen) expect(Object.keys(responses ?? {}), name).toEqual(expect.arrayContaining(['401', '403']));
  }
});
