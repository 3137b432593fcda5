import type { LonLat } from '#data/contract/place.ts';
import { createChosenOverlay } from '../chosen/chosen-overlay.ts';
import type { Picked } from './map-picture.ts';
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
export const steerMap: SteerMap = (map, parts) => {
  const { element, events, fitted, marksAndNames, unitAt } = parts;
  const overlay = createChosenOverlay(map, parts);
  const canvas = map.getCanvas();
  // It has arrow keys of its own, which a screen reader must let through.
  canvas.setAttribute('role', 'application');
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.setMaxZoom(NEAREST);
  map.setMinZoom(fitted().zoom - FURTHEST);

  function pickAt(x: number, y: number): Picked {
    const incident = marksAndNames.markAt(x, y);
    if (incident !== null) return { incident };
    const unit = unitAt(x, y);
    return unit === null ? null : { unit };
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
  /** By the keyboard, what is in the middle is meant: the overlay shows where that is. */
  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Home') home();
    else if (event.key === 'Enter') events.picked(pickAt(element.clientWidth / 2, element.clientHeight / 2));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  canvas.addEventListener('keydown', onKey);

  map.on('click', ({ point }) => events.picked(pickAt(point.x, point.y)));
  map.on('mousemove', ({ point, originalEvent }) => {
    if (originalEvent.buttons === 0) canvas.style.cursor = pickAt(point.x, point.y) ? 'pointer' : '';
  });
  map.on('moveend', (event) => {
    // What the page does by itself, fitting the city into another size, is nobody's wish.
    if (!('wished' in event) && !('originalEvent' in event && event.originalEvent)) return;
    const { lng, lat } = map.getCenter();
    events.steered({ center: [lng, lat], zoom: map.getZoom() });
  });

  return {
    chosenChanged: () => map.triggerRepaint(),
    focus,
    home,
    nearer: (levels) => void map.easeTo({ zoom: map.getZoom() + levels, duration: EASE_MS / 2 }, wished),
    dispose() {
      canvas.removeEventListener('keydown', onKey);
      overlay.dispose();
    },
  };
};
