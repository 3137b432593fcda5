import { parentPort, workerData } from 'node:worker_threads';
import { createAreas } from '../city/areas.ts';
import { createPlacing } from '../city/placing.ts';
import { importCity } from './import-city.ts';
import { lookAt } from './look.ts';
import type { FromLooking, LookingData } from './looking-thread.ts';

/** A thread that looks at the beginning of one file. */
const { pack, ...what } = workerData as LookingData;
const city = importCity(pack, createAreas(pack), createPlacing(pack.cells));
const tell = (message: FromLooking) => parentPort?.postMessage(message);

lookAt(what, city, pack.categories.categories).then(
  (look) => tell({ is: 'look', look }),
  (error: unknown) => tell({ is: 'error', why: error instanceof Error ? error.message : String(error) }),
);
