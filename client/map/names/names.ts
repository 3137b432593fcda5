import type { DrawnCity } from '#data/contract/city-pack.ts';
import type { Lang } from '#client/words/shared/speech.ts';
import { drawn } from '../widget/ink.ts';
import type { LayerKind, MapLayer } from '../widget/layer.ts';
import { nameIn } from '../widget/name-in.ts';
import { createSourceFeeder } from '../widget/source-feeder.ts';
import { source } from '../widget/style.ts';
import { areaNames } from './area-names.ts';
import { labelLayers } from './label-layers.ts';
import { nameFeatures, type NameFeature } from './name-features.ts';
import { layOutNames, writeNames, type WrittenName } from './name-layout.ts';
import { broken, namesFrom, nameSize, type MeasureText } from './name-styles.ts';
import { placeFeatures } from './place-features.ts';
import { placeClasses, placeMark } from './place-mark.ts';

/** Side of a place's sign, CSS pixels on a desk. */
const PLACE_SIZE = 20;

/** Places and names, over the ground that has the parks: names lie where no mark of any layer stands. */
export const nameKind: LayerKind<null> = {
  name: 'names',
  style: ({ pack, lang, draught }) => ({
    sources: {
      'area-names': source(areaNames(pack.cells, pack.areas, lang)),
      places: source(placeFeatures(pack.places, lang)),
      names: source(),
    },
    layers: labelLayers(draught),
    images: () =>
      placeClasses.map((kind) => [
        `place-${kind}`,
        drawn(placeMark(kind, draught.palette), PLACE_SIZE * draught.scale),
      ]),
    letters: lettersOf(pack, lang),
  }),
  begin(stage) {
    const { map, pack, lang, draught } = stage;
    const send = createSourceFeeder<NameFeature>(map, 'names');
    const measure = textMeasure();
    let window = stage.window();
    let names: ReturnType<typeof layOutNames> = [];
    let written: WrittenName[] = [];
    return {
      moved() {
        window = stage.window();
        names = layOutNames(pack, window, {
          from: namesFrom(draught),
          measure: (kind, text) => nameSize(kind, text, draught, measure),
          textOf: (kind, named) => (kind === 'district' ? broken : String)(nameIn(named, lang)),
          reserved: stage.reserved(),
        });
      },
      settle() {
        written = writeNames(names, stage.taken(), written);
        send(nameFeatures(written, window));
      },
    };
  },
};

export const nameLayer: MapLayer<null> = { kind: nameKind, data: null };

function lettersOf({ areas, places, streets, land }: DrawnCity, lang: Lang): string {
  const named = [...areas, ...places, ...streets, ...land];
  return [...new Set(named.flatMap(({ names }) => (names ? [...nameIn(names, lang)] : [])))].join('');
}

function textMeasure(): MeasureText {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  return (text, font) => {
    context.font = font;
    return context.measureText(text).width;
  };
}
