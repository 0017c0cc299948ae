// The control plane is a matter of static Pods: a person takes kube-scheduler's manifest away, and nothing is scheduled
// until it is put back.
import { expect, test } from '../harness/app.ts';

const pod =
  '{apiVersion: v1, kind: Pod, metadata: {name: waiting}, spec: {containers: [{name: web, image: "nginx:1.25"}]}}';

test('without kube-scheduler a Pod waits, and runs once the manifest is back', async ({ ui }) => {
  await ui.timeline.setSpeed(10);
  await ui.stage.click('pod', 'kube-scheduler-master231');
  await ui.inspector.panel.getByTestId('manifest-away').click();
  await expect(ui.question.dialog).toContainText('kube-scheduler.yaml');
  await ui.question.confirm.click();
  await expect(ui.outline.row('pod', 'kube-scheduler-master231')).toHaveCount(0);

  await ui.manifests.applyAndClose(pod);
  const appliedUs = await ui.timeline.now();
  await expect.poll(async () => (await ui.timeline.now()) - appliedUs).toBeGreaterThan(20_000_000);
  await expect(ui.outline.row('pod', 'waiting')).toHaveAttribute('data-condition', 'waiting');

  await ui.outline.row('node', 'master231').evaluate((row: HTMLElement) => {
    row.click();
  });
  await ui.inspector.panel.getByTestId('manifest-back').click();
  await expect(ui.outline.row('pod', 'kube-scheduler-master231')).toHaveCount(1);
  await expect(ui.outline.row('pod', 'waiting')).toHaveAttribute('data-condition', 'ready');
});
