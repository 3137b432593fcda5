import type { LonLat } from '#data/contract/place.ts';
import { createOverlay } from './overlay.ts';
import type { SteerMap } from './steering.ts';

/** No nearer than single houses, no further than the city as a stamp. */
const NEAREST = 18;
const FURTHEST = 2;
/** A place is in view when it is no nearer to the edge than this, CSS pixels. */
const EDGE = 32;
const EASE_MS = 400;
/** Marks an own movement as somebody's wish. */
const wished = { wished: true };

/**
 * Wheel, drag and pinch; + and -, arrows, Home and Enter while the map has the focus; a click or
 * Enter chooses. MapLibre itself jumps instead of gliding where less motion is wished.
 */
export const steerMap: SteerMap = (map, { element, draught, events, fitted, hit }) => {
  const canvas = map.getCanvas();
  const overlay = createOverlay(element, draught);
  // It has arrow keys of its own, which a screen reader must let through.
  canvas.setAttribute('role', 'application');
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.setMaxZoom(NEAREST);
  map.setMinZoom(fitted().zoom - FURTHEST);

  const middle = () => ({ x: element.clientWidth / 2, y: element.clientHeight / 2 });
  /** While the map has the focus, a cross says what Enter would choose. */
  function showCross() {
    const { x, y } = middle();
    const d = `M${x - 14},${y}h9m10,0h9M${x},${y - 14}v9m0,10v9`;
    overlay.show(canvas.matches(':focus-visible') ? overlay.cased('path', 1.5, { d, class: 'cross' }) : []);
  }
  function home() {
    events.steered(null);
    map.easeTo({ ...fitted(), duration: EASE_MS });
  }
  function focus(at: LonLat, zoom = 0) {
    const { x, y } = map.project(at);
    const [width, height] = [element.clientWidth, element.clientHeight];
    const isIn = (place: number, size: number) => place > EDGE && place < size - EDGE;
    if (isIn(x, width) && isIn(y, height) && map.getZoom() >= zoom) return;
    map.easeTo({ center: at, zoom: Math.max(zoom, map.getZoom()), duration: EASE_MS }, wished);
  }
  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Home') home();
    else if (event.key === 'Enter') events.picked(hit(middle().x, middle().y));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  canvas.addEventListener('keydown', onKey);
  canvas.addEventListener('focus', showCross);
  canvas.addEventListener('blur', showCross);
  // A click takes the focus without a cross, the key after it shows one.
  map.on('render', showCross);

  map.on('click', ({ point }) => events.picked(hit(point.x, point.y)));
  map.on('mousemove', ({ point, originalEvent }) => {
    if (originalEvent.buttons === 0) canvas.style.cursor = hit(point.x, point.y) ? 'pointer' : '';
  });
  map.on('moveend', (event) => {
    // What the page does by itself, fitting the city into another size, is nobody's wish.
    if (!('wished' in event) && !('originalEvent' in event && event.originalEvent)) return;
    const { lng, lat } = map.getCenter();
    events.steered({ center: [lng, lat], zoom: map.getZoom() });
  });

  return {
    focus,
    home,
    nearer: (levels) => void map.easeTo({ zoom: map.getZoom() + levels, duration: EASE_MS / 2 }, wished),
    dispose() {
      canvas.removeEventListener('keydown', onKey);
      canvas.removeEventListener('focus', showCross);
      canvas.removeEventListener('blur', showCross);
      overlay.remove();
    },
  };
};
