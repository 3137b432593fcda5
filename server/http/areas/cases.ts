import { problem } from '#data/contract/problem.ts';
import { problemOf } from '../command.ts';
import { createKeptPhotos } from '../../desk/kept-photos.ts';
import { createOwedCases } from '../../desk/owed-cases.ts';
import { type Handlers, ok, refuse } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

type Parts = Pick<HttpParts, 'store' | 'desk' | 'caseKeys' | 'pack' | 'clock'>;

const none = refuse(problem(404));
const picture = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'" };

/** Cases for whoever reported them. A wrong key and a wrong number are the same answer. */
export function caseHandlers({ caseKeys, ...parts }: Parts): Handlers<'cases'> {
  const cases = createOwedCases({ ...parts, opens: caseKeys.opens });
  const photos = createKeptPhotos(parts.store.drawers);

  return {
    async readCase({ params: { number }, query: { key } }) {
      const found = await cases.open(number, key);
      return found ? ok(await found.told()) : none;
    },

    async readCasePhoto({ params: { number, photo }, query: { key } }) {
      const found = await cases.open(number, key);
      const isNamed = (await found?.told())?.steps.some(({ reply }) => reply?.photo === photo);
      const kept = isNamed ? await photos.read(photo) : null;
      return kept?.ok && kept.value ? ok(Buffer.from(kept.value), { headers: picture }) : none;
    },

    async sayWord({ params: { number }, body: { key, ...word } }) {
      const found = await cases.open(number, key);
      if (!found) return none;
      const said = await found.say(word);
      return said.ok ? ok(await found.told()) : refuse(problemOf(said.refusal));
    },
  };
}
