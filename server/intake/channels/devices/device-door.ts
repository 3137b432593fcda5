import type { Board } from '#data/contract/board.ts';
import type { ChannelName } from '#data/contract/channel.ts';
import type { UnitId } from '#data/contract/ids.ts';
import type { Bounds } from '#data/contract/place.ts';
import type { Clock } from '#data/kit/clock.ts';
import { checkFix, unitIdOf } from '../../check-fix.ts';
import type { Intake, Sender } from '../../intake.ts';
import { createKnownUnits } from '../../known-units.ts';
import { maySpeakFor, notItsUnit } from '../../speaks-for.ts';
import type { DeviceSaid } from './device-said.ts';
import { createPlausibleMoves } from './plausible-moves.ts';
import { createSpeakers, type TwoDevices } from './speakers.ts';

/** `device`: what tells it from all others: its channel, a blank, and its name there. `unit`: as it is spelt. `units`: the only ones that it may speak for. */
export type DeviceMessage = {
  device: string;
  unit: string;
  said: DeviceSaid;
  units?: readonly string[] | undefined;
};

/** `kept`: committed. `beside`: understood, nothing to keep. `mayKeep`: whether what was sent may be kept to be looked into. */
export type DeviceOutcome =
  { is: 'kept'; corrected?: string | undefined } | { is: 'beside' } | { is: 'refused'; why: string; mayKeep: boolean };

/** Through which devices come to the one door: in order, each answered by itself. */
export type DeviceDoor = {
  /** Resolves when what can be kept is. Outcomes in the order of the messages. @throws {StoreUnavailable} */
  take(intake: Door, sender: Sender, messages: readonly DeviceMessage[]): Promise<DeviceOutcome[]>;
  /** Units for which two devices speak at present, one of them through this channel. */
  twoDevices(channel: ChannelName): TwoDevices[];
};

type Door = Pick<Intake, 'positions' | 'leave'>;
type Parts = {
  board: () => Board;
  reach: Bounds;
  clock: Clock;
};

const JUMP = 'lon, lat: no vehicle comes there so fast';

export function createDeviceDoor({ board, reach, clock }: Parts): DeviceDoor {
  const known = createKnownUnits(() => board().units);
  const moves = createPlausibleMoves();
  const speakers = createSpeakers(clock);

  return {
    async take(intake, sender, messages) {
      const outcomes = new Array<DeviceOutcome>(messages.length);
      const fixes: object[] = [];
      const places: number[] = [];
      /** The last word of each unit: who leaves and speaks again has not left. */
      const left = new Map<UnitId, number>();
      for (const [index, message] of messages.entries()) {
        const { said, unit: spelt } = message;
        const unit = unitIdOf(spelt);
        const refuse = (why: string) =>
          void (outcomes[index] = { is: 'refused', why, mayKeep: unit === null || !isOffDuty(unit) });
        if (said.is === 'beside') outcomes[index] = said;
        else if (said.is === 'wrong') refuse(said.why);
        else if (unit !== null && !maySpeakFor(message, unit)) refuse(notItsUnit(unit));
        else if (said.is === 'left') {
          outcomes[index] = { is: 'kept' };
          if (unit !== null) left.set(unit, index);
        } else {
          const fix = { ...said.fix, unit: spelt };
          // Of a unit off duty not even the last place is remembered.
          if ((unit === null || !isOffDuty(unit)) && isJump(message.device, fix)) refuse(JUMP);
          else {
            fixes.push(fix);
            places.push(index);
          }
        }
      }
      if (fixes.length > 0) await keep(intake, sender, messages, fixes, places, outcomes);
      if (left.size > 0) goFrom(intake, sender, messages, left, outcomes);
      return outcomes;
    },
    twoDevices: (channel) =>
      speakers.two().filter(({ devices }) => devices.some((device) => device.startsWith(`${channel} `))),
  };

  async function keep(
    intake: Door,
    sender: Sender,
    messages: readonly DeviceMessage[],
    fixes: readonly object[],
    places: readonly number[],
    outcomes: DeviceOutcome[],
  ): Promise<void> {
    const { refused, corrected = [] } = await intake.positions(sender, fixes);
    for (const { index, detail } of refused) {
      const at = places[index]!;
      const unit = unitIdOf(messages[at]!.unit);
      outcomes[at] = { is: 'refused', why: detail, mayKeep: unit === null || !isOffDuty(unit) };
    }
    const rightened = new Map(corrected.map(({ index, detail }) => [places[index]!, detail]));
    for (const at of places) {
      if (outcomes[at]) continue;
      const { said, unit, device } = messages[at]!;
      outcomes[at] = { is: 'kept', corrected: rightened.get(at) ?? (said.is === 'fix' ? said.corrected : undefined) };
      const id = unitIdOf(unit);
      if (id !== null) speakers.speaks(known(id) ?? id, device);
    }
  }

  function goFrom(
    intake: Door,
    sender: Sender,
    messages: readonly DeviceMessage[],
    left: ReadonlyMap<UnitId, number>,
    outcomes: readonly DeviceOutcome[],
  ): void {
    const last = new Map<UnitId, number>();
    for (const [index, { unit }] of messages.entries()) {
      const id = outcomes[index]!.is === 'kept' ? unitIdOf(unit) : null;
      if (id !== null) last.set(id, index);
    }
    const gone = [...left].filter(([unit, index]) => last.get(unit) === index);
    const leaving = gone.filter(([unit, index]) => speakers.leaves(known(unit) ?? unit, messages[index]!.device));
    if (leaving.length > 0)
      intake.leave(
        sender,
        leaving.map(([unit]) => unit),
      );
  }

  /** Of what the door would take; what is wrong in other ways it says itself. */
  function isJump(device: string, fix: object): boolean {
    const checked = checkFix(fix, reach, clock.now());
    if (typeof checked === 'string' || checked.aside !== undefined) return false;
    const { at, lon, lat } = checked.fix;
    return !moves.isPlausible(device, { at, place: [lon, lat] });
  }

  function isOffDuty(unit: UnitId): boolean {
    const row = board().units.get(known(unit) ?? unit);
    return row?.reason === 'offduty' && row.panic === undefined;
  }
}
