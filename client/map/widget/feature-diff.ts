import type { Feature } from 'geojson';

type Identified = Feature<Feature['geometry'], { id: string }>;

/** What changed between two lists, in the form that a GeoJSON source takes. */
export type FeatureDiff = { remove: string[]; add: Feature[] };

/** Null when nothing changed. A changed feature is added again: the source replaces it by its id. */
export function diffFeatures(before: readonly Identified[], after: readonly Identified[]): FeatureDiff | null {
  const old = new Map(before.map((feature) => [feature.properties.id, feature]));
  const add: Feature[] = [];
  for (const feature of after) {
    const was = old.get(feature.properties.id);
    old.delete(feature.properties.id);
    if (!was || !isEqual(was, feature)) add.push(feature);
  }
  const remove = [...old.keys()];
  return add.length || remove.length ? { add, remove } : null;
}

/** Features here are a few flat values and a short geometry. */
const isEqual = (a: Identified, b: Identified) => JSON.stringify(a) === JSON.stringify(b);
