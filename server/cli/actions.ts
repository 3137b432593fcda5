import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { CityPack } from '#data/contract/city-pack.ts';
import { AreaId } from '#data/contract/ids.ts';
import { OtherSource } from '#data/contract/source.ts';
import { ViewName, viewKey } from '#data/contract/view.ts';
import type { Clock } from '#data/kit/clock.ts';
import { keyText } from '#data/kit/text.ts';
import { accepted, type Result } from '#data/kit/result.ts';
import type { AuditFact } from '../access/audit.ts';
import { createPairing, type DisplayGrant } from '../access/pairing.ts';
import { withoutPassword } from '../access/person-record.ts';
import { newToken, tokenDigest } from '../access/token.ts';
import { createImports } from '../import/imports.ts';
import { UnitPattern } from '../intake/speaks-for.ts';
import { type Anchor, type Store, StoreRefused, type TokenGrant, type Verification } from '../store/store.ts';
import { newStore, type WholeStore } from '../choose-store.ts';
import type { HeldStill } from '../store/held-still.ts';
import { copyStore } from './copy-store.ts';
import { emptyDatabase, restoreDatabase } from './exchange-database.ts';
import { action, refuse, type Progress, type ActionRefusal } from './action.ts';
import { importActions } from './imports/import-actions.ts';
import { noStore } from './no-store.ts';
import { byCommandLine, userActions, type UserParts } from './user-actions.ts';
import { settleAccess, type AccessAfter } from '../store/sqlite/carry-access.ts';
import { discardStore, exchangeStore, prepareRestore } from '../store/sqlite/restore.ts';

export type ActionParts = {
  /** Opened when it is first asked for, where no server has it open. One is made for who puts everything into it alone. */
  store(or?: 'a new one'): Promise<Store>;
  storeFile: string;
  /** Folder of the archive files. */
  archiveDir: string;
  whole: WholeStore;
  /** Keeps everybody from writing, until it is released or this process ends. */
  holdStill(): Promise<HeldStill>;
  /** A server, which goes on after the command. */
  endures: boolean;
  hourShift: number;
  pack: CityPack;
  clock: Clock;
  /** Of this installation (server/access/secret.ts). */
  secret(): string;
  verify(progress: Progress, anchor?: Anchor): Promise<Verification>;
  access(): Promise<UserParts>;
  /** Does `work` on the store's files while nobody has them open. */
  whileClosed(work: () => void): Promise<void>;
  /** A flood of alarms in the living city, null from a process that does not play it; null where none lives. */
  flood: (() => { reports: number; silent: number } | null) | null;
};

/** A place of the log as it is printed: its seq and the whole of its hash. */
const Anchored = z
  .string()
  .regex(/^\d{1,15}:[0-9a-f]{64}$/, 'is not what "audit anchor" prints')
  .transform((text): Anchor => ({ seq: Number(text.split(':')[0]), hash: text.split(':')[1]! }));

const nothing = z.object({});
const oneFile = z.object({ file: z.string().min(1) });
const name = keyText(64);
const display = z.object({ name, view: ViewName, area: AreaId.optional() });

/** Everything that the command line can ask of a store or a running server. */
export function createActions(parts: ActionParts) {
  const {
    store,
    storeFile,
    archiveDir,
    whole,
    holdStill,
    endures,
    hourShift,
    pack,
    clock,
    secret,
    verify,
    whileClosed,
    flood,
    access,
  } = parts;
  return {
    ...userActions(access),
    ...importActions(async () => createImports({ store: await store(), pack, secret: secret(), clock })),

    verify: action(z.object({ anchor: Anchored.optional() }), async ({ anchor }, { progress }) => {
      return accepted(await verify(progress, anchor));
    }),

    backup: action(oneFile, async ({ file }) => {
      const { log, backup } = await store();
      if (existsSync(file)) return refuse(`${file} exists already: it is not written over`);
      await (await access()).audit.exported(byCommandLine, 'backup', log.place().seq);
      await backup(file);
      return accepted({ file });
    }),

    copy: action(
      z.object({ to: z.string().min(1), switchOver: z.boolean().default(false) }),
      async ({ to, switchOver }, under) => {
        if (switchOver && !endures)
          return refuse('--switch-over is for a running server: where none runs, nothing comes in meanwhile', 64);
        return refusedAs(async () => {
          await store();
          const target = newStore(to, { hourShift, secret: secret() });
          return copyStore({ target, dump: whole.dump, holdStill, switchOver, endures }, under);
        });
      },
    ),

    restore: action(oneFile.extend({ keepAccess: z.boolean().default(false) }), async (asked, { progress }) => {
      if (whole.isDatabase) {
        const parts = { store: await store('a new one'), whole, holdStill, storeFile, archiveDir };
        return refusedAs(() => restoreDatabase(parts, { ...asked, progress }));
      }
      const draft = await prepareRestore(asked.file, storeFile, progress, archiveDir);
      if (!draft.ok) return refuse(draft.refusal.why, draft.refusal.isForeign ? 78 : 1);
      const { facts, ...restoring } = draft.value;
      const settled: { access?: AccessAfter } = {};
      await whileClosed(() => {
        settled.access = settleAccess({ ...restoring, storeFile, keep: asked.keepAccess, withoutPassword });
        exchangeStore(restoring.draft, storeFile);
      });
      return accepted({ facts, access: settled.access!, kept: `${storeFile}.before-restore` });
    }),

    'source-token': action(
      z.object({ name: OtherSource, units: z.array(UnitPattern).min(1).max(1000).optional() }),
      ({ name, units }) => addToken({ kind: 'source', name, ...(units && { units }) }),
    ),

    'view-token': action(display, async (asked) => {
      const grant = viewGrant(asked);
      return grant.ok ? addToken(grant.value) : grant;
    }),

    'approve-display': action(display.extend({ code: z.string() }), async ({ code, ...asked }) => {
      const grant = viewGrant(asked);
      if (!grant.ok) return grant;
      const pairing = createPairing({ store: await store(), clock });
      if (!(await pairing.approve(code, grant.value))) return refuse(`no display shows the code ${code}`);
      await onRecord({ kind: 'audit.token-changed', name: asked.name, what: 'added' });
      const view = asked.area === undefined ? asked.view : `${asked.view}@${asked.area}`;
      await onRecord({ kind: 'audit.display-approved', name: asked.name, view });
      return accepted(null);
    }),

    'token-list': action(nothing, async () => accepted(await (await store()).tokens.list())),

    'token-revoke': action(z.object({ name }), async ({ name }) => {
      if (!(await (await store()).tokens.revoke(name))) return refuse(`no token has the name "${name}"`);
      await onRecord({ kind: 'audit.token-changed', name, what: 'revoked' });
      return accepted(null);
    }),

    'demo-reset': action(nothing, async () => {
      if (whole.isDatabase) return emptyDatabase({ store: await store(), whole, holdStill, storeFile, archiveDir });
      if (!existsSync(storeFile)) return refuse(noStore(dirname(storeFile)), 78);
      await whileClosed(() => discardStore(storeFile));
      return accepted({ kept: `${storeFile}.before-reset` });
    }),

    'demo-flood': action(nothing, async () => {
      if (!flood) return refuse('no demo city lives here: start one with DEMO=1');
      const broken = flood();
      return broken ? accepted(broken) : refuse('another node plays the demo city: ask that one');
    }),
  };

  function viewGrant({ name, view, area }: z.infer<typeof display>): Result<DisplayGrant, ActionRefusal> {
    if (area !== undefined && !pack.areas.some(({ id }) => id === area))
      return refuse(`the city has no area "${area}"`, 64);
    return accepted({ kind: 'view', name, view: viewKey({ name: view, ...(area !== undefined && { area }) }) });
  }

  async function onRecord(fact: AuditFact): Promise<void> {
    await (await access()).audit.put(byCommandLine, fact);
  }

  async function addToken(grant: TokenGrant) {
    const token = newToken(grant.kind);
    await (await store()).tokens.add(tokenDigest(token), grant);
    await onRecord({ kind: 'audit.token-changed', name: grant.name, what: 'added' });
    return accepted({ token });
  }
}

/** What must not be opened or written over is the command's to say, in one line. */
async function refusedAs<T>(work: () => Promise<Result<T, ActionRefusal>>): Promise<Result<T, ActionRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreRefused) return refuse(error.message, 78);
    throw error;
  }
}

export type Actions = ReturnType<typeof createActions>;
