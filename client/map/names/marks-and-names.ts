import type { Map as MapLibreMap } from 'maplibre-gl';
import type { IncidentId } from '#data/contract/ids.ts';
import type { Draught } from '../widget/draught.ts';
import { MARK_SIZE } from '../widget/images.ts';
import { markFeatures, type MarkFeature } from '../incidents/incident-features.ts';
import type { MapPicture } from '../widget/map-picture.ts';
import { onPanel, windowAround } from '../widget/map-window.ts';
import { markAt } from '../incidents/mark-at.ts';
import { layOutMarks, roomOf, type Mark } from '../incidents/mark-layout.ts';
import { nameFeatures, type NameFeature } from './name-features.ts';
import { nameIn } from './name-in.ts';
import { layOutNames, writeNames, type WrittenName } from './name-layout.ts';
import { broken, namesFrom, nameSize, type MeasureText } from './name-styles.ts';
import { createSourceFeeder } from '../widget/source-feeder.ts';

/** Least distance of two full marks, of their size. */
const GAP = 0.76;

/** Marks stand where they find room at this zoom; names lie where no mark stands. */
export function createMarksAndNames(map: MapLibreMap, picture: MapPicture, draught: Draught) {
  const { pack, dress } = picture;
  const sendMarks = createSourceFeeder<MarkFeature>(map, 'incidents');
  const sendNames = createSourceFeeder<NameFeature>(map, 'names');
  const gap = MARK_SIZE * GAP * draught.scale;
  const measure = textMeasure();
  let window = windowOf(map);
  let names = layOut();
  let written: WrittenName[] = [];
  let marks: readonly Mark[] = [];

  function layOut() {
    return layOutNames(pack, window, {
      from: namesFrom(draught),
      measure: (kind, text) => nameSize(kind, text, draught, measure),
      textOf: (kind, named) => (kind === 'district' ? broken : String)(nameIn(named, dress.lang)),
      reserved: picture.reserved,
    });
  }
  /** No mark steps out of the picture or under what lies over it. */
  function mayStand(worldX: number, worldY: number): boolean {
    const [x, y] = [worldX - window.left, worldY - window.top];
    const air = gap * 0.8;
    if (x < air || y < air || x > window.width - air || y > window.height - air) return false;
    return !picture.reserved.some(
      ({ left, top, right, bottom }) => x > left - air && x < right + air && y > top - air && y < bottom + air,
    );
  }
  function incidentsChanged() {
    marks = layOutMarks(picture.incidents, { zoom: window.zoom, gap, mayStand, chosen: picture.chosen.incident });
    const discs = marks.map((mark) => {
      const [x, y] = onPanel(mark.at, window);
      return { x, y, radius: roomOf(mark, gap) / 2 };
    });
    sendMarks(markFeatures(marks));
    written = writeNames(names, discs, written);
    sendNames(nameFeatures(written, window));
  }
  return {
    incidentsChanged,
    /** The mark at a point of the panel as it stands now, also while the map moves. */
    markAt: (x: number, y: number) => markAt(marks, x, y, windowOf(map), gap),
    markOf: (id: IncidentId) => marks.find((mark) => mark.id === id) ?? null,
    moved() {
      window = windowOf(map);
      names = layOut();
      incidentsChanged();
    },
  };
}

function windowOf(map: MapLibreMap) {
  const { lng, lat } = map.getCenter();
  const { clientWidth, clientHeight } = map.getContainer();
  return windowAround([lng, lat], map.getZoom(), clientWidth, clientHeight);
}

function textMeasure(): MeasureText {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  return (text, font) => {
    context.font = font;
    return context.measureText(text).width;
  };
}
