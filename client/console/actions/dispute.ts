import type { CityPack } from '#data/contract/city-pack.ts';
import { disputeCommands, RegisterDispute, type DisputeCommandName } from '#data/contract/commands/dispute.ts';
import { Confirmation, DisputeKind, type Dispute } from '#data/contract/dispute.ts';
import type { Person } from '#data/contract/person.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import { partiesOf } from './parties.ts';
import type { Action } from '../form/action.ts';
import { cellTree } from '../form/cell-tree.ts';
import type { Hints } from '../form/fields-of.ts';
import { actionOf } from './action-of.ts';

export type Colleagues = readonly Pick<Person, 'id' | 'name' | 'left' | 'role'>[];
type About = { words: ConsoleWords; say: Speech; now: number; people: Colleagues };

/** The commands that the server says the case takes now, each with what its body asks for. */
export function disputeActions(dispute: Dispute, allowed: readonly string[], about: About): Action[] {
  const { words } = about;
  const known = allowed.filter((name): name is DisputeCommandName => Object.hasOwn(disputeCommands, name));
  return known.map((name) =>
    actionOf('dispute', name, disputeCommands[name], {
      label: words.disputes.commands[name],
      to: { route: 'POST /api/v1/disputes/:id/:command', id: dispute.id, command: name },
      rev: dispute.rev,
      labels: [words.disputes, words.common],
      hints: hintsOf(name, dispute, about),
    }),
  );
}

function hintsOf(name: DisputeCommandName, { content }: Dispute, { words, say, now, people }: About): Hints {
  const { disputes } = words;
  const workers = people
    .filter(({ left, role }) => !left && role !== 'analyst')
    .map(({ id, name }) => ({ value: id as string, label: name }));
  switch (name) {
    case 'accept':
      return { mediator: { options: workers } };
    case 'refer':
      return { text: { label: disputes.referTo } };
    case 'plan':
      return { at: { label: disputes.sessionAt, start: nextHour(now + DAY) } };
    case 'held': {
      const open = (content?.sessions ?? []).filter(({ held }) => held === undefined);
      const options = open.map(({ at }) => ({ value: String(at), label: say.clock(at, now) }));
      return { at: { label: disputes.sessionAt, options }, held: { label: disputes.sessionHeld } };
    }
    case 'confirmation': {
      const others = Confirmation.options.filter((value) => value !== content?.confirmation);
      return { confirmation: { options: others.map((value) => ({ value, label: disputes.confirmations[value] })) } };
    }
    case 'handlers':
      return { handlers: { options: workers, start: content?.handlers ?? [] } };
    default:
      return {};
  }
}

const nextHour = (at: number) => Math.ceil(at / HOUR) * HOUR;

/** Taking a dispute in. Whoever does is its first handler. */
export function registerAction(
  pack: Pick<CityPack, 'areas' | 'cells'>,
  { disputes, common, grid }: ConsoleWords,
  names: Pick<CityNames, 'area' | 'cell'>,
): Action {
  const levels = [common.district, common.subdistrict, grid.community, grid.cell];
  return actionOf('disputes', 'register', RegisterDispute, {
    label: disputes.register,
    to: { route: 'POST /api/v1/disputes' },
    labels: [disputes, common],
    hints: {
      kind: { options: DisputeKind.options.map((value) => ({ value, label: disputes.kinds[value] })) },
      cell: { label: common.place, branch: { tree: cellTree(pack, names), levels, cells: true } },
      parties: { kind: 'text', hint: disputes.partiesHint },
    },
    body: (values) => ({ ...values, parties: partiesOf(values['parties'] as string) }),
  });
}
