import type { App } from '../app.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Demo } from '../demo/create-demo.ts';
import type { DemoClock } from '../demo/demo-clock.ts';
import { giveBackSoon } from '../give-back.ts';
import { realClock } from '../real-clock.ts';
import type { Held } from '../store/fenced.ts';
import type { Taken } from '../store/leases.ts';
import type { Store } from '../store/store.ts';
import { tellStart } from './telling-start.ts';
import { waitedFor } from '../welcome.ts';

type Parts = {
  seed: string;
  speed: number;
  app: App;
  /** The lease that it is played under. */
  held: Held;
  store: Pick<Store, 'tracks'>;
  pack: CityPack;
  clock: DemoClock;
  /** Said when it begins to make up its past. */
  starting: () => void;
  /** Called when its last day was lived. */
  lives: () => void;
  told: (what: string) => void;
  trouble: (what: string, error: unknown) => void;
};

/** Starts the demo under a lease that was taken. It goes on in the background; nothing is up before its last day was lived, and then its history comes in behind it. */
export function demoStarter(parts: Parts): (taken: Taken) => Promise<Demo> {
  const { app, held, store, clock, starting, lives, told, trouble } = parts;
  return async function startDemo(taken) {
    app.waitFor(waitedFor.past);
    const { createDemo } = await import('../demo/create-demo.ts');
    await app.reached(taken.at);
    const telling = tellStart(process.stderr);
    let living: false | 'before its history' | 'with it' = false;
    const demo = createDemo({
      ...parts,
      ...app,
      ...app.under(taken, held),
      now: realClock.now,
      lastFixes: await store.tracks.latest(),
      broken: (error) => trouble('the demo stands still', error),
    });
    starting();
    demo
      .start((at, share) => {
        if (at !== 'history') app.waitFor(`${waitedFor[at]}, ${Math.floor(share * 100)} %`);
        else {
          if (!living) comesAlive('before its history');
          app.fillHistory(share);
        }
        telling.on(waitedFor[at], share);
      })
      .then(() => {
        if (!living) comesAlive('with it');
        app.fillHistory(null);
        telling.done();
        told('the demo city has its history');
        if (living === 'before its history') giveBackSoon(realClock);
      })
      .catch((error: unknown) => {
        trouble('the demo city does not start', error);
        app.waitFor(null);
        app.fillHistory(null);
      });
    return {
      ...demo,
      async stop() {
        await demo.stop();
        clock.letGo();
      },
    };

    function comesAlive(how: 'before its history' | 'with it'): void {
      living = how;
      told('the demo city lives');
      telling.done();
      lives();
    }
  };
}
