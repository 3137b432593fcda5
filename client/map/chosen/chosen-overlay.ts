import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LonLat } from '#data/contract/place.ts';
import { chosenShapes } from './chosen-shapes.ts';
import type { SteerParts } from '../widget/steering.ts';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * What is chosen, drawn over the map as SVG in every frame that the map paints: so a ring goes with
 * its unit and with the hand that moves the map. A ring is a dark one in a light one, which shows on
 * whatever is below. A cross in the middle says, while the map has the focus, what Enter would choose.
 */
export function createChosenOverlay(map: MapLibreMap, parts: SteerParts): { draw: () => void; dispose: () => void } {
  const { element, picture, draught, marksAndNames, frameClock } = parts;
  const { palette, scale } = draught;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  svg.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
  element.append(svg);
  const canvas = map.getCanvas();

  const shape = (name: string, attributes: Record<string, string | number>) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    return made;
  };
  /** Light on dark, or dark on light: as wide again below. */
  const cased = (name: string, width: number, attributes: Record<string, string | number>) => [
    shape(name, { fill: 'none', stroke: palette.halo, 'stroke-width': (width + 3) * scale, ...attributes }),
    shape(name, { fill: 'none', stroke: palette.text, 'stroke-width': width * scale, ...attributes }),
  ];

  function placesOf() {
    const { incident, unit, crews } = picture.chosen;
    const now = frameClock();
    const home = incident === null ? null : (picture.incidents.find(({ id }) => id === incident)?.at ?? null);
    const mark = incident === null ? null : marksAndNames.markOf(incident);
    const place = (slot: number) => picture.motion.shownAt(slot, now);
    return {
      incident: mark?.at ?? home,
      unit: unit === null ? null : place(unit),
      crews: crews.map(place).filter((at): at is LonLat => at !== null),
    };
  }
  function draw() {
    const { rings, lines } = chosenShapes(placesOf(), (at) => map.project(at), scale);
    const middle = { x: element.clientWidth / 2, y: element.clientHeight / 2 };
    svg.replaceChildren(
      ...lines.flatMap(({ from, to }) =>
        cased('line', 1.5, { x1: from.x, y1: from.y, x2: to.x, y2: to.y, class: 'crew' }),
      ),
      ...rings.flatMap(({ x, y, radius }) => cased('circle', 2.5, { cx: x, cy: y, r: radius, class: 'chosen' })),
      ...(canvas.matches(':focus-visible') ? cross(middle) : []),
    );
  }
  const cross = ({ x, y }: { x: number; y: number }) =>
    cased('path', 1.5, { d: `M${x - 14},${y}h9m10,0h9M${x},${y - 14}v9m0,10v9`, class: 'cross' });

  map.on('render', draw);
  canvas.addEventListener('focus', draw);
  canvas.addEventListener('blur', draw);
  return {
    draw,
    dispose() {
      canvas.removeEventListener('focus', draw);
      canvas.removeEventListener('blur', draw);
      svg.remove();
    },
  };
}
