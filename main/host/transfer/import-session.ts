// Makes a session of a dump: a cluster with its machines comes up, and then has its objects. Either all of it is there, or
// there is no session.
import { randomInt } from 'node:crypto';
import type { EngineInput, InputResult } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type Outcome, succeed } from '../../../preload/contract/problems.ts';
import type { ImportChoices, TransferProgress } from '../../../preload/contract/transfer.ts';
import { SECOND, after } from '../../engine/kernel/time.ts';
import { deleteSession } from '../../store/session-library.ts';
import type { LiveCluster } from '../live-cluster.ts';
import { makeSession } from '../opening.ts';
import { refusal } from '../refusals.ts';
import { isGround } from './dependency-order.ts';
import { keepAsDumped } from './keep-as-dumped.ts';
import type { ImportPlan } from './plan-import.ts';
import type { SourcedObject } from './read-dump.ts';
import { PERSON, refusedObject } from './refused-object.ts';

/** How long namespaces get their accounts, and definitions their kinds, before the rest is made. */
const SETTLE_US = 2 * SECOND;

export interface ImportOrder {
  /** Where the session is made; nothing may be there yet. */
  readonly path: string;
  readonly name: string;
  readonly seed?: number | undefined;
  readonly choices: ImportChoices;
  readonly onProgress?: (progress: TransferProgress) => void;
}

/** Makes the session and closes it. */
export function importSession(plan: ImportPlan, order: ImportOrder): Outcome<void> {
  const { path, onProgress = () => undefined } = order;
  onProgress({ doing: 'starting', done: 0, total: 0 });
  const made = makeSession(path, { name: order.name, seed: order.seed ?? randomInt(2 ** 31), preset: plan.preset });
  if (!made.ok) return made;
  const { live } = made.value;
  const filled = fill(live, plan, order);
  const kept = filled.ok ? live.keepEngine() : filled;
  const closed = live.file.close();
  if (kept.ok && closed.ok) return closed;
  deleteSession(path);
  return kept.ok ? closed : kept;
}

function fill(live: LiveCluster, plan: ImportPlan, { choices, onProgress }: ImportOrder): Outcome<void> {
  const total = plan.objects.length;
  onProgress?.({ doing: 'applying', done: 0, total });
  for (const request of plan.nodeChanges) {
    const changed = done(live.submit({ type: 'request', request }, PERSON));
    if (!changed.ok) return changed;
  }
  const ground = plan.objects.filter(({ object }) => isGround(object));
  const rest = plan.objects.filter(({ object }) => !isGround(object));
  const laid = applyAll(live, ground);
  if (!laid.ok) return laid;
  live.advance(after(live.now, SETTLE_US), () => false);
  const settled = live.commit();
  if (!settled.ok) return settled;
  onProgress?.({ doing: 'applying', done: ground.length, total });
  const applied = choices.status === 'keep' ? keepAsDumped(live, rest) : applyAll(live, rest);
  if (!applied.ok) return applied;
  onProgress?.({ doing: 'writing', done: total, total });
  const written = live.commit();
  return written.ok ? succeed(undefined) : written;
}

/** As `kubectl apply` does. */
function applyAll(live: LiveCluster, objects: readonly SourcedObject[]): Outcome<void> {
  if (objects.length === 0) return succeed(undefined);
  const documents = objects.map(({ object }) => plain(object));
  const result = live.submit({ type: 'apply', documents, namespace: 'default' } satisfies EngineInput, PERSON);
  if (result.ok) return succeed(undefined);
  const refused = 'applied' in result ? result.applied?.find(({ action }) => action === 'refused') : undefined;
  const where = refused && objects[refused.index]?.where;
  return refusedObject(result.status, where ?? '');
}

/** Without what only tells dumped objects from one another. */
function plain(object: KubeObject): KubeObject {
  const { uid: _, ownerReferences: __, ...metadata } = object.metadata ?? {};
  return { ...object, metadata };
}

function done(result: InputResult): Outcome<void> {
  return result.ok ? succeed(undefined) : refusal(result.status);
}
