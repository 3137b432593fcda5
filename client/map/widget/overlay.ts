import type { Draught } from './draught.ts';

const SVG = 'http://www.w3.org/2000/svg';
type Attributes = Record<string, string | number>;

type Overlay = {
  show(shapes: readonly SVGElement[]): void;
  remove(): void;
  /** A dark line in a light one, or the other way round: it shows on whatever is below. */
  cased(name: string, width: number, attributes: Attributes): SVGElement[];
};

/** An SVG over the whole map that takes no clicks. */
export function createOverlay(element: HTMLElement, { palette, scale }: Draught): Overlay {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  svg.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
  element.append(svg);

  const shape = (name: string, attributes: Attributes) => {
    const made = document.createElementNS(SVG, name) as SVGElement;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    return made;
  };
  return {
    show: (shapes) => svg.replaceChildren(...shapes),
    remove: () => svg.remove(),
    cased: (name, width, attributes) => [
      shape(name, { fill: 'none', stroke: palette.halo, 'stroke-width': (width + 3) * scale, ...attributes }),
      shape(name, { fill: 'none', stroke: palette.text, 'stroke-width': width * scale, ...attributes }),
    ],
  };
}
