/** What the store costs, as functions that each measure one promise and give plain figures. */
export { measureImport, measureIntake, measureSingles } from './store-intake.ts';
export { measureRollups, measureRollupUpkeep } from './store-rollups.ts';
export { measureStart } from './store-start.ts';
