import type { Clock, Stop } from '#data/kit/clock.ts';
import { dialSocket } from '#client/feed/dial-socket.ts';
import { snapshotFetcher } from '#client/feed/fetch-snapshot.ts';
import { exposeTruth } from '#client/feed/truth.ts';
import { followPicture, type Picture } from '#client/store/picture.svelte.ts';
import { lastReload, reloadPage } from './reload.ts';

/** The picture that this page shows of `view`, and the truth about it on the page's root for whoever looks on. */
export function pagePicture(view: string, clock: Clock): { picture: Picture; stop: Stop } {
  const truth = exposeTruth({ root: document.documentElement, window }, clock, __BUILD__);
  const { picture, stop } = followPicture(
    {
      dial: dialSocket({ view, build: __BUILD__ }),
      fetchSnapshot: snapshotFetcher({ view }),
      clock,
      random: Math.random,
      build: __BUILD__,
      reload: reloadPage,
      ...lastReload(),
    },
    truth.show,
  );
  return {
    picture,
    stop() {
      stop();
      truth.stop();
    },
  };
}
