import type { CityPack, Names } from '#data/contract/city-pack.ts';
import { placesOfDistricts } from './district-names.ts';
import { placesAlong, type TextSize } from './line-names.ts';
import { onPanel, type MapWindow } from '../widget/map-window.ts';
import { boxesTouch, boxTouchesDisc, type NameBox } from './name-box.ts';
import type { Box } from '../widget/open-ground.ts';

export const nameKinds = ['district', 'river', 'stream', 'trunk', 'main', 'minor'] as const;
export type NameKind = (typeof nameKinds)[number];

/** A name and where it may lie, the best place first. */
export type PlacedName = { id: string; kind: NameKind; text: string; places: NameBox[] };
export type WrittenName = { id: string; kind: NameKind; text: string; box: NameBox };

export type NameSettings = {
  /** The least zoom at which names of this kind are written. */
  from: Record<NameKind, number>;
  /** Room that a text takes, air around it included, pixels. */
  measure: (kind: NameKind, text: string) => TextSize;
  textOf: (kind: NameKind, names: Names) => string;
  /** Parts of the panel that something else covers. */
  reserved: readonly Box[];
};

/** Places kept of each name, for when something more important lies on the first. */
const CHOICES = 12;

type Wish = { id: string; kind: NameKind; text: string; weight: number; places: () => NameBox[] };

/**
 * Where each name could be written in this window, the most important name first; of districts the
 * one with the least choice, which would otherwise find its only place taken.
 */
export function layOutNames(
  pack: Pick<CityPack, 'areas' | 'cells' | 'streets' | 'land'>,
  window: MapWindow,
  settings: NameSettings,
): PlacedName[] {
  const covered = settings.reserved.map(asNameBox);
  const names = wishes(pack, window, settings).flatMap(({ id, kind, text, places }) => {
    const own: NameBox[] = [];
    for (const place of places()) {
      if (own.length === CHOICES) break;
      if (!isOn(place, window) || own.some((other) => isNear(place, other))) continue;
      if (!covered.some((box) => boxesTouch(place, box))) own.push(place);
    }
    return own.length > 0 ? [{ id, kind, text, places: own }] : [];
  });
  return names.sort((a, b) => (a.kind === 'district' && b.kind === 'district' ? a.places.length - b.places.length : 0));
}

/**
 * Which names are written where: the important first, none on another and none under a mark. A name
 * stays where it was before as long as it can, so that a new incident does not stir the whole map.
 */
export function writeNames(
  names: readonly PlacedName[],
  marks: readonly { x: number; y: number; radius: number }[],
  before: readonly WrittenName[] = [],
): WrittenName[] {
  const was = new Map(before.map(({ id, box }) => [id, box]));
  const written: WrittenName[] = [];
  for (const { id, kind, text, places } of names) {
    const last = was.get(id);
    const box = (last && places.includes(last) ? [last, ...places] : places).find(
      (place) =>
        !marks.some(({ x, y, radius }) => boxTouchesDisc(place, x, y, radius)) &&
        !written.some((other) => boxesTouch(place, other.box)),
    );
    if (box) written.push({ id, kind, text, box });
  }
  return written;
}

function wishes(
  { areas, cells, streets, land }: Pick<CityPack, 'areas' | 'cells' | 'streets' | 'land'>,
  window: MapWindow,
  { from, measure, textOf, reserved }: NameSettings,
): Wish[] {
  const isWritten = (kind: NameKind) => window.zoom >= from[kind];
  const wanted: Wish[] = [];
  if (isWritten('district')) {
    const placesOf = placesOfDistricts({ areas, cells }, window, reserved);
    for (const area of areas) {
      if (area.level !== 'district') continue;
      const text = textOf('district', area.names);
      wanted.push({
        id: area.id,
        kind: 'district',
        text,
        weight: 0,
        places: () => placesOf(area.id, measure('district', text)),
      });
    }
  }
  for (const { id, class: kind, names, line } of [...land, ...streets]) {
    if (!names || !line || !isNameKind(kind) || !isWritten(kind)) continue;
    const text = textOf(kind, names);
    const pixels = line.map((point) => onPanel(point, window));
    const length = pixels.reduce(
      (sum, [x, y], i) => sum + (i ? Math.hypot(x - pixels[i - 1]![0], y - pixels[i - 1]![1]) : 0),
      0,
    );
    wanted.push({ id, kind, text, weight: -length, places: () => placesAlong(pixels, measure(kind, text)) });
  }
  return wanted.sort(
    (a, b) => nameKinds.indexOf(a.kind) - nameKinds.indexOf(b.kind) || a.weight - b.weight || (a.id < b.id ? -1 : 1),
  );
}

const isNameKind = (kind: string): kind is NameKind => (nameKinds as readonly string[]).includes(kind);

/** Too near to be another choice. */
function isNear(a: NameBox, b: NameBox): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < Math.max(a.halfHeight, a.halfWidth / 2);
}

function isOn({ x, y, halfWidth, halfHeight, angle }: NameBox, { width, height }: MapWindow): boolean {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const across = halfWidth * cos + halfHeight * sin;
  const down = halfWidth * sin + halfHeight * cos;
  return x >= across && x <= width - across && y >= down && y <= height - down;
}

const asNameBox = ({ left, top, right, bottom }: Box): NameBox => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
  halfWidth: (right - left) / 2,
  halfHeight: (bottom - top) / 2,
  angle: 0,
});
