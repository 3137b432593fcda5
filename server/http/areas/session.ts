import type { SignInWays } from '#data/contract/person.ts';
import { problem } from '#data/contract/problem.ts';
import { cookieIn } from '../../access/door/cookies.ts';
import { DEMO_PASSWORD } from '../../access/demo-people.ts';
import { type OpenIdRefusal, stateIn } from '../../access/open-id.ts';
import { type Handlers, ok, refuse, reply } from '../handler.ts';
import type { HttpParts } from '../parts.ts';
import { refuseSignIn, sessionAnswers, tooOften } from '../session-answers.ts';

const none = refuse(problem(404));
const everybodys = 'everybody signs in with this one: it stays';

/** Signing in and out, the lock, and what people change about their own account. */
export function sessionHandlers({ access, cookies }: Pick<HttpParts, 'access' | 'cookies'>): Handlers<'session'> {
  const { register, sessions, credentials, firstRun, throttle, openId, enrolment, people } = access;
  const { said, entered } = sessionAnswers(access, cookies);

  return {
    async readWays() {
      const demo = access.demo ? register.all().filter(({ demo, left }) => demo && !left) : [];
      const ways: SignInWays = {
        demo: demo.map(({ name, role }) => ({ name, role, password: DEMO_PASSWORD })),
        openId: openId && { name: new URL(openId.issuer).hostname, url: '/api/v1/session/oidc' },
        first: await firstRun.waits(),
      };
      return ok(ways);
    },

    async signIn({ body, address, header }) {
      const opened = await credentials.signIn(body, address);
      if (!opened.ok) return refuseSignIn(opened.refusal);
      const fresh = await entered(header('cookie'), opened.value);
      return ok(await said(opened.value.session), { cookies: fresh });
    },

    async claimFirst({ body, address, header }) {
      const made = await firstRun.claim(body);
      if (!made) {
        const waitMs = await throttle.wrong('first-code', address);
        return waitMs > 0 ? tooOften(waitMs) : refuse(problem(401, 'the code is wrong or was used', { why: 'wrong' }));
      }
      if (!made.ok) return refuse(problem(made.refusal.status, made.refusal.detail, made.refusal));
      const opened = await sessions.open(register.byId(made.value.id)!, 'password');
      const fresh = await entered(header('cookie'), opened);
      return reply(201, await said(opened.session), { cookies: fresh });
    },

    beginOpenId: {
      before: () => (openId ? null : none),
      async answer({ query: { to }, header }) {
        const begun = await openId!.begin(to);
        if (!begun) return refuse(problem(503, 'the OpenID provider does not answer'), { 'retry-after': '5' });
        const fresh = [...cookies.makeRoom(header('cookie')), cookies.begun(begun.state, begun.tie)];
        return reply(303, null, { cookies: fresh, headers: { location: begun.url.href } });
      },
    },

    async finishOpenId({ url, header, address }) {
      if (!openId) return none;
      const query = url.split('?')[1] ?? '';
      const state = stateIn(query);
      const finished = await openId.finish(
        query,
        cookieIn(header('cookie'), access.cookieNames.elsewhere(state)),
        address,
      );
      if (!finished.ok) {
        const refusal = problem(403, notLetIn[finished.refusal], { why: finished.refusal });
        return { ...refuse(refusal, { 'cache-control': 'no-store' }), cookies: [cookies.ended(state)] };
      }
      const { opened, to } = finished.value;
      const fresh = await entered(header('cookie'), opened);
      return reply(303, null, { cookies: [cookies.ended(state), ...fresh], headers: { location: to } });
    },

    readSession: async ({ caller }) => ok(await said(caller.session)),

    async signOut({ caller }) {
      await sessions.signOut(caller.session);
      return reply(204, null, { cookies: [cookies.signedOut] });
    },

    async lock({ caller: { session } }) {
      await sessions.lock(session);
      return ok(await said(session));
    },

    async unlock({ body, caller: { session, person } }) {
      const record = register.byId(person.id)!;
      if (record.password === undefined)
        return refuse(problem(409, 'sign in with OpenID Connect again', { why: 'sign-in-again' }));
      const confirmed = await credentials.confirm(session, record, body.password);
      if (!confirmed.ok) return refuseSignIn(confirmed.refusal, 403);
      await sessions.unlock(session);
      return ok(await said(session));
    },

    async enrol({ body, caller: { session, person } }) {
      if (register.byId(person.id)!.demo) return refuse(problem(409, everybodys));
      // It outlives the session: whoever finds a desk that is locked does not make it theirs.
      if (sessions.isLocked(session))
        return refuse(problem(403, 'locked for want of a command: the password first', { why: 'locked' }));
      if (body.code === undefined) {
        const offer = await enrolment.offer(session, register.byId(person.id)!);
        return offer ? ok(offer) : refuse(problem(409, 'an authenticator is set up: an admin can reset it'));
      }
      const attempt = await throttle.within(session.id);
      if (attempt.waitMs > 0) return tooOften(attempt.waitMs);
      const confirmed = await enrolment.confirm(session, body.code);
      if (confirmed === 'wrong') return refuse(problem(403, 'the code is wrong', { why: 'code-wrong' }));
      if (confirmed === 'gone') return refuse(problem(409, 'begin anew: there is no offer to confirm'));
      await attempt.succeeded();
      return ok(await said(session));
    },

    async changePassword({ body, caller: { session, person }, header }) {
      const record = register.byId(person.id)!;
      if (record.demo) return refuse(problem(409, everybodys));
      const confirmed = await credentials.confirm(session, record, body.password);
      if (!confirmed.ok) return refuseSignIn(confirmed.refusal, 403);
      const by = { kind: 'person', id: person.id } as const;
      const changed = await people.command(by, person.id, 'password', { password: body.next });
      if (!changed.ok) return refuse(problem(changed.refusal.status, changed.refusal.detail));
      // Every session has ended, this one too; this browser goes on with a new one.
      const opened = await sessions.open(register.byId(person.id)!, session.how);
      const fresh = await entered(header('cookie'), opened);
      return ok(await said(opened.session), { cookies: fresh });
    },
  };
}

const notLetIn: Record<OpenIdRefusal, string> = {
  'not-begun': 'this sign-in was not begun in this browser, or too long ago: begin again',
  'provider-refused': 'the OpenID provider did not confirm this sign-in',
  unknown: 'nobody here is bound to this account: ask an admin',
};
