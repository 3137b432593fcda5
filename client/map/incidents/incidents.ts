import type { IncidentId } from '#data/contract/ids.ts';
import { drawn } from '../widget/ink.ts';
import type { LayerKind, MapLayer } from '../widget/layer.ts';
import { onPanel } from '../widget/map-window.ts';
import { paced } from '../pace/paced.ts';
import { createSourceFeeder } from '../widget/source-feeder.ts';
import { source } from '../widget/style.ts';
import { markFeatures, type MarkFeature } from './incident-features.ts';
import { incidentLayers } from './incident-layers.ts';
import { incidentMark, markLooks, markName } from './incident-mark.ts';
import type { PlacedIncident } from './incident-place.ts';
import { markAt } from './mark-at.ts';
import { layOutMarks, roomOf, type Mark } from './mark-layout.ts';

/** Side of a mark with its ring, CSS pixels on a desk. */
export const MARK_SIZE = 35;
/** Least distance of two full marks, of their size. */
const GAP = 0.76;

/** `chosen` stands at its own place and alone. */
export type Incidents = { placed: readonly PlacedIncident[]; chosen: IncidentId | null };

/** Marks stand where they find room at this zoom. */
export const incidentKind: LayerKind<Incidents> = {
  name: 'incidents',
  style: ({ draught }) => ({
    sources: { incidents: source() },
    layers: incidentLayers(draught),
    images: () =>
      markLooks.map((look) => [markName(look), drawn(incidentMark(look, draught.palette), MARK_SIZE * draught.scale)]),
    letters: '+0123456789',
  }),
  begin(stage, incidents) {
    const send = createSourceFeeder<MarkFeature>(stage.map, 'incidents');
    const gap = MARK_SIZE * GAP * stage.draught.scale;
    const pace = paced(
      () => {
        layOut();
        stage.settle();
      },
      stage.clock,
      stage.frameClock,
    );
    let window = stage.window();
    let marks: readonly Mark[] = [];

    /** No mark steps out of the picture or under what lies over it. */
    function mayStand(worldX: number, worldY: number): boolean {
      const [x, y] = [worldX - window.left, worldY - window.top];
      const air = gap * 0.8;
      if (x < air || y < air || x > window.width - air || y > window.height - air) return false;
      return !stage
        .reserved()
        .some(({ left, top, right, bottom }) => x > left - air && x < right + air && y > top - air && y < bottom + air);
    }
    function layOut() {
      marks = layOutMarks(incidents.placed, { zoom: window.zoom, gap, mayStand, chosen: incidents.chosen });
      send(markFeatures(marks));
    }
    return {
      changed(next) {
        incidents = next;
        pace.ask();
      },
      moved() {
        window = stage.window();
        layOut();
      },
      taken: () =>
        marks.map((mark) => {
          const [x, y] = onPanel(mark.at, window);
          return { x, y, radius: roomOf(mark, gap) / 2 };
        }),
      /** As the marks stand now, also while the map moves. */
      hit(x, y) {
        const incident = markAt(marks, x, y, stage.window(), gap);
        return incident === null ? null : { incident };
      },
      placeOf(what) {
        if (!('incident' in what)) return null;
        const is = ({ id }: { id: IncidentId }) => id === what.incident;
        return marks.find(is)?.at ?? incidents.placed.find(is)?.at ?? null;
      },
      end: pace.stop,
    };
  },
};

export const incidentLayer = (incidents: Incidents): MapLayer<Incidents> => ({ kind: incidentKind, data: incidents });
