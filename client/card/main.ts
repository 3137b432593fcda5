import './card.css';
import { placeField, type PlaceWords } from './place.ts';
import { shrink } from './shrink.ts';
import { solve } from './solve.ts';

const form = document.querySelector<HTMLFormElement>('form[data-challenge]');
if (form) improve(form);

/** The form sends without this as well: here it marks a place, sends smaller photos, and loses nothing when there is no line. */
function improve(form: HTMLFormElement): void {
  const words = JSON.parse(form.dataset['words'] ?? '{}') as PlaceWords &
    Record<'sending' | 'noLine' | 'failed', string>;
  const said = form.querySelector<HTMLElement>('[data-said]');
  const place = form.querySelector<HTMLElement>('[data-place]');
  const send = form.querySelector<HTMLButtonElement>('button[type=submit]');
  if (!said || !place || !send) return;
  let marked: [number, number] | null = null;
  placeField(place, words, (at) => (marked = at));

  let solution: Promise<string> | undefined;
  const begin = () => (solution ??= solve(form.dataset['challenge'] ?? ''));
  form.addEventListener('input', begin, { once: true });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send.disabled = true;
    said.textContent = words.sending;
    give().then(
      () => (send.disabled = false),
      () => {
        send.disabled = false;
        said.textContent = words.failed;
      },
    );
  });

  async function give(): Promise<void> {
    const body = new FormData(form);
    const photos = body.getAll('photos').filter((file): file is File => file instanceof File && file.size > 0);
    body.delete('photos');
    for (const photo of photos.slice(0, 3)) body.append('photos', await shrink(photo), 'photo.jpg');
    if (marked) {
      body.set('lon', String(marked[0]));
      body.set('lat', String(marked[1]));
    }
    body.set('altcha', await begin());
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } }).catch(
      () => null,
    );
    if (!answer) return void (said!.textContent = words.noLine);
    if (answer.status !== 201) return void (said!.textContent = words.failed);
    const { page, leftOut } = (await answer.json()) as { page: string; leftOut?: unknown[] };
    const lang = document.documentElement.lang;
    window.location.assign(`${page}&note=taken${leftOut ? '&left=out' : ''}&lang=${lang}`);
  }
}
