import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { createAreas } from '../city/areas.ts';
import { createPlacing } from '../city/placing.ts';
import { incidentIds } from '../intake/incident-id.ts';
import { importCity } from './import-city.ts';
import { readIncidents } from './read-incidents.ts';
import type { FromReading, ReadingData } from './reading-thread.ts';

/** A thread that reads one file: a portion each time that it is asked. */
const port = parentPort as MessagePort;
const { pack, secret, ...what } = workerData as ReadingData;
const city = importCity(pack, createAreas(pack), createPlacing(pack.cells));
const portions = readIncidents(what, city, incidentIds(secret));
const tell = (message: FromReading) => port.postMessage(message);

port.on('message', () => {
  portions.next().then(
    ({ value, done }) => (done ? end({ is: 'end' }) : tell({ is: 'portion', portion: value })),
    (error: unknown) => end({ is: 'error', why: error instanceof Error ? error.message : String(error) }),
  );
});

function end(last: FromReading): void {
  tell(last);
  port.close();
}
