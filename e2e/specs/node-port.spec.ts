// The main job, looked at request by request. A Pod is killed in the window while visitors come; then the app is closed,
// and its session file must show for each node what it answered, whom it chose, and when its rules let go of the Pod.
import { join } from 'node:path';
import type { EndpointSlice, Pod } from '../../main/engine/api/generated/types.ts';
import type { JournalRecord } from '../../main/engine/kernel/journal.ts';
import { SECOND } from '../../main/engine/kernel/time.ts';
import type { KubeObject } from '../../preload/contract/objects.ts';
import { expect, test } from '../harness/app.ts';
import { readJournal } from '../harness/journal.ts';
import { deployFirstChapter } from '../pages/deploy.ts';
import type { Kubarium } from '../pages/kubarium.ts';
import type { Thing } from '../pages/outline.ts';

const nodes = ['master231', 'worker232', 'worker233'];
/** After the kill, in virtual microseconds. */
const leftMaxUs = 2 * SECOND;
const replacedMaxUs = 10 * SECOND;

type Recorded<T extends JournalRecord['type']> = Extract<JournalRecord, { readonly type: T }>;
type Finished = Recorded<'request-finished'>;

test('every node answers on the node port, and none sends anybody to a killed Pod by its new rules', async ({
  desktop,
}) => {
  const ui = await desktop.start();
  await deployFirstChapter(ui);
  const nodePort = (await ui.outline.thing('service', 'greeter')).more['nodePorts'] ?? '';
  await ui.load.set(50);
  await ui.timeline.pass(10);
  const seven = await ui.outline.pods('default');
  const victim = seven[3]!;
  await killWithKeys(ui, victim);
  await ui.timeline.pass(8);
  const sevenAgain = await ui.outline.pods('default');
  await desktop.close();

  const records = readJournal(join(desktop.sessionsFolder, 'tutorial.kubarium'));
  const requests = visitsIn(records);
  const killedUs = killOf(records, victim.uid).t;
  const left = departureOf(records, victim.uid);
  const rulesUs = new Map(nodes.map((node) => [node, rulesOf(records, node, left).t]));

  await test.step('the Pod left the endpoints and was replaced within seconds', () => {
    expect(left.t - killedUs).toBeLessThan(leftMaxUs);
    expect(readyOf(records, sevenAgain, seven).t - killedUs).toBeLessThan(replacedMaxUs);
    // Nobody else was given its address, so that a request for it can be told.
    expect(sevenAgain.map(({ more }) => more['ip'])).not.toContain(victim.more['ip']);
  });

  for (const node of nodes) {
    await test.step(`requests that came in at ${node}`, () => {
      const atNode = requests.filter((request) => entryOf(request) === node);
      const [address] = new Set(atNode.map(({ destination }) => destination));
      expect(address?.split(':')[1]).toBe(nodePort);
      expect(requests.filter(({ destination }) => destination === address)).toEqual(atNode);

      const letGoUs = rulesUs.get(node) ?? Infinity;
      const before = atNode.filter(({ sentUs }) => sentUs < killedUs);
      const after = atNode.filter(({ sentUs }) => sentUs >= letGoUs);
      expect(backendsOf(before), 'chosen before the kill').toEqual(addressesOf(seven));
      expect(backendsOf(after), 'chosen by the new rules').toEqual(addressesOf(sevenAgain));
      // Whoever was not answered had been sent to the killed Pod while the rules still named it.
      for (const { outcome, backend, sentUs } of atNode) {
        if (outcome === 'answered') continue;
        expect(backend).toBe(`${victim.more['ip']}:80`);
        expect(sentUs).toBeLessThan(letGoUs);
      }
    });
  }
});

async function killWithKeys(ui: Kubarium, victim: Thing): Promise<void> {
  await ui.stage.click('pod', victim.name);
  await ui.stage.canvas.press('Delete');
  await ui.question.confirm.click();
  await expect(ui.outline.row('pod', victim.name)).toHaveCount(0);
  await expect(ui.outline.row('service', 'greeter')).toHaveAttribute('data-ready', '7');
}

/** All requests since the visitors were told how often to come. */
function visitsIn(records: readonly JournalRecord[]): readonly Finished[] {
  const since = records.findLast((record) => record.type === 'load-set')?.t ?? Infinity;
  return records.filter((record): record is Finished => record.type === 'request-finished' && record.sentUs >= since);
}

/** The record by which the Pod began to end. */
function killOf(records: readonly JournalRecord[], uid: string): JournalRecord {
  return first(records, (record) => {
    const pod: Pod | undefined = objectIn(record, 'pods');
    return pod?.metadata?.uid === uid && pod.metadata.deletionTimestamp !== undefined;
  });
}

/** The record by which the Pod's endpoint, ready until then, was no longer ready or there. */
function departureOf(records: readonly JournalRecord[], uid: string): Recorded<'object-updated'> {
  const serves = (slice: EndpointSlice): boolean =>
    (slice.endpoints ?? []).some(({ targetRef, conditions }) => targetRef?.uid === uid && conditions?.ready === true);
  for (const record of records) {
    if (record.type !== 'object-updated' || record.resource !== 'endpointslices') continue;
    // The record's name of the resource says what the object is.
    if (serves(record.previous as EndpointSlice) && !serves(record.object as EndpointSlice)) return record;
  }
  throw new Error('the Pod never left its endpoints');
}

/** The record by which `node` put rules into force that knew of the departure. */
function rulesOf(records: readonly JournalRecord[], node: string, left: Recorded<'object-updated'>): JournalRecord {
  const revision = Number(left.object.metadata?.resourceVersion);
  return first(
    records,
    (record) =>
      record.type === 'rules-synced' &&
      record.node === node &&
      record.seenRevision >= revision &&
      record.changed.some((port) => port.startsWith('default/greeter')),
  );
}

/** The record by which the one of `now` that was not among `before` became ready. */
function readyOf(records: readonly JournalRecord[], now: readonly Thing[], before: readonly Thing[]): JournalRecord {
  const known = new Set(before.map(({ uid }) => uid));
  const successors = now.filter(({ uid }) => !known.has(uid));
  expect(successors, 'successors of the killed Pod').toHaveLength(1);
  return first(records, (record) => {
    const pod: Pod | undefined = objectIn(record, 'pods');
    if (pod?.metadata?.uid !== successors[0]?.uid) return false;
    return (pod?.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
  });
}

/** The object that a record of this resource brought. */
function objectIn(record: JournalRecord, resource: string): KubeObject | undefined {
  const brings = record.type === 'object-created' || record.type === 'object-updated';
  return brings && record.resource === resource ? record.object : undefined;
}

function first(records: readonly JournalRecord[], wanted: (record: JournalRecord) => boolean): JournalRecord {
  const found = records.find(wanted);
  if (!found) throw new Error('the journal has no such record');
  return found;
}

const entryOf = ({ hops }: Finished): string | undefined => hops.find(({ at }) => at === 'node')?.id;
const backendsOf = (requests: readonly Finished[]): readonly string[] =>
  [...new Set(requests.map(({ backend = 'nobody' }) => backend))].sort();
const addressesOf = (pods: readonly Thing[]): readonly string[] => pods.map(({ more }) => `${more['ip']}:80`).sort();
