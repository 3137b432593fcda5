import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor } from '#data/contract/actor.ts';
import { emptyBoard } from '#data/contract/board.ts';
import { LoggedFact } from '#data/contract/fact.ts';
import type { AreaId, HandoverId, Seq, ShiftEntryId } from '#data/contract/ids.ts';
import { foldHandovers, foldShift } from '#data/fold/fold-shift.ts';
import { allowedHandoverCommands, signHandover } from '#data/rules/decide-handover.ts';
import { keepPromise, noteShift } from '#data/rules/decide-shift.ts';

const people: Actor[] = ['ann', 'bob', 'mei'].map((id) => ({ kind: 'person', id }));
const areas = [undefined, 'd0', 'd1'] as (AreaId | undefined)[];
const items = { open: [], overdue: [], shelved: [], promises: [], gaps: [] };

const anyStep = fc.record({
  do: fc.constantFrom('note', 'promise', 'kept', 'draw', 'give', 'take'),
  who: fc.constantFrom(...people),
  area: fc.constantFrom(...areas),
  pick: fc.nat(),
});

test('no order of lines, drafts and signatures leaves more than one paper waiting, or one signed twice by one hand', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      let { shift, handovers } = emptyBoard;
      let seq = 0;
      for (const step of steps) {
        const now = seq + 1;
        const papers = [...handovers.values()];
        const paper = papers[step.pick % Math.max(1, papers.length)];
        const entry = [...shift.values()][step.pick % Math.max(1, shift.size)];
        const decided =
          step.do === 'draw'
            ? ({
                ok: true,
                value: [
                  {
                    kind: 'handover.drawn-up' as const,
                    handover: { id: `h${now}` as HandoverId, items, ...(step.area && { area: step.area }) },
                  },
                ],
              } as const)
            : step.do === 'note' || step.do === 'promise'
              ? noteShift(
                  { kind: step.do, text: 'x', ...(step.do === 'promise' && { due: now + 9 }) },
                  { id: `s${now}` as ShiftEntryId, area: step.area, now },
                )
              : step.do === 'kept'
                ? entry && keepPromise(entry, {})
                : paper && signHandover(paper, step.do, step.who);
        if (!decided) continue;
        if (!decided.ok) {
          expect(['not-promise', 'given-already', 'taken-already', 'give-first', 'same-signer']).toContain(
            decided.refusal.why,
          );
          continue;
        }
        const promises = [...shift.values()].filter(({ kind }) => kind === 'promise').length;
        for (const fact of decided.value) {
          const logged = LoggedFact.parse({ ...fact, at: now, by: step.who, seq: ++seq as Seq });
          [shift, handovers] = [foldShift({ shift, handovers }, [logged]), foldHandovers(handovers, [logged])];
        }
        const after = [...shift.values()].filter(({ kind }) => kind === 'promise').length;
        expect(after - promises).toBe(step.do === 'promise' ? 1 : step.do === 'kept' ? -1 : 0);
        for (const area of areas) {
          const own = [...handovers.values()].filter((other) => other.area === area);
          expect(own.filter(({ given, taken }) => !given || !taken).length).toBeLessThanOrEqual(1);
          expect(own.filter(({ given, taken }) => given && taken).length).toBeLessThanOrEqual(1);
        }
        for (const { given, taken, ...rest } of handovers.values()) {
          if (taken) expect(given?.by?.id).not.toBe(taken.by?.id);
          if (taken) expect(given).toBeDefined();
          expect(allowedHandoverCommands({ ...rest, given, taken } as never)).toHaveLength(taken ? 0 : 1);
        }
      }
    }),
    { numRuns: 400 },
  );
});
