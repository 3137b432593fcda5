import { createHash, randomUUID } from 'node:crypto';
import { MAX_PHOTOS } from '#data/contract/api.ts';
import { CardReport } from '#data/contract/card-report.ts';
import type { PhotoId } from '#data/contract/ids.ts';
import { invalid, problem } from '#data/contract/problem.ts';
import type { reportByCard as route } from '#data/contract/routes/channels/cards.ts';
import { canonicalJson } from '#data/kit/canonical.ts';
import { fieldErrors } from '#data/kit/pointer.ts';
import { cleanFields } from '#data/kit/text.ts';
import { createCards } from '../../cards/cards.ts';
import { createKeptPhotos } from '../../desk/kept-photos.ts';
import { createCardReports } from '../../intake/channels/card/take-card-report.ts';
import { checkReport } from '../../intake/check-report.ts';
import { networkOf } from '../../network.ts';
import { type Handler, refuse, reply } from '../handler.ts';
import { cardPage, type Written } from '../pages/resident/card-page.ts';
import { htmlText } from '../pages/resident/html.ts';
import { pageHeaders } from '../pages/resident/shell.ts';
import type { HttpParts } from '../parts.ts';
import type { Form } from '../forms/form.ts';
import { isForm } from '../forms/read-form.ts';

export type CardReportParts = Pick<
  HttpParts,
  | 'areas'
  | 'board'
  | 'build'
  | 'caseKeys'
  | 'channels'
  | 'clock'
  | 'counts'
  | 'incidentIds'
  | 'pack'
  | 'proofs'
  | 'store'
>;

type Left = { index: number; detail: string };
const freeFields = ['/description', '/address', '/contact/name', '/contact/phone'] as const;

/** Reports from a card's page, as JSON and as its form. */
export function reportByCard(parts: CardReportParts): Handler<typeof route> {
  const { areas, board, build, channels, clock, counts, pack, proofs, store } = parts;
  const cards = createCards({ drawers: store.drawers, areas, clock });
  const photos = createKeptPhotos(store.drawers);
  const ids = new Set<string>(pack.categories.categories.map(({ id }) => id));
  const known = { reach: pack.city.reach, hasCategory: (id: string) => ids.has(id), service: () => undefined };
  const ear = channels.ear('card');
  const reports = createCardReports({
    ear,
    areas,
    counts,
    incidents: store.incidents,
    idOf: parts.incidentIds,
    keys: parts.caseKeys,
    judge: (report) => checkReport(report, known, report.source, clock.now()),
  });

  return async ({ params: { code }, body, address, url, header }) => {
    const card = await cards.find(code);
    if (!card || card.revoked !== undefined) return refuse(problem(404, 'there is no such card, or it was revoked'));
    const language = /[?&]lang=zh/i.test(url) ? 'zh' : 'en';
    const form = isForm(body) ? body : null;
    const wantsJson = form === null || (header('accept') ?? '').includes('json');
    const { value, cleaned } = cleanFields(form ? toldIn(form) : body, freeFields);
    const read = CardReport.safeParse(value);
    if (!read.success) {
      const errors = fieldErrors(read.error);
      ear.refused(errors[0]?.pointer ?? '/');
      return wantsJson ? refuse(invalid(errors)) : again(wrongOf(errors[0]?.pointer));
    }
    if (!known.hasCategory(read.data.category)) {
      ear.refused('/category');
      if (!wantsJson) return again('category');
      return refuse(invalid([{ pointer: '/category', detail: 'is not a category of this city' }]));
    }
    const { ref, altcha, description, category, location, ...said } = read.data;
    const solved = await proofs.isGood(card.code, altcha);
    const { kept, leftOut } = await keptOf(form?.files.get('photos') ?? []);
    const taken = await reports.take(
      card,
      {
        ref: form ? formRef(ref, { description, category, location, ...said }) : (ref ?? randomUUID()),
        description,
        category,
        photos: kept,
        ...(location && { location }),
        ...(said.address !== undefined && { address: said.address }),
        ...(said.contact && { contact: said.contact }),
      },
      { network: networkOf(address), solved },
    );
    if (!taken.ok) {
      if (wantsJson || taken.refusal.status !== 422) return refuse(taken.refusal);
      return again('other');
    }
    const { state, number, key } = taken.value;
    const page = `/case/${encodeURIComponent(number)}?key=${encodeURIComponent(key)}`;
    if (!wantsJson) {
      const more = `&note=taken${leftOut.length > 0 ? '&left=out' : ''}&lang=${language === 'zh' ? 'zh-CN' : 'en'}`;
      return reply(303, null, { headers: { location: page + more } });
    }
    return reply(201, {
      state,
      number,
      key,
      page,
      ...(cleaned.length > 0 && { cleaned }),
      ...(leftOut.length > 0 && { leftOut }),
    });

    /** The form with what was written; only files cannot be put back. */
    async function again(wrong: NonNullable<Written['wrong']>) {
      const text = (name: string) => form?.texts.get(name)?.[0] ?? '';
      const written: Written = {
        ref: randomUUID(),
        category: text('category'),
        description: text('description'),
        address: text('address'),
        name: text('name'),
        phone: text('phone'),
        wrong,
      };
      const challenge = await proofs.ask(card!.code);
      const page = cardPage(
        { board, pack, areas },
        { card: card!, written, challenge, language, build, now: clock.now() },
      );
      const headers = pageHeaders({ referrer: 'same-origin', asksPosition: true });
      return reply(422, htmlText(page), { headers });
    }
  };

  /** A photo that is none costs itself, never the report. */
  async function keptOf(sent: readonly Uint8Array[]): Promise<{ kept: PhotoId[]; leftOut: Left[] }> {
    const kept: PhotoId[] = [];
    const leftOut: Left[] = [];
    for (const [index, bytes] of sent.entries()) {
      const photo = index < MAX_PHOTOS ? await photos.keepPicture(bytes) : null;
      if (photo?.ok) kept.push(photo.value);
      else leftOut.push({ index, detail: photo ? photo.refusal.detail : `is more than ${MAX_PHOTOS}` });
    }
    return { kept: [...new Set(kept)], leftOut };
  }
}

/** As JSON would say it; of a field that comes twice the first. Empty fields say nothing. */
function toldIn({ texts }: Form): object {
  const text = (name: string) => texts.get(name)?.[0]?.trim() || undefined;
  const [lat, lon] = [text('lat'), text('lon')].map((written) => (written === undefined ? NaN : Number(written)));
  const [name, phone] = [text('name'), text('phone')];
  const told = {
    ref: text('ref'),
    category: text('category') ?? '',
    description: text('description') ?? '',
    address: text('address')?.replaceAll(/\s+/g, ' '),
    altcha: text('altcha'),
    location: Number.isFinite(lat) && Number.isFinite(lon) ? { type: 'Point', coordinates: [lon, lat] } : undefined,
    contact: name === undefined && phone === undefined ? undefined : { name, phone },
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

/** A form that was gone back to and filled in anew is another report; the same one sent twice is the same. */
function formRef(ref: string | undefined, told: object): string {
  const content = createHash('sha256').update(canonicalJson(told)).digest('base64url').slice(0, 12);
  return `${ref ?? randomUUID()}:${content}`;
}

const wrongOf = (pointer = '') =>
  pointer === '/description' ? 'text' : pointer === '/category' ? 'category' : 'other';
