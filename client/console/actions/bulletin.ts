import type { Bulletin } from '#data/contract/bulletin.ts';
import { bulletinCategories, bulletinSeverities } from '#data/contract/bulletin.ts';
import { bulletinCommands, IssueBulletin } from '#data/contract/commands/bulletin.ts';
import type { Area } from '#data/contract/city-pack.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import { bulletinCommandsFor } from '#data/rules/decide-bulletin.ts';
import { bulletinWords } from '#client/words/shared/bulletin-words.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import { deskBulletinWords } from '#client/words/console/view-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Action } from '../form/action.ts';
import { actionOf } from './action-of.ts';

const wordsOf = ({ say }: Pick<Asked, 'say'>) => say.of(deskBulletinWords);

type Asked = { areas: readonly Area[]; words: ConsoleWords; say: Speech; now: number };

/** Announcing something new. */
export function issueAction(asked: Asked): Action {
  return actionOf('bulletins', 'issue', IssueBulletin, {
    label: wordsOf(asked).issue,
    to: { route: 'POST /api/v1/bulletins' },
    labels: [wordsOf(asked), asked.words.common],
    hints: hintsFor(asked),
  });
}

/** What can be done about a bulletin: acknowledge it, and replace or cancel one of our own. */
export function bulletinActions(bulletin: Bulletin, asked: Asked): Action[] {
  const bulletins = wordsOf(asked);
  const { common } = asked.words;
  return bulletinCommandsFor(bulletin).map((name) =>
    actionOf('bulletin', name, bulletinCommands[name], {
      label: bulletins[name],
      to: { route: 'POST /api/v1/bulletins/:id/:command', id: bulletin.id, command: name },
      rev: bulletin.rev,
      labels: [bulletins, common],
      ...(name === 'update' && { hints: hintsFor(asked, bulletin) }),
    }),
  );
}

function hintsFor({ areas, say, now }: Asked, before?: Bulletin) {
  const bulletins = say.of(deskBulletinWords);
  const severities = say.of(bulletinWords).severities;
  const text = (language: string) => before?.texts.find((each) => each.language.startsWith(language));
  const [zh, en] = [text('zh'), text('en')];
  return {
    severity: {
      options: bulletinSeverities.map((value) => ({ value, label: severities[value] })),
      start: before?.severity ?? 'Minor',
    },
    category: {
      options: bulletinCategories.map((value) => ({ value, label: bulletins.categories[value] })),
      start: before?.categories[0] ?? 'Infra',
    },
    headlineZh: { start: zh?.headline },
    descriptionZh: { start: zh?.description },
    headlineEn: { start: en?.headline },
    descriptionEn: { start: en?.description },
    area: {
      options: areas.map(({ id, names }) => ({ value: id as string, label: say.name(names) })),
      hint: bulletins.wholeCity,
      start: before?.named[0],
    },
    expires: { start: before?.expires ?? now + 6 * HOUR },
  };
}
