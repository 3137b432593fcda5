import type { Mutant } from './mutate.ts';

/** Every guard of the resume protocol, and the product without it. */
export const mutants: Record<string, Mutant> = {
  'plan: the epoch must be the same': {
    file: 'server/feed/plan.ts',
    find: "if (have.epoch !== log.epoch) return { mode: 'snapshot', because: 'other log' };",
    put: '',
  },
  'plan: nobody goes on from beyond the head': {
    file: 'server/feed/plan.ts',
    find: "if (have.seq > log.head) return { mode: 'snapshot', because: 'ahead of us' };",
    put: "if (have.seq > log.head) return { mode: 'resume', because: 'resumed', from: have };",
  },
  'plan: nobody goes on from below the floor': {
    file: 'server/feed/plan.ts',
    find: "if (have.seq < log.floor) return { mode: 'snapshot', because: 'too far behind' };",
    put: "if (have.seq < log.floor) return { mode: 'resume', because: 'resumed', from: have };",
  },
  'plan: the hash must agree': {
    file: 'server/feed/plan.ts',
    find: 'if (have.hash !== log.hashAt(have.seq))',
    put: 'if (false)',
  },
  'outlet: a peer that falls below the floor is resynced': {
    file: 'server/feed/outlet.ts',
    find: "if (sent.seq < log.floor) return resync('floor');",
    put: '',
  },
  'outlet: a live peer that lags is resynced': {
    file: 'server/feed/outlet.ts',
    find: "if (caughtUp && log.head - sent.seq > maxLag) return resync('lag');",
    put: '',
  },
  'outlet: no more than a window of batches is unacknowledged': {
    file: 'server/feed/outlet.ts',
    find: 'batch - acked < WINDOW && ',
    put: '',
  },
  'outlet: nothing is pulled before the peer has drained': {
    file: 'server/feed/outlet.ts',
    find: 'batch - acked < WINDOW && wire.drained()',
    put: 'batch - acked < WINDOW',
  },
  'outlet: a beat waits until the peer has drained': {
    file: 'server/feed/outlet.ts',
    find: 'if (beatDueSince === null || !wire.drained()) return;',
    put: 'if (beatDueSince === null) return;',
  },
  'outlet: an acknowledgement of what was never sent is refused': {
    file: 'server/feed/outlet.ts',
    find: 'if (upTo > batch) return false;',
    put: '',
  },
  'outlet: acknowledgements are cumulative and never go back': {
    file: 'server/feed/outlet.ts',
    find: 'if (upTo <= acked) return true;',
    put: '',
  },
  'outlet: a peer that acknowledges nothing is cut': {
    file: 'server/feed/outlet.ts',
    find: 'now - (unackedSince ?? now) > SLOW_MS || ',
    put: '',
  },
  'outlet: a peer that does not drain is cut': {
    file: 'server/feed/outlet.ts',
    find: ' || now - (undrainedSince ?? now) > SLOW_MS',
    put: '',
  },
  'outlet: a beat tells the position sent, not the head': {
    file: 'server/feed/outlet.ts',
    find: 'const at = sent ?? {',
    put: 'const at = sent ? hub.place() : {',
  },
  'outlet: a state hash is told at the head only': {
    file: 'server/feed/outlet.ts',
    find: 'if (!atHead() || now - provedAt < PROOF_MS) return null;',
    put: 'if (now - provedAt < PROOF_MS) return null;',
  },
  'outlet: another log means a resync': {
    file: 'server/feed/outlet.ts',
    find: "if (sent && plan.mode === 'snapshot') resync(plan.because === 'other log' ? 'epoch' : 'hash');",
    put: 'void plan;',
  },
  'outlet: another view means a resync': {
    file: 'server/feed/outlet.ts',
    find: "if (sent) resync('view');",
    put: '',
  },
  'outlet: after a resync nothing is sent before the peer follows': {
    file: 'server/feed/outlet.ts',
    find: "    sent = null;\n    tell('resync', { why });",
    put: "    tell('resync', { why });",
  },
  'edition: a batch is cut anew when the log has grown': {
    file: 'server/feed/edition.ts',
    find: 'batches.clear();',
    put: '',
  },
  'edition: what the view may not see is left out': {
    file: 'server/feed/edition.ts',
    find: 'seen.push(bySeq.get(seq) ?? null)',
    put: 'seen.push(bySeq.get(seq) ?? facts.find((fact) => fact.seq === seq)!)',
  },
  'hub: facts committed during the start are not lost': {
    file: 'server/feed/hub.ts',
    find: 'else early.push(...facts);',
    put: '',
  },
  'hub: facts committed during the start come once': {
    file: 'server/feed/hub.ts',
    find: 'told.filter(({ fact }) => fact.seq > life.ring.head)',
    put: '[...told]',
  },
  'hub: the floor has its board': {
    file: 'server/feed/hub.ts',
    find: 'life.floorBoard = foldBoard(life.floorBoard, facts);',
    put: '',
  },
  'outlet: nothing is said to be the present that may not be': {
    file: 'server/feed/outlet.ts',
    find: 'if (!isCurrent()) return;',
    put: '',
  },
  'watch: who has not read what was said under the lease before waits': {
    file: 'server/watch/watch.ts',
    find: 'upTo >= fence.at;',
    put: 'upTo >= 0;',
  },
  'watch: who does not hold the lease says nothing': {
    file: 'server/watch/watch.ts',
    find: 'if (fence === null || !reaches(upTo, fence)) return;',
    put: 'if (fence !== null && !reaches(upTo, fence)) return;',
  },
  'watch: what it says carries the fence': {
    file: 'server/watch/watch.ts',
    find: '...fencedBy(fence) })',
    put: '})',
  },
  'lease: it is renewed': {
    file: 'server/nodes/keep-lease.ts',
    find: 'if (had && (await leases.renew(had, rhythm.lease))) return;',
    put: 'if (had) return;',
  },
  'lease: a later token fences off an earlier one': {
    file: 'tests/support/memory-store/store.ts',
    find: "if (isFenced(fence)) return { is: 'fenced' };",
    put: '',
  },
  "lease: it is another one's while it has not run out": {
    file: 'tests/support/memory-store/leases.ts',
    find: 'if (has && has.holder !== holder && has.until > now()) return null;',
    put: '',
  },
  'screen: facts of another log are refused': {
    file: 'client/feed/reactions.ts',
    find: "  if (frame.epoch !== epoch) return sync(state, 'other log', chance);\n  if (frame.from",
    put: '  if (frame.from',
  },
  'screen: a gap means a snapshot': {
    file: 'client/feed/reactions.ts',
    find: "if (frame.from > seq) return sync(state, 'gap', chance);",
    put: '',
  },
  'screen: old facts are ignored': {
    file: 'client/feed/reactions.ts',
    find: 'if (frame.to <= seq) return still(state);',
    put: '',
  },
  'screen: more to come means not live': {
    file: 'client/feed/reactions.ts',
    find: 'confirmedAt: frame.more ? null : state.confirmedAt,',
    put: 'confirmedAt: state.confirmedAt,',
  },
  'screen: facts count only while following': {
    file: 'client/feed/reduce.ts',
    find: 'transitions[state.phase.is][input.is]',
    put: "transitions[input.is === 'facts' ? 'following' : state.phase.is][input.is]",
  },
  'screen: beats count only while following': {
    file: 'client/feed/reduce.ts',
    find: 'transitions[state.phase.is][input.is]',
    put: "transitions[input.is === 'beat' ? 'following' : state.phase.is][input.is]",
  },
  'screen: a beat of another log means a snapshot': {
    file: 'client/feed/reactions.ts',
    find: "if (frame.epoch !== epoch) return sync(heard, 'other log', chance);",
    put: '',
  },
  'screen: a beat beyond our position means lost facts': {
    file: 'client/feed/reactions.ts',
    find: "if (frame.seq > seq) return sync(heard, 'lost facts', chance);",
    put: '',
  },
  'screen: a beat from nowhere means a lost resync': {
    file: 'client/feed/reactions.ts',
    find: "if (frame.seq === 0 && seq > 0) return sync(heard, 'lost resync', chance);",
    put: '',
  },
  'screen: another hash at our position means another history': {
    file: 'client/feed/reactions.ts',
    find: "if (frame.seq === seq && frame.hash !== hash) return sync(heard, 'other history', chance);",
    put: '',
  },
  'screen: a wrong state hash means a snapshot': {
    file: 'client/feed/reactions.ts',
    find: 'frame.stateHash !== stateHash(state.board)',
    put: 'false',
  },
  'screen: live only at the head': {
    file: 'client/feed/reactions.ts',
    find: 'if (!isHere || frame.head !== seq)',
    put: 'if (!isHere)',
  },
  'screen: live only when the beat is for our position': {
    file: 'client/feed/reactions.ts',
    find: 'if (!isHere || frame.head !== seq)',
    put: 'if (false)',
  },
  'screen: a late confirmation counts from when it was said': {
    file: 'client/feed/reactions.ts',
    find: 'const confirmedAt = frame.now + heard.offset;',
    put: 'const confirmedAt = chance.now;',
  },
  'screen: the way of the hello is not taken for the difference of the clocks': {
    file: 'client/feed/reactions.ts',
    find: 'const offset = state.phase.since - frame.now;',
    put: 'const offset = chance.now - frame.now;',
  },
  'screen: what comes far too late means another connection': {
    file: 'client/feed/reactions.ts',
    find: "if (chance.now - confirmedAt > LATE_MS) return retry(heard, 'late', chance);",
    put: '',
  },
  'screen: what is not confirmed any more is stale': {
    file: 'client/feed/reduce.ts',
    find: "return now - state.confirmedAt > SILENCE_MS ? 'stale' : 'live';",
    put: "return 'live';",
  },
  'screen: frames of another connection do not count': {
    file: 'client/feed/reduce.ts',
    find: 'isFromLine && input.conn !== state.conn',
    put: 'false',
  },
  'screen: only the newest request for a snapshot counts': {
    file: 'client/feed/reactions.ts',
    find: 'phase.retryAt === null && ask === asks;',
    put: 'Boolean(phase) && ask <= asks;',
  },
  'screen: a connection that breaks is not confirmed': {
    file: 'client/feed/steps.ts',
    find: "phase: { is: 'waiting', until }, confirmedAt: null, why",
    put: "phase: { is: 'waiting', until }, why",
  },
  'screen: a connection that breaks is replaced': {
    file: 'client/feed/reactions.ts',
    find: 'return retry(state, why, chance);',
    put: 'return still(state);',
  },
  'screen: silence means another connection': {
    file: 'client/feed/reactions.ts',
    find: 'now - heardAt > GIVE_UP_MS',
    put: 'now < heardAt',
  },
  'screen: following without a confirmation means another connection': {
    file: 'client/feed/reactions.ts',
    find: "if (chance.now - state.phase.progressAt > STUCK_MS) return retry(state, 'stuck', chance);",
    put: '',
  },
  'screen: no hello means another connection': {
    file: 'client/feed/reactions.ts',
    find: "chance.now - state.phase.since > HELLO_MS ? retry(state, 'no hello', chance) : still(state)",
    put: 'still(state)',
  },
  'screen: no snapshot means another request': {
    file: 'client/feed/reactions.ts',
    find: "if (now - since > SNAPSHOT_MS) return sync(state, 'no snapshot', chance);",
    put: '',
  },
  'screen: a refused snapshot is asked for again': {
    file: 'client/feed/reactions.ts',
    find: 'return awaits(state, ask) ? sync(state, why, chance) : still(state);',
    put: 'void ask, why, chance;\n  return still(state);',
  },
  'screen: the server must agree to the resume': {
    file: 'client/feed/reactions.ts',
    find: "isMine && frame.mode === 'resume' && frame.epoch",
    put: 'isMine && frame.epoch',
  },
  'screen: the board must be of the view that the connection shows': {
    file: 'client/feed/reactions.ts',
    find: 'const isMine = frame.view === state.view;',
    put: 'const isMine = true as boolean;',
  },
  'screen: a resync means a snapshot': {
    file: 'client/feed/reactions.ts',
    find: 'return sync(state, `server: ${frame.why}`, chance);',
    put: 'return still(state);',
  },
};
