import type { IncomingHttpHeaders } from 'node:http';
import type { Person } from '#data/contract/person.ts';
import type { View } from '#data/contract/view.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { Gate } from './gate.ts';
import { refusalAt } from './rights.ts';
import type { Throttle } from './throttle.ts';

/** Who follows the feed. `seat`: whose the connection is; `token`: where it can be revoked, its SHA-256. */
export type FeedViewer = {
  view: View;
  seat: { kind: 'session' | 'token'; id: string };
  session?: string;
  token?: string;
};

/** Who sits at a page of the desk. */
export type DeskSitter = { person: Person; view: View; session: string };

/** What a peer shows at the door of the feed; `view` says which of a browser's cookies it means. */
type Knock = { token: string | undefined; view: string | undefined; headers: IncomingHttpHeaders; address: string };

/** Who is let in at the sockets; a refusal is a sentence for the peer. */
export type AtSockets = {
  feed(knock: Knock): Promise<Result<FeedViewer, string>>;
  desk(headers: IncomingHttpHeaders, address: string): Promise<Result<DeskSitter, string>>;
};

const TOO_OFTEN = 'too many wrong tokens from this address';

export function createAtSockets({ gate, throttle }: { gate: Gate; throttle: Throttle }): AtSockets {
  /** A token that nobody has costs here what it costs over HTTP. A page that shows none guesses nothing. */
  const isTooOften = async (shown: string | undefined, address: string) =>
    shown !== undefined && (await throttle.wrong('token', address)) > 0;

  return {
    async feed({ token, view: asked, headers, address }) {
      const caller = await (token === undefined ? gate.byHeaders(headers, asked) : gate.byToken(token));
      const refusal = refusalAt('SOCKET /feed', caller);
      if (!caller && (await isTooOften(token ?? headers.authorization, address))) return refused(TOO_OFTEN);
      if (refusal || !caller || caller.kind === 'source') return refused(refusal?.detail ?? 'for viewers');
      const { view } = caller;
      if (caller.kind === 'person') {
        const { id } = caller.session;
        return accepted({ view, seat: { kind: 'session', id }, session: id });
      }
      const { token: known, name } = caller;
      const seat = { kind: 'token', id: known ?? name } as const;
      return accepted({ view, seat, ...(known !== undefined && { token: known }) });
    },

    async desk(headers, address) {
      const caller = await gate.byHeaders(headers);
      if (!caller && (await isTooOften(headers.authorization, address))) return refused(TOO_OFTEN);
      const refusal = refusalAt('SOCKET /desk', caller);
      if (refusal || caller?.kind !== 'person') return refused(refusal?.detail ?? 'for people');
      return accepted({ person: caller.person, view: caller.view, session: caller.session.id });
    },
  };
}
