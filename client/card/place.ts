export type PlaceWords = Record<
  'useMap' | 'mapHint' | 'usePosition' | 'positionUsed' | 'positionFailed' | 'pinned' | 'unpin',
  string
>;
type LonLat = [lon: number, lat: number];

/** A pin on a picture of the streets, and the device's position once somebody asks for it. `at`: what was marked. */
export function placeField(root: HTMLElement, words: PlaceWords, at: (place: LonLat | null) => void): void {
  const [west = 0, south = 0, east = 0, north = 0] = (root.dataset['bounds'] ?? '').split(' ').map(Number);
  const said = element('p', { className: 'hint', role: 'status' });
  const map = element('div', {
    className: 'map',
    hidden: true,
    tabIndex: 0,
    role: 'application',
    ariaLabel: words.mapHint,
  });
  const picture = element('img', { alt: '' });
  const pin = element('i', { hidden: true });
  map.append(picture, pin);

  const openMap = button(words.useMap, () => {
    picture.src = root.dataset['map'] ?? '';
    map.hidden = !map.hidden;
    if (!map.hidden) map.focus();
    said.textContent = map.hidden ? '' : words.mapHint;
  });
  const locate = button(words.usePosition, () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => take([coords.longitude, coords.latitude], words.positionUsed),
      () => (said.textContent = words.positionFailed),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
  const back = button(words.unpin, () => {
    pin.hidden = back.hidden = true;
    said.textContent = '';
    at(null);
  });
  back.hidden = true;
  root.append(openMap, ...('geolocation' in navigator ? [locate] : []), back, map, said);

  let share: [x: number, y: number] = [0.5, 0.5];
  map.addEventListener('click', ({ clientX, clientY }) => {
    const { left, top, width, height } = picture.getBoundingClientRect();
    mark([(clientX - left) / width, (clientY - top) / height]);
  });
  map.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    mark([share[0] + step[0], share[1] + step[1]]);
  });

  function mark([x, y]: [number, number]): void {
    share = [clamp(x), clamp(y)];
    pin.style.left = `${share[0] * 100}%`;
    pin.style.top = `${share[1] * 100}%`;
    take([west + share[0] * (east - west), north - share[1] * (north - south)], words.pinned);
    pin.hidden = false;
  }

  function take(place: LonLat, how: string): void {
    pin.hidden = true;
    back.hidden = false;
    said.textContent = how;
    at(place);
  }
}

const steps: Record<string, [number, number]> = {
  ArrowLeft: [-0.02, 0],
  ArrowRight: [0.02, 0],
  ArrowUp: [0, -0.02],
  ArrowDown: [0, 0.02],
};
const clamp = (share: number) => Math.min(1, Math.max(0, share));

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  with_: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), with_);
}

function button(text: string, run: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', className: 'plain', textContent: text });
  made.addEventListener('click', run);
  return made;
}
