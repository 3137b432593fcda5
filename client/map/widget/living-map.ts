import type { IncidentId } from '#data/contract/ids.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Chosen, MapPicture, DrawMap, MapDress, MapView, MapWidget, Picked } from './map-picture.ts';
import type { UnitFrame } from '../units/unit-frame.ts';
import { createUnitMotion } from '../units/unit-motion.ts';

/** ok: the map is drawn. lost: it is being drawn again. list: it cannot be drawn, show a list. */
export type MapState = 'ok' | 'lost' | 'list';

/** A map that is not there by then is replaced by a list until it is, ms. */
export const LIST_AFTER = 4000;
/** A map that has not come by then will not, ms. */
const GIVE_UP_AFTER = 30_000;
/** Waits before the next try, ms; the last one for ever. A card that is back within 12 s is used within 15. */
const RETRY_AFTER = [200, 500, 1000, 2000, 3000, 3000, 3000, 3000, 15_000];

export type LivingMapParts = {
  container: HTMLElement;
  pack: MapPicture['pack'];
  dress: MapDress;
  draw: DrawMap;
  clock: Clock;
  /** A steady clock for movement, ms. */
  frameClock: () => number;
  /** False: units jump to their fixes (reduced motion). */
  glide: () => boolean;
  state(state: MapState): void;
  viewed(view: MapView): void;
  /** Somebody clicked; only of a map that can be steered. */
  picked?: (picked: Picked) => void;
};

/** A map that lives as long as the page, however often the widget below it dies. */
export type LivingMap = {
  showIncidents(incidents: MapPicture['incidents']): void;
  showCells(cells: MapPicture['cells']): void;
  setReserved(reserved: MapPicture['reserved']): void;
  feedUnits(frame: UnitFrame): void;
  setUnitStates(states: Uint8Array): void;
  setDress(dress: MapDress): void;
  unitAt(x: number, y: number): number | null;
  incidentAt(x: number, y: number): IncidentId | null;
  choose(chosen: Chosen): void;
  focus(at: LonLat, zoom?: number): void;
  home(): void;
  nearer(levels: number): void;
  /** Where a unit is shown, by slot; null without a fix. */
  unitPlace(slot: number): LonLat | null;
  dispose(): void;
};

export function createLivingMap(parts: LivingMapParts): LivingMap {
  const { container, draw, clock } = parts;
  const motion = createUnitMotion(parts.pack.city.reach);
  const picture: { -readonly [Part in keyof MapPicture]: MapPicture[Part] } = {
    pack: parts.pack,
    dress: parts.dress,
    incidents: [],
    cells: new Map(),
    reserved: [],
    chosen: { incident: null, unit: null, crews: [] },
    view: null,
    motion,
    states: new Uint8Array(0),
  };
  let widget: MapWidget | null = null;
  let said: MapState | null = null;
  let failures = 0;
  /** Which life of the widget is meant: what an earlier one still says is not heard. */
  let life = 0;
  let stops: Stop[] = [];

  function say(state: MapState) {
    if (said === state) return;
    said = state;
    parts.state(state);
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
    const heard = (run: () => void) => () => {
      if (own === life) run();
    };
    stops = [clock.after(LIST_AFTER, () => say('list')), clock.after(GIVE_UP_AFTER, fail)];
    try {
      widget = draw(container, picture, {
        ready: heard(() => {
          for (const stop of stops) stop();
          failures = 0;
          say('ok');
        }),
        lost: heard(() => {
          say('lost');
          retry();
        }),
        viewed: (view) => {
          if (own === life) parts.viewed(view);
        },
        steered: (view) => {
          if (own === life) picture.view = view;
        },
        picked: (picked) => {
          if (own === life) parts.picked?.(picked);
        },
      });
    } catch {
      fail();
    }
  }

  /** Nothing to draw with: a card that is being reset comes back soon, a missing one does not. */
  function fail() {
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
    showIncidents(incidents) {
      if (picture.incidents === incidents) return;
      picture.incidents = incidents;
      widget?.incidentsChanged();
    },
    showCells(cells) {
      if (picture.cells === cells) return;
      picture.cells = cells;
      widget?.cellsChanged();
    },
    setReserved(reserved) {
      if (JSON.stringify(reserved) === JSON.stringify(picture.reserved)) return;
      picture.reserved = reserved;
      widget?.reservedChanged();
    },
    feedUnits(frame) {
      motion.feed(frame, parts.frameClock(), parts.glide());
      widget?.unitsMoved();
    },
    setUnitStates(states) {
      picture.states = states;
      widget?.unitStatesChanged();
    },
    setDress(dress) {
      const { lang, theme, scale } = picture.dress;
      if (lang === dress.lang && theme === dress.theme && scale === dress.scale) return;
      picture.dress = dress;
      begin();
    },
    unitAt: (x, y) => widget?.unitAt(x, y) ?? null,
    incidentAt: (x, y) => widget?.incidentAt(x, y) ?? null,
    choose(chosen) {
      if (JSON.stringify(chosen) === JSON.stringify(picture.chosen)) return;
      picture.chosen = chosen;
      widget?.chosenChanged();
    },
    focus: (at, zoom) => widget?.focus(at, zoom),
    home: () => widget?.home(),
    nearer: (levels) => widget?.nearer(levels),
    unitPlace: (slot) => motion.shownAt(slot, parts.frameClock()),
    dispose: end,
  };
}
