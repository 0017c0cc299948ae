// An upgrade behind a Service while visitors come: with a readiness probe and a pause before the stop nobody is lost,
// without them some are, and each of those can be asked why.
import { join } from 'node:path';
import type { JournalRecord } from '../../main/engine/kernel/journal.ts';
import { shop } from '../fixtures/fixtures.ts';
import { expect, test } from '../harness/app.ts';
import type { Desktop } from '../harness/desktop.ts';
import { readJournal } from '../harness/journal.ts';
import type { Kubarium } from '../pages/kubarium.ts';

const before = 'nginx:1.24.0-alpine';
const after = 'nginx:1.25.1-alpine';

// Thousands of requests are sent and drawn meanwhile.
test.slow();

type Finished = Extract<JournalRecord, { readonly type: 'request-finished' }>;

/** Lets 200 requests a second come all the while, and waits until every Pod is of the new version. */
async function upgrade(ui: Kubarium, { withCare }: { readonly withCare: boolean }): Promise<void> {
  await ui.timeline.setSpeed(10);
  await ui.load.set(0);
  await ui.manifests.applyAndClose(shop(before, { withCare }));
  await expect(ui.outline.row('service', 'shop')).toHaveAttribute('data-ready', '4');
  await ui.load.set(200);
  await ui.timeline.pass(2);
  const old = (await ui.outline.pods('default')).map(({ uid }) => uid);
  await ui.manifests.applyAndClose(shop(after, { withCare }));
  const gone = async () => (await ui.outline.pods('default')).filter(({ uid }) => old.includes(uid)).length;
  await expect.poll(gone, { timeout: 30_000 }).toBe(0);
  await expect(ui.outline.row('service', 'shop')).toHaveAttribute('data-ready', '4');
  await ui.timeline.pass(2);
  await ui.timeline.pause();
}

/** Closes the app; answers what it has on record, and the requests since the load was set. */
async function recordsOf(
  desktop: Desktop,
): Promise<{ records: readonly JournalRecord[]; requests: readonly Finished[] }> {
  await desktop.close();
  const records = readJournal(join(desktop.sessionsFolder, 'tutorial.kubarium'));
  const sinceUs = records.findLast(({ type }) => type === 'load-set')?.t ?? Infinity;
  const requests = records.filter((record): record is Finished => record.type === 'request-finished');
  return { records, requests: requests.filter(({ sentUs }) => sentUs >= sinceUs) };
}

const versions = (requests: readonly Finished[]) => [...new Set(requests.flatMap(({ image = [] }) => image))].sort();

test('with a readiness probe and a pause before the stop an upgrade loses nobody', async ({ desktop }) => {
  const ui = await desktop.start();
  await upgrade(ui, { withCare: true });
  await ui.stage.click('client', 'visitors');
  await ui.inspector.show('requests');
  await ui.inspector.lostOnly.check();
  await expect(ui.inspector.panel).toContainText('No request was lost.');
  const { requests } = await recordsOf(desktop);
  expect(versions(requests)).toEqual([before, after]);
  expect(requests.length).toBeGreaterThan(1000);
  expect(requests.filter(({ outcome, httpStatus }) => outcome !== 'answered' || httpStatus !== 200)).toEqual([]);
});

test('without them it loses some, and each can be asked why', async ({ desktop }) => {
  const ui = await desktop.start();
  await upgrade(ui, { withCare: false });
  await ui.stage.click('client', 'visitors');
  await ui.inspector.show('requests');
  await ui.inspector.lostOnly.check();
  const lost = ui.inspector.requests.first();
  await lost.getByRole('button').first().click();
  await expect(lost.getByTestId('walk-step').last()).toHaveAttribute('data-kind', 'failed');
  await lost.getByRole('button', { name: 'Why?' }).click();
  await expect.poll(() => ui.inspector.whySteps.count()).toBeGreaterThan(1);
  await expect(ui.inspector.whySteps.first()).toContainText('You');

  const { records, requests } = await recordsOf(desktop);
  const failures = requests.filter(({ outcome }) => outcome !== 'answered');
  expect(failures.length).toBeGreaterThan(0);
  expect(failures.length / requests.length, 'share of requests that were lost').toBeLessThan(0.1);
  for (const failure of failures) {
    expect(failure.why).toBeTruthy();
    expect(rootOf(records, failure), `the chain of causes of request ${failure.seq}`).toMatchObject({
      type: 'input-accepted',
      actor: 'person',
    });
  }
});

/** Where the chain of causes begins. */
function rootOf(records: readonly JournalRecord[], record: JournalRecord): JournalRecord {
  let root = record;
  for (let cause = records[root.cause - 1]; cause; cause = records[root.cause - 1]) root = cause;
  return root;
}
