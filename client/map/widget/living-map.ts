import type { Clock, Stop } from '#data/kit/clock.ts';
import type { MapLayer, Picked } from './layer.ts';
import type { DrawMap, DrawnMap, MapDress, MapPicture, MapView, Steering } from './map-picture.ts';

/**
 * ok: the map is drawn. less: it is drawn with fewer pixels, in steps, because its frames kept the text
 * waiting. lost: it is being drawn again. list: it cannot be drawn, show a list.
 */
export type MapState = 'ok' | 'less' | 'lost' | 'list';

export const isDrawn = (state: MapState | null): boolean => state === 'ok' || state === 'less';

/** A map that is not there by then is replaced by a list until it is, ms. */
export const LIST_AFTER = 4000;
/** A map that has not come by then will not, ms. */
const GIVE_UP_AFTER = 30_000;
/** Waits before the next try, ms; the last one for ever. A card that is back within 12 s is used within 15. */
const RETRY_AFTER = [200, 500, 1000, 2000, 3000, 3000, 3000, 3000, 15_000];

export type LivingMapParts = Pick<MapPicture, 'pack' | 'dress' | 'layers' | 'reserved' | 'margin'> & {
  container: HTMLElement;
  draw: DrawMap;
  clock: Clock;
  /** `isComing`, with a list: it stands in for a map that is still being drawn; else nothing here can draw one. */
  state(state: MapState, isComing: boolean): void;
  viewed(view: MapView): void;
  /** Somebody clicked; only of a map that can be steered. */
  picked(picked: Picked): void;
};

/** A map that lives as long as the page, however often the widget below it dies. */
export type LivingMap = Steering & {
  /** What it shows from now on. A layer that is the same value is left alone; of other kinds is drawn anew. */
  show(layers: readonly MapLayer[]): void;
  setReserved(reserved: MapPicture['reserved']): void;
  setDress(dress: MapDress): void;
  dispose(): void;
};

export function createLivingMap(parts: LivingMapParts): LivingMap {
  const { container, draw, clock, pack, margin } = parts;
  const picture: { -readonly [Part in keyof MapPicture]: MapPicture[Part] } = {
    pack,
    dress: parts.dress,
    layers: parts.layers,
    margin,
    reserved: parts.reserved,
    view: null,
  };
  let widget: DrawnMap | null = null;
  let said: MapState | null = null;
  let failures = 0;
  /** Could not be drawn since it last was. */
  let hasFailed = false;
  let wasComing = false;
  /** Which life of the widget is meant: what an earlier one still says is not heard. */
  let life = 0;
  let stops: Stop[] = [];

  function say(state: MapState, isComing = false) {
    if (said === state && wasComing === isComing) return;
    [said, wasComing] = [state, isComing];
    parts.state(state, isComing);
  }

  function end() {
    life++;
    for (const stop of stops) stop();
    stops = [];
    widget?.dispose();
    widget = null;
  }

  function begin() {
    end();
    const own = life;
    const heard =
      <Said extends unknown[]>(run: (...said: Said) => void) =>
      (...said: Said) => {
        if (own === life) run(...said);
      };
    stops = [clock.after(LIST_AFTER, () => say('list', !hasFailed)), clock.after(GIVE_UP_AFTER, fail)];
    try {
      widget = draw(container, picture, {
        ready: heard(() => {
          for (const stop of stops) stop();
          failures = 0;
          hasFailed = false;
          say('ok');
        }),
        less: heard((isLess) => say(isLess ? 'less' : 'ok')),
        lost: heard(() => {
          say('lost');
          retry();
        }),
        viewed: heard(parts.viewed),
        steered: heard((view) => (picture.view = view)),
        picked: heard(parts.picked),
      });
    } catch {
      fail();
    }
  }

  /** Nothing to draw with: a card that is being reset comes back soon, a missing one does not. */
  function fail() {
    hasFailed = true;
    if (said !== 'lost' || failures >= 3) say('list');
    retry();
  }

  function retry() {
    const wait = RETRY_AFTER[Math.min(failures++, RETRY_AFTER.length - 1)]!;
    end();
    stops = [clock.after(wait, begin)];
  }

  begin();
  return {
    show(layers) {
      const before = picture.layers;
      picture.layers = layers;
      if (layers.length !== before.length || layers.some(({ kind }, i) => kind !== before[i]!.kind)) return begin();
      for (const [i, layer] of layers.entries()) if (layer !== before[i]) widget?.layerChanged(layer);
    },
    setReserved(reserved) {
      if (JSON.stringify(reserved) === JSON.stringify(picture.reserved)) return;
      picture.reserved = reserved;
      widget?.reservedChanged();
    },
    setDress(dress) {
      const { lang, theme, scale } = picture.dress;
      if (lang === dress.lang && theme === dress.theme && scale === dress.scale) return;
      picture.dress = dress;
      begin();
    },
    focus: (at, zoom) => widget?.focus?.(at, zoom),
    home: () => widget?.home?.(),
    nearer: (levels) => widget?.nearer?.(levels),
    dispose: end,
  };
}
