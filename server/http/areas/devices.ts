import { invalid, problem } from '#data/contract/problem.ts';
import type { Ear } from '../../intake/channels/channel.ts';
import type { DeviceMessage, DeviceOutcome } from '../../intake/channels/devices/device-door.ts';
import { fieldOf } from '../../intake/channels/devices/device-said.ts';
import { isRecord } from '../../intake/channels/devices/read-json.ts';
import { deviceOfRequest } from '../../intake/channels/owntracks/owntracks-device.ts';
import { unitOfOwnTracks } from '../../intake/channels/owntracks/owntracks-unit.ts';
import { readOwnTracks } from '../../intake/channels/owntracks/read-owntracks.ts';
import { readTraccar } from '../../intake/channels/traccar/read-traccar.ts';
import { isNotItsUnit } from '../../intake/speaks-for.ts';
import { type Handlers, ok, refuse, reply, type SourceCaller } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

type DeviceHandlers = Pick<Handlers<'intake'>, 'reportOwnTracks' | 'reportTraccar'>;

/** What devices and their servers send, each in the form of its own. */
export function deviceHandlers({ channels, devices }: Pick<HttpParts, 'channels' | 'devices'>): DeviceHandlers {
  const [owntracks, traccar] = [channels.ear('owntracks'), channels.ear('traccar')];

  async function take(ear: Ear, { source, units }: SourceCaller, message: Omit<DeviceMessage, 'units'>) {
    const sender = { source, exercise: false, units };
    const [outcome] = await devices.take(ear.intake, sender, [{ ...message, units }]);
    if (outcome?.is === 'kept' && outcome.corrected !== undefined) ear.corrected(fieldOf(outcome.corrected));
    // What came to the door is counted there.
    if (outcome?.is === 'refused' && message.said.is !== 'fix') ear.refused(fieldOf(outcome.why));
    return outcome;
  }

  return {
    async reportOwnTracks({ body, query, header, caller }) {
      // An app says so that it has forgotten somebody.
      if (isRecord(body) && Object.keys(body).length === 0) return ok([]);
      const named = deviceOfRequest({ header, query }, body);
      if (named === 'differ')
        return refuse(invalid([{ pointer: '/topic', detail: 'headers, address and payload name two devices' }]));
      const device = named === 'none' ? { user: caller.source, device: '' } : named;
      const found = unitOfOwnTracks(device, caller.units ?? 'all');
      if (typeof found === 'string') return refuse(problem(403, found));
      const name = `owntracks ${device.user}/${device.device}`;
      const outcome = await take(owntracks, caller, { device: name, unit: found.unit, said: readOwnTracks(body) });
      if (outcome?.is === 'refused' && outcome.mayKeep) {
        const content = `${device.user}/${device.device}\n${JSON.stringify(body)}`;
        await owntracks.letters.dead([{ source: caller.source, reason: outcome.why, content }]);
      }
      return ok([]);
    },

    async reportTraccar({ body, caller }) {
      const read = readTraccar(body);
      if (typeof read === 'string') return refuse(invalid([faultOf(read)]));
      const outcome = await take(traccar, caller, { device: `traccar ${read.unit}`, ...read });
      if (outcome?.is === 'refused' && isNotItsUnit(outcome.why)) return refuse(problem(403, outcome.why));
      return reply(202, answerOf(outcome));
    },
  };
}

function answerOf(outcome: DeviceOutcome | undefined) {
  return {
    accepted: outcome?.is === 'kept' ? 1 : 0,
    refused: outcome?.is === 'refused' ? [{ index: 0, detail: outcome.why }] : [],
    ...(outcome?.is === 'kept' &&
      outcome.corrected !== undefined && { corrected: [{ index: 0, detail: outcome.corrected }] }),
  };
}

/** `device.uniqueId: is not text` as a pointer. */
function faultOf(detail: string): { pointer: string; detail: string } {
  const [, path] = /^([\w.]+): /.exec(detail) ?? [];
  return { pointer: path === undefined ? '' : `/${path.replaceAll('.', '/')}`, detail };
}
